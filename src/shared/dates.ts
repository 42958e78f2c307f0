import type { PartialDate } from "./provenance.js";

/** A calendar day, `YYYY-MM-DD`, in the civil calendar of the place (Asia/Shanghai); no clock time. */
export type LocalDate = string;

/** The first and the last day that a partial date can mean, both inclusive. */
export interface DayRange {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

const PATTERN = /^(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?$/u;

/** Numbers of days and months in two digits: made once, since rules that are searched write dates without end. */
const TWO_DIGITS = Array.from({ length: 32 }, (_, value) => String(value).padStart(2, "0"));

const inTwo = (value: number): string => TWO_DIGITS[value] ?? String(value);

const format = (year: number, month: number, day: number): LocalDate =>
  `${year >= 1000 ? String(year) : String(year).padStart(4, "0")}-${inTwo(month)}-${inTwo(day)}`;

const ZERO = 48;
const HYPHEN = 45;

const isDigit = (code: number): boolean => code >= ZERO && code <= ZERO + 9;

/** The number that the digits from `start` up to `end` write; `NaN` when one of them is no digit. */
function digitsOf(text: string, start: number, end: number): number {
  let number = 0;
  for (let index = start; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (!isDigit(code)) return Number.NaN;
    number = number * 10 + code - ZERO;
  }
  return number;
}

/** Months from the year 0 on, and the day of the month, of a day `YYYY-MM-DD`. */
export function monthAndDay(date: LocalDate): { readonly month: number; readonly day: number } {
  return {
    month: digitsOf(date, 0, 4) * 12 + digitsOf(date, 5, 7) - 1,
    day: digitsOf(date, 8, 10),
  };
}

/** Whether the text is an existing day; most dates are, and a pattern is slow for them. */
function isDay(text: string): boolean {
  if (text.length !== 10) return false;
  if (text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return false;
  const month = digitsOf(text, 5, 7);
  const day = digitsOf(text, 8, 10);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(digitsOf(text, 0, 4), month);
}

/**
 * Days of a month in the Gregorian calendar; `month` 1–12.
 *
 * @internal tests make dates with it
 */
export function daysInMonth(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2) return isLeap ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * The days that a partial date covers, or `null` when it is no date that exists
 * (`2023-02-30`, `2024-13`, text). Never throws.
 */
export function dayRange(date: PartialDate): DayRange | null {
  if (isDay(date)) return { from: date, to: date };
  const match = PATTERN.exec(date);
  if (match === null) return null;
  const year = Number(match[1]);
  const [, , quarter, monthText, dayText] = match;
  if (quarter !== undefined) {
    const last = Number(quarter) * 3;
    return { from: format(year, last - 2, 1), to: format(year, last, daysInMonth(year, last)) };
  }
  if (monthText === undefined) return { from: format(year, 1, 1), to: format(year, 12, 31) };
  const month = Number(monthText);
  if (month < 1 || month > 12) return null;
  if (dayText === undefined) {
    return { from: format(year, month, 1), to: format(year, month, daysInMonth(year, month)) };
  }
  const day = Number(dayText);
  if (day < 1 || day > daysInMonth(year, month)) return null;
  return { from: date, to: date };
}

/** Whether the text is a date that exists, of any of the four precisions. */
export function isPartialDate(text: string): boolean {
  return dayRange(text) !== null;
}

/** Whether the text is one existing day. */
export function isLocalDate(text: string): text is LocalDate {
  return dayRange(text)?.from === text;
}

/**
 * The day `months` after (or before, when negative) a day; a day that the target month lacks becomes
 * its last day (31 January + 1 month = 28 or 29 February), as periods are counted in Civil Code art. 202.
 */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const { month, day } = monthAndDay(date);
  const index = month + months;
  const toYear = Math.floor(index / 12);
  const toMonth = index - toYear * 12 + 1;
  return format(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

/** The day so many days later (or earlier), where it lies in the same month for sure; else `null`. */
export function withinMonth(date: LocalDate, days: number): LocalDate | null {
  const day = digitsOf(date, 8, 10) + days;
  return day >= 1 && day <= 28 ? date.slice(0, 8) + inTwo(day) : null;
}

/** Newest first by the last day a date can mean; `null` (unknown) comes last. For `sort`. */
export function newestFirst(a: PartialDate | null, b: PartialDate | null): number {
  const last = (date: PartialDate | null): string =>
    date === null ? "" : (dayRange(date)?.to ?? "");
  return last(b).localeCompare(last(a));
}

/**
 * Whether a statement of that date may be out of date on `today`: more than `months` have passed since
 * the last day that its date can mean. A date that is unknown counts as old.
 */
export function isOlderThan(date: PartialDate | null, today: LocalDate, months: number): boolean {
  const range = date === null ? null : dayRange(date);
  return range === null || addMonths(range.to, months) < today;
}

/** The parts of a partial date as numbers, for wordings; `null` when it is no date. */
export function dateParts(
  date: PartialDate,
): { year: number; month?: number; day?: number; quarter?: number } | null {
  const match = PATTERN.exec(date);
  if (match === null || dayRange(date) === null) return null;
  return {
    year: Number(match[1]),
    ...(match[2] !== undefined && { quarter: Number(match[2]) }),
    ...(match[3] !== undefined && { month: Number(match[3]) }),
    ...(match[4] !== undefined && { day: Number(match[4]) }),
  };
}
