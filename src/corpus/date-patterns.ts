import { NUMERAL_CHARACTERS, numeralValue } from "./numerals.js";
import type { CalendarDate, Pattern, Quantity } from "./quantity.js";

const N = `[${NUMERAL_CHARACTERS}]`;
const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );
/** Capitalised only: "over 30 may apply" holds no date. */
const MONTH_NAME = `(${MONTHS.map((name) => `${name}|${name.slice(0, 3)}`).join("|")})\\.?`;

const monthNumber = (name: string): number =>
  MONTHS.findIndex((month) => month.startsWith(name.slice(0, 3))) + 1;

const dated = (
  match: RegExpExecArray,
  parts: { readonly [Part in keyof CalendarDate]: string | number | undefined },
): Quantity | null => {
  const date: { -readonly [Part in keyof CalendarDate]: number } = {};
  for (const part of ["year", "quarter", "month", "day"] as const) {
    const written = parts[part];
    if (written === undefined) continue;
    const value = typeof written === "number" ? written : numeralValue(written);
    if (value === null) return null;
    date[part] = value;
  }
  if ((date.month ?? 1) > 12 || (date.day ?? 1) > 31) return null;
  return { kind: "date", raw: match[0], index: match.index, date };
};

/** The ways to write a date, the more precise ones first. */
export const DATE_PATTERNS: readonly Pattern[] = [
  {
    expression: /(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/gu,
    read: (m) => dated(m, { year: m[1], month: m[2], day: m[3] }),
  },
  {
    expression: /(?<!\d)((?:19|20)\d\d)-Q([1-4])/giu,
    read: (m) => dated(m, { year: m[1], quarter: m[2] }),
  },
  {
    expression: /(?<!\d)((?:19|20)\d\d)-(0[1-9]|1[0-2])(?!\d)/gu,
    read: (m) => dated(m, { year: m[1], month: m[2] }),
  },
  {
    expression: new RegExp(`(?<!\\d)((?:19|20)\\d\\d)\\s*年第?(${N}|[1-4])季度`, "gu"),
    read: (m) => dated(m, { year: m[1], quarter: m[2] }),
  },
  {
    expression:
      /(?<!\d)((?:19|20)\d\d|[一二][零〇九]\p{Script=Han}{2}(?=年))\s*年(?:\s*(\d{1,2})\s*月(?:份)?(?:\s*(\d{1,2})\s*[日号])?)?/gu,
    read: (m) => dated(m, { year: m[1], month: m[2], day: m[3] }),
  },
  {
    expression: new RegExp(`第?(${N}|[1-4])季度`, "gu"),
    read: (m) => dated(m, { quarter: m[1] }),
  },
  {
    expression: /(?<![\w.])(\d{1,2})\s*月(?:份)?(?:\s*(\d{1,2})\s*[日号])?/gu,
    read: (m) => dated(m, { month: m[1], day: m[2] }),
  },
  {
    expression: new RegExp(
      `(?<!${N})(十[一二]?|[一二三四五六七八九])月(?:份)?(?:(${N}{1,3})[日号])?`,
      "gu",
    ),
    read: (m) => dated(m, { month: m[1], day: m[2] }),
  },
  {
    expression: new RegExp(
      `\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+${MONTH_NAME}(?:,?\\s+(\\d{4}))?\\b`,
      "gu",
    ),
    read: (m) => dated(m, { day: m[1], month: monthNumber(m[2] ?? ""), year: m[3] }),
  },
  {
    expression: new RegExp(
      `\\b${MONTH_NAME}\\s+(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)(?:,?\\s+(\\d{4}))?\\b`,
      "gu",
    ),
    read: (m) => dated(m, { month: monthNumber(m[1] ?? ""), day: m[2], year: m[3] }),
  },
  {
    expression: new RegExp(`\\b${MONTH_NAME},?\\s+((?:19|20)\\d\\d)\\b`, "gu"),
    read: (m) => dated(m, { month: monthNumber(m[1] ?? ""), year: m[2] }),
  },
  {
    // "May" and "March" are also ordinary words; alone they count as no date.
    expression:
      /\b(January|February|April|June|July|August|September|October|November|December)\b/gu,
    read: (m) => dated(m, { month: monthNumber(m[1] ?? "") }),
  },
  {
    expression:
      /\b(?:Q([1-4])|(first|second|third|fourth) quarter)(?: of)?(?:\s+((?:19|20)\d\d))?\b/giu,
    read: (m) =>
      dated(m, {
        quarter:
          m[1] ?? ["first", "second", "third", "fourth"].indexOf((m[2] ?? "").toLowerCase()) + 1,
        year: m[3],
      }),
  },
];
