// What the engine does to be fast gives what plain judging gives.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { neededFor, outcomesBySlot } from "../../src/eligibility/assess.js";
import { assess, outcomeOf, type Profile } from "../../src/eligibility/index.js";
import { relevantTo } from "../../src/eligibility/narrow.js";
import { loadOwnPolicies } from "../helpers/own-policies.js";
import { DAYS, randomFrom, slotsOf, somePerson } from "../helpers/persons.js";

const own = await loadOwnPolicies();

const situation = fc
  .record({
    policy: fc.constantFrom(...own.policies),
    today: fc.constantFrom(...DAYS),
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
  })
  .map(({ policy, today, seed }) => {
    const random = randomFrom(seed);
    const profile: Profile = somePerson(random, own.slots.values(), today);
    return { policy, today, random, profile };
  });

describe("faster ways", () => {
  it("another value of one slot is judged as if everything were judged again", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(situation, ({ policy, today, random, profile }) => {
        for (const slot of slotsOf(policy)) {
          const spec = own.slots.get(slot);
          if (spec === undefined) continue;
          const outcomeFor = outcomesBySlot(policy, profile, today, slot);
          for (let times = 0; times < 3; times += 1) {
            const value = somePerson(random, [spec], today)[slot];
            if (value === undefined) continue;
            const other = { ...profile, [slot]: value };
            const plain = assess(policy, other, today, own.book).outcome;
            expect(outcomeFor(other)).toBe(plain);
            seen.add(plain);
          }
        }
      }),
      { numRuns: 1_000 },
    );
    expect(seen.size).toBe(4);
  });

  it("the outcome alone, and what is needed alone, are those of the whole judgement", () => {
    fc.assert(
      fc.property(situation, ({ policy, today, profile }) => {
        const { outcome, needed } = assess(policy, profile, today, own.book);
        expect(outcomeOf(policy, profile, today)).toBe(outcome);
        expect(neededFor(policy, profile, today)).toEqual(needed);
      }),
      { numRuns: 10_000 },
    );
  });

  it("what a policy does not read of a person leaves its outcome and what it needs as they are", () => {
    fc.assert(
      fc.property(situation, ({ policy, today, profile }) => {
        const relevant = relevantTo(policy, profile);
        expect(outcomeOf(policy, relevant, today)).toBe(outcomeOf(policy, profile, today));
        expect(neededFor(policy, relevant, today)).toEqual(neededFor(policy, profile, today));
      }),
      { numRuns: 10_000 },
    );
  });
});
