import type { PersonKind } from "../knowledge/index.js";
import { hasWord, vocabularyOf, type Synonyms } from "../nlu/index.js";
import type { WordGroup } from "../shared/word-groups.js";

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
export const createWordReader =
  (synonyms: Synonyms, group: WordGroup): ((normalized: string) => boolean) =>
  (normalized) =>
    hasWord(normalized, synonyms, group);

/** Finds the entry of a group of synonyms of which a normalized question holds a word; the longest word wins. */
export function createEntryReader(
  synonyms: Synonyms,
  group: WordGroup,
): (normalized: string) => Synonyms[string][number] | null {
  const entries = new Map((synonyms[group] ?? []).map((entry) => [entry.value, entry]));
  return (normalized) => {
    const found = vocabularyOf(synonyms).findAll(group, [...normalized]);
    const [best] = found.toSorted((a, b) => b.end - b.start - (a.end - a.start));
    return best === undefined ? null : (entries.get(best.value) ?? null);
  };
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

/** Words that many names are made of: 人才, 服务, 中心, 窗口. */
export const namingWordsOf = (synonyms: Synonyms): ReadonlySet<string> =>
  new Set((synonyms["naming-word"] ?? []).flatMap(({ words }) => words));

/** Reads which kinds of people a normalized question is about. The longest word of an entry is the one that was said. */
export function createKindReader(
  synonyms: Synonyms,
): (normalized: string) => readonly PersonKind[] {
  return (normalized) => {
    const points = [...normalized];
    return GROUPS.flatMap(({ group, mayBeUnsaid }) => {
      const entries = synonyms[group] ?? [];
      const found = vocabularyOf(synonyms).findAll(group, points);
      return entries.flatMap((entry) => {
        const [longest] = found
          .filter(({ value }) => value === entry.value)
          .toSorted((a, b) => b.end - b.start - (a.end - a.start));
        if (longest === undefined) return [];
        const others = entries.filter((other) => other !== entry).flatMap((other) => other.words);
        const said = points.slice(longest.start, longest.end).join("");
        return [{ said, words: entry.words, others: mayBeUnsaid ? others : [] }];
      });
    });
  };
}
