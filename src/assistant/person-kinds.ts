import type { PersonKind } from "../knowledge/index.js";
import type { Synonyms } from "../nlu/index.js";

/**
 * Groups of synonyms that sort people, and whether a claim that speaks of no kind at all holds for everybody.
 * A degree may be left unsaid (a counter serves all); an amount for a talent class must name the class.
 */
const GROUPS = [
  { group: "degree", mayBeUnsaid: true },
  { group: "talent-class", mayBeUnsaid: false },
  { group: "overseas-degree", mayBeUnsaid: false },
] as const;

/** Tells whether a normalized question holds a word of a group of synonyms. */
export function createWordReader(
  synonyms: Synonyms,
  group: string,
): (normalized: string) => boolean {
  const words = (synonyms[group] ?? []).flatMap((entry) => entry.words);
  return (normalized) => words.some((word) => normalized.includes(word));
}

/** Finds the entry of a group of synonyms of which a normalized question holds a word; the longest word wins. */
export function createEntryReader(
  synonyms: Synonyms,
  group: string,
): (normalized: string) => Synonyms[string][number] | null {
  const all = (synonyms[group] ?? [])
    .flatMap((entry) => entry.words.map((word) => ({ word, entry })))
    .sort((a, b) => b.word.length - a.word.length);
  return (normalized) => all.find(({ word }) => normalized.includes(word))?.entry ?? null;
}

/**
 * Words of questions and the words of sources for the same thing: those of a group stand for each other, an English word
 * for the Chinese one that the sources have.
 */
export function sameWordsOf(synonyms: Synonyms): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const add = (word: string, others: readonly string[]): void => {
    found.set(word, [...(found.get(word) ?? []), ...others.filter((other) => other !== word)]);
  };
  for (const { value, words } of synonyms["same-word"] ?? []) {
    const all = [value, ...words];
    for (const word of all) add(word, all);
  }
  for (const { value, words } of synonyms["english"] ?? [])
    for (const word of words) add(word, [value]);
  return found;
}

/** Groups whose words name what is had or got, and for whom, in general. */
const GENERAL = [
  "overview-had",
  "overview-for",
  "overview-asked",
  "anything-get",
  "general-word",
] as const;

/** Words for what is had in general: 补贴, 政策, 扶持. */
export const generalWordsOf = (synonyms: Synonyms): ReadonlySet<string> =>
  new Set(GENERAL.flatMap((group) => (synonyms[group] ?? []).flatMap(({ words }) => words)));

/** Reads which kinds of people a normalized question is about. Longest word wins within a group. */
export function createKindReader(
  synonyms: Synonyms,
): (normalized: string) => readonly PersonKind[] {
  return (normalized) =>
    GROUPS.flatMap(({ group, mayBeUnsaid }) => {
      const entries = synonyms[group] ?? [];
      return entries.flatMap((entry) => {
        const said = entry.words
          .filter((word) => normalized.includes(word))
          .sort((a, b) => b.length - a.length)[0];
        if (said === undefined) return [];
        const others = entries.filter((other) => other !== entry).flatMap((other) => other.words);
        return [{ said, words: entry.words, others: mayBeUnsaid ? others : [] }];
      });
    });
}
