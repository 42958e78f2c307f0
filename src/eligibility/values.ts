import {
  addMonths,
  dayRange,
  monthAndDay,
  withinMonth,
  type DayRange,
  type LocalDate,
} from "../shared/dates.js";
import type { Profile, SlotRange, SlotValue } from "./types.js";

/** Limits of a number, both inclusive; infinite where nothing is known. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
}

/** First and last day that can be meant at all; months added to the last one still give a year of four digits. */
const FIRST_DAY = "0001-01-01";
const LAST_DAY = "9000-12-31";

/** So late that nothing is known of the day. */
export const isFar = (day: LocalDate): boolean => day >= "9000-01-01";

const isRange = (value: SlotValue): value is SlotRange => typeof value === "object";

const numberOr = (value: number | string | undefined, other: number): number =>
  typeof value === "number" ? value : other;

/** A number slot as limits; `null` when it is unknown or a date. */
export function numberOf(profile: Profile, slot: string): NumberRange | null {
  const value = profile[slot];
  if (typeof value === "number") return { min: value, max: value };
  if (value === undefined || !isRange(value)) return null;
  if (typeof (value.min ?? value.max) !== "number") return null;
  return { min: numberOr(value.min, -Infinity), max: numberOr(value.max, Infinity) };
}

const dayOr = (value: number | string | undefined, other: LocalDate): LocalDate =>
  typeof value === "string" ? value : other;

/** A date slot as the days it can be; `null` when it is unknown. */
function ownDays(profile: Profile, slot: string): DayRange | null {
  const value = profile[slot];
  if (typeof value === "string") return dayRange(value);
  if (value === undefined || typeof value !== "object") return null;
  return { from: dayOr(value.min, FIRST_DAY), to: dayOr(value.max, LAST_DAY) };
}

/** The day so many days later (or earlier, when negative). */
export function addDays(day: LocalDate, days: number): LocalDate {
  const near = withinMonth(day, days);
  if (near !== null) return near;
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/**
 * The days that a date slot can be on. Who is still studying graduates later than today: that decides when no date is
 * known, narrows a date that reaches beyond today, and contradicts one that lies in the past: then the days are
 * those of both statements, so that nothing follows from either. Who studies no more has graduated: of a date that
 * reaches beyond today, the days up to today are left.
 */
export function daysOf(profile: Profile, slot: string, today: LocalDate): DayRange | null {
  const own = ownDays(profile, slot);
  if (slot !== "graduatedOn") return own;
  if (profile["studying"] !== true) {
    const isOver = profile["studying"] === false && own !== null && own.from <= today;
    return isOver && own.to > today ? { from: own.from, to: today } : own;
  }
  const later = { from: addDays(today, 1), to: LAST_DAY };
  if (own === null) return later;
  const from = own.from > later.from ? own.from : later.from;
  return from <= own.to ? { from, to: own.to } : { from: own.from, to: later.to };
}

/** Completed months from a day to `today`; negative while the day lies ahead. */
export function completedMonths(day: LocalDate, today: LocalDate): number {
  const then = monthAndDay(day);
  const now = monthAndDay(today);
  const months = now.month - then.month;
  // Only a day that this month lacks has to be looked up.
  if (then.day <= now.day) return months;
  return addMonths(day, months) <= today ? months : months - 1;
}

const yearsBetween = (birth: LocalDate, today: LocalDate): number =>
  Math.floor(completedMonths(birth, today) / 12);

/**
 * Age in full years, from `age` and `birthDate`. Both narrow each other; where they contradict each other, the limits
 * span both. A year of life is full on the birthday (29 February: on 28 February of other years).
 */
export function ageOf(profile: Profile, today: LocalDate): NumberRange | null {
  const stated = numberOf(profile, "age");
  const birth = ownDays(profile, "birthDate");
  if (birth === null) return stated;
  const born = { min: yearsBetween(birth.to, today), max: yearsBetween(birth.from, today) };
  if (stated === null) return born;
  const min = Math.max(stated.min, born.min);
  const max = Math.min(stated.max, born.max);
  if (min <= max) return { min, max };
  return { min: Math.min(stated.min, born.min), max: Math.max(stated.max, born.max) };
}

/** Which slot to ask when the age is unknown, or known too roughly. */
export function ageSlotToAsk(profile: Profile): "age" | "birthDate" {
  return profile["age"] === undefined && profile["birthDate"] === undefined ? "age" : "birthDate";
}

/** Whether anything was said of a slot; of the age also by the day of birth. */
export const isKnown = (profile: Profile, slot: string): boolean =>
  slot in profile || (slot === "age" && "birthDate" in profile);
