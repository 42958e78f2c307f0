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

/** Groups of words that mean exactly the same, and English words as the Chinese texts say them. */
const SAME_WORDS = ["same-word", "english"] as const;

/** Words of questions and the words of sources for the same thing. */
export function sameWordsOf(synonyms: Synonyms): Synonyms[string] {
  return SAME_WORDS.flatMap((group) => synonyms[group] ?? []);
}

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
