import { addMonths, dayRange, type LocalDate } from "../shared/dates.js";
import type { ProfileProblem } from "./slot-form.js";
import type { Profile, SlotValue } from "./types.js";

/** Nobody is younger with such a degree. */
const YOUNGEST: Readonly<Record<string, number>> = {
  associate: 15,
  bachelor: 16,
  master: 18,
  doctor: 20,
};
/** Nobody works, and is insured for it, at a younger age. */
const YOUNGEST_AT_WORK = 15;
const OLDEST = 120;

/** First and last day that a date can mean; an open side is `null`. */
function daysOf(value: SlotValue | undefined): { from: LocalDate | null; to: LocalDate | null } {
  const { min, max } = typeof value === "object" ? value : { min: value, max: value };
  const end = (one: typeof min, side: "from" | "to"): LocalDate | null =>
    typeof one === "string" ? (dayRange(one)?.[side] ?? null) : null;
  return { from: end(min, "from"), to: end(max, "to") };
}

/** Least and most that a number can mean. */
function limitsOf(value: SlotValue | undefined): { least: number | null; most: number | null } {
  const { min, max } = typeof value === "object" ? value : { min: value, max: value };
  return {
    least: typeof min === "number" ? min : null,
    most: typeof max === "number" ? max : null,
  };
}

const inYears = (day: LocalDate, years: number): LocalDate => addMonths(day, years * 12);

/**
 * Facts that cannot all be true of one living person as on a day: born after today, a degree at the age of five, more months of
 * insurance than a working life has had. What is only known within limits is impossible only when all of it is. Pure.
 *
 * @returns the fields in which it may lie, each with the reason; empty when all is possible
 */
export function impossible(profile: Profile, today: LocalDate): readonly ProfileProblem[] {
  const problems: ProfileProblem[] = [];
  const refuse = (fields: readonly string[], message: string): void => {
    for (const field of fields)
      if (profile[field] !== undefined && !problems.some((one) => one.field === field))
        problems.push({ field, message });
  };
  const born = daysOf(profile["birthDate"]);
  const age = limitsOf(profile["age"]);
  if (born.from !== null && born.from > today) refuse(["birthDate"], "lies in the future");
  if (born.to !== null && born.to < inYears(today, -OLDEST))
    refuse(["birthDate"], "lies too far back");
  const founded = daysOf(profile["companyFoundedOn"]);
  if (founded.from !== null && founded.from > today)
    refuse(["companyFoundedOn"], "lies in the future");
  /** The oldest that the person can be. */
  const byBirth = born.from === null ? null : yearsBetween(born.from, today);
  const oldest = Math.min(age.most ?? Infinity, byBirth ?? Infinity);
  const youngestByBirth = born.to === null ? null : yearsBetween(born.to, today);
  if (
    (age.most !== null && youngestByBirth !== null && age.most < youngestByBirth - 1) ||
    (age.least !== null && byBirth !== null && age.least > byBirth + 1)
  )
    refuse(["age", "birthDate"], "age and date of birth do not agree");
  const degree = profile["degree"];
  const least = typeof degree === "string" ? YOUNGEST[degree] : undefined;
  if (least !== undefined && oldest < least)
    refuse(["age", "birthDate", "degree"], "too young for this degree");
  const graduated = daysOf(profile["graduatedOn"]);
  if (least !== undefined && graduated.to !== null) {
    const atMost = born.from ?? (age.most === null ? null : inYears(today, -age.most - 1));
    if (atMost !== null && graduated.to < inYears(atMost, least))
      refuse(["graduatedOn", "birthDate", "age"], "graduated too young");
  }
  const months = limitsOf(profile["socialInsuranceMonths"]).least;
  if (
    months !== null &&
    oldest !== Infinity &&
    months > Math.max(0, oldest + 1 - YOUNGEST_AT_WORK) * 12
  )
    refuse(["socialInsuranceMonths", "age", "birthDate"], "longer insured than of working age");
  return problems;
}

/** Full years from one day to a later one. */
function yearsBetween(from: LocalDate, to: LocalDate): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}
