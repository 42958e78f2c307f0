import { describe, expect, it } from "vitest";
import { outcomeOf } from "../../src/eligibility/index.js";
import { loadOwnPolicies } from "../helpers/own-policies.js";
import { DAYS, randomFrom, slotsOf, somePerson } from "../helpers/persons.js";
import { secondJudge, TABLE_IDS, type Person } from "../helpers/second-judge.js";

const own = await loadOwnPolicies();

/** The full run of a hundred thousand persons: `PERSONS=100000 npx vitest run test/eligibility/second-judge.test.ts`. */
const PERSONS = Number(process.env["PERSONS"] ?? 20_000);

/** A machine that does much else takes many times the millisecond that a person takes by itself. */
const TIMEOUT = Math.max(600_000, PERSONS * 30);

describe("engine and second judge", () => {
  it("hold the same policies", () => {
    expect([...TABLE_IDS].sort()).toEqual(own.policies.map(({ id }) => id).sort());
  });

  it(`agree on ${String(PERSONS)} persons, each against every policy`, { timeout: TIMEOUT }, () => {
    const random = randomFrom(20261121);
    const differences: unknown[] = [];
    const seen = new Map<string, number>();
    for (let count = 0; count < PERSONS; count += 1) {
      const today = DAYS[Math.floor(random() * DAYS.length)] ?? "2026-11-21";
      const person = somePerson(random, own.slots.values(), today);
      for (const policy of own.policies) {
        const engine = outcomeOf(policy, person, today);
        const second = secondJudge(policy.id, person, today);
        seen.set(engine, (seen.get(engine) ?? 0) + 1);
        if (engine === second || differences.length > 4) continue;
        const looked = slotsOf(policy);
        const relevant = Object.entries(person).filter(([slot]) => looked.has(slot));
        differences.push({
          policy: policy.id,
          today,
          engine,
          second,
          ...Object.fromEntries(relevant),
        });
      }
    }
    expect(differences).toEqual([]);
    expect([...seen.keys()].sort()).toEqual([
      "eligible",
      "ineligible",
      "needs-more",
      "not-covered",
    ]);
  });

  // Small enough to try every person there can be: every value of every choice, unknown, and both sides of every limit.
  it.each([
    [
      "city-living-subsidy",
      {
        degree: ["associate", "bachelor", "doctor"],
        studyMode: ["full-time", "part-time", null],
        graduatedOn: [
          "2025-11-20",
          "2025-11-21",
          "2024-11-20",
          "2024-11-21",
          "2024",
          "2026-11-22",
          "2021-11-20",
          "2021-11-21",
          "2020-11-20",
          "2020-11-21",
          null,
        ],
        nationality: ["cn", "foreign", null],
        employment: ["employee", "flexible", null],
        socialInsuranceMonths: [5, 6, { min: 6, max: 7 }, 13, null],
        firstInsured: ["within-year", "later", null],
        overseasDegree: [true, null],
      },
    ],
    [
      "city-rental-subsidy",
      {
        degree: ["high-school", "associate", "master", null],
        studyMode: ["full-time", "part-time", null],
        graduatedOn: ["2024-11-20", "2024-11-21", "2024-11", "2027-01", null],
        ownsHomeInHangzhou: [true, false, null],
        inPublicRental: [true, false, null],
        employment: ["employee", "unemployed", null],
        socialInsuranceMonths: [5, 6, 13, null],
        firstInsured: ["within-year", "before-graduation", "later", null],
      },
    ],
    [
      "city-hukou-talent",
      {
        degree: ["high-school", "associate", "bachelor", "master", "doctor", null],
        studyMode: ["full-time", "part-time", null],
        age: [34, 35, 36, 44, 45, 46, { min: 34, max: 35 }, { min: 35, max: 36 }, null],
        employment: ["employee", "founder", "unemployed", null],
        workDistrict: ["yuhang", "tonglu", "outside", null],
        hukou: ["hangzhou", "elsewhere", null],
        nationality: ["cn", "foreign", null],
      },
    ],
    [
      "city-student-startup-grant",
      {
        studying: [true, false, null],
        graduatedOn: ["2021-11-20", "2021-11-21", "2021", "2027-06", null],
        degree: ["high-school", "associate", null],
        sharePercent: [29, 30, null],
        companyFoundedOn: ["2026-05-21", "2026-05-22", "2026-05", null],
        socialInsuranceMonths: [5, 6, { min: 5, max: 6 }, null],
      },
    ],
  ] as const)("agree on every person of a small grid: %s", { timeout: 120_000 }, (id, grid) => {
    const policy = own.book.get(id);
    if (policy === undefined) throw new Error(`no policy ${id}`);
    const columns: readonly (readonly [string, readonly (Person[string] | null)[]])[] =
      Object.entries(grid);
    let persons: readonly Person[] = [{}];
    for (const [slot, values] of columns) {
      persons = persons.flatMap((person) =>
        values.map((value) => (value === null ? person : { ...person, [slot]: value })),
      );
    }
    const different = persons.filter(
      (person) => outcomeOf(policy, person, "2026-11-21") !== secondJudge(id, person, "2026-11-21"),
    );
    expect(different.slice(0, 3)).toEqual([]);
    expect(persons.length).toBeGreaterThan(1000);
  });
});
