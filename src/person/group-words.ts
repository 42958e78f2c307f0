import type { Synonyms } from "../nlu/index.js";

/** A word of a group in a text; in UTF-16 offsets, end exclusive. */
export interface GroupWord {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

interface Finder {
  readonly pattern: RegExp;
  readonly values: ReadonlyMap<string, string>;
}

/** Built once for each edit of the data. */
const finders = new WeakMap<Synonyms, Map<string, Finder | null>>();

const LATIN = /^[a-z0-9' .-]+$/u;
const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");

function buildFinder(synonyms: Synonyms, group: string): Finder | null {
  const entries = (synonyms[group] ?? []).flatMap(({ value, words }) =>
    words.map((word) => [word.toLowerCase(), value] as const),
  );
  if (entries.length === 0) return null;
  const forms = entries
    .map(([word]) => word)
    .toSorted((a, b) => b.length - a.length)
    // Words of letters stand alone: `will` is no part of `willing`.
    .map((word) => (LATIN.test(word) ? `(?<![a-z])${escaped(word)}(?![a-z])` : escaped(word)));
  return { pattern: new RegExp(forms.join("|"), "gu"), values: new Map(entries) };
}

function finderOf(synonyms: Synonyms, group: string): Finder | null {
  const known = finders.get(synonyms) ?? new Map<string, Finder | null>();
  finders.set(synonyms, known);
  const kept = known.get(group);
  if (kept !== undefined) return kept;
  const built = buildFinder(synonyms, group);
  known.set(group, built);
  return built;
}

/** Words of a group in a normalized text, left to right: the longest at each place, none overlapping. */
export function findWords(text: string, synonyms: Synonyms, group: string): readonly GroupWord[] {
  const finder = finderOf(synonyms, group);
  if (finder === null) return [];
  return [...text.matchAll(finder.pattern)].map((match) => ({
    value: finder.values.get(match[0]) ?? "",
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Whether a word of a group stands in a normalized text. */
export const hasWord = (text: string, synonyms: Synonyms, group: string): boolean =>
  findWords(text, synonyms, group).length > 0;
