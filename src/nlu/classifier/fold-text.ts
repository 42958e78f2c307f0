import { toSimplified } from "../../text/simplify.js";

const INVISIBLE = /[\u200b-\u200f\u2060\ufeff\ufe0f]/g;
const GAP_BETWEEN_HAN = /(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu;

// All marks but the two dots, which make another vowel in pinyin and in many languages.
const ACCENTS = /(?<=\p{Script=Latin}\u0308?)[\u0300-\u0307\u0309-\u036f]/gu;

/** Width, accents, case, traditional characters and spaces between Chinese characters made the same; words and marks kept. */
export function foldText(text: string): string {
  const plain = text.normalize("NFKC").toLowerCase().replace(INVISIBLE, "");
  const bare = plain.normalize("NFD").replace(ACCENTS, "").normalize("NFC");
  return toSimplified(bare).replace(GAP_BETWEEN_HAN, "");
}
