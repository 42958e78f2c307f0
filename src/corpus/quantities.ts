import { DATE_PATTERNS } from "./date-patterns.js";
import {
  canonicalNumber,
  multiplierOf,
  NUMERAL_CHARACTERS,
  numeralValue,
  readNumeral,
} from "./numerals.js";
import type { Pattern, Quantity, Reader } from "./quantity.js";
import {
  englishUnitAfter,
  isCountedAfter,
  isTenthsAfter,
  moneyBefore,
  ordinalUnitAfter,
  unitAfter,
} from "./units.js";
import type { Unit } from "./units.js";

/** Stands in for text that was already read, so that later patterns pass over it; positions stay right. */
const MASK = "\u0000";

const N = `[${NUMERAL_CHARACTERS}]`;
const ARABIC = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
/** Full-width digits, letters, %, ., - and : become half-width, one for one; other punctuation stays. */
export function foldWidth(text: string): string {
  return text.replace(/[０-９Ａ-Ｚａ-ｚ％．－：＋]/gu, (character) =>
    String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  );
}

/** Text for literal look-up: folded, lower case, without spaces; spaces are set freely between Chinese and digits. */
export function compact(text: string): string {
  return foldWidth(text).toLowerCase().replace(/\s+/gu, "");
}

const literal =
  (key: (raw: string) => string = compact): Reader =>
  (match) => ({ kind: "literal", raw: match[0], index: match.index, key: key(match[0]) });

/** Links: without scheme, `www.` and what closes the sentence, because texts write them either way. */
const linkKey = (raw: string): string =>
  compact(raw)
    .replace(/^https?:\/\//u, "")
    .replace(/^www\./u, "")
    .replace(/[./,;:!?)'*]+$/u, "");

const PATTERNS: readonly Pattern[] = [
  {
    expression:
      /https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+|(?<![\w@.])(?:[a-z0-9-]+\.)+[a-z]{2,}(?![a-z0-9-])(?:\/[\w\-./?=&%#]*)?/giu,
    read: literal(linkKey),
  },
  {
    expression:
      /(?<![\w.])(?:0\d{2,3}[- ]\d{7,8}|400[- ]?\d{3}[- ]?\d{4}|1[3-9]\d{9})(?!\w|\.\d|%)/gu,
    read: literal((raw) => raw.replace(/\D/gu, "")),
  },
  {
    expression: /\p{Script=Han}{2}(?:路|街|大道|巷|弄)\d+(?:-\d+)?号/gu,
    read: literal(),
  },
  ...DATE_PATTERNS,
  { expression: /(?<!\w)\d{1,2}:\d{2}(?!\w)/gu, read: literal() },
  {
    expression: new RegExp(`百分之(${N}+|${ARABIC})`, "gu"),
    read: (m) => counted(m, m[1] ?? "", "percent"),
  },
  {
    expression: new RegExp(
      `(?<!\\w)(?:${N}|\\d)+分之(?:${N}|\\d)+(?!\\w)|(?<!\\w)\\d+[/×*]\\d+(?!\\w)`,
      "gu",
    ),
    read: literal(),
  },
  // 数十, 几百, 十几: no number is stated, so the same words must stand in the facts.
  { expression: new RegExp(`[数几][十百千万亿]+|[十百千万]+几(?!${N})`, "gu"), read: literal() },
  {
    // 5G, A4, G20: the whole word; 21st, 30k and 2million are numbers.
    expression:
      /(?<![A-Za-z0-9])[A-Za-z]+-?\d[A-Za-z0-9]*|(?<![A-Za-z0-9.])\d+(?:\.\d+)?(?!(?:st|nd|rd|th|k|m|bn|thousand|million|billion)\b)[A-Za-z][A-Za-z0-9]*/gu,
    read: literal(),
  },
  {
    expression: new RegExp(
      `(?<![\\d.])(${ARABIC})\\s*(?:余|多)?\\s*((?:万亿|[十百千]?[万亿]|[百千])(?!分)|thousand\\b|million\\b|billion\\b|k\\b|m\\b|bn\\b)?(?:余|多)?`,
      "giu",
    ),
    read: (match, text) => arabic(match, text),
  },
  {
    expression: new RegExp(`(第?)(${N}+)(?:余|多)?`, "gu"),
    read: (match, text) => chinese(match, text),
  },
  {
    expression:
      /\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion)\b/giu,
    read: (match, text) => english(match, text),
  },
];

const ENGLISH: ReadonlyMap<string, number> = new Map([
  ...[..."two three four five six seven eight nine ten eleven twelve".split(" ").entries()].map(
    ([index, word]): [string, number] => [word, index + 2],
  ),
  ["fifteen", 15],
  ..."twenty thirty forty fifty sixty seventy eighty ninety"
    .split(" ")
    .map((word, index): [string, number] => [word, (index + 2) * 10]),
  ["hundred", 100],
  ["thousand", 1e3],
  ["million", 1e6],
  ["billion", 1e9],
  ["k", 1e3],
  ["m", 1e6],
  ["bn", 1e9],
]);

function counted(match: RegExpExecArray, numeral: string, unit: Unit, factor = 1): Quantity | null {
  const value = numeralValue(numeral);
  if (value === null) return null;
  return {
    kind: "number",
    raw: match[0],
    index: match.index,
    values: [canonicalNumber(value * factor)],
    unit,
  };
}

/** `50—100万元`: the first number may count in the second's unit. */
const RANGE = new RegExp(`^\\s*[-–—~～至到]+\\s*(${ARABIC})\\s*((?:[十百千]?[万亿]|[百千]))?`, "u");

function arabic(match: RegExpExecArray, text: string): Quantity {
  const [whole, digits = "", word] = match;
  const plain = numeralValue(digits) ?? 0;
  const factor =
    word === undefined ? 1 : (ENGLISH.get(word.toLowerCase()) ?? multiplierOf(word) ?? 1);
  const end = match.index + whole.length;
  const before = text.slice(0, match.index);
  const rest = text.slice(end);
  if (word === undefined && isTenthsAfter(rest)) {
    return {
      kind: "number",
      raw: whole.trim(),
      index: match.index,
      values: [canonicalNumber(plain * 10)],
      unit: "percent",
    };
  }
  const values = [canonicalNumber(plain * factor)];
  let unit = moneyBefore(before) ?? unitAfter(rest) ?? englishUnitAfter(rest) ?? "unknown";
  const range = RANGE.exec(rest);
  if (word === undefined && range !== null) {
    const [wholeRange, , second] = range;
    if (second !== undefined) values.push(canonicalNumber(plain * (multiplierOf(second) ?? 1)));
    const afterRange = rest.slice(wholeRange.length);
    unit = unitAfter(afterRange) ?? englishUnitAfter(afterRange) ?? unit;
  }
  return { kind: "number", raw: whole.trim(), index: match.index, values, unit };
}

function chinese(match: RegExpExecArray, text: string): Quantity | null {
  const [whole, ordinal = "", numeral = ""] = match;
  const value = readNumeral(numeral);
  if (value === null) return null;
  const rest = text.slice(match.index + whole.length);
  if (isTenthsAfter(rest)) return counted(match, numeral, "percent", 10);
  const unit = ordinal === "" ? unitAfter(rest) : ordinalUnitAfter(rest);
  return {
    kind: "number",
    raw: whole,
    index: match.index,
    values: [canonicalNumber(value)],
    unit: unit ?? (isCountedAfter(rest) ? "count" : "uncounted"),
  };
}

function english(match: RegExpExecArray, text: string): Quantity {
  const rest = text.slice(match.index + match[0].length);
  return {
    kind: "number",
    raw: match[0],
    index: match.index,
    values: [String(ENGLISH.get(match[0].toLowerCase()) ?? 0)],
    unit: englishUnitAfter(rest) ?? "unknown",
  };
}

/**
 * Everything checkable that a text states, in reading order of the patterns: dates, numbers with their
 * units, links, telephones, addresses. Chinese numerals without a measure word come out as `uncounted`:
 * they are often part of a word (一站式, 双一流) and count as evidence, not as statements.
 *
 * @param text one claim or fact; MASK characters in it are passed over
 * @returns empty when the text states no number
 */
export function readQuantities(text: string): readonly Quantity[] {
  let rest = foldWidth(text);
  const found: Quantity[] = [];
  for (const { expression, read } of PATTERNS) {
    expression.lastIndex = 0;
    const spans: [number, number][] = [];
    for (let match = expression.exec(rest); match !== null; match = expression.exec(rest)) {
      const quantity = read(match, rest);
      if (quantity === null) continue;
      found.push(quantity);
      spans.push([match.index, match[0].length]);
    }
    for (const [index, length] of spans) rest = mask(rest, index, length);
  }
  return found;
}

/** The text with a span made invisible to the patterns; its length stays. */
export function mask(text: string, index: number, length: number): string {
  return text.slice(0, index) + MASK.repeat(length) + text.slice(index + length);
}
