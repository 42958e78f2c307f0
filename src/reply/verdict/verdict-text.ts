import { decidingOf } from "./nearest-way.js";
import type { VerdictBlock } from "./verdict-block.js";
import type { Speaker } from "../wordings.js";

type Item = VerdictBlock["items"][number];

const sayItem = (speaker: Speaker, { sign, criterion, yours }: Item): string =>
  speaker.say(yours === undefined ? "verdict-item" : "verdict-item-yours", {
    sign,
    criterion,
    yours: yours ?? "",
  });

const OUTCOMES: readonly Item["outcome"][] = ["unmet", "unknown", "met"];

/**
 * The criteria in a line for each outcome, what fails first. A way that what was told has closed stands among what fails,
 * and of the ways that are left the nearest one is told.
 */
function criteriaLines(speaker: Speaker, { items, eithers }: VerdictBlock): readonly string[] {
  const { told, closed, others } = decidingOf(items, eithers);
  return OUTCOMES.flatMap((outcome) => {
    const of = [...told, ...closed].filter((item) => item.outcome === outcome);
    const said = [...new Set(of.map((item) => sayItem(speaker, item)))];
    if (said.length === 0) return [];
    const text = said.join(speaker.say("judged-and"));
    const line =
      outcome === "unknown" && others > 0
        ? speaker.say("verdict-other-ways", { text, count: others })
        : text;
    return [speaker.say("bullet", { text: line })];
  });
}

/** What to mind is all told with a yes; else so many remarks on the sources, and the block holds the others. */
const MOST_REMARKS = 1;

/** A verdict in lines: what it is, its criteria, what would change it, what to mind. What it rests on is said once. */
export function verdictText(speaker: Speaker, block: VerdictBlock): string {
  if (block.shows !== "whole") return block.shows === "line" ? block.line : "";
  const { name, sign, word, amount, steps } = block;
  // What to mind matters with a yes; in the other cases the criteria say what is open.
  // How far the source is trusted stands beside its name.
  const unofficial = speaker.say("verdict-unofficial");
  const notes = (block.outcome === "eligible" ? block.notes : block.remarks)
    .filter((text) => text !== unofficial)
    .slice(0, block.outcome === "eligible" ? Infinity : MOST_REMARKS);
  // What is not known yet stands among the criteria above.
  const ways = steps.filter(({ kind }) => kind !== "answer");
  const key = amount === "" ? "verdict-title" : "verdict-title-amount";
  return [
    speaker.say(key, { sign, name, word, amount }),
    ...criteriaLines(speaker, block),
    ...(ways.length === 0 ? [] : [speaker.say("titled-head", { title: block.waysTitle })]),
    ...ways.map(({ title, items }) =>
      speaker.say("bullet", {
        text: speaker.say("titled-line", { title, text: items.join(speaker.say("judged-and")) }),
      }),
    ),
    ...notes.map((text) => speaker.say("verdict-note", { text })),
  ]
    .filter((line) => line !== "")
    .join("\n");
}
