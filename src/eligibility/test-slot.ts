import { addMonths, type DayRange, type LocalDate } from "../shared/dates.js";
import { readParameter } from "./dated.js";
import { hasGraduated } from "./graduation.js";
import type { Condition, Policy, Profile, Scalar, SlotValue, Test, Truth } from "./types.js";
import { ageOf, completedMonths, daysOf, numberOf, type NumberRange } from "./values.js";

/**
 * How a condition stands, worst first: unmet; unknown, and no source settles it; unknown, and more knowledge of the person
 * may settle it; met. Of several that are all needed the lowest holds, of alternatives the highest.
 */
export type Standing = 0 | 1 | 2 | 3;
export const UNMET = 0;
export const SILENT = 1;
export const ASKABLE = 2;
export const MET = 3;

/** The policy, its rule's day and the person: what every test looks at. */
export interface Case {
  readonly policy: Policy;
  readonly profile: Profile;
  readonly today: LocalDate;
  /** Groups judged already, where the same ones are looked at again and again. */
  readonly judged?: Map<Condition, Standing>;
}

export interface Tested {
  readonly truth: Truth;
  readonly yours: SlotValue | null;
  readonly rule: Scalar | readonly Scalar[] | null;
  readonly from: LocalDate | null;
  readonly facts: readonly string[];
}

const truthOf = (isAlways: boolean, isNever: boolean): Truth =>
  isAlways ? "met" : isNever ? "unmet" : "unknown";

/** Over every value that a thing can have: all say the same, or it is unknown. */
function agreed(truths: readonly Truth[]): Truth {
  const [first = "unknown"] = truths;
  return truths.every((truth) => truth === first) ? first : "unknown";
}

/** The day of the slot as known: `today` is a day like any other. */
const daysFor = ({ profile, today }: Case, slot: string): DayRange | null =>
  slot === "today" ? { from: today, to: today } : daysOf(profile, slot, today);

/** `MM-DD` is that day of the judged year. Days are compared as text, so one that the year lacks still works. */
const dayInYear = (value: string, today: LocalDate): LocalDate =>
  value.length === 5 ? `${today.slice(0, 4)}-${value}` : value;

const compareNumber = (range: NumberRange, op: "gte" | "lte", limit: number): Truth =>
  op === "gte"
    ? truthOf(range.min >= limit, range.max < limit)
    : truthOf(range.max <= limit, range.min > limit);

/** Numbers; the age is derived; of a date the completed months count. */
function numbersFor(item: Case, slot: string): NumberRange | null {
  if (slot === "age") return ageOf(item.profile, item.today);
  const number = numberOf(item.profile, slot);
  if (number !== null) return number;
  const days = daysFor(item, slot);
  if (days === null) return null;
  return {
    min: completedMonths(days.to, item.today),
    max: completedMonths(days.from, item.today),
  };
}

/** The day has come, and the period that began with it has not run out. */
function withinMonths({ from, to }: DayRange, months: number, today: LocalDate): Truth {
  const isAlways = to <= today && addMonths(from, months) >= today;
  const isNever = from > today || addMonths(to, months) < today;
  return truthOf(isAlways, isNever);
}

/** What was said of a choice; of `graduated` what follows from it. */
const choiceOf = ({ profile, today }: Case, slot: string): SlotValue | undefined =>
  slot === "graduated" ? (hasGraduated(profile, today) ?? undefined) : profile[slot];

/** Judges a test against one value of its rule. */
export function compareWith(item: Case, test: Test, rule: Scalar): Truth {
  const { slot, op } = test;
  switch (op) {
    case "eq":
    case "in": {
      const yours = choiceOf(item, slot);
      return yours === undefined ? "unknown" : yours === rule ? "met" : "unmet";
    }
    case "gte":
    case "lte": {
      const range = numbersFor(item, slot);
      return range === null ? "unknown" : compareNumber(range, op, Number(rule));
    }
    case "before": {
      const days = daysFor(item, slot);
      const limit = dayInYear(String(rule), item.today);
      return days === null ? "unknown" : truthOf(days.to < limit, days.from >= limit);
    }
    case "after": {
      const days = daysFor(item, slot);
      const limit = dayInYear(String(rule), item.today);
      return days === null ? "unknown" : truthOf(days.from > limit, days.to <= limit);
    }
    case "within-months": {
      const days = daysFor(item, slot);
      return days === null ? "unknown" : withinMonths(days, Number(rule), item.today);
    }
    default:
      return op satisfies never;
  }
}

/** What the person said that the test looks at. */
export function yoursFor({ profile, today }: Case, slot: string): SlotValue | null {
  if (slot === "today") return today;
  const value = profile[slot];
  if (value !== undefined) return value;
  if (slot === "age") return profile["birthDate"] ?? null;
  if (slot === "graduated") return profile["graduatedOn"] ?? null;
  return null;
}

const isList = (value: Scalar | readonly Scalar[]): value is readonly Scalar[] =>
  Array.isArray(value);

const factsWithParameter = new WeakMap<Test, WeakMap<readonly string[], readonly string[]>>();

/** The facts of a test with those of its parameter, each once: made once for both. */
function factsOf(test: Test, ofParameter: readonly string[]): readonly string[] {
  const known = factsWithParameter.get(test) ?? new WeakMap<readonly string[], readonly string[]>();
  factsWithParameter.set(test, known);
  const facts = known.get(ofParameter) ?? [...new Set([...test.facts, ...ofParameter])];
  known.set(ofParameter, facts);
  return facts;
}

/** Judges one test: the truth, the person's value, and the rule's value with its day and facts. */
export function runTest(item: Case, test: Test): Tested {
  const yours = yoursFor(item, test.slot);
  if (test.param !== undefined) {
    const reading = readParameter(item.policy, test.param, item.profile, item.today);
    const facts = reading === null ? test.facts : factsOf(test, reading.facts);
    if (reading === null) return { truth: "unknown", yours, rule: null, from: null, facts };
    return {
      truth: agreed(reading.values.map((value) => compareWith(item, test, value))),
      yours,
      rule: reading.values.length === 1 ? (reading.values[0] ?? null) : reading.values,
      from: reading.from,
      facts,
    };
  }
  const rule = test.value ?? null;
  const base = { yours, rule, from: null, facts: test.facts };
  if (rule === null) return { truth: "unknown", ...base };
  if (!isList(rule)) return { truth: compareWith(item, test, rule), ...base };
  const own = choiceOf(item, test.slot);
  const truth = own === undefined ? "unknown" : rule.some((one) => one === own) ? "met" : "unmet";
  return { truth, ...base };
}

/** The truth alone, without what it rests on: several times faster, for searching. */
export function truthOfTest(item: Case, test: Test): Truth {
  if (test.param !== undefined) {
    const reading = readParameter(item.policy, test.param, item.profile, item.today);
    const [first, ...others] = reading?.values ?? [];
    if (first === undefined) return "unknown";
    const truth = compareWith(item, test, first);
    return others.every((value) => compareWith(item, test, value) === truth) ? truth : "unknown";
  }
  if (test.value === undefined) return "unknown";
  if (!isList(test.value)) return compareWith(item, test, test.value);
  const own = choiceOf(item, test.slot);
  return own === undefined ? "unknown" : test.value.some((one) => one === own) ? "met" : "unmet";
}
