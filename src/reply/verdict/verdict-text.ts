import type { VerdictBlock } from "./verdict-block.js";
import type { Speaker } from "../wordings.js";

type Item = VerdictBlock["items"][number];

const sayItem = (speaker: Speaker, { sign, criterion, yours }: Item): string =>
  speaker.say(yours === undefined ? "verdict-item" : "verdict-item-yours", {
    sign,
    criterion,
    yours: yours ?? "",
  });

/** Criteria that must be met in any case, one a line; alternatives a line each, said to be alternatives. */
function criteriaLines(speaker: Speaker, { items, eithers, eithersTitle }: VerdictBlock) {
  const inEither = new Set(eithers.flat(2));
  const bullet = (text: string): string => speaker.say("bullet", { text });
  const joined = (places: readonly number[]): string =>
    places
      .flatMap((place) => items[place] ?? [])
      .map((item) => sayItem(speaker, item))
      .join(speaker.say("judged-and"));
  return [
    ...items.flatMap((item, place) =>
      inEither.has(place) ? [] : [bullet(sayItem(speaker, item))],
    ),
    ...eithers.flatMap((ways) => [
      speaker.say("titled-head", { title: eithersTitle }),
      ...ways.map((places, index) =>
        speaker.say("verdict-either-way", { number: index + 1, text: joined(places) }),
      ),
    ]),
  ];
}

/** A verdict in lines: what it is, its criteria, what would change it, what to mind. What it rests on is said once. */
export function verdictText(speaker: Speaker, block: VerdictBlock): string {
  if (block.shows !== "whole") return block.shows === "line" ? block.line : "";
  const { name, sign, word, amount, steps } = block;
  // What to mind matters with a yes; in the other cases the criteria say what is open.
  // How far the source is trusted stands beside its name.
  const unofficial = speaker.say("verdict-unofficial");
  const notes = (block.outcome === "eligible" ? block.notes : block.remarks).filter(
    (text) => text !== unofficial,
  );
  const key = amount === "" ? "verdict-title" : "verdict-title-amount";
  return [
    speaker.say(key, { sign, name, word, amount }),
    ...criteriaLines(speaker, block),
    ...(steps.length === 0 ? [] : [speaker.say("titled-head", { title: block.waysTitle })]),
    ...steps.map(({ title, items }) =>
      speaker.say("bullet", {
        text: speaker.say("titled-line", { title, text: items.join(speaker.say("judged-and")) }),
      }),
    ),
    ...notes.map((text) => speaker.say("verdict-note", { text })),
  ]
    .filter((line) => line !== "")
    .join("\n");
}
