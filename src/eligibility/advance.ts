import { addMonths, type LocalDate } from "../shared/dates.js";
import { lastDayOfStudy } from "./graduation.js";
import type { Profile, SlotSpec, SlotValue } from "./types.js";
import { completedMonths } from "./values.js";

/** Slots by id. */
export type SlotBook = ReadonlyMap<string, SlotSpec>;

/** Months of which there are none yet and that somebody has to begin: they do not grow by waiting. */
export const hasToBegin = ({ grows, changeable }: SlotSpec, most: SlotValue | undefined): boolean =>
  grows !== undefined && changeable === "act" && most === 0;

/** A number or its limits, grown by something between `least` and `most`, never beyond what can be true. */
function grown(value: SlotValue, least: number, most: number, cap: number): SlotValue {
  const { min, max } =
    typeof value === "object" ? value : { min: Number(value), max: Number(value) };
  const low = typeof min === "number" ? Math.min(min + least, cap) : undefined;
  const high = typeof max === "number" ? Math.min(max + most, cap) : undefined;
  if (low !== undefined && low === high) return low;
  return { ...(low !== undefined && { min: low }), ...(high !== undefined && { max: high }) };
}

/**
 * Who has graduated by then studies no more, and is no student; what he does instead is not known. That somebody does not
 * study although the graduation lies ahead says nothing of a later day.
 */
function graduated(profile: Profile, from: LocalDate, to: LocalDate): Profile {
  const last = lastDayOfStudy(profile, from);
  if (last === null) return profile;
  if (last > to) {
    return Object.fromEntries(
      Object.entries(profile).filter(([id, value]) => id !== "studying" || value === true),
    );
  }
  return Object.fromEntries(
    Object.entries(profile)
      .filter(([id, value]) => id !== "employment" || value !== "student")
      .map(([id, value]) => [id, id === "studying" ? false : value]),
  );
}

/**
 * The same person on a later day, if nothing changes but time: months that go on have grown. Of years, one more may be
 * full unless whole years have passed. Days of birth, graduation and founding stay; a graduation that has come by then ends
 * the time as a student.
 */
export function advanceProfile(
  profile: Profile,
  slots: SlotBook,
  from: LocalDate,
  to: LocalDate,
): Profile {
  if (to <= from) return profile;
  const months = completedMonths(from, to);
  const years = Math.floor(months / 12);
  const mostYears = addMonths(from, years * 12) === to ? years : years + 1;
  return Object.fromEntries(
    Object.entries(graduated(profile, from, to)).map(([id, value]): [string, SlotValue] => {
      const spec = slots.get(id);
      const cap = spec?.max ?? Infinity;
      if (spec !== undefined && hasToBegin(spec, value)) return [id, value];
      if (spec?.grows === "month") return [id, grown(value, months, months, cap)];
      if (spec?.grows === "year") return [id, grown(value, years, mostYears, cap)];
      return [id, value];
    }),
  );
}
