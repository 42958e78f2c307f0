import { readParameter } from "./dated.js";
import { truthOf } from "./evaluate.js";
import type { Case } from "./test-slot.js";
import type { Amount, AmountCase, AmountRule } from "./types.js";

/** Sums that a parameter can be worth for the person, with the facts it rests on. */
function sums(item: Case, name: string): { numbers: readonly number[]; facts: readonly string[] } {
  const reading = readParameter(item.policy, name, item.profile, item.today);
  const numbers = (reading?.values ?? []).filter((value) => typeof value === "number");
  return { numbers, facts: reading?.facts ?? [] };
}

interface CaseAmount {
  readonly min: number;
  readonly max: number;
  /** Each sum that it can be, where they are told apart. */
  readonly sums: readonly number[];
  readonly perYear?: number;
  readonly years?: number;
  readonly facts: readonly string[];
}

function amountOfCase(item: Case, one: AmountCase): CaseAmount | null {
  if (one.perYear !== undefined && one.years !== undefined) {
    const perYear = sums(item, one.perYear);
    const years = sums(item, one.years);
    const [yearly] = perYear.numbers;
    const [count] = years.numbers;
    if (yearly === undefined || count === undefined) return null;
    const total = yearly * count;
    const facts = [...perYear.facts, ...years.facts];
    return { min: total, max: total, sums: [total], perYear: yearly, years: count, facts };
  }
  const total = one.total === undefined ? null : sums(item, one.total);
  if (total === null || total.numbers.length === 0) return null;
  const lower = one.min === undefined ? total : sums(item, one.min);
  return {
    min: Math.min(...lower.numbers),
    max: Math.max(...total.numbers),
    sums: one.min === undefined ? total.numbers : [],
    facts: [...lower.facts, ...total.facts],
  };
}

/** The cases that can be the person's: up to the first one whose condition is met, without those that are not. */
function possibleCases(item: Case, cases: readonly AmountCase[]): readonly AmountCase[] {
  const possible: AmountCase[] = [];
  for (const one of cases) {
    const truth = one.when === undefined ? "met" : truthOf(one.when, item);
    if (truth !== "unmet") possible.push(one);
    if (truth === "met") break;
  }
  return possible;
}

/**
 * Money of a rule for a person, in CNY. Where the person's case is not known for sure, the limits span all cases that
 * it can be. `null` when the rule names no money, or none for what the person is.
 */
export function amountFor(item: Case, rule: AmountRule): Amount | null {
  const found = possibleCases(item, rule.cases).flatMap((one) => amountOfCase(item, one) ?? []);
  const [first] = found;
  if (first === undefined) return null;
  const min = Math.min(...found.map((one) => one.min));
  const max = Math.max(...found.map((one) => one.max));
  const isOne = found.length === 1;
  const options = [...new Set(found.flatMap((one) => one.sums))].sort((a, b) => a - b);
  return {
    kind: rule.kind,
    min,
    max,
    ...(rule.kind === "fixed" && options.length > 1 && { options }),
    ...(isOne && first.perYear !== undefined && { perYear: first.perYear }),
    ...(isOne && first.years !== undefined && { years: first.years }),
    per: rule.per,
    ...(rule.paid !== undefined && { paid: rule.paid }),
    facts: [...new Set([...rule.facts, ...found.flatMap((one) => one.facts)])],
  };
}
