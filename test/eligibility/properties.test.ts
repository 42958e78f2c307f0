import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  advanceProfile,
  assess,
  nextQuestion,
  outcomeOf,
  whatWouldChange,
  type Outcome,
  type Policy,
  type Profile,
} from "../../src/eligibility/index.js";
import { dayRange } from "../../src/shared/dates.js";
import { loadOwnPolicies } from "../helpers/own-policies.js";
import { DAYS, randomFrom, somePerson } from "../helpers/persons.js";

const own = await loadOwnPolicies();
const RUNS = { numRuns: 10_000 };

/** The same person with what an eligible person would have; unchanged where nothing leads to a yes. */
function nearYes(policy: Policy, person: Profile, today: string): Profile {
  const [set] = whatWouldChange(policy, person, today, own.slots, own.book);
  if (set === undefined) return person;
  const later: Profile = advanceProfile(person, own.slots, today, set.when);
  return set.changes.reduce<Profile>(
    (profile, { slot, value }) => (value === null ? profile : { ...profile, [slot]: value }),
    later,
  );
}

/** A policy, a day and an invented person of whom more or less is known. */
const situation = fc
  .record({
    policy: fc.constantFrom(...own.policies),
    today: fc.constantFrom(...DAYS),
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
  })
  .map(({ policy, today, seed }) => {
    const person: Profile = somePerson(randomFrom(seed), own.slots.values(), today);
    // Most persons are far from a yes; every second one is brought near to it.
    const profile = seed % 2 === 0 ? person : nearYes(policy, person, today);
    return { policy, today, profile };
  });

/** Programmes of which no source states all conditions: nobody can be told yes. */
const NEVER_YES = new Set([
  "binjiang-5050",
  "binjiang-qinglian",
  "binjiang-opc",
  "city-hukou-title",
  "city-hukou-points",
  "city-small-firm-insurance-subsidy",
  "xiaoshan-5213",
  "yuhang-free-stay",
  "yuhang-rent-subsidy",
  "yuhang-grad-subsidy",
  "binjiang-rent-master",
  "fuyang-living-subsidy",
  "fuyang-home-purchase",
  "linan-living-subsidy",
  "linan-home-purchase",
  "yuhang-past-graduate-subsidy",
]);

/** One of several conditions is enough somewhere in its rules. */
const hasSeveralWays = (policy: Policy): boolean =>
  JSON.stringify(policy.rules).includes('"kind":"any"');

const without = (profile: Profile, slot: string): Profile =>
  Object.fromEntries(Object.entries(profile).filter(([key]) => key !== slot));

/** Opposite verdicts: what more knowledge must never lead to. */
const isOpposite = (before: Outcome, after: Outcome): boolean =>
  (before === "eligible" && after === "ineligible") ||
  (before === "ineligible" && after === "eligible");

describe("a yes", () => {
  it("rests on criteria that are all met, each with its fact", () => {
    fc.assert(
      fc.property(situation, ({ policy, profile, today }) => {
        const assessment = assess(policy, profile, today, own.book);
        if (assessment.outcome !== "eligible") return;
        for (const entry of assessment.trail) {
          expect(entry.outcome).toBe("met");
          expect(entry.facts.length).toBeGreaterThan(0);
        }
        expect(assessment.needed).toEqual([]);
      }),
      RUNS,
    );
  });

  it("is never said of programmes whose conditions no source states", () => {
    fc.assert(
      fc.property(situation, ({ policy, profile, today }) => {
        if (NEVER_YES.has(policy.id)) {
          expect(["eligible", "needs-more"]).not.toContain(outcomeOf(policy, profile, today));
        }
      }),
      RUNS,
    );
  });

  it("is lost when something that it rests on becomes unknown", () => {
    let lost = 0;
    fc.assert(
      fc.property(situation, ({ policy, profile, today }) => {
        const assessment = assess(policy, profile, today, own.book);
        if (assessment.outcome !== "eligible" || hasSeveralWays(policy)) return;
        for (const { slot } of assessment.trail) {
          if (slot === null || slot === "today") continue;
          const less = without(without(profile, slot), slot === "age" ? "birthDate" : slot);
          expect(outcomeOf(policy, less, today)).toBe("needs-more");
          lost += 1;
        }
      }),
      RUNS,
    );
    // A run without yeses would prove nothing.
    expect(lost).toBeGreaterThan(1000);
  });

  it("is never said of somebody of whom nothing is known, unless nothing is asked", () => {
    for (const policy of own.policies) {
      for (const today of DAYS) {
        const isFree = policy.id === "city-purchase-limits" && today >= "2024-05-09";
        expect(outcomeOf(policy, {}, today) === "eligible").toBe(isFree);
      }
    }
  });
});

describe("knowing more", () => {
  it("one more slot never turns a yes into a no, nor a no into a yes", () => {
    fc.assert(
      fc.property(situation, fc.nat(), ({ policy, profile, today }, which) => {
        const slots = Object.keys(profile);
        const slot = slots[which % Math.max(1, slots.length)];
        if (slot === undefined) return;
        const before = outcomeOf(policy, without(profile, slot), today);
        expect(isOpposite(before, outcomeOf(policy, profile, today))).toBe(false);
      }),
      RUNS,
    );
  });

  it("a more exact date or number never turns it round either", () => {
    fc.assert(
      fc.property(situation, fc.nat(), ({ policy, profile: known, today }, which) => {
        // Two statements about one thing can contradict each other when one gets more exact; then it is asked again.
        const profile = without(without(known, "age"), "studying");
        const exact = Object.fromEntries(
          Object.entries(profile).map(([slot, value]) => {
            if (typeof value === "object") {
              const [low, high] = [Number(value.min), Number(value.max)];
              return [slot, low + (which % (high - low + 1))];
            }
            const days = typeof value === "string" ? dayRange(value) : null;
            return [slot, days === null ? value : which % 2 === 0 ? days.from : days.to];
          }),
        );
        const before = outcomeOf(policy, profile, today);
        const after = outcomeOf(policy, exact, today);
        if (before === "eligible" || before === "ineligible") expect(after).toBe(before);
      }),
      RUNS,
    );
  });
});

describe("a verdict", () => {
  it("is the same with and without its reasons, and names what it needs exactly when it needs more", () => {
    fc.assert(
      fc.property(situation, ({ policy, profile, today }) => {
        const assessment = assess(policy, profile, today, own.book);
        expect(assessment.outcome).toBe(outcomeOf(policy, profile, today));
        expect(assessment.needed.length > 0).toBe(assessment.outcome === "needs-more");
        expect(assessment.trail.length).toBeGreaterThan(0);
        expect(assessment.silent.length > 0).toBe(assessment.reason === "silent");
      }),
      RUNS,
    );
  });

  it("rests on no fact of low confidence", () => {
    fc.assert(
      fc.property(situation, ({ policy, profile, today }) => {
        for (const id of assess(policy, profile, today, own.book).facts) {
          expect(own.corpus.factById.get(id)?.confidence).not.toBe("low");
        }
      }),
      RUNS,
    );
  });
});

describe("the way to a yes", () => {
  it("applied and judged again, leads to one", () => {
    fc.assert(
      fc.property(situation, ({ policy, profile, today }) => {
        for (const set of whatWouldChange(policy, profile, today, own.slots, own.book)) {
          const later = advanceProfile(profile, own.slots, today, set.when);
          const values = set.changes.flatMap(({ slot, value }) =>
            value === null ? [] : [[slot, value] as const],
          );
          const changed = { ...later, ...Object.fromEntries(values) };
          const isAge = values.some(([slot]) => slot === "age");
          const person = isAge ? without(changed, "birthDate") : changed;
          expect(outcomeOf(policy, person, set.when)).toBe("eligible");
        }
      }),
      RUNS,
    );
  });

  it("holds nothing to spare: no smaller set of the same changes does it on that day", () => {
    fc.assert(
      fc.property(situation, ({ policy, profile, today }) => {
        const sets = whatWouldChange(policy, profile, today, own.slots, own.book);
        sets.forEach((set, index) => {
          const keys = set.changes.map(({ criterion }) => criterion);
          for (const smaller of sets.slice(0, index)) {
            const isInside = smaller.changes.every(({ criterion }) => keys.includes(criterion));
            const isSameSlots = smaller.changes.every(({ slot }) =>
              set.changes.some((change) => change.slot === slot),
            );
            expect(isInside && isSameSlots && smaller.when <= set.when).toBe(false);
          }
        });
      }),
      { numRuns: 2000 },
    );
  });

  it("is empty for a yes, and for what no source settles", () => {
    fc.assert(
      fc.property(situation, ({ policy, profile, today }) => {
        const sets = whatWouldChange(policy, profile, today, own.slots, own.book);
        if (outcomeOf(policy, profile, today) === "eligible") expect(sets).toEqual([]);
        if (NEVER_YES.has(policy.id)) expect(sets).toEqual([]);
      }),
      RUNS,
    );
  });
});

/** Whether a person is asked for a slot at all: `concerns` of knowledge/slots.yaml, read once more. */
function isOfConcern(slot: string, profile: Profile): boolean {
  const concerns = own.slots.get(slot)?.concerns;
  const value = concerns === undefined ? undefined : profile[concerns.slot];
  return typeof value !== "string" || concerns?.values.includes(value) === true;
}

describe("the next question", () => {
  const asked = fc.record({
    today: fc.constantFrom(...DAYS),
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
  });

  it("is one that a verdict needs, was not skipped, and is sensitive only when nothing else is left", () => {
    fc.assert(
      fc.property(asked, ({ today, seed }) => {
        const random = randomFrom(seed);
        const profile = somePerson(random, own.slots.values(), today);
        const skipped = new Set([...own.slots.keys()].filter(() => random() < 0.2));
        const next = nextQuestion(own.policies, profile, today, own.slots, skipped);
        const needed = new Set(
          own.policies
            .flatMap((policy) => assess(policy, profile, today, own.book).needed)
            .filter((slot) => !skipped.has(slot) && isOfConcern(slot, profile)),
        );
        if (next === null) {
          expect([...needed]).toEqual([]);
          return;
        }
        const firsts = [...needed].flatMap((slot) => own.slots.get(slot)?.concerns?.slot ?? []);
        expect([...needed, ...firsts]).toContain(next.slot);
        expect(next.policies.length).toBeGreaterThan(0);
        if (own.slots.get(next.slot)?.sensitivity === "high") {
          for (const slot of needed) expect(own.slots.get(slot)?.sensitivity).toBe("high");
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("comes to an end: each slot is asked once at most, and never more than was said, whatever is answered", () => {
    fc.assert(
      fc.property(asked, ({ today, seed }) => {
        const random = randomFrom(seed);
        // Two statements about one thing can contradict each other; then it is open again, and more is asked.
        const person: Profile = somePerson(random, own.slots.values(), today);
        const answers = without(without(person, "age"), "studying");
        const done = new Set<string>();
        let profile: Profile = {};
        let most = Infinity;
        for (;;) {
          const next = nextQuestion(own.policies, profile, today, own.slots, done);
          if (next === null) break;
          // What was promised holds: each question leaves at least one less.
          expect(next.most).toBeGreaterThan(0);
          expect(next.most).toBeLessThan(most);
          most = next.most;
          expect(done).not.toContain(next.slot);
          done.add(next.slot);
          const answer = answers[next.slot];
          if (answer !== undefined) profile = { ...profile, [next.slot]: answer };
        }
        expect(done.size).toBeLessThanOrEqual(own.slots.size);
      }),
      { numRuns: 100 },
    );
  });
});

describe("outcomes", () => {
  const allOutcomes: readonly Outcome[] = ["eligible", "ineligible", "needs-more", "not-covered"];

  /** What a policy can come to at all; the other outcomes would be dead branches or a yes out of nothing. */
  const reachable = (policy: Policy): readonly Outcome[] => {
    if (["yuhang-free-stay", "yuhang-rent-subsidy", "yuhang-grad-subsidy"].includes(policy.id)) {
      return ["not-covered"];
    }
    if (["binjiang-qinglian", "xiaoshan-5213"].includes(policy.id)) return ["not-covered"];
    if (NEVER_YES.has(policy.id)) return ["ineligible", "not-covered"];
    if (policy.id === "city-purchase-limits") return ["eligible", "needs-more", "not-covered"];
    return allOutcomes;
  };

  it.each(own.policies.map((policy) => [policy.id, policy] as const))(
    "every outcome of %s is reached by somebody, and no other",
    (_id, policy) => {
      const found = new Set<Outcome>();
      for (let seed = 0; seed < 60_000 && found.size < 4; seed += 1) {
        const random = randomFrom(seed);
        const today = DAYS[seed % DAYS.length] ?? "2026-11-21";
        found.add(outcomeOf(policy, somePerson(random, own.slots.values(), today), today));
        if (seed > 2000 && found.size === reachable(policy).length) break;
      }
      expect([...found].sort()).toEqual([...reachable(policy)].sort());
    },
  );
});
