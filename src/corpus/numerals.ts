/** Chinese digits by their character; 两 counts like 二. */
const DIGITS: ReadonlyMap<string, number> = new Map([
  ["零", 0],
  ["〇", 0],
  ["一", 1],
  ["二", 2],
  ["两", 2],
  ["三", 3],
  ["四", 4],
  ["五", 5],
  ["六", 6],
  ["七", 7],
  ["八", 8],
  ["九", 9],
]);

const SMALL_UNITS: ReadonlyMap<string, number> = new Map([
  ["十", 10],
  ["百", 100],
  ["千", 1000],
]);

const LARGE_UNITS: ReadonlyMap<string, number> = new Map([
  ["万", 1e4],
  ["亿", 1e8],
]);

/** Every character a Chinese numeral may hold, for a character class. */
export const NUMERAL_CHARACTERS = [
  ...DIGITS.keys(),
  ...SMALL_UNITS.keys(),
  ...LARGE_UNITS.keys(),
  "半",
].join("");

/** One way to write a number, so that equal numbers are equal text; 6 decimals are kept. */
export function canonicalNumber(value: number): string {
  return String(Math.round(value * 1e6) / 1e6);
}

/** The number a multiplier such as 万, 千万 or 万亿 stands for; `null` when it is none. */
export function multiplierOf(text: string): number | null {
  let product = 1;
  for (const character of text) {
    const unit = SMALL_UNITS.get(character) ?? LARGE_UNITS.get(character);
    if (unit === undefined) return null;
    product *= unit;
  }
  return product;
}

/** Digits in a row without units: 二〇二四 → 2024. */
function digitRow(characters: readonly string[]): number | null {
  const digits = characters.map((character) => DIGITS.get(character));
  return digits.includes(undefined) ? null : Number(digits.join(""));
}

/**
 * The number written in Chinese numerals, or `null` when the characters make no number (`万一`, empty).
 * Reads 三百二十, 十五, 三万五 (= 35,000), 千万, 两, 半 (= 0.5) and rows of digits (二〇二四).
 */
export function readNumeral(text: string): number | null {
  const characters = [...text];
  if (text === "半") return 0.5;
  if (characters.length > 1 && characters.every((character) => DIGITS.has(character))) {
    return digitRow(characters);
  }
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  let lastUnit = 1;
  for (const character of characters) {
    const small = SMALL_UNITS.get(character);
    const large = LARGE_UNITS.get(character);
    const next = DIGITS.get(character);
    if (next !== undefined) {
      if (digit !== null && digit !== 0) return null;
      digit = next;
      if (next === 0) lastUnit = 10;
    } else if (small !== undefined) {
      section += (digit ?? 1) * small;
      digit = null;
      lastUnit = small;
    } else if (large !== undefined) {
      const before = section + (digit ?? 0);
      // 亿 counts all that stands before it (一万亿), 万 only its own section (三亿五千万).
      if (large === 1e8) total = (total + before || 1) * large;
      else total += (before || 1) * large;
      section = 0;
      digit = null;
      lastUnit = large;
    } else {
      return null;
    }
  }
  // 三万五 and 三百五 leave out the last unit: it is a tenth of the one before.
  const tail = digit === null ? 0 : digit * (lastUnit > 10 ? lastUnit / 10 : 1);
  return total + section + tail;
}

/** The number written in Arabic digits, with or without commas, or in Chinese numerals; `null` when it is none. */
export function numeralValue(text: string): number | null {
  return /^\d/u.test(text) ? Number(text.replaceAll(",", "")) : readNumeral(text);
}
