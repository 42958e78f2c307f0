import type { LocalDate } from "../shared/dates.js";
import { assess, type PolicyBook } from "./assess.js";
import type { SlotForm } from "./slot-form.js";
import type { Assessment, Policy, Profile } from "./types.js";

/**
 * The profile of somebody as if they worked and lived at a place. What is counted at the place where they work or live now (months
 * of work in the district) is not known there: it begins anew on a day that nobody told.
 *
 * @param place a value of the place slots; of a slot that has no such value nothing is moved
 */
function profileAt(profile: Profile, place: string, forms: Iterable<SlotForm>): Profile {
  const slots = [...forms];
  const moved = slots.filter(
    (form) => form.place !== undefined && form.choices.some(({ value }) => value === place),
  );
  const isLeft = (where: "work" | "home"): boolean =>
    moved.some(({ id, place: kind }) => kind === where && profile[id] !== place);
  const lost = new Set(
    slots.filter(({ atPlace }) => atPlace !== undefined && isLeft(atPlace)).map(({ id }) => id),
  );
  return {
    ...Object.fromEntries(Object.entries(profile).filter(([slot]) => !lost.has(slot))),
    ...Object.fromEntries(moved.map(({ id }) => [id, place])),
  };
}

/** One person judged as if at a place. */
export interface AtPlace {
  readonly place: string;
  readonly profile: Profile;
  readonly assessments: readonly Assessment[];
}

/** Judges a person by policies as if they worked and lived at each of several places. Pure. */
export function assessAtPlaces(
  policies: readonly Policy[],
  profile: Profile,
  places: readonly string[],
  today: LocalDate,
  forms: Iterable<SlotForm>,
  book: PolicyBook,
): readonly AtPlace[] {
  const slots = [...forms];
  return places.map((place) => {
    const there = profileAt(profile, place, slots);
    return {
      place,
      profile: there,
      assessments: policies.map((policy) => assess(policy, there, today, book)),
    };
  });
}
