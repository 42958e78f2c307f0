import { ageSlotToAsk } from "./values.js";
import {
  ASKABLE,
  compareWith,
  MET,
  runTest,
  SILENT,
  truthOfTest,
  UNMET,
  yoursFor,
  type Case,
  type Standing,
} from "./test-slot.js";
import type { Condition, Group, Open, Test, TrailEntry, Truth } from "./types.js";

const opposite = (truth: Truth): Truth =>
  truth === "met" ? "unmet" : truth === "unmet" ? "met" : "unknown";

/** How a test stands; a test that is unknown is settled by knowing more. */
function standingOfTest(item: Case, test: Test, isNegated: boolean): Standing {
  const truth = truthOfTest(item, test);
  if (truth === "unknown") return ASKABLE;
  return (truth === "met") === isNegated ? UNMET : MET;
}

function standingOfGroup(group: Group, item: Case): Standing {
  const isAll = group.kind === "all";
  const decisive = isAll ? UNMET : MET;
  let result: Standing = isAll ? MET : UNMET;
  for (const part of group.of) {
    const standing = standingOf(part, item);
    if (isAll ? standing < result : standing > result) result = standing;
    if (result === decisive) break;
  }
  return result;
}

/** How a condition stands for a person on a day: what holds of it, and what more knowledge can lead to, in one go. */
export function standingOf(condition: Condition, item: Case): Standing {
  switch (condition.kind) {
    case "test":
      return standingOfTest(item, condition, false);
    case "open":
      return SILENT;
    case "not":
      return standingOfTest(item, condition.of, true);
    case "all":
    case "any": {
      const known = item.judged?.get(condition);
      if (known !== undefined) return known;
      const standing = standingOfGroup(condition, item);
      item.judged?.set(condition, standing);
      return standing;
    }
  }
}

/** The truth of a condition for a person on a day (Kleene: what is unknown stays so unless the rest decides). */
export function truthOf(condition: Condition, item: Case): Truth {
  const standing = standingOf(condition, item);
  return standing === MET ? "met" : standing === UNMET ? "unmet" : "unknown";
}

/**
 * The best that more knowledge of the person can lead to: unknown tests are taken as they are wished, and only what no
 * source settles stays unknown. `unknown` therefore means: whatever the person says, an office has to decide.
 */
function bestTruthOf(condition: Condition, item: Case): Truth {
  const standing = standingOf(condition, item);
  return standing === UNMET ? "unmet" : standing === SILENT ? "unknown" : "met";
}

/** Slots whose knowledge can settle an unknown test: its own, or the one that its parameter goes by. */
function slotsToSettle(item: Case, test: Test): readonly string[] {
  if (test.slot === "age") return [ageSlotToAsk(item.profile)];
  if (test.slot === "graduated") return ["graduatedOn"];
  const by = test.param === undefined ? undefined : item.policy.parameters[test.param]?.by;
  if (by === undefined || by in item.profile) return [test.slot];
  const { rule } = runTest(item, test);
  const values = typeof rule === "object" && rule !== null ? rule : [];
  const truths = values.map((value) => compareWith(item, test, value));
  return truths.includes("unknown") ? [test.slot] : [by];
}

/** The slot by which the limit of an unknown test goes, when it settles the test; `null` when another one does. */
export function limitGoesBy(item: Case, test: Test): string | null {
  const by = test.param === undefined ? undefined : item.policy.parameters[test.param]?.by;
  return by !== undefined && slotsToSettle(item, test).includes(by) ? by : null;
}

/** Slots that may settle a condition that is unknown; none for what only an office knows. */
export function slotsNeeded(condition: Condition, item: Case): readonly string[] {
  if (truthOf(condition, item) !== "unknown") return [];
  switch (condition.kind) {
    case "test":
      return slotsToSettle(item, condition);
    case "not":
      return slotsToSettle(item, condition.of);
    case "open":
      return [];
    case "all":
    case "any": {
      const parts =
        condition.kind === "all"
          ? condition.of
          : condition.of.filter((part) => bestTruthOf(part, item) === "met");
      return [...new Set(parts.flatMap((part) => slotsNeeded(part, item)))];
    }
  }
}

function entryOfTest(item: Case, test: Test, isNegated: boolean, ruleFrom: string): TrailEntry {
  const tested = runTest(item, test);
  return {
    criterion: test.because,
    outcome: isNegated ? opposite(tested.truth) : tested.truth,
    slot: test.slot === "graduated" ? "graduatedOn" : test.slot,
    op: test.op,
    yours: tested.yours,
    rule: tested.rule,
    from: tested.from ?? ruleFrom,
    facts: tested.facts,
  };
}

const entryOfOpen = (item: Case, open: Open, ruleFrom: string): TrailEntry => ({
  criterion: open.because,
  outcome: "unknown",
  slot: open.slot === undefined ? null : open.slot === "graduated" ? "graduatedOn" : open.slot,
  op: "open",
  yours: open.slot === undefined ? null : yoursFor(item, open.slot),
  rule: null,
  from: ruleFrom,
  facts: open.facts,
});

/** How near the person came to a way: what was met before it failed, and then how little of it is unknown. */
function nearness(trail: readonly TrailEntry[]): number {
  const index = trail.findIndex((entry) => entry.outcome === "unmet");
  if (index === -1) return Infinity;
  const before = trail.slice(0, index);
  const met = before.filter((entry) => entry.outcome === "met").length;
  return met - (before.length - met) / (before.length + 1);
}

/** The usual way, which a rule names first, closed by what was told alone: graduated too long ago, whatever else is unknown. */
const isClosedUsual = (trail: readonly TrailEntry[], place: number): boolean =>
  place === 0 &&
  trail.length === 1 &&
  trail[0]?.outcome === "unmet" &&
  trail[0].yours !== null &&
  // A day of the year that is over comes again: nothing told closed it.
  trail[0].slot !== "today";

/** Of several ways the one that leads to the goal, or else those that the person came nearest to. */
function nearestWays(ways: readonly (readonly TrailEntry[])[], truth: Truth) {
  if (truth === "met") {
    const way = ways.find((trail) => trail.every((entry) => entry.outcome === "met"));
    return way === undefined ? [] : [way];
  }
  const best = Math.max(...ways.map(nearness));
  return ways.filter(
    (trail, place) =>
      nearness(trail) === best || (truth === "unknown" && isClosedUsual(trail, place)),
  );
}

/** One after the other; `flat` is many times slower, and every judgement joins its criteria. */
function joined(ways: readonly (readonly TrailEntry[])[]): readonly TrailEntry[] {
  const [only] = ways;
  if (only !== undefined && ways.length === 1) return only;
  const entries: TrailEntry[] = [];
  for (const way of ways) for (const entry of way) entries.push(entry);
  return entries;
}

/** Criteria of alternatives that are all shown, each with the way that it belongs to. */
const asAlternatives = (ways: readonly (readonly TrailEntry[])[], group: string) =>
  ways.map((way, index) =>
    way.map((entry) => ({ ...entry, either: [{ group, way: index }, ...(entry.either ?? [])] })),
  );

/**
 * The criteria of a condition, one by one, in the order of the rule.
 *
 * @param path where the condition stands in the rule; names its groups of alternatives
 */
export function trailOf(
  condition: Condition,
  item: Case,
  ruleFrom: string,
  path = "",
): readonly TrailEntry[] {
  switch (condition.kind) {
    case "test":
      return [entryOfTest(item, condition, false, ruleFrom)];
    case "not":
      return [entryOfTest(item, condition.of, true, ruleFrom)];
    case "open":
      return [entryOfOpen(item, condition, ruleFrom)];
    case "all":
    case "any": {
      const all = condition.of.map((part, index) =>
        trailOf(part, item, ruleFrom, `${path}/${String(index)}`),
      );
      // What must be met in any case stands side by side; nothing is to be chosen.
      if (condition.kind === "all" && condition.because === undefined) return joined(all);
      const truth = truthOf(condition, item);
      const ways = condition.kind === "all" ? all : nearestWays(all, truth);
      const isChoice = condition.kind === "any" && ways.length > 1;
      const parts = joined(isChoice ? asAlternatives(ways, path) : ways);
      if (condition.because === undefined) return parts;
      const whole: TrailEntry = {
        criterion: condition.because,
        outcome: truth,
        slot: null,
        op: "group",
        yours: null,
        rule: null,
        from: ruleFrom,
        facts: condition.facts ?? [],
      };
      return [whole, ...parts];
    }
  }
}

/** Keys of what no source settles and what stands in the way of a yes. */
export function silentCriteria(condition: Condition, item: Case): readonly string[] {
  switch (condition.kind) {
    case "open":
      return [condition.because];
    case "all":
    case "any":
      return condition.of
        .filter((part) => bestTruthOf(part, item) === "unknown")
        .flatMap((part) => silentCriteria(part, item));
    case "test":
    case "not":
      return [];
  }
}
