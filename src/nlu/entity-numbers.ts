import type { DateMention } from "./dates.js";
import { findDurations } from "./durations.js";
import type { EntityText } from "./entities.js";
import { findNumerals, type Numeral } from "./numerals.js";
import type { Entity } from "./types.js";
import { overlaps } from "./vocabulary.js";

const REACH = 8;
const MONTHS_A_YEAR = 12;

/** Ages, months of insurance, wages, staff, shares and amounts; whatever stands as a number with its unit. */
export function readNumberSlots(text: EntityText, dates: readonly DateMention[]): Entity[] {
  const free = findNumerals(text.points).filter(
    (numeral) => !dates.some((date) => overlaps(date, numeral)),
  );
  return [...free.flatMap((numeral) => readNumeral(numeral, text)), ...insuranceMonths(text)];
}

function readNumeral(numeral: Numeral, text: EntityText): Entity[] {
  const { points, vocabulary } = text;
  const tail = points.slice(numeral.end, numeral.end + 5).join("");
  const lead = beforeNumber(points, numeral.start);
  const has = (group: string): boolean => vocabulary.findAll(group, lead).length > 0;
  const make = (slot: string, length: number, limits: Numeral = numeral): Entity => ({
    slot,
    value: limits.min,
    ...(limits.min !== limits.max && { range: { min: limits.min, max: limits.max } }),
    text: points.slice(numeral.start, numeral.end + length).join(""),
    start: numeral.start,
    end: numeral.end + length,
    negated: false,
  });
  const age = readAge(numeral, tail, lead.join(""));
  if (age !== null) return [make("age", age.length, { ...numeral, min: age.min, max: age.max })];
  if (/^[%％]/u.test(tail) || lead.join("").endsWith("百分之"))
    return has("share-word") ? [make("sharePercent", tail.startsWith("%") ? 1 : 0)] : [];
  if (/^个?人/u.test(tail))
    return has("size-word") || isCompanyOf(points, numeral, text) ? [make("employerSize", 1)] : [];
  const money = /^(?:块钱|块|元|人民币)/u.exec(tail);
  if (has("wage-word") && numeral.min >= 100) {
    const perYear = has("yearly-word") || /^.{0,2}(?:一年|每年)/u.test(tail);
    const factor = perYear ? 1 / MONTHS_A_YEAR : 1;
    return [
      make("monthlyWageCny", money?.[0].length ?? 0, {
        ...numeral,
        min: Math.round(numeral.min * factor),
        max: Math.round(numeral.max * factor),
      }),
    ];
  }
  if (money !== null || numeral.min >= 10_000) return [make("amount", money?.[0].length ?? 0)];
  return [];
}

/** The words before a number up to the last mark or the last other number. */
function beforeNumber(points: readonly string[], start: number): readonly string[] {
  const lead = points.slice(Math.max(0, start - REACH), start);
  const mark = lead.findLastIndex((point) => /^[,，。;?!\d]$/u.test(point));
  return lead.slice(mark + 1);
}

/** A person's age in years; `null` for the limits of a rule (35岁以下). */
function readAge(
  numeral: Numeral,
  tail: string,
  lead: string,
): { min: number; max: number; length: number } | null {
  const early = /^出头/u.exec(tail);
  if (early !== null && numeral.min >= 20)
    return { min: numeral.min, max: numeral.min + 3, length: 2 };
  const years = /^(?:周?岁)(出头|左右|上下|多)?/u.exec(tail);
  if (years === null || numeral.max > 120) return null;
  const after = tail.slice(years[0].length);
  if (
    /^(?:的?以[下上内前]|之前|以前|以上|及以)/u.test(after) ||
    /(?:未满|不超过|超过|满|要)$/u.test(lead)
  )
    return null;
  const length = years[0].length;
  if (years[1] === "出头") return { min: numeral.min, max: numeral.min + 3, length };
  if (years[1] === "左右" || years[1] === "上下")
    return { min: numeral.min - 2, max: numeral.max + 2, length };
  if (years[1] === "多") return { min: numeral.min, max: numeral.min + 9, length };
  if (/(?:快|将近|近)$/u.test(lead)) return { min: numeral.min - 2, max: numeral.max, length };
  return { min: numeral.min, max: numeral.max, length };
}

/** 200人的公司 */
function isCompanyOf(
  points: readonly string[],
  numeral: Numeral,
  { vocabulary }: EntityText,
): boolean {
  const tail = points.slice(numeral.end, numeral.end + 6);
  return vocabulary.findAll("size-word", tail).some((word) => word.start === 0);
}

/**
 * 社保交了半年, 交了6个月社保: unbroken months, so nothing when it says that they were interrupted.
 * Numbers of a rule (社保要交多久, 需要6个月社保) are not the person's.
 */
function insuranceMonths({ points, vocabulary }: EntityText): Entity[] {
  if (vocabulary.find("interrupted", points).length > 0) return [];
  const words = vocabulary.find("insurance-word", points);
  return findDurations(points).flatMap((duration): Entity[] => {
    const before = words.findLast(
      (word) => word.end <= duration.start && duration.start - word.end <= REACH,
    );
    const after = words.find(
      (word) => word.start >= duration.end && word.start - duration.end <= 3,
    );
    const word = before ?? after;
    if (word === undefined) return [];
    const between =
      before === undefined
        ? points.slice(duration.end, word.start)
        : points.slice(word.end, duration.start);
    const lead = points
      .slice(
        Math.max(0, Math.min(word.start, duration.start) - 3),
        Math.min(word.start, duration.start),
      )
      .join("");
    if (
      /[,，。;?!毕]/u.test(between.join("")) ||
      /[要须得]|满(?!了)/u.test(between.join("").replace("满了", ""))
    ) {
      if (!/^(?:已经|都|也|交|缴|了|连续|刚|才)*满$/u.test(between.join(""))) return [];
    }
    if (/[要须得]$/u.test(lead.replace("要是", ""))) return [];
    const [min, max] = [Math.floor(duration.min), Math.floor(duration.max)];
    const start = Math.min(word.start, duration.start);
    const end = Math.max(word.end, duration.end);
    return [
      {
        slot: "socialInsuranceMonths",
        value: min,
        ...(min !== max && { range: { min, max } }),
        text: points.slice(start, end).join(""),
        start,
        end,
        negated: false,
      },
    ];
  });
}
