import type { LocalDate } from "../shared/dates.js";

/** A text in both written languages. */
export interface BothLanguages {
  readonly zh: string;
  readonly en: string;
}

/** Three-valued truth (Kleene): `unknown` is neither yes nor no and makes us ask. */
export type Truth = "met" | "unmet" | "unknown";

/** Known only within limits, both inclusive; a missing limit is open. Numbers, or days `YYYY-MM-DD`. */
export interface SlotRange {
  readonly min?: number | LocalDate;
  readonly max?: number | LocalDate;
}

/** One thing known of a person; a date may be partial (`2024`, `2024-06`), which is a range of days. */
export type SlotValue = string | number | boolean | SlotRange;

/** What is known of a person, by slot id; a slot that is absent is unknown, never false. */
export type Profile = Readonly<Record<string, SlotValue>>;

/** How a slot behaves; what it is called and how it is asked are the business of other rooms. */
export interface SlotSpec {
  readonly id: string;
  readonly type: "choice" | "boolean" | "date" | "number";
  /** Values of a choice slot, in the order asked. */
  readonly values: readonly (string | boolean)[];
  /** For numbers, both inclusive. */
  readonly min?: number;
  readonly max?: number;
  /** `act`: the person can change it soon; `wait`: only time does; `fixed`: nothing does, or only years of study. */
  readonly changeable: "act" | "wait" | "fixed";
  /** Choices that nobody means to keep (out of work): what only they stand against is "not yet". */
  readonly passing?: readonly (string | boolean)[];
  /** Counts months (or years) that go on by themselves: grows by one each. */
  readonly grows?: "month" | "year";
  readonly sensitivity: "low" | "medium" | "high";
  /** Asked only of whom it concerns: those whose other slot has one of these values, or is not known. */
  readonly concerns?: { readonly slot: string; readonly values: readonly string[] };
}

/** Tests on one slot; closed, so that every switch over it is complete. */
export type TestOp = "eq" | "in" | "gte" | "lte" | "before" | "after" | "within-months";

export type Scalar = string | number | boolean;

/**
 * A test on one slot.
 *
 * - `eq` `in`: choices and booleans.
 * - `gte` `lte`: numbers; on a date slot the completed months since that day are compared.
 * - `before` `after`: strictly earlier or later days. `MM-DD` means that day of the judged year.
 *   The slot `today` is the day of judging.
 * - The slot `graduated` says whether the degree has been taken; for doubts only, since more knowledge may turn it round.
 * - `within-months`: the day has come, and no more than so many months have passed; the day on which the
 *   period ends still counts (Civil Code art. 201–202).
 */
export interface Test {
  readonly kind: "test";
  readonly slot: string;
  readonly op: TestOp;
  /** Exactly one of `value` and `param` is given. */
  readonly value?: Scalar | readonly Scalar[];
  readonly param?: string;
  /** Key of a criterion of the policy. */
  readonly because: string;
  readonly facts: readonly string[];
}

/** Something that no source settles: never met, never unmet; an office has to say. */
export interface Open {
  readonly kind: "open";
  /** What was told of it is the case that no source settles. */
  readonly slot?: string;
  readonly because: string;
  readonly facts: readonly string[];
}

/** All or one of several conditions. An empty `all` is met: the rule asks for nothing. */
export interface Group {
  readonly kind: "all" | "any";
  readonly of: readonly Condition[];
  /** When given, the group is shown as one criterion. */
  readonly because?: string;
  readonly facts?: readonly string[];
}

/** The opposite of one test; the reader of the data moves every `not` down to tests. */
export interface Not {
  readonly kind: "not";
  readonly of: Test;
}

export type Condition = Test | Open | Group | Not;

/** What a parameter is worth: one value, or one for each value of a slot. */
export type ParameterValue = number | string | Readonly<Record<string, number | string>>;

/** Something that holds from a day on, until the next one; the list is in order of days. */
export interface Dated<Value> {
  readonly from: LocalDate;
  /** `null` = repealed on that day. */
  readonly value: Value | null;
  readonly facts: readonly string[];
}

export interface Parameter {
  readonly description: string;
  readonly unit: string;
  /** A slot with a closed set of values; then every value is a map by it. */
  readonly by?: string;
  readonly values: readonly Dated<ParameterValue>[];
}

/** What is paid. Names of parameters; a total is given, or follows from years at so much a year. */
export interface AmountCase {
  /** The first case whose condition is met holds. */
  readonly when?: Condition;
  readonly total?: string;
  readonly perYear?: string;
  readonly years?: string;
  /** For a range: the lower end; `total` is the upper one. */
  readonly min?: string;
}

export interface AmountRule {
  /** `fixed`: the sum itself; `range`: something between; `ceiling`: at most. Only `fixed` is ever added up. */
  readonly kind: "fixed" | "range" | "ceiling";
  readonly cases: readonly AmountCase[];
  readonly per: "person" | "household";
  /** How it is paid, in words. */
  readonly paid?: BothLanguages;
  readonly facts: readonly string[];
}

/** The rule in force from a day on. */
export interface Rule {
  readonly conditions: Condition;
  /**
   * Situations that the sources do not speak of. Met: nothing can be said, an office has to. Unknown: no obstacle, but
   * said as a caution.
   */
  readonly doubts: readonly (Test | Not)[];
  readonly amount?: AmountRule;
  /** Draws the amount of another policy. */
  readonly amountOf?: string;
}

/** How a policy stands to another one, or to something we hold no rule for. */
export interface Relation {
  /**
   * `exclusive`: cannot be combined; `either`: the person chooses one of two; `after`: needs the other first;
   * `household`: once for a household; `replaces`: took the place of the other.
   */
  readonly kind: "exclusive" | "either" | "after" | "household" | "replaces";
  readonly policy?: string;
  readonly name?: BothLanguages;
  readonly facts: readonly string[];
}

/** A last day to apply. */
export interface Deadline {
  /** The last day is that of this window test's slot plus its months … */
  readonly slot?: string;
  readonly param?: string;
  /** … or this day of every year. */
  readonly yearly?: string;
  readonly facts: readonly string[];
}

/** The rules and dated parameters by which one programme is judged. */
export interface Policy {
  readonly id: string;
  readonly title: BothLanguages;
  /** Services it judges; the first one gives the verdict its name. */
  readonly services: readonly string[];
  readonly status: "draft" | "reviewed" | "closed";
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly rules: readonly Dated<Rule>[];
  /** Criteria by key, in words; `{value}` is the rule's value. */
  readonly criteria: Readonly<Record<string, BothLanguages>>;
  /** In this order a person is asked, all else being equal. */
  readonly ask: readonly string[];
  readonly relations: readonly Relation[];
  readonly deadlines: readonly Deadline[];
  /** What to mind although no condition says it. */
  readonly cautions: readonly BothLanguages[];
  /** Channels to apply through, and channels to ask; ids. */
  readonly apply: readonly string[];
  readonly offices: readonly string[];
  readonly checked: { readonly on: LocalDate; readonly by: string };
}

export type Outcome = "eligible" | "ineligible" | "needs-more" | "not-covered";

/**
 * Why an outcome is what it is: `judged` by the conditions; `ended` = repealed; `before-first` = no rule that we hold is
 * that old; `silent` = what is left to settle stands in no source.
 */
export type Reason = "judged" | "ended" | "before-first" | "silent";

/** One criterion of a judgement. */
export interface TrailEntry {
  /** Key of the policy's criteria, or `ended` / `before-first`. */
  readonly criterion: string;
  readonly outcome: Truth;
  readonly slot: string | null;
  readonly op: TestOp | "open" | "group" | "version";
  readonly yours: SlotValue | null;
  /** The rule's value on that day. */
  readonly rule: Scalar | readonly Scalar[] | null;
  /** From which day on the rule's value holds. */
  readonly from: LocalDate;
  readonly facts: readonly string[];
  /** The alternatives that it stands in, outer ones first; absent where it must be met in any case. */
  readonly either?: readonly { readonly group: string; readonly way: number }[];
}

/** Money of one policy for one person. In CNY; absent when sources give none. */
export interface Amount {
  readonly kind: "fixed" | "range" | "ceiling";
  /** What is known at least and at most; equal for a `fixed` amount whose case is known. */
  readonly min: number;
  readonly max: number;
  /** Of a `fixed` amount whose case is not known: the sums that it can be, ascending. */
  readonly options?: readonly number[];
  readonly perYear?: number;
  readonly years?: number;
  readonly per: "person" | "household";
  readonly paid?: BothLanguages;
  readonly facts: readonly string[];
}

/** The verdict of one policy, with all that is needed to check it line by line. */
export interface Assessment {
  readonly policy: string;
  readonly outcome: Outcome;
  readonly reason: Reason;
  /** The day it is judged as on. */
  readonly today: LocalDate;
  /** From which day on the rule holds; `null` when there is none. */
  readonly ruleFrom: LocalDate | null;
  readonly trail: readonly TrailEntry[];
  /** Slots whose knowledge may settle it, in asking order; empty unless `needs-more`. */
  readonly needed: readonly string[];
  /** Keys of criteria that no source settles and that stand in the way. */
  readonly silent: readonly string[];
  /** Keys of criteria that would put it in doubt if they held; said as a caution. */
  readonly doubts: readonly string[];
  readonly amount: Amount | null;
  /** Every fact that was used. */
  readonly facts: readonly string[];
}
