import { isOlderThan, newestFirst, type LocalDate } from "../../shared/dates.js";
import type { CriterionView } from "../types.js";
import { sayDate } from "../views.js";
import type { Speaker } from "../wordings.js";

/** Months after which a statement is said to be old. */
const SHELF_MONTHS = 12;

/**
 * The day of the oldest statement that a verdict rests on, when it is more than a year old on the day judged as on; else
 * `null`. A fact that gives no day of its own counts from the day on which its rule was first held.
 */
function oldestStale(because: readonly CriterionView[], today: LocalDate): string | null {
  const dates = because
    .map(({ asOf, since }) => asOf ?? since ?? null)
    .filter((date) => date !== null && isOlderThan(date, today, SHELF_MONTHS));
  return dates.toSorted((a, b) => newestFirst(b, a))[0] ?? null;
}

/** Words for an old statement, a list of none or one. */
export function sayStale(
  speaker: Speaker,
  because: readonly CriterionView[],
  today: LocalDate | undefined,
): readonly string[] {
  const date = today === undefined ? null : oldestStale(because, today);
  return date === null ? [] : [speaker.say("notice-stale", { date: sayDate(speaker, date) })];
}
