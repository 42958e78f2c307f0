import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  assess,
  assessAll,
  outcomeOf,
  type Policy,
  type Profile,
} from "../../src/eligibility/index.js";
import { loadOwnPolicies } from "../helpers/own-policies.js";
import { DAYS, randomFrom, slotsOf, somePerson } from "../helpers/persons.js";

const own = await loadOwnPolicies();
const TODAY = "2026-11-21";

/** Programmes for people at university: there the course under way counts, as their source says. */
const FOR_STUDENTS = new Set([
  "city-student-startup-grant",
  "city-startup-space-subsidy",
  "city-startup-guaranteed-loan",
  "city-qinghe-station",
]);

const readsDegree = (policy: Policy): boolean =>
  ["degree", "graduatedOn"].some((slot) => slotsOf(policy).has(slot));
const readers = own.policies.filter(
  (policy) => readsDegree(policy) && !FOR_STUDENTS.has(policy.id),
);

/** Each of them says in its own way that the degree is still studied for. */
const SIGNS: readonly (readonly [string, Profile])[] = [
  ["says so", { studying: true }],
  ["is a student", { employment: "student" }],
  ["graduates tomorrow", { graduatedOn: "2026-11-22" }],
  ["graduates next year", { graduatedOn: "2027" }],
  ["graduates next year and denies to study", { graduatedOn: "2027-06", studying: false }],
  ["graduated last year and still studies", { graduatedOn: "2025-06-30", studying: true }],
  ["is a student who denies to study", { employment: "student", studying: false }],
];

describe("who still studies", () => {
  it("is spoken of by every policy that reads a degree or a graduation", () => {
    expect(readers.map(({ id }) => id).sort()).toEqual([
      "binjiang-rent-master",
      "city-flexible-insurance-subsidy",
      "city-graduate-employment-subsidy",
      "city-hukou-old-rules",
      "city-hukou-talent",
      "city-living-subsidy",
      "city-living-subsidy-west",
      "city-postdoc-living",
      "city-public-rental",
      "city-qinghe-gift",
      "city-rental-subsidy",
      "city-talent-class-e",
      "city-talent-rental-flats",
      "fuyang-living-subsidy",
      "linan-home-purchase",
      "linan-living-subsidy",
      "yuhang-past-graduate-subsidy",
    ]);
    for (const { id, rules } of readers) {
      for (const { value } of rules) {
        if (value === null) continue;
        const doubted = value.doubts.map((doubt) => (doubt.kind === "not" ? doubt.of : doubt).slot);
        expect([id, doubted.includes("graduated")]).toEqual([id, true]);
      }
    }
  });

  it.each(SIGNS)("who %s never gets a yes that rests on a degree", (_name, sign) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...readers),
        fc.constantFrom(...DAYS.filter((day) => day <= TODAY)),
        fc.integer({ min: 0, max: 2 ** 31 }),
        (policy, today, seed) => {
          const person: Profile = somePerson(randomFrom(seed), own.slots.values(), today);
          const known = Object.entries(person).filter(
            ([slot]) => !["studying", "graduatedOn"].includes(slot),
          );
          expect(outcomeOf(policy, { ...Object.fromEntries(known), ...sign }, today)).not.toBe(
            "eligible",
          );
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it("is told so, and whom to ask, in words of the policy", () => {
    const hukou = own.book.get("city-hukou-talent");
    if (hukou === undefined) throw new Error("no such policy");
    const person: Profile = { degree: "master", age: 25, studying: true };
    const { outcome, silent, trail } = assess(hukou, person, TODAY, own.book);
    expect([outcome, silent]).toEqual(["not-covered", ["graduated"]]);
    expect(trail.at(-1)).toMatchObject({ criterion: "graduated", outcome: "unknown" });
    expect(hukou.offices.length).toBeGreaterThan(0);
  });

  it("hears from which day on it is a yes, when the day of graduation is known", () => {
    const person: Profile = { degree: "master", age: 25, studying: true, graduatedOn: "2027-06" };
    const { soon } = assessAll(own.policies, person, TODAY, own.slots);
    expect(soon.map(({ assessment, when }) => [assessment.policy, when])).toContainEqual([
      "city-hukou-talent",
      "2027-06-30",
    ]);
  });

  it("is asked for the month when the year alone leaves open whether the graduation is over", () => {
    const hukou = own.book.get("city-hukou-talent");
    if (hukou === undefined) throw new Error("no such policy");
    const person: Profile = { degree: "master", age: 25, graduatedOn: "2026" };
    expect(assess(hukou, person, TODAY, own.book).needed).toEqual(["graduatedOn"]);
    expect(outcomeOf(hukou, person, "2027-01-01")).toBe("eligible");
  });
});
