import type { LocalDate } from "../shared/dates.js";
import type { SlotBook } from "./advance.js";
import { bestChoice, type Choice } from "./best-choice.js";
import { assess, type PolicyBook } from "./assess.js";
import type { Assessment, Policy, Profile, Relation } from "./types.js";
import { dayOfWaiting } from "./waiting.js";

/** Two that cannot be had together. */
export interface Conflict {
  readonly policies: readonly [string, string];
  readonly kind: "exclusive" | "either";
  /** Which one pays more; `null` when sources do not tell. */
  readonly better: string | null;
  readonly facts: readonly string[];
}

/** One person against all policies. */
export interface Screening {
  readonly now: readonly Assessment[];
  /** What waiting alone leads to, soonest first. */
  readonly soon: readonly { readonly assessment: Assessment; readonly when: LocalDate }[];
  readonly needsMore: readonly Assessment[];
  readonly missed: readonly Assessment[];
  /** No rule that day, or nothing that a source settles. */
  readonly notCovered: readonly Assessment[];
  readonly conflicts: readonly Conflict[];
  /** The most that can be had now, in CNY: certain sums only, nothing twice, of two that exclude each other the better. */
  readonly sumCny: number;
  /** The policies that the sum is made of. */
  readonly counted: readonly string[];
}

/** What is certain of a verdict's money, in CNY; 0 for everything that is not. */
export const certainSum = ({ amount }: Assessment): number =>
  amount !== null && amount.kind === "fixed" && amount.min === amount.max ? amount.max : 0;

const isConflict = (
  relation: Relation,
): relation is Relation & { policy: string; kind: "exclusive" | "either" } =>
  relation.policy !== undefined && (relation.kind === "exclusive" || relation.kind === "either");

/** Conflicts among policies, each pair once. */
function conflictsAmong(
  policies: readonly Policy[],
  byPolicy: ReadonlyMap<string, Assessment>,
): readonly Conflict[] {
  const seen = new Set<string>();
  return policies.flatMap((policy) =>
    policy.relations.filter(isConflict).flatMap((relation): readonly Conflict[] => {
      const pair: readonly [string, string] = [policy.id, relation.policy];
      const key = pair.toSorted().join(" ");
      const one = byPolicy.get(policy.id);
      const other = byPolicy.get(relation.policy);
      if (seen.has(key) || one === undefined || other === undefined) return [];
      seen.add(key);
      const [mine, theirs] = [one.amount?.max ?? null, other.amount?.max ?? null];
      const isKnown = mine !== null && theirs !== null && mine !== theirs;
      const better = isKnown ? (mine > theirs ? policy.id : relation.policy) : null;
      return [{ policies: pair, kind: relation.kind, better, facts: relation.facts }];
    }),
  );
}

/** The best choice of what can be had now: of two that cannot be had together the one that pays more. */
function bestOf(now: readonly Assessment[], conflicts: readonly Conflict[]): Choice {
  const items = now.flatMap((assessment) => {
    const sum = certainSum(assessment);
    return sum > 0 ? [{ key: assessment.policy, sum }] : [];
  });
  return bestChoice(
    items,
    conflicts.map(({ policies }) => policies),
  );
}

/** Judges one person against all policies at once. Pure. */
export function assessAll(
  policies: readonly Policy[],
  profile: Profile,
  today: LocalDate,
  slots: SlotBook,
): Screening {
  const book: PolicyBook = new Map(policies.map((policy) => [policy.id, policy]));
  const all = policies.map((policy) => assess(policy, profile, today, book));
  const now = all.filter(({ outcome }) => outcome === "eligible");
  const ineligible = all.filter(({ outcome }) => outcome === "ineligible");
  // What no source settles now may be settled by waiting as well: who studies has graduated by then.
  const open = all.filter(({ reason }) => reason === "silent");
  const soon = [...ineligible, ...open].flatMap((assessment) => {
    const policy = book.get(assessment.policy);
    const when = policy === undefined ? null : dayOfWaiting(policy, profile, today, slots);
    return when === null ? [] : [{ assessment, when }];
  });
  const isSoon = new Set(soon.map(({ assessment }) => assessment.policy));
  const had = new Map(
    [...now, ...soon.map(({ assessment }) => assessment)].map((one) => [one.policy, one]),
  );
  const conflicts = conflictsAmong(policies, had);
  const { sum, counted } = bestOf(now, conflicts);
  return {
    now,
    soon: soon.toSorted((a, b) => a.when.localeCompare(b.when)),
    needsMore: all.filter(({ outcome }) => outcome === "needs-more"),
    missed: ineligible.filter(({ policy }) => !isSoon.has(policy)),
    notCovered: all.filter(
      ({ outcome, policy }) => outcome === "not-covered" && !isSoon.has(policy),
    ),
    conflicts,
    sumCny: sum,
    counted,
  };
}
