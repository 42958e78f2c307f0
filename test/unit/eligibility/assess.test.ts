import { describe, expect, it } from "vitest";
import {
  amountOf,
  assess,
  assessAll,
  orderOfSteps,
  toSlotSpec,
  whatWouldChange,
  type Policy,
  type Profile,
  type Relation,
} from "../../../src/eligibility/index.js";
import { loadOwnPolicies } from "../../helpers/own-policies.js";

const own = await loadOwnPolicies();
const TODAY = "2034-03-01";
const facts = ["example"];

type Rules = Policy["rules"];
type Rule = NonNullable<Rules[number]["value"]>;

type Scalar = string | number | boolean;

const test = (
  slot: string,
  op: "eq" | "in" | "gte" | "lte",
  value: Scalar | readonly Scalar[],
  because = slot,
) => ({ kind: "test", slot, op, value, because, facts }) as const;

/** An invented programme; what is given replaces what stands here. */
const policyOf = (rule: Partial<Rule>, more: Partial<Policy> = {}): Policy => ({
  id: "example",
  title: { zh: "示例", en: "Example" },
  services: ["example"],
  status: "draft",
  parameters: {},
  rules: [{ from: "2031-05-01", facts, value: { conditions: all(), doubts: [], ...rule } }],
  criteria: {},
  ask: [],
  relations: [],
  deadlines: [],
  cautions: [],
  apply: [],
  offices: [],
  checked: { on: "2033-01-01", by: "editors" },
  ...more,
});

const all = (...of: readonly Rule["conditions"][]): Rule["conditions"] => ({ kind: "all", of });

const parameter = (value: number | Record<string, number>, by?: string) => ({
  description: "示例",
  unit: "CNY",
  ...(by !== undefined && { by }),
  values: [{ from: "2032-01-01", value, facts: ["number"] }],
});

describe("the reasons of a verdict", () => {
  const policy = policyOf({
    conditions: all(
      test("degree", "in", ["bachelor", "master"]),
      test("age", "lte", 35),
      test("hukou", "eq", "elsewhere"),
    ),
  });

  it("name the first day of the rule and, where it is a parameter, of its value", () => {
    const dated = policyOf(
      {
        conditions: {
          kind: "test",
          slot: "socialInsuranceMonths",
          op: "gte",
          param: "months",
          because: "insured",
          facts,
        },
      },
      { parameters: { months: parameter(6) } },
    );
    const { ruleFrom, trail } = assess(dated, { socialInsuranceMonths: 6 }, TODAY);
    expect(ruleFrom).toBe("2031-05-01");
    expect(trail).toMatchObject([{ from: "2032-01-01", rule: 6, yours: 6, outcome: "met" }]);
    expect(trail[0]?.facts).toEqual(["example", "number"]);
    expect(assess(policy, {}, TODAY).trail[0]?.from).toBe("2031-05-01");
  });

  it("cannot be told before the first value of a parameter, and are over with its last", () => {
    const months = parameter(6);
    const repealed = [...months.values, { from: "2035-01-01", value: null, facts: ["end"] }];
    const dated = policyOf(
      {
        conditions: {
          kind: "test",
          slot: "socialInsuranceMonths",
          op: "gte",
          param: "months",
          because: "insured",
          facts,
        },
      },
      { parameters: { months: { ...months, values: repealed } } },
    );
    const on = (day: string) => assess(dated, { socialInsuranceMonths: 6 }, day);
    expect(on("2031-12-31").trail).toMatchObject([{ outcome: "unknown", rule: null }]);
    expect(on("2032-01-01").outcome).toBe("eligible");
    expect(on("2034-12-31").outcome).toBe("eligible");
    expect(on("2035-01-01")).toMatchObject({
      outcome: "ineligible",
      reason: "ended",
      facts: ["end"],
    });
  });

  it("give the person's own value, of the age the day of birth where that was said", () => {
    const person: Profile = { degree: "master", birthDate: "2000-05", hukou: "hangzhou" };
    expect(
      assess(policy, person, TODAY).trail.map(({ yours, outcome }) => [yours, outcome]),
    ).toEqual([
      ["master", "met"],
      ["2000-05", "met"],
      ["hangzhou", "unmet"],
    ]);
  });

  it("call unknown what was not said, of a list as of a single value", () => {
    const { trail } = assess(policy, {}, TODAY);
    expect(trail.map(({ yours, outcome }) => [yours, outcome])).toEqual([
      [null, "unknown"],
      [null, "unknown"],
      [null, "unknown"],
    ]);
  });

  it("name what is needed in the order in which it is asked", () => {
    const ordered = { ...policy, ask: ["hukou", "age"] };
    expect(assess(ordered, {}, TODAY).needed).toEqual(["hukou", "age", "degree"]);
    expect(assess(ordered, { birthDate: "1998" }, TODAY).needed).toEqual([
      "hukou",
      "birthDate",
      "degree",
    ]);
  });
});

describe("a doubt", () => {
  const policy = policyOf({
    conditions: test("hukou", "eq", "elsewhere"),
    doubts: [
      test("nationality", "eq", "foreign", "foreign"),
      { kind: "not", of: test("sharePercent", "gte", 30, "share") },
      test("graduated", "eq", false, "graduated"),
    ],
  });
  const judged = (profile: Profile) => {
    const { outcome, doubts, needed, silent } = assess(
      policy,
      { hukou: "elsewhere", ...profile },
      TODAY,
    );
    return { outcome, doubts, needed, silent };
  };

  it("of what was not spoken of is a caution and no obstacle", () => {
    expect(judged({})).toEqual({
      outcome: "eligible",
      doubts: ["foreign", "share", "graduated"],
      needed: [],
      silent: [],
    });
  });

  it("that does not apply is not spoken of", () => {
    expect(judged({ nationality: "cn", sharePercent: 30, studying: false }).doubts).toEqual([]);
  });

  it("that applies is a matter for the office", () => {
    expect(judged({ nationality: "foreign" })).toMatchObject({
      outcome: "not-covered",
      silent: ["foreign"],
    });
    expect(judged({ sharePercent: 29 })).toMatchObject({ silent: ["share"] });
  });

  it("on which too little was said is asked more exactly, and is no caution any more", () => {
    const rough = judged({ sharePercent: { min: 20, max: 40 } });
    expect(rough).toMatchObject({ outcome: "needs-more", needed: ["sharePercent"] });
    expect(rough.doubts).toEqual(["foreign", "graduated"]);
    const thisYear = judged({ graduatedOn: "2034" });
    expect(thisYear).toMatchObject({ outcome: "needs-more", needed: ["graduatedOn"] });
    const { trail } = assess(policy, { hukou: "elsewhere", graduatedOn: "2034" }, TODAY);
    expect(trail.at(-1)).toMatchObject({ slot: "graduatedOn", yours: "2034", outcome: "unknown" });
  });

  it("does not turn a no into something open", () => {
    expect(judged({ hukou: "hangzhou", nationality: "foreign" }).outcome).toBe("ineligible");
  });
});

describe("an amount", () => {
  const amount = { kind: "fixed", per: "person", facts } as const;
  const yearly = { yearly: parameter(2000), years: parameter(3) };

  it("by the year says how much a year and for how long", () => {
    const policy = policyOf(
      { amount: { ...amount, cases: [{ perYear: "yearly", years: "years" }] } },
      { parameters: yearly },
    );
    expect(amountOf(policy, {}, TODAY, new Map())).toEqual({
      kind: "fixed",
      min: 6000,
      max: 6000,
      perYear: 2000,
      years: 3,
      per: "person",
      facts: ["example", "number"],
    });
  });

  it("in one sum says nothing of years, nor does one that may be either", () => {
    const once = { total: "once" };
    const cases = [
      { when: test("degree", "eq", "doctor"), perYear: "yearly", years: "years" },
      once,
    ];
    const policy = policyOf(
      { amount: { ...amount, cases } },
      { parameters: { ...yearly, once: parameter(500) } },
    );
    const of = (profile: Profile) => amountOf(policy, profile, TODAY, new Map());
    expect(of({ degree: "master" })).toMatchObject({ min: 500, max: 500 });
    expect(of({ degree: "doctor" })).toMatchObject({ min: 6000, max: 6000, years: 3 });
    const either = of({});
    expect(either).toMatchObject({ min: 500, max: 6000 });
    for (const one of [of({ degree: "master" }), either]) {
      expect(one).not.toHaveProperty("perYear");
      expect(one).not.toHaveProperty("years");
    }
  });

  it("between two limits has both, and by an unknown slot spans what it can be", () => {
    const policy = policyOf(
      { amount: { ...amount, kind: "range", cases: [{ min: "least", total: "most" }] } },
      {
        parameters: {
          least: parameter({ bachelor: 10, master: 20 }, "degree"),
          most: parameter(100),
        },
      },
    );
    expect(amountOf(policy, {}, TODAY, new Map())).toMatchObject({ min: 10, max: 100 });
    expect(amountOf(policy, { degree: "master" }, TODAY, new Map())).toMatchObject({ min: 20 });
  });
});

describe("two programmes that exclude each other", () => {
  const paying = (id: string, sum: number, relations: readonly Relation[] = []): Policy =>
    policyOf(
      { amount: { kind: "fixed", per: "person", facts, cases: [{ total: "sum" }] } },
      { id, parameters: { sum: parameter(sum) }, relations },
    );
  const exclusive: readonly Relation[] = [{ kind: "exclusive", policy: "other", facts }];
  const screened = (one: number, other: number) =>
    assessAll([paying("one", one, exclusive), paying("other", other)], {}, TODAY, own.slots);

  it.each([
    [100, 200, "other", 200],
    [200, 100, "one", 200],
    [100, 100, null, 100],
  ])("paying %i and %i: the better one is %s, and %i is the sum", (one, other, better, sum) => {
    const { conflicts, sumCny, counted } = screened(one, other);
    expect(conflicts.map((conflict) => conflict.better)).toEqual([better]);
    expect(sumCny).toBe(sum);
    expect(counted).toHaveLength(1);
  });

  it("are compared by the most that each can pay", () => {
    const between = policyOf(
      { amount: { kind: "range", per: "person", facts, cases: [{ min: "low", total: "high" }] } },
      {
        id: "one",
        parameters: { low: parameter(10), high: parameter(300) },
        relations: exclusive,
      },
    );
    const { conflicts, sumCny } = assessAll([between, paying("other", 200)], {}, TODAY, own.slots);
    expect(conflicts[0]?.better).toBe("one");
    // What is not certain is not added up.
    expect(sumCny).toBe(200);
  });
});

describe("what would change an invented rule", () => {
  it("waits for the birthday on which an age is reached", () => {
    const policy = policyOf({ conditions: test("age", "gte", 35) });
    const [set] = whatWouldChange(policy, { birthDate: "1999-06-15" }, TODAY, own.slots);
    expect(set?.changes).toMatchObject([{ kind: "wait", slot: "age", when: "2034-06-15" }]);
  });

  it("takes the highest limit where it is not known which one holds", () => {
    const policy = policyOf(
      {
        conditions: {
          kind: "test",
          slot: "sharePercent",
          op: "gte",
          param: "share",
          because: "share",
          facts,
        },
      },
      { parameters: { share: parameter({ cn: 30, foreign: 50 }, "nationality") } },
    );
    const [set] = whatWouldChange(policy, { sharePercent: 10 }, TODAY, own.slots);
    expect(set?.changes).toMatchObject([{ slot: "sharePercent", value: 50, kind: "act" }]);
  });
});

describe("a yearly last day", () => {
  it("that is over this year is that of the next", () => {
    const policy = policyOf(
      {},
      {
        parameters: {
          last: { ...parameter(0), values: [{ from: "2031-05-01", value: "02-10", facts }] },
        },
        deadlines: [{ yearly: "last", facts }],
      },
    );
    const steps = (today: string) =>
      orderOfSteps(assessAll([policy], {}, today, own.slots), [policy], {}, today);
    expect(steps("2034-02-10")[0]?.lastDay).toBe("2034-02-10");
    expect(steps(TODAY)[0]?.lastDay).toBe("2035-02-10");
  });
});

describe("a slot for judging", () => {
  it("keeps the limits of its form, and has none where the form has none", () => {
    const form = own.forms.get("rentalSubsidyYears");
    if (form === undefined) throw new Error("no such slot");
    expect(toSlotSpec(form)).toMatchObject({ min: 0, max: 6, grows: "year" });
    const degree = own.forms.get("degree");
    if (degree === undefined) throw new Error("no such slot");
    expect(toSlotSpec(degree)).not.toHaveProperty("min");
    expect(toSlotSpec(degree)).not.toHaveProperty("max");
  });
});
