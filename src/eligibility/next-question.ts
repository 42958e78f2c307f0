import { addMonths, type LocalDate } from "../shared/dates.js";
import type { SlotBook } from "./advance.js";
import { amountOf, neededFor, outcomesBySlot, type PolicyBook } from "./assess.js";
import { testsIn, testsOf } from "./narrow.js";
import type { Assessment, Policy, Profile, SlotSpec, SlotValue } from "./types.js";
import { addDays, daysOf } from "./values.js";

/** The question to ask next. */
export interface NextQuestion {
  readonly slot: string;
  /** Policies that it may settle, with how many answers each may still need, this one included. */
  readonly policies: readonly { readonly policy: string; readonly left: number }[];
  /** At most so many questions until nothing is left to ask, this one included. */
  readonly most: number;
  /** Everything that may still be asked. */
  readonly askable: readonly string[];
}

/** Whether a slot concerns the person: nobody who works for others is asked for a share in the company. */
function isOfConcern({ concerns }: SlotSpec, profile: Profile): boolean {
  const value = concerns === undefined ? undefined : profile[concerns.slot];
  return typeof value !== "string" || concerns?.values.includes(value) !== false;
}

/** The slot that tells whether another one concerns the person, where it is not known. */
const firstOf = (spec: SlotSpec | undefined, profile: Profile): string | null =>
  spec?.concerns === undefined || spec.concerns.slot in profile ? null : spec.concerns.slot;

const goingBy = new WeakMap<Policy, readonly { readonly slot: string; readonly by: string }[]>();

/** Slots whose limit goes by another slot, each with that one: looked up once for a policy. */
function limitsGoingBy(policy: Policy): readonly { readonly slot: string; readonly by: string }[] {
  const known = goingBy.get(policy);
  if (known !== undefined) return known;
  const tests = policy.rules.flatMap(({ value }) =>
    value === null ? [] : testsIn(value.conditions),
  );
  const found = tests.flatMap(({ slot, param }) => {
    const by = param === undefined ? undefined : policy.parameters[param]?.by;
    return by === undefined ? [] : [{ slot, by }];
  });
  goingBy.set(policy, found);
  return found;
}

/** Slots that a needed one may bring with it: a limit that goes by another slot, a day of birth where full years do not do. */
function followers(
  policy: Policy,
  needed: readonly string[],
  profile: Profile,
  today: LocalDate,
): readonly string[] {
  const bys = limitsGoingBy(policy).flatMap(({ slot, by }) =>
    needed.includes(slot) && !(by in profile) ? [by] : [],
  );
  const ages = needed.includes("age") ? (limitsOfOne(policy).get("age") ?? []) : [];
  const near = new Set(ages.flatMap((limit) => [limit - 1, limit, limit + 1]));
  const isTooRough = [...near].some((age) =>
    neededFor(policy, { ...profile, age }, today).includes("birthDate"),
  );
  return isTooRough ? [...bys, "birthDate"] : bys;
}

/** Limits at which answers begin to differ, by slot: looked up once for a set of policies. */
const limitsByPolicies = new WeakMap<readonly Policy[], ReadonlyMap<string, readonly number[]>>();

function limitsOf(policies: readonly Policy[]): ReadonlyMap<string, readonly number[]> {
  const known = limitsByPolicies.get(policies);
  if (known !== undefined) return known;
  const limits = new Map<string, Set<number>>();
  for (const policy of policies) {
    for (const test of testsOf(policy)) {
      const dated = test.param === undefined ? [] : (policy.parameters[test.param]?.values ?? []);
      const values = [
        ...[test.value ?? []].flat(),
        ...dated.flatMap(({ value }) =>
          typeof value === "object" && value !== null ? Object.values(value) : (value ?? []),
        ),
      ];
      const set = limits.get(test.slot) ?? new Set();
      for (const value of values) if (typeof value === "number") set.add(value);
      limits.set(test.slot, set);
    }
  }
  const result = new Map([...limits].map(([slot, set]) => [slot, [...set].sort((a, b) => a - b)]));
  limitsByPolicies.set(policies, result);
  return result;
}

const alone = new WeakMap<Policy, readonly Policy[]>();

/** The same of one policy. */
function limitsOfOne(policy: Policy): ReadonlyMap<string, readonly number[]> {
  const list = alone.get(policy) ?? [policy];
  alone.set(policy, list);
  return limitsOf(list);
}

/** Answers that tell all cases apart: every choice, and both sides of every limit. */
function answersOf(
  spec: SlotSpec,
  limits: readonly number[],
  today: LocalDate,
): readonly SlotValue[] {
  if (spec.values.length > 0) return spec.values;
  if (spec.id === "birthDate") return limits.map((years) => addMonths(today, -12 * years));
  if (spec.type === "date") {
    return [
      addDays(today, 1),
      ...limits.flatMap((months) => {
        const day = addMonths(today, -months);
        return [day, addDays(day, -1)];
      }),
    ];
  }
  return [...new Set(limits.flatMap((limit) => [limit - 1, limit, limit + 1]))];
}

/** Who has said when they graduated will hardly say that they still study. */
function isGraduated(profile: Profile, slot: string, today: LocalDate): boolean {
  if (slot !== "studying") return false;
  const days = daysOf(profile, "graduatedOn", today);
  return days !== null && days.to <= today;
}

interface Weight {
  readonly slot: string;
  readonly isSensitive: boolean;
  readonly money: number;
  readonly count: number;
}

/** Only what is certain or between limits is money; a ceiling says what nobody is promised. */
function moneyOf(policy: Policy, profile: Profile, today: LocalDate, book: PolicyBook): number {
  const amount = amountOf(policy, profile, today, book);
  return amount === null || amount.kind === "ceiling" ? 0 : amount.max;
}

/** What an answer settles on average over the answers that there can be. */
function weigh(
  spec: SlotSpec,
  open: readonly { readonly policy: Policy; readonly money: number }[],
  answers: readonly SlotValue[],
  profile: Profile,
  today: LocalDate,
): Weight {
  let money = 0;
  let count = 0;
  const tried = open.map(({ policy, money: worth }) => ({
    worth,
    outcomeFor: outcomesBySlot(policy, profile, today, spec.id),
  }));
  // One copy takes every answer in turn: copying what is known for each would take longer than judging it.
  const answered: Record<string, SlotValue> = { ...profile };
  for (const answer of answers) {
    answered[spec.id] = answer;
    for (const { worth, outcomeFor } of tried) {
      if (outcomeFor(answered) === "needs-more") continue;
      money += worth;
      count += 1;
    }
  }
  const number = Math.max(1, answers.length);
  return {
    slot: spec.id,
    isSensitive: spec.sensitivity === "high",
    money: money / number,
    count: count / number,
  };
}

const byWeight = (a: Weight, b: Weight): number =>
  Number(a.isSensitive) - Number(b.isSensitive) || b.money - a.money || b.count - a.count;

/**
 * The one question that settles most: money first, then number of policies; sensitive ones last. `null` when nothing is
 * left to ask. What the person would rather not say is not asked again.
 *
 * @param skipped slots not to ask
 * @param assessments of the same policies, person and day, when they are there already
 */
export function nextQuestion(
  policies: readonly Policy[],
  profile: Profile,
  today: LocalDate,
  slots: SlotBook,
  skipped: ReadonlySet<string> = new Set(),
  assessments?: readonly Assessment[],
): NextQuestion | null {
  const book = new Map(policies.map((policy) => [policy.id, policy]));
  const mayAsk = (slot: string): boolean => {
    const spec = slots.get(slot);
    return !skipped.has(slot) && (spec === undefined || isOfConcern(spec, profile));
  };
  const judged =
    assessments?.map((one) => ({ policy: book.get(one.policy), all: one.needed })) ??
    policies.map((policy) => ({ policy, all: neededFor(policy, profile, today) }));
  const open = judged.flatMap(({ policy, all }) => {
    // A policy that needs only what the person keeps back is settled: it stays open.
    const needed = all.filter((slot) => mayAsk(slot));
    if (policy === undefined || needed.length === 0) return [];
    return [{ policy, needed, money: moneyOf(policy, profile, today, book) }];
  });
  const limits = limitsOf(policies);
  const asked = [...new Set(open.flatMap(({ needed }) => needed))];
  const later = open.flatMap(({ policy, needed }) => followers(policy, needed, profile, today));
  const weights = asked.flatMap((slot) => {
    const spec = slots.get(slot);
    if (spec === undefined) return [];
    // It settles nothing that can be expected; asked when nothing else is left.
    const answers = isGraduated(profile, slot, today)
      ? []
      : answersOf(spec, limits.get(slot === "birthDate" ? "age" : slot) ?? [], today);
    const concerned = open.filter(({ needed }) => needed.includes(slot));
    return [weigh(spec, concerned, answers, profile, today)];
  });
  const [best] = weights.toSorted(byWeight);
  if (best === undefined) return null;
  // Whom a question concerns is found out before it is put.
  const before = asked.flatMap((slot) => firstOf(slots.get(slot), profile) ?? []).filter(mayAsk);
  const first = firstOf(slots.get(best.slot), profile);
  return {
    slot: first !== null && mayAsk(first) ? first : best.slot,
    policies: open
      .filter(({ needed }) => needed.includes(best.slot))
      .map(({ policy, needed }) => ({ policy: policy.id, left: needed.length })),
    most: new Set([...asked, ...before, ...later.filter(mayAsk)]).size,
    askable: [...new Set([...asked, ...before])],
  };
}
