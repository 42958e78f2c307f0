import { normalize } from "../text/normalize.js";
import { toPinyin } from "../text/pinyin.js";
import { Trie, isWhole, type Found } from "../text/trie.js";
import type { WordGroup } from "../shared/word-groups.js";
import type { Synonyms } from "./types.js";

/** A group of `intents/synonyms.yaml`, or the words that a slot of `knowledge/slots.yaml` is read by. */
export type Group = WordGroup | `slot:${string}`;

/**
 * The word groups of `intents/synonyms.yaml`, ready to be found in normalized text. Positions are code points. Words of letters
 * stand alone: `will` is no part of `willing`.
 */
export interface Vocabulary {
  /** Words of a group in the text: the longest at each place, none overlapping. */
  find(group: Group, points: readonly string[]): readonly Found<string>[];
  /** Every word of a group, overlapping ones too. */
  findAll(group: Group, points: readonly string[]): readonly Found<string>[];
  /** Whether a word of a group stands in the text. */
  has(group: Group, points: readonly string[]): boolean;
  /** All words of a group, normalized. */
  words(group: Group): readonly { readonly value: string; readonly word: string }[];
}

interface Entry {
  readonly group: string;
  readonly value: string;
}

const HAN_ONLY = /^\p{Script=Han}{2,}$/u;
const NONE: readonly never[] = [];

/** The vocabulary of a corpus is built once; whoever has its synonyms finds it again. */
const built = new WeakMap<Synonyms, Vocabulary>();

/** The vocabulary that was built of these synonyms, else one without further words. */
export const vocabularyOf = (synonyms: Synonyms): Vocabulary =>
  built.get(synonyms) ?? buildVocabulary(synonyms);

/**
 * Puts all groups into one automaton, so that one pass over a text finds the words of every group; what a text holds is kept as
 * long as the text is.
 *
 * @param spelled groups whose Chinese words are also found spelled in pinyin (`xihu`, `xi hu`, `xihu qu`)
 * @param further words from other files, which belong to the groups too
 */
export function buildVocabulary(
  synonyms: Synonyms,
  spelled: readonly string[] = [],
  further: Synonyms = {},
): Vocabulary {
  const trie = new Trie<Entry>();
  const words = new Map<string, { value: string; word: string }[]>();
  const entries = new Map<string, Entry>();
  for (const [group, { value, words: written }] of [synonyms, further].flatMap((groups) =>
    Object.entries(groups).flatMap(([name, all]) => all.map((entry) => [name, entry] as const)),
  )) {
    const key = `${group}\n${value}`;
    const entry = entries.get(key) ?? { group, value };
    entries.set(key, entry);
    const all = words.get(group) ?? [];
    words.set(group, all);
    for (const raw of written) {
      const { points, text } = normalize(raw);
      trie.add(points, entry);
      all.push({ value, word: text });
      if (spelled.includes(group) && HAN_ONLY.test(text)) {
        const syllables = toPinyin(text);
        for (const form of [syllables.join(""), syllables.join(" "), spellLastApart(syllables)])
          trie.add(form, entry);
      }
    }
  }
  const read = new WeakMap<
    readonly string[],
    ReadonlyMap<string, readonly Found<string>[]> | null
  >();
  const all = (group: string, points: readonly string[]): readonly Found<string>[] => {
    const known = read.get(points);
    if (known !== undefined && known !== null) return known.get(group) ?? NONE;
    // Most parts of a text are looked at once, for one group; whoever comes again will come for others.
    if (known === undefined) {
      read.set(points, null);
      return scan(trie, points, group).get(group) ?? NONE;
    }
    const found = scan(trie, points);
    read.set(points, found);
    return found.get(group) ?? NONE;
  };
  const vocabulary: Vocabulary = {
    find: (group, points) => longest(all(group, points)),
    findAll: all,
    has: (group, points) => all(group, points).length > 0,
    words: (group) => words.get(group) ?? NONE,
  };
  built.set(synonyms, vocabulary);
  return vocabulary;
}

/** All words of all groups or of one, each list in order of their start, the shorter of two first. */
function scan(
  trie: Trie<Entry>,
  points: readonly string[],
  only?: string,
): ReadonlyMap<string, Found<string>[]> {
  const found = new Map<string, Found<string>[]>();
  for (let start = 0; start < points.length; start++) {
    for (const { end, values } of trie.at(points, start)) {
      if (!isWhole(points, start, end)) continue;
      for (const { group, value } of values) {
        if (only !== undefined && group !== only) continue;
        const list = found.get(group);
        if (list === undefined) found.set(group, [{ start, end, value }]);
        else list.push({ start, end, value });
      }
    }
  }
  return found;
}

/** Left to right, the longest word at each place, none overlapping. */
function longest(all: readonly Found<string>[]): readonly Found<string>[] {
  if (all.length < 2) return all;
  const kept: Found<string>[] = [];
  let from = 0;
  for (let at = 0; at < all.length;) {
    const { start } = all[at] ?? { start: 0 };
    let next = at;
    while (all[next]?.start === start) next += 1;
    if (start >= from) {
      const { end } = all[next - 1] ?? { end: start };
      kept.push(...all.slice(at, next).filter((found) => found.end === end));
      from = end;
    }
    at = next;
  }
  return kept;
}

/** binjiang qu: the name in one word, its kind in another. */
function spellLastApart(syllables: readonly string[]): string {
  return `${syllables.slice(0, -1).join("")} ${syllables.at(-1) ?? ""}`;
}

/** Whether two ranges share a code point. */
export function overlaps(
  a: { readonly start: number; readonly end: number },
  b: { readonly start: number; readonly end: number },
): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Words of a group that no word of the group of longer words beside it covers: 失业 in 失业金 is none. */
export function findFree(
  vocabulary: Vocabulary,
  group: Group,
  beware: Group,
  points: readonly string[],
): readonly Found<string>[] {
  const longer = vocabulary.find(beware, points);
  const found = vocabulary.find(group, points);
  return longer.length === 0
    ? found
    : found.filter((word) => !longer.some((other) => overlaps(other, word)));
}

/** Words of a group as they stand in a text; for rooms that have the synonyms only. */
export function wordsIn(text: string, synonyms: Synonyms, group: WordGroup): readonly string[] {
  const points = [...text.toLowerCase()];
  return vocabularyOf(synonyms)
    .find(group, points)
    .map(({ start, end }) => points.slice(start, end).join(""));
}

/** Whether a word of a group stands in a text; for rooms that have the synonyms only. */
export const hasWord = (text: string, synonyms: Synonyms, group: WordGroup): boolean =>
  vocabularyOf(synonyms).has(group, [...text.toLowerCase()]);
