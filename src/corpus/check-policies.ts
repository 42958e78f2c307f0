import type { Condition, Parameter, Test } from "../eligibility/types.js";
import { nearest } from "./nearest.js";
import type { Problem } from "./problems.js";
import type { Draft } from "./read-data.js";
import type { PolicyFile } from "./schemas-policies.js";
import type { SlotsFile } from "./schemas-knowledge.js";
import type { SourceFile } from "./schemas-seeds.js";

type Slot = SlotsFile["slots"][number];
type Fact = SourceFile["facts"][number];

/** Everything that a policy may name. */
interface Known {
  readonly slots: ReadonlyMap<string, Slot>;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly services: ReadonlySet<string>;
  readonly channels: ReadonlySet<string>;
  readonly policies: ReadonlySet<string>;
  readonly mentioned: ReadonlySet<string>;
}

type Report = (message: string, find?: string) => void;

/** Names that exist nowhere: reported with the nearest one that does. */
function refer(report: Report, what: string, id: string, among: Iterable<string>, known: Known) {
  const ids = new Set(among);
  if (ids.has(id) || known.mentioned.has(id)) return;
  const near = nearest(id, ids);
  const hint = near === null ? "write one that exists, or add it" : `did you mean "${near}"?`;
  report(`"${id}" is no ${what}: ${hint}`, id);
}

/** Every test of a condition; what is under `not` too. */
function testsOf(condition: Condition): readonly Test[] {
  switch (condition.kind) {
    case "test":
      return [condition];
    case "not":
      return [condition.of];
    case "open":
      return [];
    case "all":
    case "any":
      return condition.of.flatMap(testsOf);
  }
}

/** Keys and facts that a condition carries, at every level. */
function labelsOf(condition: Condition): readonly { because: string; facts: readonly string[] }[] {
  if (condition.kind === "not") return [condition.of];
  if (condition.kind === "test" || condition.kind === "open") return [condition];
  const { because, facts = [] } = condition;
  const own = because === undefined ? [] : [{ because, facts }];
  return [...own, ...condition.of.flatMap(labelsOf)];
}

const conditionsOf = (policy: PolicyFile): readonly Condition[] =>
  policy.rules.flatMap(({ value }) =>
    value === null
      ? []
      : [
          value.conditions,
          ...value.doubts,
          ...(value.amount?.cases ?? []).flatMap(({ when }) => when ?? []),
        ],
  );

/** Numbers as a fact gives them: in its values, and in its words (`1.5万` is 15000). */
function numbersOf(fact: Fact): ReadonlySet<number> {
  const numbers = new Set<number>();
  const collect = (value: unknown): void => {
    if (typeof value === "number") numbers.add(value);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(collect);
  };
  collect(fact.values);
  for (const [, digits = "", unit] of fact.says.matchAll(/(\d+(?:\.\d+)?)\s*(万)?/gu)) {
    numbers.add(Number(digits) * (unit === undefined ? 1 : 10_000));
  }
  return numbers;
}

/** The words and values of a fact as one text, in which a day is looked for. */
const textOf = (fact: Fact): string => `${fact.says} ${JSON.stringify(fact.values)}`;

/** A number stands in its facts: as it is, as years where months are counted, as a share of one, or as a sum of two. */
function isGrounded(value: number | string, facts: readonly Fact[]): boolean {
  if (typeof value === "string") return facts.some((fact) => textOf(fact).includes(value));
  const perFact = facts.map(numbersOf);
  const ways = [value, value / 12, value / 100];
  if (perFact.some((numbers) => ways.some((way) => numbers.has(way)))) return true;
  return perFact.some((numbers, index) =>
    perFact
      .slice(index + 1)
      .some((others) => [...numbers].some((number) => others.has(value - number))),
  );
}

function checkFacts(report: Report, ids: readonly string[], known: Known): void {
  for (const id of ids) {
    refer(report, "fact of seeds/", id, known.facts.keys(), known);
    if (known.facts.get(id)?.confidence === "low") {
      report(`fact "${id}" is of low confidence: no rule may rest on it`, id);
    }
  }
}

function checkValue(report: Report, test: Test, slot: Slot): void {
  const values = [test.value ?? []].flat();
  const choices = slot.choices.map(({ value }) => value).filter((value) => value !== undefined);
  for (const value of values) {
    if (test.op === "eq" || test.op === "in") {
      if (!choices.includes(value)) {
        const where = `because: ${test.because}`;
        report(
          `"${String(value)}" is no choice of slot ${slot.id}: write one of its values`,
          where,
        );
      }
    } else if (typeof value === "boolean") {
      report(`${test.op} compares numbers or days, not ${String(value)}`);
    }
  }
}

function checkTest(report: Report, test: Test, policy: PolicyFile, known: Known): void {
  if (test.param !== undefined && !Object.hasOwn(policy.parameters, test.param)) {
    refer(report, "parameter of this policy", test.param, Object.keys(policy.parameters), known);
  }
  if (test.slot === "today" || test.slot === "graduated") return;
  refer(report, "slot of knowledge/slots.yaml", test.slot, known.slots.keys(), known);
  const slot = known.slots.get(test.slot);
  if (slot !== undefined) checkValue(report, test, slot);
  const { value } = test;
  if (typeof value !== "number" || test.op === "eq" || value <= 1) return;
  const facts = test.facts.flatMap((id) => known.facts.get(id) ?? []);
  // "Fewer than six" is written as at most five.
  if (facts.length > 0 && !isGrounded(value, facts) && !isGrounded(value + 1, facts)) {
    const where = `because: ${test.because}`;
    report(`the number ${String(value)} is in none of the facts ${test.facts.join(", ")}`, where);
  }
}

function checkParameter(report: Report, name: string, parameter: Parameter, known: Known): void {
  const slot = parameter.by === undefined ? undefined : known.slots.get(parameter.by);
  if (parameter.by !== undefined) {
    refer(report, "slot of knowledge/slots.yaml", parameter.by, known.slots.keys(), known);
  }
  checkOrder(report, `parameters.${name}`, parameter.values);
  for (const { value, facts: ids } of parameter.values) {
    checkFacts(report, ids, known);
    if (value === null) continue;
    if ((typeof value === "object") !== (parameter.by !== undefined)) {
      report(
        `parameters.${name}: a map of values and by belong together: write both or none`,
        name,
      );
    }
    const facts = ids.flatMap((id) => known.facts.get(id) ?? []);
    for (const one of typeof value === "object" ? Object.values(value) : [value]) {
      if (facts.length === 0 || isGrounded(one, facts)) continue;
      report(`parameters.${name}: ${String(one)} is in none of the facts ${ids.join(", ")}`, name);
    }
    const choices = new Set(slot?.choices.map((choice) => choice.value));
    for (const key of slot === undefined || typeof value !== "object" ? [] : Object.keys(value)) {
      if (!choices.has(key))
        report(`parameters.${name}: "${key}" is no choice of ${slot?.id ?? ""}`);
    }
  }
}

/** In a condition more knowledge could turn a yes into a no: it may only put a verdict in doubt. */
function checkGraduated(report: Report, { rules }: PolicyFile): void {
  const read = rules.flatMap(({ value }) => (value === null ? [] : testsOf(value.conditions)));
  if (!read.some(({ slot }) => slot === "graduated")) return;
  report("graduated stands in a condition: write it as a doubt, or test studying", "graduated");
}

/** Days go up: two entries of one day, or out of order, would leave open which one holds. */
function checkOrder(
  report: Report,
  where: string,
  entries: readonly { readonly from: string }[],
): void {
  entries.forEach(({ from }, index) => {
    const before = entries[index - 1]?.from;
    if (before === undefined || before < from) return;
    report(`${where}: ${from} comes after ${before}: write each day once, in order`, from);
  });
}

/** A parameter that nothing names would be edited in vain. */
function checkUse(report: Report, policy: PolicyFile): void {
  const used = new Set([
    ...conditionsOf(policy)
      .flatMap(testsOf)
      .map(({ param }) => param),
    ...policy.deadlines.flatMap(({ param, yearly }) => [param, yearly]),
    ...policy.rules.flatMap(({ value }) =>
      (value?.amount?.cases ?? []).flatMap((one) => [one.total, one.perYear, one.years, one.min]),
    ),
  ]);
  for (const name of Object.keys(policy.parameters)) {
    if (!used.has(name)) report(`parameters.${name} is used by nothing: remove it`, name);
  }
}

/** Every parameter used has a value from the first day of the first rule on. */
function checkCover(report: Report, policy: PolicyFile): void {
  const start = policy.rules[0]?.from ?? "";
  for (const [name, { values }] of Object.entries(policy.parameters)) {
    const first = values[0]?.from ?? "";
    if (first > start) report(`parameters.${name} begins on ${first}, the rule on ${start}`);
  }
}

function checkCriteria(report: Report, policy: PolicyFile): void {
  const used = new Set(
    conditionsOf(policy)
      .flatMap(labelsOf)
      .map(({ because }) => because),
  );
  for (const key of used) {
    if (!Object.hasOwn(policy.criteria, key))
      report(`criteria has no "${key}": add its words`, key);
  }
  for (const key of Object.keys(policy.criteria)) {
    if (!used.has(key)) report(`criteria "${key}" is used by no condition: remove it`, key);
  }
}

function checkNames(report: Report, policy: PolicyFile, known: Known): void {
  for (const id of policy.services) {
    refer(report, "service of knowledge/services/", id, known.services, known);
  }
  for (const id of [...policy.apply, ...policy.offices]) {
    refer(report, "channel of knowledge/channels.yaml", id, known.channels, known);
  }
  for (const { policy: id } of policy.relations) {
    if (id !== undefined) refer(report, "policy of knowledge/policies/", id, known.policies, known);
  }
  for (const { value } of policy.rules) {
    const id = value?.amountOf;
    if (id !== undefined) refer(report, "policy of knowledge/policies/", id, known.policies, known);
    for (const one of value?.amount?.cases ?? []) {
      for (const name of [one.total, one.perYear, one.years, one.min]) {
        if (name === undefined) continue;
        refer(report, "parameter of this policy", name, Object.keys(policy.parameters), known);
      }
    }
  }
  for (const slot of policy.ask) {
    refer(report, "slot of knowledge/slots.yaml", slot, known.slots.keys(), known);
  }
}

const allFacts = (policy: PolicyFile): readonly string[] => [
  ...policy.rules.flatMap(({ facts, value }) => [...facts, ...(value?.amount?.facts ?? [])]),
  ...policy.relations.flatMap(({ facts }) => facts),
  ...policy.deadlines.flatMap(({ facts }) => facts),
  ...conditionsOf(policy)
    .flatMap(labelsOf)
    .flatMap(({ facts }) => facts),
];

/**
 * Rules that name what does not exist, rest on facts of low confidence, or hold numbers that their facts do not.
 *
 * @param mentioned words of files that could not be read whole: an id among them may exist
 */
export function checkPolicies(draft: Draft, mentioned: ReadonlySet<string>): readonly Problem[] {
  const known: Known = {
    slots: new Map(
      draft.slots.flatMap(({ value }) => value.slots.map((slot) => [slot.id, slot] as const)),
    ),
    facts: new Map(
      draft.sources.flatMap(({ value }) => value.facts.map((fact) => [fact.id, fact] as const)),
    ),
    services: new Set(
      draft.services.flatMap(({ value }) => [value.id, ...value.covers.map(({ id }) => id)]),
    ),
    channels: new Set(draft.channels.flatMap(({ value }) => value.channels.map(({ id }) => id))),
    policies: new Set(draft.policies.map(({ value }) => value.id)),
    mentioned,
  };
  return draft.policies.flatMap(({ file, value: policy }) => {
    const problems: Problem[] = [];
    const report: Report = (message, find) => {
      problems.push({ file, path: [], message, ...(find !== undefined && { find }) });
    };
    checkNames(report, policy, known);
    checkFacts(report, allFacts(policy), known);
    checkOrder(report, "rules", policy.rules);
    for (const [name, parameter] of Object.entries(policy.parameters)) {
      checkParameter(report, name, parameter, known);
    }
    checkCover(report, policy);
    checkUse(report, policy);
    checkCriteria(report, policy);
    checkGraduated(report, policy);
    for (const test of conditionsOf(policy).flatMap(testsOf)) {
      checkTest(report, test, policy, known);
    }
    return problems;
  });
}
