import { splitPinyin, toSyllables } from "../pinyin.js";

// A Chinese character, a word of any other script, or a number.
const UNIT = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}'])+|\p{N}+/gu;
const NUMBER = /^\p{N}+$/u;
const LATIN = /^[a-zü']+$/;
// Pinyin with tone digits: luo4hu4.
const TONED = /(?:[a-zü]+[1-5])+[a-zü]*/g;
const HAN = /^\p{Script=Han}$/u;

/** Stands for every number: which one it is says little about what is wanted. */
export const NUMBER_UNIT = "0";

/** Chinese characters, words and numbers of a folded text in order; numbers all become {@link NUMBER_UNIT}. */
export function surfaceUnits(folded: string): string[] {
  return (folded.match(UNIT) ?? []).map((unit) => (NUMBER.test(unit) ? NUMBER_UNIT : unit));
}

export function isHan(unit: string): boolean {
  return HAN.test(unit);
}

export function isLatin(unit: string): boolean {
  return LATIN.test(unit);
}

/**
 * How a folded text sounds: a syllable for each Chinese character, other words as they are.
 *
 * @param text folded
 * @param readsPinyin also cut latin words into syllables when they can be pinyin
 */
export function soundUnits(text: string, readsPinyin: boolean): string[] {
  if (!readsPinyin) return surfaceUnits(text);
  const folded = text.replace(TONED, (word) => splitPinyin(word)?.join(" ") ?? word);
  const units: string[] = [];
  const syllables = toSyllables(folded);
  let point = 0;
  let offset = 0;
  for (const match of folded.matchAll(UNIT)) {
    for (; offset < match.index; point++) offset += (folded.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
    const unit = match[0];
    if (isHan(unit)) units.push(syllables[point] ?? unit);
    else if (NUMBER.test(unit)) units.push(NUMBER_UNIT);
    else units.push(...((isLatin(unit) ? splitPinyin(unit) : null) ?? [unit]));
  }
  return units;
}
