import { splitPinyin, toSyllables } from "../../text/pinyin.js";

// A Chinese character, a word of any other script, or a number.
const UNIT = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}'])+|\p{N}+/gu;
const NUMBER = /^\p{N}+$/u;
const LATIN = /^[a-zü']+$/;
// Pinyin with tone digits: luo4hu4.
const TONED = /(?:[a-zü]+[1-5])+[a-zü]*/g;
const HAN = /^\p{Script=Han}$/u;

/** Stands for every number: which one it is says little about what is wanted. */
const NUMBER_UNIT = "0";

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

/** How a text sounds. */
export interface Sounds {
  /** A syllable for each Chinese character, other words as they are. */
  readonly units: readonly string[];
  /** Share of the units that were typed as pinyin, 0–1. */
  readonly spelled: number;
}

/**
 * @param text folded
 * @param readsPinyin also cut latin words into syllables when they can be pinyin
 */
export function soundUnits(text: string, readsPinyin: boolean): Sounds {
  if (!readsPinyin) return { units: surfaceUnits(text), spelled: 0 };
  const folded = text.replace(TONED, (word) => splitPinyin(word)?.join(" ") ?? word);
  const units: string[] = [];
  const syllables = toSyllables(folded);
  let spelled = 0;
  let point = 0;
  let offset = 0;
  for (const match of folded.matchAll(UNIT)) {
    for (; offset < match.index; point++)
      offset += (folded.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
    const unit = match[0];
    const cut = isLatin(unit) ? splitPinyin(unit) : null;
    if (cut !== null) {
      units.push(...cut);
      spelled += cut.length;
    } else if (isHan(unit)) units.push(syllables[point] ?? unit);
    else units.push(NUMBER.test(unit) ? NUMBER_UNIT : unit);
  }
  return { units, spelled: units.length === 0 ? 0 : spelled / units.length };
}
