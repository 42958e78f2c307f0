import { describe, expect, it } from "vitest";
import { assessAll, orderOfSteps, type Profile } from "../../../src/eligibility/index.js";
import { loadOwnPolicies } from "../../helpers/own-policies.js";

const own = await loadOwnPolicies();
const TODAY = "2026-11-21";
const screen = (profile: Profile, today = TODAY) =>
  assessAll(own.policies, profile, today, own.slots);
const ids = (list: readonly { readonly policy: string }[]) => list.map(({ policy }) => policy);

const GRADUATE: Profile = {
  degree: "master",
  studyMode: "full-time",
  graduatedOn: "2025-06-30",
  nationality: "cn",
  employment: "employee",
  employerSize: 50,
  employerKind: "city-small",
  wageBelowAverage: true,
  socialInsuranceMonths: 12,
  sameEmployerInsuranceMonths: 12,
  employerInsuredSince: "within-two-years",
  firstInsured: "within-year",
  workDistrict: "binjiang",
  ownsHomeInHangzhou: false,
  inPublicRental: false,
  hukou: "elsewhere",
  age: 27,
};

describe("screening", () => {
  it("adds up what is certain: living, rental and employment subsidy of a master", () => {
    const { now, sumCny, counted } = screen(GRADUATE);
    expect(ids(now)).toEqual(
      expect.arrayContaining(["city-living-subsidy", "city-rental-subsidy", "city-hukou-talent"]),
    );
    expect([...counted].sort()).toEqual([
      "city-graduate-employment-subsidy",
      "city-living-subsidy",
      "city-rental-subsidy",
    ]);
    expect(sumCny).toBe(30000 + 30000 + 6000);
  });

  it("names what waiting brings, with the day", () => {
    const { soon } = screen({ ...GRADUATE, socialInsuranceMonths: 9 });
    expect(soon.map(({ assessment, when }) => [assessment.policy, when])).toEqual([
      ["city-graduate-employment-subsidy", "2027-02-21"],
    ]);
  });

  it("does not promise what will be too late: the window closes before the months are full", () => {
    const late = { ...GRADUATE, graduatedOn: "2024-11-21", socialInsuranceMonths: 0 };
    expect(ids(screen(late).soon.map(({ assessment }) => assessment))).not.toContain(
      "city-living-subsidy",
    );
    expect(ids(screen(late).missed)).toContain("city-living-subsidy");
  });

  it("counts no ceiling and no amount between limits as money", () => {
    const founder: Profile = {
      degree: "bachelor",
      graduatedOn: "2024-06-30",
      employment: "founder",
      sharePercent: 60,
      companyFoundedOn: "2025-01-10",
      parkMonths: 8,
      socialInsuranceMonths: 10,
      studyMode: "part-time",
    };
    const { now, sumCny } = screen(founder);
    expect(ids(now)).toEqual(
      expect.arrayContaining(["city-startup-space-subsidy", "city-student-startup-grant"]),
    );
    expect(sumCny).toBe(0);
  });

  it("says which two cannot be combined, each pair once", () => {
    const founder: Profile = {
      supportGroup: "veteran",
      studying: false,
      employment: "founder",
      sharePercent: 60,
      companyFoundedOn: "2025-01-10",
      parkMonths: 8,
      leaseMonths: 14,
      socialInsuranceMonths: 10,
    };
    const { conflicts } = screen(founder);
    expect(conflicts).toHaveLength(1);
    expect([...(conflicts[0]?.policies ?? [])].sort()).toEqual([
      "city-startup-space-outside",
      "city-startup-space-subsidy",
    ]);
    // Sources give a ceiling for one and no sum for the other: which pays more is not known.
    expect(conflicts[0]?.better).toBeNull();
  });

  it("puts every policy in exactly one place", () => {
    for (const profile of [GRADUATE, {}, { employment: "student", studying: true }]) {
      const { now, soon, needsMore, missed, notCovered } = screen(profile);
      const all = [now, soon.map(({ assessment }) => assessment), needsMore, missed, notCovered];
      expect(all.flatMap(ids).sort()).toEqual(
        ids(own.policies.map(({ id }) => ({ policy: id }))).sort(),
      );
    }
  });
});

describe("order of steps", () => {
  it("begins with the window that closes first, and gives its last day", () => {
    const profile = { ...GRADUATE, graduatedOn: "2025-01-15" };
    const steps = orderOfSteps(screen(profile), own.policies, profile, TODAY);
    expect(steps.slice(0, 2).map(({ policy, lastDay }) => [policy, lastDay])).toEqual([
      ["city-living-subsidy", "2027-01-15"],
      ["city-rental-subsidy", "2027-01-15"],
    ]);
  });

  it("takes the earliest last day when the graduation is known by its year only", () => {
    const profile = { ...GRADUATE, graduatedOn: "2025" };
    const steps = orderOfSteps(screen(profile), own.policies, profile, TODAY);
    expect(steps[0]?.lastDay).toBe("2027-01-01");
  });

  it("names the yearly last day of the school application", () => {
    const parent: Profile = {
      hukou: "elsewhere",
      childEntersGradeOne: true,
      childResidencePermit: true,
      pointsPapersByMarch: true,
    };
    const steps = orderOfSteps(screen(parent, "2027-03-01"), own.policies, parent, "2027-03-01");
    expect(steps[0]).toMatchObject({ policy: "city-points-school", lastDay: "2027-04-10" });
  });
});
