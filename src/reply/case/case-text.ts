import type { CaseBlock } from "../types.js";
import type { Speaker } from "../wordings.js";

/** Steps numbered in their order; districts one a line, those with nothing of their own left out. */
export function caseText(speaker: Speaker, block: CaseBlock): string {
  const lines =
    block.kind === "steps"
      ? block.items.map(({ line }, index) =>
          speaker.say("steps-numbered", { number: index + 1, text: line }),
        )
      : block.rows.flatMap(({ line }) =>
          line === "" ? [] : [speaker.say("bullet", { text: line })],
        );
  return [speaker.say("titled-head", { title: block.title }), ...lines, block.note].join("\n");
}
