import type { LocalDate } from "../shared/dates.js";
import { advanceProfile, type SlotBook } from "./advance.js";
import { outcomeOf, conditionFor, type PolicyBook, amountOf } from "./assess.js";
import { limitGoesBy } from "./evaluate.js";
import { dayOfGoal, valuesFor, waysTo, type Goal } from "./goals.js";
import { areAlike, relevantTo } from "./narrow.js";
import { truthOfTest, type Case } from "./test-slot.js";
import type { Amount, Policy, Profile, SlotValue, Test } from "./types.js";
import { addDays, isKnown } from "./values.js";

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
  /** What stands against it is a state that nobody means to keep (out of work). */
  readonly isPassing?: true;
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

/** What one search goes by, from its beginning to its end. */
interface Search {
  readonly policy: Policy;
  readonly slots: SlotBook;
  /** What was known at the beginning, and when that was. */
  readonly start: Profile;
  readonly today: LocalDate;
  /** Whether a test was unknown at the beginning: found out once. */
  readonly unknown: Map<Test, boolean>;
}

interface Trial {
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

/** Whether what was told of a slot is a state that nobody means to keep. */
function isPassing(slots: SlotBook, start: Profile, slot: string): boolean {
  const told = start[slot];
  return slots.get(slot)?.passing?.some((value) => value === told) === true;
}

/** Degrees are only ever added to; the slot lists them from low to high. */
function isHigher(slots: SlotBook, now: SlotValue | undefined, then: SlotValue): boolean {
  const place = (value: SlotValue | undefined): number =>
    slots.get("degree")?.values.findIndex((one) => one === value) ?? -1;
  return place(then) > place(now);
}

/** What is known with changes made, in one copy. Another age is another birthday: the old one goes. */
function withValues(profile: Profile, values: readonly Pick<Change, "slot" | "value">[]): Profile {
  const changed: Record<string, SlotValue> = { ...profile };
  for (const { slot, value } of values) {
    if (value === null) continue;
    if (slot === "age" && "birthDate" in changed) delete changed["birthDate"];
    changed[slot] = value;
  }
  return changed;
}

const isReached = ({ test, isNegated }: Goal, item: Case): boolean =>
  truthOfTest(item, test) === (isNegated ? "unmet" : "met");

/** The person of the beginning on a later day, with changes made. */
function personOn(
  day: LocalDate,
  { start, today, slots }: Search,
  changes: readonly Change[],
): Profile {
  return withValues(advanceProfile(start, slots, today, day), changes);
}

/** Whether a test was unknown at the beginning, or known too roughly: nothing has to change for it. */
function wasUnknown({ policy, start, today, unknown }: Search, test: Test): boolean {
  const known = unknown.get(test);
  if (known !== undefined) return known;
  const found = truthOfTest({ policy, profile: start, today }, test) === "unknown";
  unknown.set(test, found);
  return found;
}

/** The trials that reach one goal: by waiting where time does it, else by each value that would do. */
function reach(search: Search, trial: Trial, goal: Goal): readonly Trial[] {
  const { policy, slots, start, today } = search;
  const { profile, day, changes } = trial;
  const item = { policy, profile, today: day };
  // What came before may have reached it as well: who has waited for the graduation has waited for all that hangs on it.
  if (isReached(goal, item)) return [trial];
  const { slot, because: criterion } = goal.test;
  const isAnswer = wasUnknown(search, goal.test);
  const by = isAnswer ? limitGoesBy(item, goal.test) : null;
  // Counted from the beginning: months that grow side by side are not waited for one after the other.
  const first = isAnswer || day === today ? profile : personOn(today, search, changes);
  const when = isAnswer ? null : dayOfGoal({ policy, profile: first, today }, goal, slots);
  if (when !== null && when > day) {
    const change: Change = { kind: "wait", criterion, slot, value: null, when, isAnswer: false };
    const waited = [...changes, change];
    return [{ changes: waited, profile: personOn(when, search, waited), day: when }];
  }
  const kind = kindOf(goal, start, slots);
  const told = by ?? slot;
  const values = by === null ? valuesFor(item, goal, slots) : (slots.get(by)?.values ?? []);
  const tried = values
    .filter((value) => told !== "degree" || isHigher(slots, start[told], value))
    .slice(0, by === null ? MOST_VALUES : values.length);
  return tried
    .filter((value, index) => {
      // One that no test tells from the one before would be followed for nothing.
      const before = by === null ? tried[index - 1] : undefined;
      return before === undefined || !areAlike(policy, told, before, value);
    })
    .map((value) => ({
      profile: withValues(profile, [{ slot: told, value }]),
      day,
      changes: [
        ...changes.filter((one) => one.slot !== told || one.criterion !== criterion),
        {
          kind,
          criterion,
          slot: told,
          value,
          when: null,
          isAnswer,
          ...(isPassing(slots, start, told) && { isPassing: true }),
        },
      ],
    }));
}

/**
 * The trials at the end of each way. Ways that begin alike share that beginning: it is gone once, and a trial in which
 * several ways end is given once.
 */
function trialsOf(
  search: Search,
  trial: Trial,
  ways: readonly (readonly Goal[])[],
): Iterable<Trial> {
  const ends = new Set<Trial>();
  let before: readonly Goal[] = [];
  let stages: readonly (readonly Trial[])[] = [[trial]];
  for (const way of ways) {
    let shared = 0;
    while (shared < way.length && way[shared] === before[shared]) shared += 1;
    const reached = stages.slice(0, shared + 1);
    for (const goal of way.slice(shared)) {
      reached.push((reached.at(-1) ?? []).flatMap((one) => reach(search, one, goal)));
    }
    for (const end of reached.at(-1) ?? []) ends.add(end);
    before = way;
    stages = reached;
  }
  return ends;
}

/** Follows every way from a trial; what is a yes goes to `found`. */
function follow(search: Search, trial: Trial, found: Trial[], rounds: number): void {
  const { policy } = search;
  const condition = conditionFor(policy, trial.profile, trial.day);
  if (condition === null) return;
  const item = { policy, profile: trial.profile, today: trial.day, judged: new Map() };
  for (const one of trialsOf(search, trial, waysTo(condition, item))) {
    if (outcomeOf(policy, one.profile, one.day) === "eligible") found.push(one);
    else if (rounds > 1 && one.changes.length < 6) follow(search, one, found, rounds - 1);
  }
}

/** The person on the day of a set, with its changes made; `null` when it is no yes. */
function replay(search: Search, changes: readonly Change[]): Trial | null {
  const waits = changes.flatMap(({ when }) => when ?? []);
  const day = waits.toSorted().at(-1) ?? search.today;
  const profile = personOn(day, search, changes);
  return outcomeOf(search.policy, profile, day) === "eligible" ? { changes, profile, day } : null;
}

/** A later change may have made an earlier one needless: what can be spared goes. */
function withoutSpare(search: Search, trial: Trial): Trial {
  for (const spared of trial.changes) {
    const changes = trial.changes.filter((one) => one !== spared);
    const less = replay(search, changes);
    if (less !== null) return withoutSpare(search, less);
  }
  return trial;
}

const keysOf = ({ changes }: Trial): readonly string[] =>
  changes.map(({ slot, criterion }) => `${slot} ${criterion}`);

const isWaiting = ({ changes }: Trial): boolean =>
  changes.length > 0 && changes.every(({ kind }) => kind === "wait");

/**
 * Whether the second one holds all of the first and comes no sooner: then it says nothing new. Nor does waiting for longer where
 * waiting alone brings the yes before.
 */
function isCovered(by: Trial, trial: Trial): boolean {
  if (by.day > trial.day) return false;
  if (isWaiting(by) && isWaiting(trial)) return true;
  const keys = new Set(keysOf(trial));
  return keysOf(by).every((key) => keys.has(key));
}

const effortOf = ({ changes }: Trial): number => changes.filter((one) => !one.isAnswer).length;

const byEffort = (a: Trial, b: Trial): number =>
  effortOf(a) - effortOf(b) || a.changes.length - b.changes.length || a.day.localeCompare(b.day);

/** Sets that hold no smaller set, fewest changes first, soonest first; each wording once. */
function smallest(trials: readonly Trial[], prepare: (trial: Trial) => Trial): readonly Trial[] {
  const kept: Trial[] = [];
  const first = trials.filter(isWaiting).toSorted((a, b) => a.day.localeCompare(b.day))[0];
  for (const trial of trials.toSorted(byEffort)) {
    if (first !== undefined && trial !== first && isCovered(first, trial)) continue;
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
  const start = relevantTo(policy, profile);
  const search: Search = { policy, slots, start, today, unknown: new Map() };
  follow(search, { profile: start, day: today, changes: [] }, found, MAX_ROUNDS);
  // Who only waits has the yes on the day that is told, and not before: another wait that no way names came sooner.
  const isSooner = (trial: Trial): boolean => {
    const before = addDays(trial.day, -1);
    return (
      isWaiting(trial) &&
      outcomeOf(policy, advanceProfile(profile, slots, today, before), before) === "eligible"
    );
  };
  const minimal = smallest(found, (trial) => withoutSpare(search, trial)).filter(
    (trial) => !isSooner(trial),
  );
  // A sum may hang on more than the outcome does.
  const whole: Search = { ...search, start: profile };
  const sets = smallest(minimal, (trial) => trial).map(({ changes, day }): ChangeSet => {
    return {
      changes,
      when: day,
      isPossible: changes.every((change) => change.kind !== "fixed" || change.isAnswer),
      amount: amountOf(policy, personOn(day, whole, changes), day, book),
    };
  });
  const possible = sets.filter((set) => set.isPossible);
  // Of what cannot be reached, the nearest one is enough to say why.
  return possible.length > 0 ? possible.slice(0, MAX_SETS) : sets.slice(0, 1);
}
