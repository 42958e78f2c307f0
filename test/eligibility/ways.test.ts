import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  advanceProfile,
  assess,
  assessAll,
  impossible,
  nextQuestion,
  outcomeOf,
  whatWouldChange,
  type Change,
  type Profile,
} from "../../src/eligibility/index.js";
import { addDays, ageOf } from "../../src/eligibility/values.js";
import { withNewer } from "../../src/person/newer-facts.js";
import { loadOwnPolicies } from "../helpers/own-policies.js";
import { DAYS, randomFrom, somePerson } from "../helpers/persons.js";

const own = await loadOwnPolicies();
const RUNS = { numRuns: 10_000 };

/** Somebody who has much at once: sums and conflicts are rare among invented persons. */
const RICH: Profile = {
  studyMode: "full-time",
  nationality: "cn",
  employment: "founder",
  employerKind: "city-small",
  employerSize: 3,
  wageBelowAverage: true,
  sharePercent: 60,
  companyFoundedOn: "2025-01-10",
  parkMonths: 8,
  leaseMonths: 14,
  supportGroup: "veteran",
  socialInsuranceMonths: 13,
  ownsHomeInHangzhou: false,
  inPublicRental: false,
  workDistrict: "xihu",
};

const situation = fc
  .record({
    policy: fc.constantFrom(...own.policies),
    today: fc.constantFrom(...DAYS),
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
  })
  .map(({ policy, today, seed }) => {
    const person: Profile = somePerson(randomFrom(seed), own.slots.values(), today);
    // Every second one is brought nearer to a yes.
    const profile = seed % 2 === 0 ? person : { ...RICH, ...person };
    return { policy, today, profile };
  });

/** Another age is another birthday. */
function changed(profile: Profile, changes: readonly Change[]): Profile {
  const values = changes.flatMap(({ slot, value }) => (value === null ? [] : [[slot, value]]));
  const kept = Object.entries(profile).filter(
    ([slot]) => slot !== "birthDate" || !changes.some((change) => change.slot === "age"),
  );
  return { ...Object.fromEntries(kept), ...Object.fromEntries(values) } as Profile;
}

describe("a way to a yes", () => {
  it("needs each of its changes: without any one of them it is no yes", () => {
    let tried = 0;
    fc.assert(
      fc.property(situation, ({ policy, profile, today }) => {
        for (const set of whatWouldChange(policy, profile, today, own.slots, own.book)) {
          const isWait = ({ when }: Change): boolean => when !== null;
          for (const [index, spared] of set.changes.entries()) {
            const others = set.changes.filter((_, at) => at !== index);
            const day = isWait(spared)
              ? (others
                  .map(({ when }) => when)
                  .filter((when) => when !== null)
                  .sort()
                  .at(-1) ?? today)
              : set.when;
            const later = advanceProfile(profile, own.slots, today, day);
            expect(outcomeOf(policy, changed(later, others), day)).not.toBe("eligible");
            tried += 1;
          }
        }
      }),
      RUNS,
    );
    expect(tried).toBeGreaterThan(1000);
  });

  it("by waiting alone is open on its day, and not the day before", () => {
    let tried = 0;
    fc.assert(
      // Few can wait for anything: each is judged against every policy, so that enough are found.
      fc.property(situation, ({ profile, today }) => {
        for (const policy of own.policies) {
          for (const set of whatWouldChange(policy, profile, today, own.slots, own.book)) {
            if (set.changes.some(({ when }) => when === null)) continue;
            const on = (day: string) =>
              outcomeOf(policy, advanceProfile(profile, own.slots, today, day), day);
            expect(set.when > today).toBe(true);
            expect(on(set.when)).toBe("eligible");
            expect(on(addDays(set.when, -1))).not.toBe("eligible");
            tried += 1;
          }
        }
      }),
      { numRuns: 1_000 },
    );
    expect(tried).toBeGreaterThan(20);
  });

  it("tells acting from waiting from what nothing changes", () => {
    const kinds = new Map<string, Set<string>>();
    fc.assert(
      fc.property(situation, ({ policy, profile, today }) => {
        for (const set of whatWouldChange(policy, profile, today, own.slots, own.book)) {
          const hasFixed = set.changes.some(({ kind, isAnswer }) => kind === "fixed" && !isAnswer);
          expect(set.isPossible).toBe(!hasFixed);
          for (const { kind, slot, when, isAnswer } of set.changes) {
            // An answer is asked for where nothing was said, or too roughly: no plain word is taken back.
            if (isAnswer) expect(typeof profile[slot]).not.toBe("boolean");
            if (when !== null) expect(kind).toBe("wait");
            if (!isAnswer) kinds.set(slot, new Set([...(kinds.get(slot) ?? []), kind]));
          }
        }
      }),
      RUNS,
    );
    expect([...(kinds.get("nationality") ?? [])]).toEqual(["fixed"]);
    expect([...(kinds.get("employment") ?? [])]).toEqual(["act"]);
    expect([...(kinds.get("age") ?? [])]).toEqual(["fixed"]);
    expect([...(kinds.get("studying") ?? [])].sort()).toEqual(["fixed", "wait"]);
    expect([...(kinds.get("socialInsuranceMonths") ?? [])].sort()).toEqual(["fixed", "wait"]);
  });
});

const person = fc
  .record({
    today: fc.constantFrom(...DAYS),
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
  })
  .map(({ today, seed }) => {
    const random = randomFrom(seed);
    const profile: Profile = somePerson(random, own.slots.values(), today);
    return { today, profile, random };
  });

describe("screening", () => {
  it("adds up certain sums of what can be had now, and never two that exclude each other", () => {
    let paid = 0;
    fc.assert(
      fc.property(person, fc.boolean(), ({ today, profile }, isRich) => {
        const known = isRich ? { ...profile, ...RICH } : profile;
        const day = isRich ? "2026-11-21" : today;
        const { now, sumCny, counted, conflicts } = assessAll(own.policies, known, day, own.slots);
        const certain = now.filter(
          ({ amount }) => amount?.kind === "fixed" && amount.min === amount.max,
        );
        const sumOf = (ids: readonly string[]): number =>
          certain
            .filter(({ policy }) => ids.includes(policy))
            .reduce((sum, { amount }) => sum + (amount?.max ?? 0), 0);
        expect(new Set(counted).size).toBe(counted.length);
        expect(sumCny).toBe(sumOf(counted));
        for (const { policies } of conflicts) {
          expect(policies.every((id) => counted.includes(id))).toBe(false);
        }
        const free = certain.filter(
          ({ policy }) => !conflicts.some(({ policies }) => policies.includes(policy)),
        );
        expect(sumCny).toBeGreaterThanOrEqual(sumOf(free.map(({ policy }) => policy)));
        if (sumCny > 0) paid += 1;
      }),
      { numRuns: 5_000 }, // one person in sixty has a certain sum
    );
    expect(paid).toBeGreaterThan(20);
  });

  it("calls soon what waiting alone brings within three years, with the first day on which it does", () => {
    let tried = 0;
    fc.assert(
      fc.property(person, ({ today, profile }) => {
        const { soon } = assessAll(own.policies, profile, today, own.slots);
        for (const { assessment, when } of soon) {
          const policy = own.book.get(assessment.policy);
          if (policy === undefined) throw new Error(assessment.policy);
          const on = (day: string) =>
            outcomeOf(policy, advanceProfile(profile, own.slots, today, day), day);
          expect(on(today)).not.toBe("eligible");
          expect(on(addDays(when, -1))).not.toBe("eligible");
          expect(on(when)).toBe("eligible");
          expect(when <= `${String(Number(today.slice(0, 4)) + 3)}${today.slice(4)}`).toBe(true);
          tried += 1;
        }
      }),
      { numRuns: 2_000 },
    );
    expect(tried).toBeGreaterThan(50);
  });
});

describe("the next question", () => {
  it("can matter: some answer changes a verdict, or what is still to be asked", () => {
    fc.assert(
      fc.property(person, ({ today, profile, random }) => {
        // Of a child of six, or of somebody of twelve with a degree, no answer can be true.
        const youngest = ageOf(profile, today)?.min ?? Infinity;
        fc.pre(impossible(profile, today).length === 0 && youngest >= 16);
        const next = nextQuestion(own.policies, profile, today, own.slots);
        if (next === null) return;
        const spec = own.slots.get(next.slot);
        if (spec === undefined) throw new Error(next.slot);
        const answers =
          spec.values.length > 0
            ? spec.values
            : Array.from({ length: 60 }, () => somePerson(random, [spec], today)[next.slot]);
        const left = (known: Profile): string =>
          nextQuestion(own.policies, known, today, own.slots)
            ?.askable.filter((slot) => slot !== next.slot)
            .join() ?? "";
        const state = (known: Profile): string =>
          next.policies
            .map(({ policy: id }) => {
              const policy = own.book.get(id);
              if (policy === undefined) throw new Error(id);
              const { outcome, needed } = assess(policy, known, today, own.book);
              return `${outcome} ${needed.join()}`;
            })
            .join(";") + left(known);
        const before = state(profile);
        const isMoved = answers.some(
          (answer) =>
            answer !== undefined &&
            state(withNewer(profile, { [next.slot]: answer }, today).profile) !== before,
        );
        expect(isMoved).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("asks no employee for a share in the company, nor when the company was registered", () => {
    let profile: Profile = { employment: "employee" };
    const asked: string[] = [];
    for (;;) {
      const next = nextQuestion(own.policies, profile, "2026-11-21", own.slots, new Set(asked));
      if (next === null) break;
      asked.push(next.slot);
      profile = { ...profile };
    }
    expect(asked).toContain("degree");
    for (const slot of ["sharePercent", "companyFoundedOn", "parkMonths", "leaseMonths"]) {
      expect(asked).not.toContain(slot);
    }
  });
});
