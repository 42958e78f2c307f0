import { addMonths, type LocalDate } from "../shared/dates.js";
import { hasToBegin, type SlotBook } from "./advance.js";
import { readParameter } from "./dated.js";
import { truthOf } from "./evaluate.js";
import { conditionToGraduate } from "./graduation.js";
import type { Case } from "./test-slot.js";
import type { Condition, Not, Scalar, SlotSpec, SlotValue, Test } from "./types.js";
import { addDays, ageOf, daysOf, isFar, numberOf } from "./values.js";

/** A test that has to turn out otherwise for a yes. */
export interface Goal {
  readonly test: Test;
  readonly isNegated: boolean;
}

/** More sets than this are no help to anybody. */
const MAX_WAYS = 40;

const goalOf = (condition: Test | Not): Goal =>
  condition.kind === "not"
    ? { test: condition.of, isNegated: true }
    : { test: condition, isNegated: false };

const product = (
  left: readonly (readonly Goal[])[],
  right: readonly (readonly Goal[])[],
): readonly (readonly Goal[])[] =>
  left.flatMap((one) => right.map((other) => [...one, ...other])).slice(0, MAX_WAYS);

/**
 * The sets of tests that would have to turn out otherwise for the condition to be met; `[[]]` when it is met already,
 * `[]` when no change can do it because no source settles it.
 *
 * @param isWanted ways that hold a test which is not wanted are left out, before they are combined with others
 */
export function waysTo(
  condition: Condition,
  item: Case,
  isWanted: (goal: Goal) => boolean = () => true,
): readonly (readonly Goal[])[] {
  if (truthOf(condition, item) === "met") return [[]];
  const wayOf = (leaf: Test | Not) => {
    const goal = goalOf(leaf);
    return isWanted(goal) ? [[goal]] : [];
  };
  switch (condition.kind) {
    case "open":
      return [];
    case "test":
      return wayOf(condition);
    case "not":
      return condition.of.slot === "graduated"
        ? waysTo(conditionToGraduate(condition.of, item.profile, item.today), item, isWanted)
        : wayOf(condition);
    case "any":
      return condition.of.flatMap((part) => waysTo(part, item, isWanted)).slice(0, MAX_WAYS);
    case "all":
      return condition.of.reduce<readonly (readonly Goal[])[]>(
        (ways, part) => (ways.length === 0 ? [] : product(ways, waysTo(part, item, isWanted))),
        [[]],
      );
  }
}

function ruleValues({ policy, profile, today }: Case, test: Test): readonly Scalar[] {
  if (test.param !== undefined) {
    return readParameter(policy, test.param, profile, today)?.values ?? [];
  }
  return test.value === undefined ? [] : [test.value].flat();
}

const without = (spec: SlotSpec, values: readonly Scalar[]): readonly SlotValue[] =>
  spec.values.filter((value) => !values.includes(value));

/** Values of the goal's slot that would reach it, simplest first; to be checked by judging again. */
export function valuesFor(item: Case, goal: Goal, slots: SlotBook): readonly SlotValue[] {
  const { test, isNegated } = goal;
  const spec = slots.get(test.slot);
  if (spec === undefined) return [];
  const rules = ruleValues(item, test);
  const numbers = rules.filter((value) => typeof value === "number");
  const [limit] = rules;
  switch (test.op) {
    case "eq":
    case "in":
      return isNegated ? without(spec, rules) : rules;
    case "gte":
      if (spec.type === "date") {
        return numbers.map((months) => (isNegated ? item.today : addMonths(item.today, -months)));
      }
      return [isNegated ? Math.min(...numbers) - 1 : Math.max(...numbers)];
    case "lte":
      return [isNegated ? Math.max(...numbers) + 1 : Math.min(...numbers)];
    case "before":
      return typeof limit === "string" ? [addDays(limit, isNegated ? 0 : -1)] : [];
    case "after":
      return typeof limit === "string" ? [addDays(limit, isNegated ? 0 : 1)] : [];
    case "within-months":
      return isNegated ? [addDays(item.today, 1)] : [item.today];
    default:
      return test.op satisfies never;
  }
}

/** From which day on time alone reaches the goal; `null` when it never does, or the day cannot be known. */
export function dayOfGoal(item: Case, goal: Goal, slots: SlotBook): LocalDate | null {
  const { test, isNegated } = goal;
  const spec = slots.get(test.slot);
  if (spec === undefined || isNegated) return null;
  const limit = Math.max(...ruleValues(item, test).filter((value) => typeof value === "number"));
  const days = daysOf(item.profile, test.slot === "age" ? "birthDate" : test.slot, item.today);
  if (test.op === "within-months") {
    const isAhead = days !== null && days.from > item.today && !isFar(days.to);
    return isAhead ? days.to : null;
  }
  if (test.op !== "gte" || !Number.isFinite(limit)) return null;
  if (spec.type === "date" || (test.slot === "age" && days !== null)) {
    const months = test.slot === "age" ? limit * 12 : limit;
    return days === null || isFar(days.to) ? null : addMonths(days.to, months);
  }
  const range =
    test.slot === "age" ? ageOf(item.profile, item.today) : numberOf(item.profile, test.slot);
  if (spec.grows === undefined || range === null || !Number.isFinite(range.min)) return null;
  if (hasToBegin(spec, range.max)) return null;
  const missing = Math.max(0, limit - range.min);
  return addMonths(item.today, missing * (spec.grows === "year" ? 12 : 1));
}
