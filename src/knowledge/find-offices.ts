import type { Bilingual, Office } from "./types.js";

/** The office of a matter, and the matter by name: as the office's file calls it, else the word that means it. */
export interface OfficeMatter {
  readonly office: Office;
  readonly word: string;
  readonly name: Bilingual;
}

/** The last clause with words: who tells a story first, asks there. */
const lastClause = (text: string): string =>
  text.split(/[,，。;；?？!！]+|\.\s/u).findLast((clause) => clause.trim() !== "") ?? text;

/**
 * The office whose matter a text means outright: what is asked in the last clause before what is told, by the longest of its
 * words (社保卡 is a matter of its own beside 社保); a word that many places share (人才服务中心) only where no other is said.
 * `undefined` when no word of any office is said.
 */
export function officeIn(
  offices: readonly Office[],
  text: string,
  isShared: (word: string) => boolean,
): OfficeMatter | undefined {
  const asked = lastClause(text);
  const rank = ({ word }: OfficeMatter): number =>
    (isShared(word) ? 0 : 2000) +
    (asked.includes(word.toLowerCase()) ? 1000 : 0) +
    [...word].length;
  const found = offices.flatMap((office) => [
    ...office.matters.flatMap(({ name, words }) => words.map((word) => ({ office, word, name }))),
    ...office.words.map((word) => ({ office, word, name: { zh: word, en: office.for.en } })),
  ]);
  return found
    .filter(({ word }) => text.includes(word.toLowerCase()))
    .toSorted((a, b) => rank(b) - rank(a))[0];
}
