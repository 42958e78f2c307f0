import type { Block } from "../types.js";
import type { Speaker } from "../wordings.js";

/** A card in lines: numbered where it is said, in both languages where the reader of either may need it. */
export function cardText(
  speaker: Speaker,
  { card, title, items, isWhole }: Extract<Block, { kind: "card" }>,
): string {
  const lines = items.flatMap(({ zh, en, pinyin }, index) => {
    const first =
      card === "hotline"
        ? speaker.say("steps-numbered", { number: index + 1, text: zh })
        : speaker.say("bullet", { text: zh });
    return isWhole ? [first, ...(pinyin === undefined ? [] : [pinyin]), en] : [first];
  });
  return [speaker.say("titled-head", { title }), ...lines].join("\n");
}
