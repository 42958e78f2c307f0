import { normalize } from "../text/normalize.js";
import { toPinyin } from "../text/pinyin.js";
import { Trie, type Found } from "../text/trie.js";
import type { Synonyms } from "./types.js";

/** The word groups of `intents/synonyms.yaml`, ready to be found in normalized text. */
export interface Vocabulary {
  /** Words of a group in the text: the longest at each place, none overlapping. Unknown groups find nothing. */
  find(group: string, points: readonly string[]): readonly Found<string>[];
  /** Every word of a group, overlapping ones too. */
  findAll(group: string, points: readonly string[]): readonly Found<string>[];
  /** All words of a group, normalized. */
  words(group: string): readonly { readonly value: string; readonly word: string }[];
}

const HAN_ONLY = /^\p{Script=Han}{2,}$/u;

/**
 * @param spelled groups whose Chinese words are also found spelled in pinyin (`xihu`, `xi hu`, `xihu qu`)
 */
export function buildVocabulary(synonyms: Synonyms, spelled: readonly string[] = []): Vocabulary {
  const tries = new Map<string, Trie<string>>();
  const words = new Map<string, { value: string; word: string }[]>();
  for (const [group, entries] of Object.entries(synonyms)) {
    const trie = new Trie<string>();
    const all: { value: string; word: string }[] = [];
    for (const { value, words: written } of entries) {
      for (const raw of written) {
        const { points, text } = normalize(raw);
        trie.add(points, value);
        all.push({ value, word: text });
        if (spelled.includes(group) && HAN_ONLY.test(text)) {
          const syllables = toPinyin(text);
          for (const form of [syllables.join(""), syllables.join(" "), spellLastApart(syllables)])
            trie.add(form, value);
        }
      }
    }
    tries.set(group, trie);
    words.set(group, all);
  }
  return {
    find: (group, points) => tries.get(group)?.longest(points) ?? [],
    findAll: (group, points) => tries.get(group)?.all(points) ?? [],
    words: (group) => words.get(group) ?? [],
  };
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
