import { describe, expect, it } from "vitest";
import {
  assess,
  assessPair,
  pairProfiles,
  type PairScreening,
  type Profile,
} from "../../src/eligibility/index.js";
import { loadOwnPolicies } from "../helpers/own-policies.js";
import { DAYS, randomFrom, somePerson } from "../helpers/persons.js";

const own = await loadOwnPolicies();
const TODAY = "2026-11-21";
const SHARED = new Set(
  [...own.forms.values()].filter(({ shared }) => shared === true).map(({ id }) => id),
);
const RENTAL = "city-rental-subsidy";
const LIVING = "city-living-subsidy";

const pair = (one: Profile, other: Profile, today = TODAY): PairScreening =>
  assessPair(own.policies, pairProfiles(one, other, SHARED).profiles, today, own.slots);

const applicant = (screening: PairScreening, policy = RENTAL) =>
  screening.household.find((share) => share.policy === policy)?.applicant;

const MASTER: Profile = {
  degree: "master",
  studyMode: "full-time",
  graduatedOn: "2025-06-30",
  nationality: "cn",
  employment: "employee",
  socialInsuranceMonths: 12,
  firstInsured: "within-year",
  workDistrict: "binjiang",
  ownsHomeInHangzhou: false,
  inPublicRental: false,
};

const without = (slot: string): Profile =>
  Object.fromEntries(Object.entries(MASTER).filter(([key]) => key !== slot));

describe("two masters of one household", () => {
  it("draw the rental subsidy once and the living subsidy twice, whoever of them applies", () => {
    const both = pair(MASTER, MASTER);
    expect(applicant(both)).toBe("either");
    expect(both.household.map(({ policy }) => policy)).not.toContain(LIVING);
    expect(both.counted).toEqual(
      expect.arrayContaining([
        { person: 0, policy: LIVING },
        { person: 1, policy: LIVING },
        { person: 0, policy: RENTAL },
      ]),
    );
    expect(both.counted.filter(({ policy }) => policy === RENTAL)).toHaveLength(1);
    expect(both.sumCny).toBe(30_000 + 30_000 + 30_000);
  });

  it.each<[string, Profile, Profile, ReturnType<typeof applicant>]>([
    [
      "the one whose two years have passed leaves it to the other",
      { ...MASTER, graduatedOn: "2021-06-30" },
      MASTER,
      1,
    ],
    ["and the other way round", MASTER, { ...MASTER, graduatedOn: "2021-06-30" }, 0],
    [
      "who is sure comes before whose day of graduation is not known",
      without("graduatedOn"),
      MASTER,
      1,
    ],
    ["of both nothing is sure", without("graduatedOn"), without("graduatedOn"), "open"],
    [
      "both are too late",
      { ...MASTER, graduatedOn: "2021-06-30" },
      { ...MASTER, graduatedOn: "2020-06-30" },
      null,
    ],
    [
      "a home of one is the household's home",
      { ...MASTER, ownsHomeInHangzhou: true },
      without("ownsHomeInHangzhou"),
      null,
    ],
    [
      "what one knows of the household counts for both",
      MASTER,
      without("ownsHomeInHangzhou"),
      "either",
    ],
    [
      "of a home that one affirms and the other denies nothing follows",
      { ...MASTER, ownsHomeInHangzhou: true },
      MASTER,
      "open",
    ],
  ])("%s", (_, one, other, expected) => {
    expect(applicant(pair(one, other))).toBe(expected);
  });

  it("says of what the two of them told different things", () => {
    const { unclear } = pairProfiles({ ...MASTER, ownsHomeInHangzhou: true }, MASTER, SHARED);
    expect(unclear).toEqual(["ownsHomeInHangzhou"]);
  });
});

describe("10,000 pairs", () => {
  const random = randomFrom(20261201);
  const situations = Array.from({ length: 10_000 }, (_, index) => {
    const today = DAYS[index % DAYS.length] ?? TODAY;
    const one: Profile = somePerson(random, own.slots.values(), today);
    const other: Profile = somePerson(random, own.slots.values(), today);
    // Every third pair is brought near to a yes, for both.
    const near = index % 3 === 0;
    return {
      today,
      one: near ? { ...one, ...MASTER } : one,
      other: near ? { ...other, ...MASTER } : other,
    };
  });

  it("no yes from unknowns, nothing counted twice, and each person as if alone", () => {
    const faults: string[] = [];
    for (const [index, { today, one, other }] of situations.entries()) {
      const { profiles } = pairProfiles(one, other, SHARED);
      const both = assessPair(own.policies, profiles, today, own.slots);
      const check = (holds: boolean, what: string): void => {
        if (!holds) faults.push(`pair ${String(index)}, ${today}: ${what}`);
      };
      const keys = both.counted.map(({ person, policy }) => `${String(person)} ${policy}`);
      check(new Set(keys).size === keys.length, "a sum is counted twice");
      for (const { policy, assessments, applicant: whose } of both.household) {
        const counted = both.counted.filter((item) => item.policy === policy).length;
        check(counted < 2, `${policy} is the household's, and counted twice`);
        for (const person of [0, 1] as const) {
          const { outcome, needed } = assessments[person];
          check(outcome !== "eligible" || needed.length === 0, `${policy}: a yes from unknowns`);
          check(
            whose !== person || outcome === "eligible" || outcome === "needs-more",
            `${policy}: who cannot have it is told to apply`,
          );
        }
        const isYes = assessments.every(({ outcome }) => outcome === "eligible");
        check(whose !== "either" || isYes, `${policy}: not both may apply`);
      }
      const [first, second] = both.persons.map(({ sumCny }) => sumCny);
      const least = Math.max(first ?? 0, second ?? 0);
      check(both.sumCny >= least && both.sumCny <= (first ?? 0) + (second ?? 0), "the sum");
      const pays = (policy: string, person: 0 | 1): number =>
        both.persons[person].now.find((found) => found.policy === policy)?.amount?.max ?? 0;
      const total = both.counted.reduce((sum, item) => sum + pays(item.policy, item.person), 0);
      check(total === both.sumCny, "the sum is not that of what is counted");
    }
    expect(faults).toEqual([]);
  }, 60_000);

  it("judges each of them as that person is judged alone", () => {
    for (const { today, one, other } of situations.slice(0, 500)) {
      const { profiles } = pairProfiles(one, other, SHARED);
      for (const { policy, assessments } of assessPair(own.policies, profiles, today, own.slots)
        .household) {
        const rule = own.policies.find(({ id }) => id === policy);
        const alone = profiles.map((profile) => rule && assess(rule, profile, today, own.book));
        expect(assessments).toEqual(alone);
      }
    }
  });

  it("says the same of both when they are named the other way round", () => {
    const turned = { 0: 1, 1: 0, either: "either", open: "open" } as const;
    for (const { today, one, other } of situations.slice(0, 1_000)) {
      const forth = pair(one, other, today);
      const back = pair(other, one, today);
      expect(back.sumCny).toBe(forth.sumCny);
      expect(back.household.map(({ applicant: whose }) => whose)).toEqual(
        forth.household.map(({ applicant: whose }) => (whose === null ? null : turned[whose])),
      );
    }
  });
});
