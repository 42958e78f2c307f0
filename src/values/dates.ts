import { addMonths, dayRange, type DayRange, type LocalDate } from "../shared/dates.js";
import type { PartialDate } from "../shared/provenance.js";
import { readNumeral } from "./numerals.js";

/** A date read from a text; positions in code points, end exclusive. */
export interface DateMention extends DayRange {
  /** As precise as it was said: `2024-06`, `2024`. For spans (上半年, 近半年) the month or year in which they end. */
  readonly value: PartialDate;
  readonly start: number;
  readonly end: number;
  /** `year-alone`: two or four digits and 年 or 届; what they count (birth, graduation) is said around them. */
  readonly kind: "date" | "year-alone" | "span" | "month-alone";
}

interface Today {
  readonly date: LocalDate;
  readonly year: number;
  readonly month: number;
}

type Reading = Omit<DateMention, "start" | "end">;

/** Years said from now; grammar, not wording. */
const YEARS_FROM_NOW = ["大前年", "前年", "去年", "今年", "本年", "明年", "后年"];

const NUMBER = "(?:\\d{1,4}|[零〇一二三四五六七八九十廿]{1,4})";
/** Parts of a month, with and without the word for month before them; grammar, not wording. */
const ENDS = ["底", "末", "初"];
const TENS = ["上旬", "中旬", "下旬"];
const MONTH_PART = [...ENDS.map((end) => `月?${end}`), ...TENS].join("|");
const PART_ALONE = [...ENDS.map((end) => `月${end}`), ...TENS].join("|");
/** Words before a part of a date that only soften it. */
const SOFTLY = ["大概", "应该", "好像", "是", "就", "那年"].join("|");
const DAY = `(?:(${NUMBER})[日号]|(${MONTH_PART}))?`;
const RELATIVE_YEARS: Readonly<Record<string, number>> = {
  大前年: -3,
  前年: -2,
  去年: -1,
  今年: 0,
  本年: 0,
  明年: 1,
  后年: 2,
};
const RELATIVE_MONTHS: Readonly<Record<string, number>> = {
  上上个月: -2,
  上个月: -1,
  上月: -1,
  这个月: 0,
  本月: 0,
  当月: 0,
  下个月: 1,
  下月: 1,
};
/** First and last month of a part of a year. */
const PARTS: Readonly<Record<string, readonly [number, number]>> = {
  上半年: [1, 6],
  下半年: [7, 12],
  年初: [1, 3],
  年中: [5, 8],
  年底: [11, 12],
  年末: [11, 12],
  夏天: [6, 8],
  暑假: [7, 8],
  春天: [3, 5],
  秋天: [9, 11],
  冬天: [12, 12],
};
const PART = `(${Object.keys(PARTS).join("|")})`;

/** First and last day of a part of a month; 31 stands for the last one. */
const MONTH_PARTS: readonly (readonly [RegExp, number, number])[] = [
  [/底|末/u, 21, 31],
  [/初/u, 1, 10],
  [/上旬/u, 1, 10],
  [/中旬/u, 11, 20],
  [/下旬/u, 21, 31],
];

const MONTH_NAMES =
  "january february march april may june july august september october november december".split(
    " ",
  );

/** june 2024, jan. 2024 */
function namedMonth([month, year]: readonly string[], today: Today): Reading | null {
  const number = MONTH_NAMES.findIndex((name) => month !== undefined && name.startsWith(month)) + 1;
  return number === 0 ? null : dated(toYear(year, today), number, null, "date");
}

const ENGLISH_YEARS: Readonly<Record<string, number>> = { last: -1, this: 0, next: 1 };

/** Pattern and how its groups are read; the first that fits at a place wins. */
const FORMS: readonly (readonly [
  RegExp,
  (groups: readonly string[], today: Today) => Reading | null,
])[] = [
  [
    /(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?(?![\d.])/gu,
    ([year, month, day], today) => exact([year, month, day], today),
  ],
  [
    /(?<![\d.])(\d{2})[-./](\d{1,2})[-./](\d{1,2})(?![\d.])/gu,
    (groups, today) => exact(groups, today),
  ],
  [
    /(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)/gu,
    (groups, today) => exact(groups, today),
  ],
  [
    /(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(?=年?月?(?:毕业|生))/gu,
    (groups, today) => exact(groups, today),
  ],
  [
    new RegExp(
      `(\\d{4}|\\d{2}|[零〇一二三四五六七八九]{2,4}) ?年(?:的)? ?(${NUMBER}) ?月份?${DAY}`,
      "gu",
    ),
    (groups, today) => exact(groups, today),
  ],
  [
    new RegExp(`(\\d{4}|\\d{2})年?${PART}`, "gu"),
    ([y, part], today) => partOf(toYear(y, today), part),
  ],
  [
    new RegExp(`(${YEARS_FROM_NOW.join("|")})(?:的)?(?:(${NUMBER})月份?${DAY}|${PART})?`, "gu"),
    relativeYear,
  ],
  [
    new RegExp(`(${Object.keys(RELATIVE_MONTHS).join("|")})`, "gu"),
    ([word], today) => monthAt(today, RELATIVE_MONTHS[word ?? ""] ?? 0),
  ],
  [
    // 毕业12年 counts the years since; 毕业19年拿到 begins another clause.
    /(?<!毕业(?=1\d年(?!拿|读|考|入|进|取得|换)))(\d{4}|\d{2}|[零〇一二三四五六七八九]{2,4}) ?(?:年|届)(?!前|后|内|多|了|半|以|期|社|级|制|租|才(?!毕业))/gu,
    ([year], today) => yearAlone(year, today),
  ],
  [/(?<!\d)(\d{4})(?=毕业)/gu, ([year], today) => yearAlone(year, today)],
  [
    new RegExp(
      `(?<![a-z])(${MONTH_NAMES.flatMap((name) => [name, name.slice(0, 3)]).join("|")})\\.?,? ?(\\d{4})(?!\\d)`,
      "gu",
    ),
    namedMonth,
  ],
  [
    new RegExp(
      `(?<![a-z])this (${MONTH_NAMES.flatMap((name) => [name, name.slice(0, 3)]).join("|")})(?![a-z])`,
      "gu",
    ),
    ([month], today) => namedMonth([month ?? "", String(today.year)], today),
  ],
  [
    /(?<=(?<![a-z])(?:in|of|since|class of|graduated|graduate) )((?:19|20)\d{2})(?!\d)/gu,
    ([year], today) => yearAlone(year, today),
  ],
  [
    /(?<![a-z])(last|this|next) year(?![a-z])/gu,
    ([word], today) => dated(today.year + (ENGLISH_YEARS[word ?? ""] ?? 0), null, null, "date"),
  ],
  [new RegExp(`(?<![\\d个])(${NUMBER})月份?${DAY}`, "gu"), monthAlone],
];

/**
 * All dates of a text, left to right, none overlapping: 去年9月, 明年三月, 24届, 24年6月, 2024.6, 上个月, 今年上半年, 二〇二四年.
 *
 * @param today relative dates count from its last day; may be a month or a year
 * @returns only dates that exist
 */
export function findDates(points: readonly string[], today: PartialDate): DateMention[] {
  const base = toToday(today);
  const text = points.join("");
  if (base === null || text.length !== points.length) return [];
  const found: DateMention[] = [];
  for (const [pattern, read] of FORMS) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((other) => start < other.end && other.start < end)) continue;
      const reading = read(
        match.slice(1).map((group: string | undefined) => group ?? ""),
        base,
      );
      if (reading !== null) found.push({ ...reading, start, end });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function toToday(today: PartialDate): Today | null {
  const range = dayRange(today);
  if (range === null) return null;
  const [year = 0, month = 1] = range.to.split("-").map(Number);
  return { date: range.to, year, month };
}

/** Two digits mean the century whose year is nearest to today, at most ten years ahead: 24 → 2024, 95 → 1995. */
function toYear(text: string | undefined, today: Today): number | null {
  const digits = text ?? "";
  const value = /^\d+$/.test(digits) ? Number(digits) : (readNumeral(digits)?.[0] ?? NaN);
  if (!Number.isInteger(value)) return null;
  if (value >= 1900 && value <= 2100) return value;
  const isTwoDigits = Array.from(digits).length === 2 && value < 100;
  if (!isTwoDigits) return null;
  const century = Math.floor(today.year / 100) * 100;
  return century + value <= today.year + 10 ? century + value : century - 100 + value;
}

function toSmall(text: string | undefined): number | null {
  if (text === undefined || text === "") return null;
  return /^\d+$/.test(text) ? Number(text) : (readNumeral(text)?.[0] ?? null);
}

const pad = (value: number): string => String(value).padStart(2, "0");

function dated(
  year: number | null,
  month: number | null,
  day: number | null,
  kind: Reading["kind"],
): Reading | null {
  if (year === null) return null;
  const value = `${String(year)}${month === null ? "" : `-${pad(month)}`}${day === null ? "" : `-${pad(day)}`}`;
  const range = dayRange(value);
  return range === null ? null : { value, ...range, kind };
}

function exact(
  [year, month, day, part]: readonly (string | undefined)[],
  today: Today,
): Reading | null {
  return inMonth(dated(toYear(year, today), toSmall(month), toSmall(day), "date"), part);
}

/** 11月底: the days of a month that are meant. */
function inMonth(reading: Reading | null, part: string | undefined): Reading | null {
  const days = MONTH_PARTS.find(([pattern]) => part !== undefined && pattern.test(part));
  if (reading === null || days === undefined) return reading;
  const [, from, to] = days;
  return {
    ...reading,
    from: `${reading.value}-${pad(from)}`,
    to: to === 31 ? reading.to : `${reading.value}-${pad(to)}`,
    kind: "span",
  };
}

function yearAlone(year: string | undefined, today: Today): Reading | null {
  return dated(toYear(year, today), null, null, "year-alone");
}

function partOf(year: number | null, part: string | undefined): Reading | null {
  const months = PARTS[part ?? ""];
  if (year === null || months === undefined) return null;
  const [from, to] = months.map((month) => dayRange(`${String(year)}-${pad(month)}`));
  if (from === null || to === null || from === undefined || to === undefined) return null;
  return { value: `${String(year)}-${pad(months[1])}`, from: from.from, to: to.to, kind: "span" };
}

function relativeYear(
  [word, month, day, ofMonth, part]: readonly string[],
  today: Today,
): Reading | null {
  const year = today.year + (RELATIVE_YEARS[word ?? ""] ?? 0);
  return part === undefined || part === ""
    ? inMonth(dated(year, toSmall(month), toSmall(day), "date"), ofMonth)
    : partOf(year, part);
}

function monthAt(today: Today, shift: number): Reading | null {
  const [year = 0, month = 1] = addMonths(today.date, shift).split("-").map(Number);
  return dated(year, month, null, "date");
}

/** A month without a year: the last one that has begun. */
function monthAlone([month, day, part]: readonly string[], today: Today): Reading | null {
  const number = toSmall(month);
  if (number === null) return null;
  const year = number <= today.month ? today.year : today.year - 1;
  return inMonth(dated(year, number, toSmall(day), "month-alone"), part);
}

const JOINED_MONTH = new RegExp(`^(?:${SOFTLY})*(${NUMBER})月份?${DAY}`, "u");
const JOINED_DAY = new RegExp(
  `^(?:${SOFTLY})*(?:(${NUMBER})[日号]?|(${PART_ALONE}))(?:吧|左右|的)?$`,
  "u",
);

/**
 * A date that was known less precisely, with the part that an answer adds: 2024 and 6月, 2024-11 and 20号. `null` when the answer
 * names a year of its own, or nothing of a date.
 */
export function joinDates(
  known: unknown,
  said: string,
): PartialDate | { readonly min: string; readonly max: string } | null {
  if (typeof known !== "string" || !/^\d{4}(?:-\d{2})?$/u.test(known)) return null;
  const [year = "", month] = known.split("-");
  const text = said.trim();
  const of = (monthSaid: number | null, day: string | undefined, part: string | undefined) => {
    const reading = inMonth(dated(Number(year), monthSaid, toSmall(day), "date"), part);
    if (reading === null) return null;
    return reading.kind === "span" ? { min: reading.from, max: reading.to } : reading.value;
  };
  const byMonth = JOINED_MONTH.exec(text);
  if (byMonth !== null) return of(toSmall(byMonth[1]), byMonth[2], byMonth[3]);
  const byDay = month === undefined ? null : JOINED_DAY.exec(text);
  return byDay === null ? null : of(Number(month), byDay[1], byDay[2]);
}
