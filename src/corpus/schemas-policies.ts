import { z } from "zod";
import { isLocalDate } from "../shared/dates.js";
import type { Condition, Not, Open, Policy, Rule, Test } from "../eligibility/types.js";
import { date, flag, id, ids, listOf, oneOf, slotId, strict, text } from "./schemas.js";

const both = strict({ zh: text, en: text });

/** The day on which something begins to hold: a whole day, since "from March" would leave days open. */
const day = date.superRefine((value, context) => {
  if (isLocalDate(value)) return;
  context.addIssue({
    code: "custom",
    message: `${JSON.stringify(value)} is no whole day: write YYYY-MM-DD`,
  });
});

/** Facts of seeds/ that a value or condition rests on; one may stand without brackets. */
const source = z
  .union([id.transform((one) => [one]), listOf(id)], { error: "must be a list of facts: [a, b]" })
  .refine((facts) => facts.length > 0, { error: "cites no fact: name at least one of seeds/" });

const scalar = z.union([z.string(), z.number(), z.boolean()], {
  error: "must be one value: a word, a number, true or false",
});

/** Tests on one slot (house vocabulary); closed. */
const TEST_OPS = [
  "eq",
  "in",
  "gte",
  "lte",
  "before",
  "after",
  "within-months",
] as const satisfies readonly Test["op"][];

const OPERATORS = ["all", "any", "not", "open"] as const;

/** A condition as it is written; which keys belong together is checked when it is read into the engine's form. */
interface Written {
  readonly all?: readonly Written[] | undefined;
  readonly any?: readonly Written[] | undefined;
  readonly not?: Written | undefined;
  readonly open?: boolean | undefined;
  readonly slot?: string | undefined;
  readonly op?: Test["op"] | undefined;
  readonly value?: Test["value"] | undefined;
  readonly param?: string | undefined;
  readonly because?: string | undefined;
  readonly source?: readonly string[] | undefined;
}

const written: z.ZodType<Written> = z.lazy(() =>
  strict({
    all: listOf(written).exactOptional(),
    any: listOf(written).exactOptional(),
    not: written.exactOptional(),
    open: flag.exactOptional(),
    slot: slotId.exactOptional(),
    op: oneOf(TEST_OPS).exactOptional(),
    value: z
      .union([scalar, z.array(scalar)], { error: "must be one value or a list of values" })
      .exactOptional(),
    param: slotId.exactOptional(),
    because: id.exactOptional(),
    source: source.exactOptional(),
  }).superRefine((condition, context) => {
    const wrong = problemOf(condition);
    if (wrong !== null) context.addIssue({ code: "custom", message: wrong });
  }),
);

/** What is wrong with the keys of one condition, and what to write instead. */
function problemOf(condition: Written): string | null {
  const kinds = OPERATORS.filter((key) => condition[key] !== undefined);
  const isTest =
    (condition.slot !== undefined && condition.open === undefined) || condition.op !== undefined;
  if (kinds.length + (isTest ? 1 : 0) !== 1) {
    return "a condition is one of: all, any, not, open: true, or a test with slot and op";
  }
  const { because, source: facts } = condition;
  if ((because === undefined) !== (facts === undefined)) {
    return "because and source belong together: write both or none";
  }
  if (condition.open === false) return "open can only be true: remove it";
  if ((isTest || condition.open === true) && because === undefined) {
    return "needs because (a key of criteria) and source (facts of seeds/)";
  }
  if (condition.all?.length === 0 && because === undefined) {
    return "an empty all is a condition that everybody meets: say so with because and source";
  }
  if (condition.any?.length === 0) return "an empty any can never be met: write the ways";
  return isTest ? problemOfTest(condition) : null;
}

function problemOfTest({ slot, op, value, param }: Written): string | null {
  if (slot === undefined || op === undefined) return "a test needs slot and op";
  if ((value === undefined) === (param === undefined)) return "a test has either value or param";
  if (op === "in") {
    if (param !== undefined) return "in compares with a list of values: write value: [a, b]";
    return Array.isArray(value) && value.length > 0 ? null : "in needs a list: value: [a, b]";
  }
  if (Array.isArray(value)) return `${op} compares with one value; for several write op: in`;
  return null;
}

/** Opposite of a condition, moved down to its tests (De Morgan). */
function negate(condition: Condition): Condition {
  switch (condition.kind) {
    case "test":
      return { kind: "not", of: condition };
    case "not":
      return condition.of;
    case "open":
      return condition;
    case "all":
    case "any":
      return {
        ...condition,
        kind: condition.kind === "all" ? "any" : "all",
        of: condition.of.map(negate),
      };
  }
}

function toCondition(one: Written): Condition {
  const because = one.because ?? "";
  const facts = one.source ?? [];
  const label = one.because === undefined ? {} : { because, facts };
  if (one.all !== undefined) return { kind: "all", of: one.all.map(toCondition), ...label };
  if (one.any !== undefined) return { kind: "any", of: one.any.map(toCondition), ...label };
  if (one.not !== undefined) return negate(toCondition(one.not));
  if (one.slot === undefined || one.op === undefined) {
    const slot = one.slot === undefined ? {} : { slot: one.slot };
    return { kind: "open", ...slot, because, facts } satisfies Open;
  }
  return {
    kind: "test",
    slot: one.slot,
    op: one.op,
    ...(one.value !== undefined && { value: one.value }),
    ...(one.param !== undefined && { param: one.param }),
    because,
    facts,
  };
}

const condition = written.transform(toCondition);

const isDoubt = (one: Condition): one is Test | Not => one.kind === "test" || one.kind === "not";

const doubt = written.transform((value, context): Test | Not => {
  const one = toCondition(value);
  if (isDoubt(one)) return one;
  context.addIssue({ code: "custom", message: "a doubt is one test, or not with one test" });
  return z.NEVER;
});

const parameterValue = z.union(
  [z.number(), z.string(), z.record(z.string(), z.union([z.number(), z.string()]))],
  { error: "must be a number, a day, or a map from choices of a slot to them; null = repealed" },
);

const parameter = strict({
  description: text,
  unit: text,
  by: slotId.exactOptional(),
  values: listOf(strict({ from: day, value: parameterValue.nullable(), source })).min(1, {
    error: "holds no value: write at least one with from, value and source",
  }),
}).transform(({ values, ...rest }) => ({
  ...rest,
  values: values.map(({ source: facts, ...value }) => ({ ...value, facts })),
}));

const amountCase = strict({
  when: condition.exactOptional(),
  total: slotId.exactOptional(),
  perYear: slotId.exactOptional(),
  years: slotId.exactOptional(),
  min: slotId.exactOptional(),
}).superRefine((one, context) => {
  const isYearly = one.perYear !== undefined && one.years !== undefined;
  if (isYearly !== (one.total !== undefined)) return;
  context.addIssue({ code: "custom", message: "needs total, or perYear and years" });
});

const amount = strict({
  kind: oneOf(["fixed", "range", "ceiling"]),
  per: oneOf(["person", "household"]),
  paid: both.exactOptional(),
  source,
  cases: listOf(amountCase).min(1, { error: "holds no case: write at least one" }),
}).transform(({ source: facts, ...rest }) => ({ ...rest, facts }));

const rule = strict({
  from: day,
  source,
  conditions: condition.nullable(),
  doubts: listOf(doubt).default([]),
  amount: amount.exactOptional(),
  amountOf: id.exactOptional(),
}).transform(({ from, source: facts, conditions, doubts, amount: sum, amountOf }) => ({
  from,
  facts,
  value:
    conditions === null
      ? null
      : ({
          conditions,
          doubts,
          ...(sum !== undefined && { amount: sum }),
          ...(amountOf !== undefined && { amountOf }),
        } satisfies Rule),
}));

const relation = strict({
  kind: oneOf(["exclusive", "either", "after", "household", "replaces"]),
  policy: id.exactOptional(),
  name: both.exactOptional(),
  source,
}).transform(({ source: facts, ...rest }) => ({ ...rest, facts }));

const deadline = strict({
  slot: slotId.exactOptional(),
  param: slotId.exactOptional(),
  yearly: slotId.exactOptional(),
  source,
})
  .superRefine((one, context) => {
    const isWindow = one.slot !== undefined && one.param !== undefined;
    if (isWindow !== (one.yearly !== undefined)) return;
    context.addIssue({ code: "custom", message: "needs slot and param, or yearly" });
  })
  .transform(({ source: facts, ...rest }) => ({ ...rest, facts }));

/** A file of `knowledge/policies/`, in the engine's form. */
export const policyFile = strict({
  id,
  title: both,
  services: listOf(id).min(1, { error: "judges no service: name at least one" }),
  status: oneOf(["draft", "reviewed", "closed"]),
  parameters: z.record(slotId, parameter, { error: "must be a map of parameters" }).default({}),
  rules: listOf(rule).min(1, { error: "holds no rule: write at least one" }),
  criteria: z.record(id, both, { error: "must be a map: key: { zh: …, en: … }" }),
  ask: listOf(slotId).default([]),
  relations: listOf(relation).default([]),
  deadlines: listOf(deadline).default([]),
  cautions: listOf(both).default([]),
  apply: ids,
  offices: ids,
  checked: strict({ on: day, by: text }),
}) satisfies z.ZodType<Policy>;

export type PolicyFile = z.output<typeof policyFile>;
