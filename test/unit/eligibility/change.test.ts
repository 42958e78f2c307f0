import { describe, expect, it } from "vitest";
import {
  advanceProfile,
  nextQuestion,
  whatWouldChange,
  type Profile,
} from "../../../src/eligibility/index.js";
import { loadOwnPolicies } from "../../helpers/own-policies.js";

const own = await loadOwnPolicies();
const TODAY = "2026-11-21";

const changes = (id: string, profile: Profile) => {
  const policy = own.book.get(id);
  if (policy === undefined) throw new Error(`no policy ${id}`);
  return whatWouldChange(policy, profile, TODAY, own.slots, own.book);
};

const ASSOCIATE: Profile = {
  degree: "associate",
  studyMode: "full-time",
  age: 30,
  employment: "unemployed",
  workDistrict: "yuhang",
};

describe("what would change it", () => {
  it("finding an employer is enough for an associate degree", () => {
    const [first] = changes("city-hukou-talent", ASSOCIATE);
    expect(first?.isPossible).toBe(true);
    expect(first?.changes.map(({ slot, value, kind }) => [slot, value, kind])).toEqual([
      ["employment", "employee", "act"],
    ]);
  });

  it("a degree, which takes years, is told only where nothing else would do", () => {
    const ways = changes("city-hukou-talent", ASSOCIATE).map((set) =>
      set.changes.map(({ slot, value }) => `${slot}=${JSON.stringify(value)}`).join(),
    );
    expect(ways).not.toContain('degree="master"');
    const [only] = changes("city-postdoc-living", { degree: "master", postdocStatus: "full-time" });
    expect(only?.isPossible).toBe(false);
    expect(only?.changes).toContainEqual(
      expect.objectContaining({ slot: "degree", value: "doctor", kind: "fixed" }),
    );
  });

  it("months of a fund that nobody pays into do not come with time", () => {
    const renter: Profile = { age: 40, hukou: "elsewhere", ownsHomeInHangzhou: false };
    const of = (months: number): readonly string[] =>
      changes("city-housing-fund-rent", { ...renter, housingFundMonths: months })
        .flatMap((set) => set.changes)
        .map(({ kind }) => kind);
    expect(of(0)).toEqual(["act"]);
    expect(of(1)).toEqual(["wait"]);
  });

  it("nobody is advised to go back to a lower degree", () => {
    const bachelor: Profile = { ...ASSOCIATE, degree: "bachelor" };
    const values = changes("city-hukou-talent", bachelor).flatMap((set) =>
      set.changes.map(({ value }) => value),
    );
    expect(values).toContain("master");
    expect(values).not.toContain("associate");
  });

  it("three more months of insurance are a matter of time, with the day", () => {
    const worker: Profile = {
      degree: "bachelor",
      employment: "employee",
      employerSize: 50,
      employerKind: "city-small",
      wageBelowAverage: true,
      socialInsuranceMonths: 9,
      sameEmployerInsuranceMonths: 12,
      employerInsuredSince: "within-two-years",
    };
    const [first] = changes("city-graduate-employment-subsidy", worker);
    expect(first?.when).toBe("2027-02-21");
    expect(first?.changes).toMatchObject([{ kind: "wait", when: "2027-02-21" }]);
  });

  it("too old a master is told that age cannot change, and no impossible advice", () => {
    const sets = changes("city-hukou-talent", { degree: "master", age: 46 });
    expect(sets).toHaveLength(1);
    expect(sets[0]?.isPossible).toBe(false);
    expect(sets[0]?.changes).toMatchObject([{ slot: "age", kind: "fixed" }]);
  });

  it("a student of whom no day is known is promised no day for the money either", () => {
    const student: Profile = {
      degree: "master",
      studyMode: "full-time",
      studying: true,
      employment: "employee",
      socialInsuranceMonths: 6,
    };
    const sets = changes("city-living-subsidy", student);
    expect(sets.length).toBeGreaterThan(0);
    for (const set of sets) expect(set.changes.every(({ when }) => when === null)).toBe(true);
  });

  it("what is known too roughly is an answer to give as well", () => {
    const [first] = changes("city-hukou-talent", {
      degree: "master",
      age: 25,
      graduatedOn: "2026",
    });
    expect(first?.changes).toMatchObject([{ slot: "graduatedOn", isAnswer: true }]);
    const [insured] = changes("city-graduate-employment-subsidy", {
      degree: "bachelor",
      employment: "employee",
      employerSize: 50,
      employerKind: "city-small",
      wageBelowAverage: true,
      socialInsuranceMonths: { min: 6, max: 14 },
      sameEmployerInsuranceMonths: 12,
      employerInsuredSince: "within-two-years",
    });
    expect(insured?.changes).toMatchObject([{ slot: "socialInsuranceMonths", isAnswer: true }]);
  });

  it("a graduation of four years ago asks whether it was abroad, by which the window goes", () => {
    const person: Profile = {
      degree: "master",
      studyMode: "full-time",
      graduatedOn: "2022-06-30",
      employment: "employee",
      socialInsuranceMonths: 12,
      firstInsured: "within-year",
    };
    const sets = changes("city-living-subsidy", person);
    expect(sets.map((set) => set.changes.map(({ slot, value }) => [slot, value]))).toEqual([
      [["overseasDegree", true]],
      [["nationality", "foreign"]],
    ]);
    expect(sets[0]?.changes[0]?.isAnswer).toBe(true);
  });

  it("born too early is told the same, and not to wait for it", () => {
    const sets = changes("city-hukou-talent", { degree: "master", birthDate: "1975-03-01" });
    expect(sets).toHaveLength(1);
    expect(sets[0]?.changes).toMatchObject([{ slot: "age", kind: "fixed", when: null }]);
  });

  it("a graduate of long ago is not told to wait until he studies again", () => {
    const sets = changes("city-student-startup-grant", {
      degree: "bachelor",
      graduatedOn: "2015-06-30",
      studying: false,
      sharePercent: 60,
      companyFoundedOn: "2025-01-01",
      socialInsuranceMonths: 24,
    });
    expect(sets.map(({ isPossible }) => isPossible)).toEqual([false]);
  });

  it("a student who graduates on a known day waits for it, and then finds work", () => {
    const student: Profile = {
      degree: "master",
      studyMode: "full-time",
      studying: true,
      graduatedOn: "2027-06-30",
      employment: "student",
      socialInsuranceMonths: 3,
    };
    const [first] = changes("city-living-subsidy", student);
    expect(first?.when).toBe("2027-06-30");
    expect(first?.changes).toMatchObject([
      { slot: "graduatedOn", kind: "wait", when: "2027-06-30" },
      { slot: "employment", kind: "act", value: "employee" },
    ]);
  });

  it("a student of whom no day is known waits until the studies are over", () => {
    const [first] = changes("city-hukou-talent", { degree: "master", age: 25, studying: true });
    expect(first?.changes).toMatchObject([
      { slot: "studying", kind: "wait", value: false, when: null },
    ]);
  });

  it("what is only unknown is an answer to give, no change to make", () => {
    const [first] = changes("city-hukou-talent", { degree: "master" });
    expect(first?.changes).toMatchObject([{ slot: "age", isAnswer: true }]);
  });

  it("somebody who graduates next year has to wait for it", () => {
    const student: Profile = {
      degree: "master",
      studyMode: "full-time",
      graduatedOn: "2027-06-30",
      employment: "employee",
      socialInsuranceMonths: 6,
    };
    const [first] = changes("city-living-subsidy", student);
    expect(first?.changes).toMatchObject([
      { slot: "graduatedOn", kind: "wait", when: "2027-06-30" },
    ]);
  });
});

describe("a person on a later day", () => {
  it("has more months of what goes on, and the same of the rest", () => {
    const person: Profile = {
      socialInsuranceMonths: 5,
      age: 30,
      degree: "master",
      employerSize: 9,
    };
    expect(advanceProfile(person, own.slots, TODAY, "2027-05-21")).toEqual({
      socialInsuranceMonths: 11,
      age: { min: 30, max: 31 },
      degree: "master",
      employerSize: 9,
    });
  });

  it("is exactly a year older after exactly a year", () => {
    expect(advanceProfile({ age: 30 }, own.slots, TODAY, "2027-11-21")).toEqual({ age: 31 });
  });

  it("who has graduated by then neither studies nor is a student any more", () => {
    const student: Profile = { studying: true, employment: "student", graduatedOn: "2027-06" };
    expect(advanceProfile(student, own.slots, TODAY, "2027-06-29")).toEqual(student);
    expect(advanceProfile(student, own.slots, TODAY, "2027-06-30")).toEqual({
      studying: false,
      graduatedOn: "2027-06",
    });
  });

  it("who works while studying goes on working after the graduation", () => {
    const student: Profile = { studying: true, employment: "employee", graduatedOn: "2027-06" };
    expect(advanceProfile(student, own.slots, TODAY, "2027-07-01")).toMatchObject({
      employment: "employee",
    });
  });

  it("does not hold somebody to it that he does not study before a graduation that lies ahead", () => {
    const person: Profile = { studying: false, graduatedOn: "2027" };
    expect(advanceProfile(person, own.slots, TODAY, "2027-02-01")).toEqual({ graduatedOn: "2027" });
  });

  it("has no more years of the subsidy than there can be", () => {
    const person: Profile = { rentalSubsidyYears: { min: 4, max: 5 } };
    expect(advanceProfile(person, own.slots, TODAY, "2029-11-21")).toEqual({
      rentalSubsidyYears: 6,
    });
  });

  it("is unchanged on the same day", () => {
    const person: Profile = { socialInsuranceMonths: { min: 1, max: 5 } };
    expect(advanceProfile(person, own.slots, TODAY, TODAY)).toBe(person);
  });
});

describe("the next question", () => {
  it("begins with what decides most money", () => {
    expect(nextQuestion(own.policies, {}, TODAY, own.slots)?.slot).toBe("degree");
  });

  it("asks for housing what the rental subsidy lacks, and says how many are left", () => {
    const rental = own.policies.filter(({ id }) => id === "city-rental-subsidy");
    const profile: Profile = {
      degree: "master",
      graduatedOn: "2026-06-30",
      socialInsuranceMonths: 6,
    };
    const next = nextQuestion(rental, profile, TODAY, own.slots);
    expect(next?.policies).toEqual([{ policy: "city-rental-subsidy", left: 2 }]);
    // The home is sensitive: it is asked last.
    expect(next?.slot).toBe("inPublicRental");
  });

  it("does not ask again what the person would rather not say", () => {
    const rental = own.policies.filter(({ id }) => id === "city-rental-subsidy");
    const profile: Profile = {
      degree: "master",
      graduatedOn: "2026-06-30",
      socialInsuranceMonths: 6,
      inPublicRental: false,
    };
    const skipped = new Set(["ownsHomeInHangzhou"]);
    expect(nextQuestion(rental, profile, TODAY, own.slots, skipped)).toBeNull();
  });
});
