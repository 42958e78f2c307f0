import { joinRich, rich, type Rich } from "./rich-text.js";
import type { Words } from "../talk/words.js";

/** One line or paragraph of a message. */
export interface Part {
  readonly rich: Rich;
  /** An empty line stands before it. */
  readonly gap: boolean;
  /** 0 = always shown; the greater, the sooner it goes behind a button. */
  readonly rank: number;
  /** What is shown instead when there is no room; without it the part goes as a whole. */
  readonly short?: Rich;
  /** A title: goes when the lines under it are gone. */
  readonly isHead?: true;
}

export const bullet = (words: Words, text: string): string => words.say("bullet", { text });

export const head = (words: Words, title: string): Rich =>
  rich({ bold: words.say("titled-head", { title }) });

/** Small print: slanted where letters are Latin; slanted Chinese is hard to read. */
export const small = (words: Words, text: string): Rich =>
  words.locale === "en" ? rich({ italic: text }) : rich(text);

/** A paragraph that is always shown. */
export const paragraph = (text: Rich): Part => ({ rich: text, gap: true, rank: 0 });

/** A line under the one before it. */
export const line = (text: Rich, rank = 0): Part => ({ rich: text, gap: false, rank });

/** A title with its lines; `rank` says how dispensable each line is, and the title goes with the last of them. */
export function titled(
  words: Words,
  title: string,
  lines: readonly { readonly text: string; readonly rank: number }[],
): readonly Part[] {
  const [only] = lines;
  if (only === undefined) return [];
  if (lines.length === 1) {
    const label = words.say("titled-line", { title, text: "" });
    return [{ rich: rich({ bold: label }, only.text), gap: true, rank: only.rank }];
  }
  return [
    {
      rich: head(words, title),
      gap: true,
      rank: Math.min(...lines.map(({ rank }) => rank)),
      isHead: true,
    },
    ...lines.map(({ text, rank }) => line(rich(bullet(words, text)), rank)),
  ];
}

export const compose = (parts: readonly Part[]): Rich =>
  joinRich(
    parts
      .filter((part) => part.rich.text !== "")
      .map((part) => ({ rich: part.rich, before: part.gap ? "\n\n" : "\n" })),
  );

const withoutBareHeads = (parts: readonly Part[]): readonly Part[] =>
  parts.filter((part, index) => part.isHead !== true || parts[index + 1]?.gap === false);

/** Leaves out what is most dispensable until the rest is at most `limit` UTF-16 units long, where ranks allow it. */
export function compact(parts: readonly Part[], limit: number): readonly Part[] {
  const left = [...parts];
  const ranks = [...new Set(parts.map(({ rank }) => rank))].sort((a, b) => b - a);
  for (const rank of ranks) {
    if (rank === 0) break;
    for (let index = left.length - 1; index >= 0; index -= 1) {
      const part = left[index];
      if (part?.rank !== rank) continue;
      if (compose(left).text.length <= limit) return withoutBareHeads(left);
      const { short, ...rest } = part;
      left.splice(index, 1, ...(short === undefined ? [] : [{ ...rest, rich: short }]));
    }
  }
  return withoutBareHeads(left);
}
