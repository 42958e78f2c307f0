import type { LocalDate } from "../shared/dates.js";
import {
  decodeReceipt,
  encodeReceipt,
  ruleMark,
  ruleVersion,
  type ReceiptCode,
  type ReceiptFault,
  type RuleMark,
} from "../shared/receipt/receipt-code.js";
import type { PolicyBook } from "./assess.js";
import { readProfile, type SlotForm } from "./slot-form.js";
import type { Policy, Profile } from "./types.js";

/** Words and where they come from: they can be mended without another verdict for anybody. */
const NOT_JUDGED_BY = new Set(["because", "facts", "paid", "description", "unit", "name"]);

function withoutWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWords);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !NOT_JUDGED_BY.has(name))
      .map(([name, inner]) => [name, withoutWords(inner)]),
  );
}

/** Parameters by name, of which some may be called like what is left out. */
const parametersOf = ({ parameters }: Policy) =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [name, withoutWords(parameter)]),
  );

const judgesBy = (policy: Policy) => ({
  parameters: parametersOf(policy),
  rules: policy.rules.map(withoutWords),
});

/** Policies whose amount a policy draws. */
const lendersOf = ({ rules }: Policy, book: PolicyBook): readonly Policy[] =>
  [...new Set(rules.flatMap(({ value }) => value?.amountOf ?? []))]
    .sort()
    .flatMap((id) => book.get(id) ?? []);

const marks = new WeakMap<Policy, RuleMark>();

/**
 * How a receipt names a policy, and which version of it this is: another one as soon as anything changes that it judges by
 * (conditions, parameters, dates, amounts, last days, what it excludes), the same when words or sources are mended.
 */
export function markOf(policy: Policy, book: PolicyBook): RuleMark {
  const known = marks.get(policy);
  if (known !== undefined) return known;
  const version = ruleVersion({
    ...judgesBy(policy),
    relations: policy.relations.map(withoutWords),
    deadlines: policy.deadlines.map(withoutWords),
    lenders: lendersOf(policy, book).map(judgesBy),
  });
  const mark = { mark: ruleMark(policy.id), version };
  marks.set(policy, mark);
  return mark;
}

/** What was judged. */
export interface ReceiptOf {
  readonly profile: Profile;
  readonly day: LocalDate;
  readonly policies: readonly Policy[];
  /** These are all that are held. */
  readonly whole: boolean;
}

/** The receipt of a judgement. Pure: the same for the same facts, rules and day. */
export function makeReceipt(
  { profile, day, policies, whole }: ReceiptOf,
  book: PolicyBook,
): ReceiptCode {
  const rules = [...new Set(policies)].map((policy) => markOf(policy, book));
  return encodeReceipt({ day, facts: profile, rules, whole });
}

/** A rule of today beside the receipt: as it was then, changed since, or not there then. */
export interface RuleSince {
  readonly policy: Policy;
  readonly rule: "same" | "changed" | "new";
}

/** A receipt that was read, against the rules of today. */
export interface ReadReceipt {
  readonly id: string;
  readonly day: LocalDate;
  readonly profile: Profile;
  readonly whole: boolean;
  readonly rules: readonly RuleSince[];
  /** How many rules of then are held no more. */
  readonly gone: number;
}

/** Why a receipt is refused; `slot` names the fact at fault. */
export type ReceiptRefusal =
  { readonly why: ReceiptFault } | { readonly why: "slot" | "value"; readonly slot: string };

/**
 * Reads a fragment against today's slots and policies; nothing is coerced and nothing is left out: one thing that cannot be
 * taken refuses all of it. Never throws.
 */
export function readReceipt(
  fragment: string,
  forms: ReadonlyMap<string, SlotForm>,
  policies: readonly Policy[],
  book: PolicyBook,
): { readonly read: ReadReceipt } | { readonly refusal: ReceiptRefusal } {
  const found = decodeReceipt(fragment);
  if (found.fault !== undefined) return { refusal: { why: found.fault } };
  const { day, facts, rules, whole } = found.receipt;
  const { profile, problems } = readProfile(facts, forms);
  const [problem] = problems;
  if (problem !== undefined) {
    const slot = problem.field;
    return { refusal: { why: forms.has(slot) ? "value" : "slot", slot } };
  }
  const versions = new Map(rules.map(({ mark, version }) => [mark, version]));
  const since = policies.flatMap((policy): readonly RuleSince[] => {
    const { mark, version } = markOf(policy, book);
    const then = versions.get(mark);
    if (then !== undefined) return [{ policy, rule: then === version ? "same" : "changed" }];
    return whole ? [{ policy, rule: "new" }] : [];
  });
  const isKnown = since.filter(({ rule }) => rule !== "new").length;
  return {
    read: { id: found.id, day, profile, whole, rules: since, gone: rules.length - isKnown },
  };
}
