import type { Block } from "../../../reply/types.js";
import { bullet, line, paragraph, small, type Part } from "./parts.js";
import { rich, type Rich } from "./rich-text.js";
import type { Words } from "../talk/words.js";

export type VerdictBlock = Extract<Block, { kind: "verdict" }>;
type Item = VerdictBlock["items"][number];

/** A text that begins with sign and name, with these in bold. */
function withBoldName({ sign, name }: VerdictBlock, text: string): Rich {
  const title = `${sign} ${name}`;
  return text.startsWith(title)
    ? rich({ bold: title }, text.slice(title.length))
    : rich({ bold: title }, `\n${text}`);
}

/** The verdict in a line: sign, name, word, sum, and what is open or fails. */
export const verdictLine = (block: VerdictBlock): Rich => withBoldName(block, block.line);

/** Sign, name, word and the whole sum. */
function verdictTitle(words: Words, block: VerdictBlock): Rich {
  const { sign, name, word, amount } = block;
  const key = amount === "" ? "verdict-title" : "verdict-title-amount";
  return withBoldName(block, words.say(key, { sign, name, word, amount }));
}

const sayItem = (words: Words, { sign, criterion, yours }: Item): string =>
  words.say(yours === undefined ? "verdict-item" : "verdict-item-yours", {
    sign,
    criterion,
    yours: yours ?? "",
  });

/** Each criterion with its sign and the person's value; alternatives together, said to be that. */
function criteriaParts(words: Words, block: VerdictBlock): readonly Part[] {
  const { items, eithers, eithersTitle } = block;
  const inEither = new Set(eithers.flat(2));
  const joined = (places: readonly number[]): string =>
    places
      .flatMap((place) => items[place] ?? [])
      .map((item) => sayItem(words, item))
      .join(words.say("judged-and"));
  return [
    ...items.flatMap((item, place) =>
      inEither.has(place)
        ? []
        : [line(rich(bullet(words, sayItem(words, item))), item.outcome === "met" ? 5 : 2)],
    ),
    ...eithers.flatMap((ways) => [
      {
        ...line(rich(words.say("titled-head", { title: eithersTitle })), 3),
        isHead: true as const,
      },
      ...ways.map((places, index) =>
        line(rich(words.say("verdict-either-way", { number: index + 1, text: joined(places) })), 3),
      ),
    ]),
  ];
}

/** What would change it, by who or what brings it about. */
const stepsParts = (words: Words, { steps }: VerdictBlock): readonly Part[] =>
  steps.map(({ title, items }) => {
    const text = words.say("titled-line", { title, text: items.join(words.say("judged-and")) });
    return line(rich(bullet(words, text)), 3);
  });

const noteLines = (words: Words, notes: readonly string[], rank: number): readonly Part[] =>
  notes.map((text) => line(rich(words.say("verdict-note", { text })), rank));

/** A verdict at a glance: what stands in the way, or what to mind with a yes; the trail is behind "why". */
export function verdictParts(words: Words, block: VerdictBlock): readonly Part[] {
  if (block.shows !== "whole") return [{ ...paragraph(verdictLine(block)), rank: 1 }];
  const isYes = block.outcome === "eligible";
  const open = block.items.filter(({ outcome }) => outcome !== "met");
  return [
    paragraph(verdictTitle(words, block)),
    ...(isYes || block.eithers.length > 0
      ? []
      : open.map((item) => line(rich(bullet(words, sayItem(words, item))), 2))),
    ...(isYes || block.eithers.length === 0 ? [] : criteriaParts(words, block)),
    ...stepsParts(words, block),
    ...noteLines(words, isYes ? block.notes : block.remarks, 1),
  ];
}

/** Why: the trail, what to mind and what it rests on. */
export const whyParts = (words: Words, block: VerdictBlock): readonly Part[] => [
  paragraph(verdictTitle(words, block)),
  ...criteriaParts(words, block),
  ...noteLines(words, [...new Set([...block.notes, ...block.remarks])], 6),
  ...(block.basis === "" ? [] : [line(small(words, block.basis))]),
  line(small(words, block.today)),
];

/** What would make it a yes; nothing when it is one, or when no change is known. */
export function waysParts(words: Words, block: VerdictBlock): readonly Part[] {
  const steps = stepsParts(words, block);
  return steps.length === 0 ? [] : [paragraph(verdictLine(block)), ...steps];
}

/** So many verdicts are told while something is asked; the others are counted. */
const MOST_LINES = 4;

/** The lines of several verdicts close to each other, first those that can still be had. */
export function lineParts(words: Words, blocks: readonly VerdictBlock[]): readonly Part[] {
  const isOpen = ({ outcome }: VerdictBlock): boolean =>
    outcome === "eligible" || outcome === "needs-more";
  const sorted = [...blocks.filter(isOpen), ...blocks.filter((block) => !isOpen(block))];
  const shown = sorted.slice(0, blocks.length > MOST_LINES + 1 ? MOST_LINES : blocks.length);
  const count = blocks.length - shown.length;
  return [
    ...shown.map((block, index): Part => {
      const part = { rich: verdictLine(block), gap: index === 0, rank: index === 0 ? 0 : 4 };
      const { sign, name, word } = block;
      const title = { bold: `${sign} ${name}` };
      const short = rich(title, words.say("titled-line", { title: "", text: word }));
      return index === 0 ? part : { ...part, short };
    }),
    ...(count === 0
      ? []
      : [
          line(rich(words.say("telegram-more-verdicts", { count, why: words.say("verdict-why") }))),
        ]),
  ];
}
