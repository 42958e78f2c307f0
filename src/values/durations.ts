import { addMonths, type LocalDate } from "../shared/dates.js";
import { findNumerals, type Numeral } from "./numerals.js";

/** A length of time in months; `min` and `max` differ for 三四个月, 一年多, 几年. */
export interface DurationMention {
  readonly min: number;
  readonly max: number;
  readonly start: number;
  readonly end: number;
}

const YEARS = /^(?:周?年)(?!级|份|轻|货|度|龄|薪|初|底|末|终|会|后|代|的人|出生|生)/u;
const ENGLISH = /^ (y)ears?(?! old)(?![a-z])|^ (m)onths?(?![a-z])/u;
const MONTHS = /^个?(多)?月/u;

/**
 * All lengths of time, in months: 半年, 两年, 一年半, 6个月, 三四个月, 一年多, 两年零三个月.
 *
 * A number of four digits before 年 is a date and left out.
 */
export function findDurations(points: readonly string[]): DurationMention[] {
  const found: DurationMention[] = [];
  const spelled = spelledOut(points);
  if (spelled !== null) found.push(spelled);
  for (const numeral of findNumerals(points)) {
    const read = readDuration(numeral, points);
    if (read === null) continue;
    const last = found.at(-1);
    const between = last === undefined ? "-" : points.slice(last.end, numeral.start).join("");
    if (
      last !== undefined &&
      (between === "" || between === "零") &&
      last.min >= 12 &&
      read.max < 12
    ) {
      found[found.length - 1] = {
        min: last.min + read.min,
        max: last.min + read.max,
        start: last.start,
        end: read.end,
      };
    } else found.push(read);
  }
  return found;
}

/**
 * The days that lie so long before a day as people say it: 半年前 is a month more or less, 两年前 from half a year less up to a
 * year more.
 */
export function daysAgo(
  { min, max }: Pick<DurationMention, "min" | "max">,
  day: LocalDate,
): { readonly min: LocalDate; readonly max: LocalDate } {
  const [less, more] = min >= 12 ? [6, 12] : [1, 1];
  return {
    min: addMonths(day, -Math.ceil(max) - more),
    max: addMonths(day, -Math.max(0, Math.floor(min) - less)),
  };
}

/** In months, as English says them without a figure. */
const SPELLED_OUT: readonly (readonly [RegExp, number])[] = [
  [/(?<![a-z])half a year(?![a-z])/u, 6],
  [/(?<![a-z])(?:a|one) year(?: now)?$/u, 12],
];

function spelledOut(points: readonly string[]): DurationMention | null {
  const text = points.join("");
  if (text.length !== points.length) return null;
  for (const [pattern, months] of SPELLED_OUT) {
    const match = pattern.exec(text);
    if (match !== null) {
      const end = match.index + match[0].length;
      return { min: months, max: months, start: match.index, end };
    }
  }
  return null;
}

/**
 * Grammar: 25年才交社保, 社保22年开始交的, 我23年来的杭州: two figures that begin a clause, with what happened then right behind, are a
 * year of this century. 交了12年才 and 工作12年才 count.
 */
const THEN_BEFORE = /(?:^|[,，。;；?？!！ ]|我|从|是|社保|公积金|医保)$/u;
const THEN_BEHIND =
  /^年(?:才|就)?(?:开始|起(?!码)|来的?杭|(?:交|缴|参保|入职|上|买)(?:的|社保|公积金|五险)|交上|参加工作)|^年(?:才|就)(?:交|缴|参保|入职|来|参加)/u;
const TWO_FIGURES = /^\d{2}$/u;

function isYear({ start, end }: Numeral, points: readonly string[]): boolean {
  return (
    TWO_FIGURES.test(points.slice(start, end).join("")) &&
    THEN_BEFORE.test(points.slice(Math.max(0, start - 3), start).join("")) &&
    THEN_BEHIND.test(points.slice(end, end + 10).join(""))
  );
}

function readDuration(numeral: Numeral, points: readonly string[]): DurationMention | null {
  const rest = points.slice(numeral.end, numeral.end + 4).join("");
  const { start } = numeral;
  if (numeral.min >= 1900 && numeral.max <= 2100) return null;
  const english = ENGLISH.exec(points.slice(numeral.end, numeral.end + 8).join(""));
  if (english !== null) {
    const unit = english[1] === "y" ? 12 : 1;
    const end = numeral.end + english[0].length;
    return { min: numeral.min * unit, max: numeral.max * unit, start, end };
  }
  const months = MONTHS.exec(rest);
  if (months !== null && (rest.startsWith("个") || numeral.min > 12)) {
    const end = numeral.end + months[0].length;
    if (numeral.min === 0.5) return { min: 0.5, max: 0.5, start, end };
    return { min: numeral.min, max: numeral.max + (months[1] === undefined ? 0 : 0.9), start, end };
  }
  const years = YEARS.exec(rest);
  if (years === null || numeral.max > 80 || isYear(numeral, points)) return null;
  let end = numeral.end + years[0].length;
  let { min, max } = { min: numeral.min * 12, max: numeral.max * 12 };
  if (points[end] === "半") {
    min += 6;
    max += 6;
    end += 1;
  } else if (points[end] === "多") {
    max += 11;
    end += 1;
  }
  return { min, max, start, end };
}
