import type { LocalDate } from "../shared/dates.js";
import { advanceProfile, type SlotBook } from "./advance.js";
import { outcomeOf, conditionFor, type PolicyBook, amountOf } from "./assess.js";
import { limitGoesBy } from "./evaluate.js";
import { dayOfGoal, valuesFor, waysTo, type Goal } from "./goals.js";
import { truthOfTest, type Case } from "./test-slot.js";
import type { Amount, Policy, Profile, SlotValue } from "./types.js";
import { isKnown } from "./values.js";

/** One thing that would have to be otherwise. */
export interface Change {
  /** `act`: the person can do it; `wait`: time does it; `fixed`: nothing does. */
  readonly kind: "act" | "wait" | "fixed";
  /** Key of the policy's criteria. */
  readonly criterion: string;
  readonly slot: string;
  /** A value that would do; others of the criterion may do as well. */
  readonly value: SlotValue | null;
  /** For `wait`: the day, when it can be known. */
  readonly when: LocalDate | null;
  /** Nothing has to change: it is only not known yet, or too roughly. */
  readonly isAnswer: boolean;
}

/** Changes that together lead to a yes; checked by applying them and judging again. */
export interface ChangeSet {
  readonly changes: readonly Change[];
  /** The first day on which the yes would hold. */
  readonly when: LocalDate;
  /** False when something in it cannot change. */
  readonly isPossible: boolean;
  readonly amount: Amount | null;
}

/** Shown at once; more would not be read. */
const MAX_SETS = 5;

/** Changing one thing may spoil another, which is then changed as well: that often. */
const MAX_ROUNDS = 2;

/** Of the values that would reach a goal the first may raise a doubt that the second does not. */
const MOST_VALUES = 2;

interface Trial {
  /** What was known at the beginning, and when that was. */
  readonly start: Profile;
  readonly today: LocalDate;
  readonly profile: Profile;
  readonly day: LocalDate;
  readonly changes: readonly Change[];
}

function kindOf(goal: Goal, profile: Profile, slots: SlotBook): Change["kind"] {
  const { test, isNegated } = goal;
  const spec = slots.get(test.slot);
  if (spec === undefined) return "fixed";
  if (spec.changeable !== "wait") return spec.changeable;
  // Study ends with time and does not begin with it.
  if (spec.grows === undefined) return isNegated ? "wait" : "fixed";
  // Months that have grown too many do not become fewer.
  const isTooMuch = isNegated || (test.op === "lte" && isKnown(profile, test.slot));
  return isTooMuch ? "fixed" : "wait";
}

/** Degrees are only ever added to; the slot lists them from low to high. */
function isHigher(slots: SlotBook, now: SlotValue | undefined, then: SlotValue): boolean {
  const place = (value: SlotValue | undefined): number =>
    slots.get("degree")?.values.findIndex((one) => one === value) ?? -1;
  return place(then) > place(now);
}

/** Another age is another birthday: the old one goes. */
function withValue(profile: Profile, slot: string, value: SlotValue): Profile {
  if (slot !== "age") return { ...profile, [slot]: value };
  const others = Object.entries(profile).filter(([key]) => key !== "birthDate");
  return { ...Object.fromEntries(others), [slot]: value };
}

const isReached = ({ test, isNegated }: Goal, item: Case): boolean =>
  truthOfTest(item, test) === (isNegated ? "unmet" : "met");

/** The person of the beginning on a later day, with changes made. */
function personOn(
  day: LocalDate,
  { start, today, changes }: Pick<Trial, "start" | "today" | "changes">,
  slots: SlotBook,
): Profile {
  return changes.reduce<Profile>(
    (one, { slot, value }) => (value === null ? one : withValue(one, slot, value)),
    advanceProfile(start, slots, today, day),
  );
}

/** The trials that reach one goal: by waiting where time does it, else by each value that would do. */
function reach(policy: Policy, trial: Trial, goal: Goal, slots: SlotBook): readonly Trial[] {
  const { start, today, profile, day, changes } = trial;
  const item = { policy, profile, today: day };
  // What came before may have reached it as well: who has waited for the graduation has waited for all that hangs on it.
  if (isReached(goal, item)) return [trial];
  const { slot, because: criterion } = goal.test;
  // Unknown, or known too roughly: nothing has to change for it.
  const isAnswer = truthOfTest({ policy, profile: start, today }, goal.test) === "unknown";
  const by = isAnswer ? limitGoesBy(item, goal.test) : null;
  // Counted from the beginning: months that grow side by side are not waited for one after the other.
  const first = { policy, profile: personOn(today, trial, slots), today };
  const when = isAnswer ? null : dayOfGoal(first, goal, slots);
  if (when !== null && when > day) {
    const change: Change = { kind: "wait", criterion, slot, value: null, when, isAnswer: false };
    const waited = { start, today, changes: [...changes, change] };
    return [{ ...waited, profile: personOn(when, waited, slots), day: when }];
  }
  const kind = kindOf(goal, start, slots);
  const told = by ?? slot;
  const values = by === null ? valuesFor(item, goal, slots) : (slots.get(by)?.values ?? []);
  return values
    .filter((value) => told !== "degree" || isHigher(slots, start[told], value))
    .slice(0, by === null ? MOST_VALUES : values.length)
    .map((value) => ({
      start,
      today,
      profile: withValue(profile, told, value),
      day,
      changes: [
        ...changes.filter((one) => one.slot !== told || one.criterion !== criterion),
        { kind, criterion, slot: told, value, when: null, isAnswer },
      ],
    }));
}

/** Follows every way from a trial; what is a yes goes to `found`. */
function follow(
  policy: Policy,
  trial: Trial,
  slots: SlotBook,
  found: Trial[],
  rounds: number,
): void {
  const condition = conditionFor(policy, trial.profile, trial.day);
  if (condition === null) return;
  const item = { policy, profile: trial.profile, today: trial.day };
  for (const way of waysTo(condition, item)) {
    let trials: readonly Trial[] = [trial];
    for (const goal of way) trials = trials.flatMap((one) => reach(policy, one, goal, slots));
    for (const one of trials) {
      if (outcomeOf(policy, one.profile, one.day) === "eligible") found.push(one);
      else if (rounds > 1 && one.changes.length < 6) follow(policy, one, slots, found, rounds - 1);
    }
  }
}

/** The person on the day of a set, with its changes made; `null` when it is no yes. */
function replay(
  policy: Policy,
  without: Pick<Trial, "start" | "today" | "changes">,
  slots: SlotBook,
): Trial | null {
  const waits = without.changes.flatMap(({ when }) => when ?? []);
  const day = waits.toSorted().at(-1) ?? without.today;
  const profile = personOn(day, without, slots);
  return outcomeOf(policy, profile, day) === "eligible" ? { ...without, profile, day } : null;
}

/** A later change may have made an earlier one needless: what can be spared goes. */
function withoutSpare(policy: Policy, trial: Trial, slots: SlotBook): Trial {
  const { start, today } = trial;
  for (const spared of trial.changes) {
    const changes = trial.changes.filter((one) => one !== spared);
    const less = replay(policy, { start, today, changes }, slots);
    if (less !== null) return withoutSpare(policy, less, slots);
  }
  return trial;
}

const keysOf = ({ changes }: Trial): readonly string[] =>
  changes.map(({ slot, criterion }) => `${slot} ${criterion}`);

/** Whether the second one holds all of the first and comes no sooner: then it says nothing new. */
function isCovered(by: Trial, trial: Trial): boolean {
  const keys = new Set(keysOf(trial));
  return by.day <= trial.day && keysOf(by).every((key) => keys.has(key));
}

const effortOf = ({ changes }: Trial): number => changes.filter((one) => !one.isAnswer).length;

const byEffort = (a: Trial, b: Trial): number =>
  effortOf(a) - effortOf(b) || a.changes.length - b.changes.length || a.day.localeCompare(b.day);

/** Sets that hold no smaller set, fewest changes first, soonest first; each wording once. */
function smallest(trials: readonly Trial[], prepare: (trial: Trial) => Trial): readonly Trial[] {
  const kept: Trial[] = [];
  for (const trial of trials.toSorted(byEffort)) {
    if (!kept.some((one) => isCovered(one, trial))) kept.push(prepare(trial));
  }
  return kept;
}

/**
 * What would lead to a yes: the smallest sets of changes, possible ones before those that hold something that cannot
 * change (which are given only when there is no other). Empty when it is a yes already, and when no source settles it.
 *
 * Each set was applied and judged again on its day; waiting assumes that everything else goes on as it is.
 */
export function whatWouldChange(
  policy: Policy,
  profile: Profile,
  today: LocalDate,
  slots: SlotBook,
  book: PolicyBook = new Map(),
): readonly ChangeSet[] {
  if (outcomeOf(policy, profile, today) === "eligible") return [];
  const found: Trial[] = [];
  follow(
    policy,
    { start: profile, today, profile, day: today, changes: [] },
    slots,
    found,
    MAX_ROUNDS,
  );
  const minimal = smallest(found, (trial) => withoutSpare(policy, trial, slots));
  const sets = smallest(minimal, (trial) => trial).map((trial): ChangeSet => {
    return {
      changes: trial.changes,
      when: trial.day,
      isPossible: trial.changes.every((change) => change.kind !== "fixed" || change.isAnswer),
      amount: amountOf(policy, trial.profile, trial.day, book),
    };
  });
  const possible = sets.filter((set) => set.isPossible);
  // Of what cannot be reached, the nearest one is enough to say why.
  return possible.length > 0 ? possible.slice(0, MAX_SETS) : sets.slice(0, 1);
}
