import { standingOf } from "./evaluate.js";
import { MET, SILENT, UNMET, type Case, type Standing } from "./test-slot.js";
import type { Condition, Group, Not, Policy, Profile, Rule, SlotValue, Test } from "./types.js";

/** Slots of a policy that are read beside the one that a test names. */
const BESIDE: ReadonlyMap<string, readonly string[]> = new Map([
  ["age", ["birthDate"]],
  ["graduatedOn", ["studying"]],
  ["graduated", ["graduatedOn", "studying", "employment"]],
]);

/** Every test of a condition, in the order of the rule. */
export function testsIn(condition: Condition): readonly Test[] {
  switch (condition.kind) {
    case "test":
      return [condition];
    case "not":
      return [condition.of];
    case "open":
      return [];
    case "all":
    case "any":
      return condition.of.flatMap(testsIn);
  }
}

/** Tests of a policy that decide its outcome, of all its rules; those of doubts last. */
export const testsOf = (policy: Policy): readonly Test[] =>
  policy.rules.flatMap(({ value }) =>
    value === null ? [] : [value.conditions, ...value.doubts].flatMap(testsIn),
  );

const readSlots = new WeakMap<Policy, readonly string[]>();

/** Every slot that can decide the outcome of a policy, on whatever day: looked up once. */
function slotsReadBy(policy: Policy): readonly string[] {
  const known = readSlots.get(policy);
  if (known !== undefined) return known;
  const slots = testsOf(policy).flatMap(({ slot, param }) => {
    const by = param === undefined ? undefined : policy.parameters[param]?.by;
    return [slot, ...(BESIDE.get(slot) ?? []), ...(by === undefined ? [] : [by])];
  });
  const found = [...new Set(slots)];
  readSlots.set(policy, found);
  return found;
}

/**
 * What is known of a person as far as it can decide the outcome of a policy; a search that copies it for every trial copies
 * a third of the whole. The outcome is the same; the amount may read more.
 */
export function relevantTo(policy: Policy, profile: Profile): Profile {
  const relevant: Record<string, SlotValue> = {};
  for (const slot of slotsReadBy(policy)) {
    const value = profile[slot];
    if (value !== undefined) relevant[slot] = value;
  }
  return relevant;
}

/** What is left of a rule when all but one slot is known to stay: a standing, or the parts that still hang on it. */
export type Narrowed =
  | Standing
  | { readonly kind: "leaf"; readonly of: (item: Case) => Standing }
  | {
      readonly kind: Group["kind"];
      readonly rest: Standing;
      readonly of: readonly Exclude<Narrowed, Standing>[];
    };

/** Whether a test can turn out otherwise when a slot changes; of age and graduation several slots speak. */
function reads(policy: Policy, test: Test, slot: string): boolean {
  if (test.slot === slot) return true;
  if (test.param !== undefined && policy.parameters[test.param]?.by === slot) return true;
  return BESIDE.get(test.slot)?.includes(slot) === true;
}

const tellingApart = new WeakMap<Policy, Map<string, readonly Test[]>>();

/** Tests of a policy that read a slot, of all its rules: looked up once. */
function testsReading(policy: Policy, slot: string): readonly Test[] {
  const bySlot = tellingApart.get(policy) ?? new Map<string, readonly Test[]>();
  tellingApart.set(policy, bySlot);
  const tests = bySlot.get(slot) ?? testsOf(policy).filter((test) => reads(policy, test, slot));
  bySlot.set(slot, tests);
  return tests;
}

/**
 * Whether two values of a choice are the same to every test of a policy, on whatever day. `false` also where that cannot be
 * told from the tests alone.
 */
export const areAlike = (policy: Policy, slot: string, one: SlotValue, other: SlotValue): boolean =>
  testsReading(policy, slot).every((test) => {
    const isPlain = test.slot === slot && test.param === undefined && test.value !== undefined;
    if (!isPlain || (test.op !== "eq" && test.op !== "in")) return false;
    const values = new Set<unknown>([test.value].flat());
    return values.has(one) === values.has(other);
  });

/** Of several parts those that do not hang on the slot become one standing. */
function together(kind: Group["kind"], parts: Iterable<Narrowed>): Narrowed {
  const decisive = kind === "all" ? UNMET : MET;
  let rest: Standing = kind === "all" ? MET : UNMET;
  const of: Exclude<Narrowed, Standing>[] = [];
  for (const part of parts) {
    if (typeof part !== "number") of.push(part);
    else if (kind === "all" ? part < rest : part > rest) rest = part;
    if (rest === decisive) return rest;
  }
  return of.length === 0 ? rest : { kind, rest, of };
}

function narrowed(condition: Condition, item: Case, slot: string): Narrowed {
  switch (condition.kind) {
    case "open":
      return SILENT;
    case "test":
    case "not": {
      const test = condition.kind === "not" ? condition.of : condition;
      if (!reads(item.policy, test, slot)) return standingOf(condition, item);
      return { kind: "leaf", of: (other) => standingOf(condition, other) };
    }
    case "all":
    case "any":
      return together(
        condition.kind,
        condition.of.map((part) => narrowed(part, item, slot)),
      );
  }
}

/**
 * A rule for one person of whom all but one slot stays as it is: so answers can be tried by the hundred while only the
 * tests that look at the slot are judged again.
 *
 * @param ofDoubt how a doubt stands
 */
export function narrowRule(
  { conditions, doubts }: Rule,
  item: Case,
  slot: string,
  ofDoubt: (doubt: Test | Not, item: Case) => Standing,
): Narrowed {
  const parts = doubts.map((doubt): Narrowed => {
    const test = doubt.kind === "not" ? doubt.of : doubt;
    if (!reads(item.policy, test, slot)) return ofDoubt(doubt, item);
    return { kind: "leaf", of: (other) => ofDoubt(doubt, other) };
  });
  return together("all", [narrowed(conditions, item, slot), ...parts]);
}

/** How what is left stands once the slot is known. */
export function standingOfNarrowed(left: Narrowed, item: Case): Standing {
  if (typeof left === "number") return left;
  if (left.kind === "leaf") return left.of(item);
  const isAll = left.kind === "all";
  const decisive = isAll ? UNMET : MET;
  let result = left.rest;
  for (const part of left.of) {
    const standing = standingOfNarrowed(part, item);
    if (isAll ? standing < result : standing > result) result = standing;
    if (result === decisive) break;
  }
  return result;
}
