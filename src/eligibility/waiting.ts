import type { LocalDate } from "../shared/dates.js";
import { advanceProfile, type SlotBook } from "./advance.js";
import { conditionFor, outcomeOf } from "./assess.js";
import { dayOfGoal, waysTo, type Goal } from "./goals.js";
import { relevantTo } from "./narrow.js";
import type { Policy, Profile } from "./types.js";
import { isKnown } from "./values.js";

/** Latest day that a prospect may lie ahead to be called soon, in months. */
const SOON_MONTHS = 36;

/** From which day on waiting alone makes it a yes; `null` when it does not within three years. */
export function dayOfWaiting(
  policy: Policy,
  profile: Profile,
  today: LocalDate,
  slots: SlotBook,
): LocalDate | null {
  const condition = conditionFor(policy, profile, today);
  if (condition === null) return null;
  const item = { policy, profile, today, judged: new Map() };
  const dayOf = (goal: Goal): LocalDate | null =>
    isKnown(profile, goal.test.slot) ? dayOfGoal(item, goal, slots) : null;
  const days = waysTo(condition, item, (goal) => dayOf(goal) !== null).flatMap(
    (way) =>
      way
        .flatMap((goal) => dayOf(goal) ?? [])
        .toSorted()
        .at(-1) ?? [],
  );
  if (days.length === 0) return null;
  const limit = addYears(today);
  const relevant = relevantTo(policy, profile);
  return (
    days
      .toSorted()
      .find(
        (day) =>
          day > today &&
          day <= limit &&
          outcomeOf(policy, advanceProfile(relevant, slots, today, day), day) === "eligible",
      ) ?? null
  );
}

const addYears = (today: LocalDate): LocalDate =>
  `${String(Number(today.slice(0, 4)) + SOON_MONTHS / 12)}${today.slice(4)}`;
