import type { LocalDate } from "../shared/dates.js";
import type { SlotBook } from "./advance.js";
import { assess, type PolicyBook } from "./assess.js";
import { bestChoice, type ChoiceItem, type Pair } from "./best-choice.js";
import { assessAll, certainSum, type Screening } from "./screen.js";
import type { Assessment, Outcome, Policy, Profile, SlotValue } from "./types.js";

/** What two persons of one household know of it together. */
export interface PairProfiles {
  /** Both with what is the household's in common. */
  readonly profiles: readonly [Profile, Profile];
  /** Slots of the household of which the two say different things: nothing follows from either. */
  readonly unclear: readonly string[];
}

/** Who of two applies for what a household has once: one of them, whichever they like, or not known yet. */
export type Applicant = 0 | 1 | "either" | "open";

/** Something that a household has once, with both verdicts. */
export interface HouseholdShare {
  readonly policy: string;
  readonly assessments: readonly [Assessment, Assessment];
  /** `null` when neither can have it. */
  readonly applicant: Applicant | null;
  /** Facts that say that it is the household's. */
  readonly facts: readonly string[];
}

/** Two persons of one household against all policies. */
export interface PairScreening {
  readonly persons: readonly [Screening, Screening];
  /** What the household has once. */
  readonly household: readonly HouseholdShare[];
  /** The most that both can have now, in CNY: certain sums only, what is the household's once, nothing twice. */
  readonly sumCny: number;
  /** What the sum is made of, and who has it. */
  readonly counted: readonly { readonly policy: string; readonly person: 0 | 1 }[];
}

/**
 * Gives both persons what one of them knows of the household (a home that it owns). Where they say different things of it,
 * neither counts, so that no yes follows from it.
 *
 * @param shared the slots that are the household's
 */
export function pairProfiles(
  one: Profile,
  other: Profile,
  shared: ReadonlySet<string>,
): PairProfiles {
  const own = (profile: Profile): [string, SlotValue][] =>
    Object.entries(profile).filter(([slot]) => !shared.has(slot));
  const known = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((slot) =>
    shared.has(slot),
  );
  const isUnclear = (slot: string): boolean => {
    const [mine, theirs] = [one[slot], other[slot]];
    return (
      mine !== undefined && theirs !== undefined && JSON.stringify(mine) !== JSON.stringify(theirs)
    );
  };
  const common = known.flatMap((slot): [string, SlotValue][] => {
    const value = one[slot] ?? other[slot];
    return value === undefined || isUnclear(slot) ? [] : [[slot, value]];
  });
  return {
    profiles: [
      Object.fromEntries([...own(one), ...common]),
      Object.fromEntries([...own(other), ...common]),
    ],
    unclear: known.filter(isUnclear),
  };
}

/** Facts by which a policy is the household's, or `null` where it is each person's own. */
function householdFacts(
  policy: Policy,
  assessments: readonly Assessment[],
): readonly string[] | null {
  const once = policy.relations.filter(({ kind }) => kind === "household");
  const sums = assessments.flatMap(({ amount }) => (amount?.per === "household" ? amount : []));
  return once.length === 0 && sums.length === 0
    ? null
    : [...new Set([...once, ...sums].flatMap(({ facts }) => facts))];
}

/** Sooner comes what is nearer to being had. */
const ORDER: readonly Outcome[] = ["eligible", "needs-more", "not-covered", "ineligible"];

/** Outcomes of which something may still come. */
const isHopeful = ({ outcome }: Assessment): boolean =>
  outcome === "eligible" || outcome === "needs-more";

function applicantOf([one, other]: readonly [Assessment, Assessment]): Applicant | null {
  if (!isHopeful(one) && !isHopeful(other)) return null;
  if (!isHopeful(other)) return 0;
  if (!isHopeful(one)) return 1;
  if (one.outcome !== other.outcome) {
    return ORDER.indexOf(one.outcome) < ORDER.indexOf(other.outcome) ? 0 : 1;
  }
  if (one.outcome === "needs-more") return "open";
  const [mine, theirs] = [certainSum(one), certainSum(other)];
  return mine === theirs ? "either" : mine > theirs ? 0 : 1;
}

const keyOf = (person: 0 | 1, policy: string): string => `${String(person)} ${policy}`;

/** Pairs that cannot be had together: by one person, and by both where one of the two is the household's. */
function pairsOf(
  screenings: readonly [Screening, Screening],
  household: ReadonlySet<string>,
): readonly Pair[] {
  const excluded = screenings.flatMap(({ conflicts }) => conflicts.map(({ policies }) => policies));
  // The speaker's own is kept where both come to the same.
  const once = [...household].map((id): Pair => [keyOf(1, id), keyOf(0, id)]);
  return [
    ...once,
    ...excluded.flatMap(([first, second]): readonly Pair[] => [
      [keyOf(0, first), keyOf(0, second)],
      [keyOf(1, first), keyOf(1, second)],
      ...(household.has(first) || household.has(second)
        ? ([
            [keyOf(0, first), keyOf(1, second)],
            [keyOf(1, first), keyOf(0, second)],
          ] satisfies Pair[])
        : []),
    ]),
  ];
}

/**
 * Judges two persons of one household against all policies at once. Pure.
 *
 * @param profiles of both, with what is the household's in common ({@link pairProfiles})
 */
export function assessPair(
  policies: readonly Policy[],
  profiles: readonly [Profile, Profile],
  today: LocalDate,
  slots: SlotBook,
): PairScreening {
  const book: PolicyBook = new Map(policies.map((policy) => [policy.id, policy]));
  const [one, other] = profiles;
  const persons = [
    assessAll(policies, one, today, slots),
    assessAll(policies, other, today, slots),
  ] as const;
  const household = policies.flatMap((policy): readonly HouseholdShare[] => {
    const assessments = [
      assess(policy, one, today, book),
      assess(policy, other, today, book),
    ] as const;
    const facts = householdFacts(policy, assessments);
    const isOver = assessments.every(({ reason }) => reason === "ended");
    return facts === null || isOver
      ? []
      : [{ policy: policy.id, assessments, applicant: applicantOf(assessments), facts }];
  });
  const items = ([0, 1] as const).flatMap((person): readonly ChoiceItem[] =>
    persons[person].now.flatMap((assessment) => {
      const sum = certainSum(assessment);
      return sum > 0 ? [{ key: keyOf(person, assessment.policy), sum }] : [];
    }),
  );
  const { sum, counted } = bestChoice(
    items,
    pairsOf(persons, new Set(household.map(({ policy }) => policy))),
  );
  return {
    persons,
    household,
    sumCny: sum,
    counted: counted.map((key) => ({ person: key.startsWith("0") ? 0 : 1, policy: key.slice(2) })),
  };
}
