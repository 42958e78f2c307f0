import type { PartialDate } from "./provenance.js";

/** A calendar day, `YYYY-MM-DD`, in the civil calendar of the place (Asia/Shanghai); no clock time. */
export type LocalDate = string;

/** The first and the last day that a partial date can mean, both inclusive. */
export interface DayRange {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

const PATTERN = /^(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?$/u;

const pad = (value: number, length = 2): string => String(value).padStart(length, "0");

const format = (year: number, month: number, day: number): LocalDate =>
  `${pad(year, 4)}-${pad(month)}-${pad(day)}`;

/**
 * Days of a month in the Gregorian calendar; `month` 1–12.
 *
 * @internal tests make dates with it
 */
export function daysInMonth(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/**
 * The days that a partial date covers, or `null` when it is no date that exists
 * (`2023-02-30`, `2024-13`, text). Never throws.
 */
export function dayRange(date: PartialDate): DayRange | null {
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
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const index = year * 12 + (month - 1) + months;
  const toYear = Math.floor(index / 12);
  const toMonth = index - toYear * 12 + 1;
  return format(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
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
