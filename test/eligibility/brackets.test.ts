import { describe, expect, it } from "vitest";
import { amountOf, outcomeOf, type Profile } from "../../src/eligibility/index.js";
import { addDays } from "../../src/eligibility/values.js";
import { addMonths } from "../../src/shared/dates.js";
import { loadOwnPolicies } from "../helpers/own-policies.js";

const own = await loadOwnPolicies();

const policyOf = (id: string) => {
  const policy = own.book.get(id);
  if (policy === undefined) throw new Error(`no policy ${id}`);
  return policy;
};

const judge = (id: string, profile: Profile, today: string) =>
  outcomeOf(policyOf(id), profile, today);

function* daysFrom(first: string, last: string): Generator<string> {
  for (let day = first; day <= last; day = addDays(day, 1)) yield day;
}

/** How often two neighbours differ: a bracket without gap and overlap has one edge on each side. */
const edges = (values: readonly unknown[]): number =>
  values.filter((value, index) => index > 0 && value !== values[index - 1]).length;

const GRADUATE: Profile = {
  degree: "doctor",
  studyMode: "full-time",
  employment: "employee",
  socialInsuranceMonths: 12,
  firstInsured: "within-year",
  ownsHomeInHangzhou: false,
  inPublicRental: false,
};

describe("brackets have no gap and no overlap", () => {
  it.each([
    ["city-living-subsidy", { nationality: "cn" }, 24],
    // Beyond five years sources differ since autumn 2026: no yes, and no plain no either.
    ["city-living-subsidy", { nationality: "foreign" }, 60],
    ["city-rental-subsidy", {}, 24],
  ] as const)("%s %o: one unbroken window of graduation days", (id, more, most) => {
    for (const today of ["2026-11-21", "2026-02-28", "2028-02-29", "2026-08-31", "2027-01-01"]) {
      const months = most === 60 && today < "2026-09-30" ? 72 : most;
      const days = [...daysFrom(addMonths(today, -months - 2), addDays(today, 3))];
      const outcomes = days.map((graduatedOn) =>
        judge(id, { ...GRADUATE, ...more, graduatedOn }, today),
      );
      expect(edges(outcomes.map((outcome) => outcome === "eligible"))).toBe(2);
      // The first day of the window is the first one from which the period has not run out.
      const first = days[outcomes.indexOf("eligible")] ?? "";
      expect(addMonths(first, months) >= today).toBe(true);
      expect(addMonths(addDays(first, -1), months) < today).toBe(true);
      expect(days[outcomes.lastIndexOf("eligible")]).toBe(today);
    }
  });

  it("each graduation day of a doctor has exactly one amount, and it changes once, after 14 October 2021", () => {
    const amounts = [...daysFrom("2020-11-21", "2026-11-21")].map((graduatedOn) => {
      const profile = { ...GRADUATE, nationality: "foreign", graduatedOn };
      const amount = amountOf(policyOf("city-living-subsidy"), profile, "2026-11-21", own.book);
      expect(amount?.min).toBe(amount?.max);
      return amount?.max;
    });
    expect(new Set(amounts)).toEqual(new Set([50000, 100000]));
    expect(edges(amounts)).toBe(1);
    const days = [...daysFrom("2020-11-21", "2026-11-21")];
    expect(days[amounts.lastIndexOf(50000)]).toBe("2021-10-14");
  });

  it.each([
    ["associate", 35],
    ["master", 45],
  ])(
    "hukou of a %s: every age below %i and none above; the year itself is handed over",
    (degree, limit) => {
      const worker = {
        degree,
        studyMode: "full-time",
        employment: "employee",
        workDistrict: "xihu",
      };
      for (let age = 0; age <= 120; age += 1) {
        const expected = age < limit ? "eligible" : age === limit ? "not-covered" : "ineligible";
        expect(judge("city-hukou-talent", { ...worker, age }, "2026-11-21")).toBe(expected);
      }
      for (const today of ["2026-11-21", "2027-02-28", "2028-02-29", "2027-03-01"]) {
        const turning = addMonths(today, -12 * (limit + 1));
        const outcomes = [...daysFrom(addDays(turning, -40), addDays(turning, 40))].map(
          (birthDate) => judge("city-hukou-talent", { ...worker, birthDate }, today),
        );
        expect(edges(outcomes)).toBe(1);
        expect(outcomes[0]).toBe("ineligible");
      }
    },
  );

  it("every degree has its verdict in the living subsidy: three are paid, two are not", () => {
    const degrees = own.slots.get("degree")?.values ?? [];
    const paid = degrees.filter(
      (degree) =>
        judge(
          "city-living-subsidy",
          { ...GRADUATE, degree, graduatedOn: "2026-01" },
          "2026-11-21",
        ) === "eligible",
    );
    expect(degrees).toHaveLength(5);
    expect(paid).toEqual(["bachelor", "master", "doctor"]);
  });

  it("on every day from 2019 to 2029 each policy has one rule at most, and days before the first have none", () => {
    for (const policy of own.policies) {
      const starts = policy.rules.map(({ from }) => from);
      expect(starts).toEqual([...new Set(starts)].sort());
      for (const start of starts) {
        const before = outcomeOf(policy, {}, addDays(start, -1));
        if (start === starts[0]) expect(before).toBe("not-covered");
      }
    }
  });

  it("the one-person-company policy of one year ends after its last day", () => {
    const founder = { employment: "founder" };
    expect(judge("binjiang-opc", founder, "2027-07-24")).toBe("not-covered");
    expect(judge("binjiang-opc", founder, "2027-07-25")).toBe("ineligible");
  });
});
