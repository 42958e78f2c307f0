import type { LocalDate } from "../shared/dates.js";
import type { Condition, Profile, Test } from "./types.js";
import { daysOf, isFar } from "./values.js";

/**
 * Whether the degree that the person speaks of has been taken; what the slot `graduated` of a rule stands for. `false` as
 * soon as anything that was said speaks for a course that still goes on (in so many words, by a graduation that lies
 * ahead, or by being a student), also where something else speaks against it: who says master in a master's course does
 * not hold the degree yet. `null` when nothing was said.
 */
export function hasGraduated(profile: Profile, today: LocalDate): boolean | null {
  if (profile["studying"] === true || profile["employment"] === "student") return false;
  const days = daysOf(profile, "graduatedOn", today);
  if (days !== null && days.from > today) return false;
  return profile["studying"] === false || (days !== null && days.to <= today) ? true : null;
}

/** The last day on which the graduation can be that lies ahead; `null` when it is over, or nothing is known of its day. */
export function lastDayOfStudy(profile: Profile, today: LocalDate): LocalDate | null {
  const days = daysOf(profile, "graduatedOn", today);
  return days !== null && days.to > today && !isFar(days.to) ? days.to : null;
}

/**
 * What has to turn out otherwise for somebody who still studies to count as graduated. With a known day waiting is
 * enough; else what was said has to change.
 */
export function conditionToGraduate(test: Test, profile: Profile, today: LocalDate): Condition {
  if (lastDayOfStudy(profile, today) !== null) {
    return { ...test, slot: "graduatedOn", op: "gte", value: 0 };
  }
  const is = (slot: string, value: boolean | string): Condition => ({
    kind: "not",
    of: { ...test, slot, op: "eq", value },
  });
  return { kind: "all", of: [is("studying", true), is("employment", "student")] };
}
