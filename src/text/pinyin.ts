import { pinyin } from "pinyin-pro";

import { LONGEST_SYLLABLE, SYLLABLES } from "./syllables.js";

const CJK = /\p{Script=Han}/u;
const TONE_MARKS = /[\u0300\u0301\u0304\u030c]/g;

/**
 * One entry for each code point of the text: its toneless syllable (`lv` for 绿), or `null` when it has none.
 *
 * Characters with several readings take the one of their word (重庆 → chong qing). About 10 µs a question.
 */
export function toSyllables(text: string): readonly (string | null)[] {
  const points = Array.from(text);
  const read = pinyin(text, { toneType: "none", type: "array", v: true });
  return points.map((point, index) => {
    const syllable = read[index];
    return syllable !== undefined && syllable !== point && CJK.test(point) ? syllable : null;
  });
}

/** The toneless syllables of the Chinese characters of a text; everything else is left out. */
export function toPinyin(text: string): string[] {
  return toSyllables(text).filter((syllable) => syllable !== null);
}

/** Marks of Chinese texts as they stand between words of letters. */
const MARKS: Readonly<Record<string, string>> = {
  "，": ", ",
  "。": ". ",
  "、": ", ",
  "；": "; ",
  "：": ": ",
  "？": "? ",
  "！": "! ",
  "“": "“",
  "”": "”",
  "（": " (",
  "）": ") ",
};

/** How a text is spoken: a syllable with its tone for each Chinese character, everything else as it stands. */
export function toSpelling(text: string): string {
  const read = pinyin(text, { type: "array" });
  return Array.from(text)
    .map((point, index) =>
      CJK.test(point) ? ` ${read[index] ?? point} ` : (MARKS[point] ?? point),
    )
    .join("")
    .replace(/\s+([,.;:?!”)])/gu, "$1")
    .replace(/([“(])\s+/gu, "$1")
    .replace(/\s+/gu, " ")
    .trim();
}

/** First letters of the syllables of the Chinese characters (购房补贴 → `gfbt`). */
export function toInitials(text: string): string {
  return toPinyin(text)
    .map((syllable) => syllable.charAt(0))
    .join("");
}

/** How likely a syllable is where it stands: natural logarithm of a probability, so 0 or less. */
export type SyllableWeight = (syllable: string) => number;

/**
 * Cuts spelled-out pinyin into toneless syllables: `wo xiang luohu`, `wǒxiǎngluòhù`, `wo3xiang3` → wo xiang luo hu.
 *
 * The cut with the fewest syllables wins, then the one in which the later syllables begin with a consonant
 * (fangan → fan gan), as the rules of spelling have it (they put an apostrophe into fang'an).
 *
 * @param latin letters, tone marks or digits 1–5, apostrophes, hyphens and spaces; ü, u: and v are the same
 * @param weight when given, the likeliest cut wins instead of the shortest
 * @returns `null` when anything in it is not pinyin, or when it is empty
 */
export function splitPinyin(latin: string, weight?: SyllableWeight): string[] | null {
  const words = foldPinyin(latin)
    .split(/[\s'’-]+/)
    .filter((word) => word !== "");
  if (words.length === 0) return null;
  const syllables: string[] = [];
  for (const word of words) {
    const cut = splitWord(word, weight);
    if (cut === null) return null;
    syllables.push(...cut);
  }
  return syllables;
}

/** Lower case, tones away, ü and u: to v. A tone digit ends its syllable, so a space takes its place. */
function foldPinyin(latin: string): string {
  return latin
    .toLowerCase()
    .replaceAll("u:", "v")
    .normalize("NFD")
    .replace(TONE_MARKS, "")
    .replaceAll("u\u0308", "v")
    .replace(/([a-z])[1-5](?=[a-z'’\s-]|$)/g, "$1 ");
}

const VOWEL_START = /^[aoe]/;
const SHORTEST: SyllableWeight = (syllable) => (VOWEL_START.test(syllable) ? -1.5 : -1);

function splitWord(word: string, weight: SyllableWeight = SHORTEST): string[] | null {
  const best: number[] = [0];
  const cameFrom: number[] = [0];
  for (let end = 1; end <= word.length; end++) {
    best[end] = -Infinity;
    for (let start = Math.max(0, end - LONGEST_SYLLABLE); start < end; start++) {
      const before = best[start] ?? -Infinity;
      const syllable = word.slice(start, end);
      if (before === -Infinity || !SYLLABLES.has(syllable)) continue;
      const total = before + weight(syllable);
      if (total > (best[end] ?? -Infinity)) {
        best[end] = total;
        cameFrom[end] = start;
      }
    }
  }
  if ((best[word.length] ?? -Infinity) === -Infinity) return null;
  const syllables: string[] = [];
  for (let end = word.length; end > 0; end = cameFrom[end] ?? 0) {
    syllables.unshift(word.slice(cameFrom[end] ?? 0, end));
  }
  return syllables;
}
