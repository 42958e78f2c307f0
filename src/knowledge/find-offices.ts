import type { Bilingual, Office } from "./types.js";

/** The office of a matter, and the matter by name: as the office's file calls it, else the word that means it. */
export interface OfficeMatter {
  readonly office: Office;
  readonly word: string;
  readonly name: Bilingual;
}

/**
 * The office whose matter a text means outright, by the longest of its words: 失业金 says more than 失业, and 社保卡 is a matter of
 * its own beside 社保. `undefined` when no word of any office is said.
 */
export function officeIn(offices: readonly Office[], text: string): OfficeMatter | undefined {
  const found = offices.flatMap((office) => [
    ...office.matters.flatMap(({ name, words }) => words.map((word) => ({ office, word, name }))),
    ...office.words.map((word) => ({ office, word, name: { zh: word, en: office.for.en } })),
  ]);
  return found
    .filter(({ word }) => text.includes(word))
    .toSorted((a, b) => [...b.word].length - [...a.word].length)[0];
}
