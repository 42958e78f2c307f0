import { describe, expect, it } from "vitest";
import { createDesk } from "../../src/assistant/desk.js";
import { advanceProfile, whatWouldChange, type Profile } from "../../src/eligibility/index.js";
import { createKnowledgeBase } from "../../src/knowledge/index.js";
import { loadOwnPolicies } from "../helpers/own-policies.js";

const own = await loadOwnPolicies();
const { corpus } = own;
const desk = createDesk(corpus.data, createKnowledgeBase(corpus.data), () => "2026-11-21");

const judged = (policy: string, profile: Profile, today: string) => {
  const service = own.book.get(policy)?.services[0] ?? "";
  const result = desk.assess({ profile, today, services: [service] });
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  const verdict = result.verdicts.find((one) => one.policy === policy);
  if (verdict === undefined) throw new Error(`no verdict on ${policy}`);
  return verdict;
};

/** What somebody would have to be for a yes on a day; `null` where nobody gets one. */
function somebodyWithYes(id: string, today: string): Profile | null {
  const policy = own.book.get(id);
  if (policy === undefined) throw new Error(`no policy ${id}`);
  const set = whatWouldChange(policy, {}, today, own.slots, own.book).find(
    (one) => one.when === today,
  );
  if (set === undefined) return null;
  return set.changes.reduce<Profile>(
    (profile, { slot, value }) => (value === null ? profile : { ...profile, [slot]: value }),
    advanceProfile({}, own.slots, today, set.when),
  );
}

/** A yes is reached here in 2026 by somebody; the school application ends in April. */
const YES_IN_2026 = own.policies
  .map(({ id }) => [id, somebodyWithYes(id, "2026-11-21")] as const)
  .flatMap(([id, person]) => (person === null ? [] : [[id, person] as const]));

const isOldWord = (text: string): boolean => text.includes("可能有变，请先确认");

describe("a rule of which nothing new was heard", () => {
  it("leads to a yes today for somebody in these programmes and no others", () => {
    expect(YES_IN_2026.map(([id]) => id).sort()).toEqual([
      "city-blue-collar-flats",
      "city-flexible-insurance-subsidy",
      "city-foreigner-permanent-residence",
      "city-graduate-employment-subsidy",
      "city-home-purchase-subsidy",
      "city-housing-fund-rent",
      "city-hukou-counties",
      "city-hukou-family",
      "city-hukou-purchase",
      "city-hukou-skill",
      "city-hukou-talent",
      "city-living-subsidy",
      "city-living-subsidy-west",
      "city-postdoc-living",
      "city-public-rental",
      "city-qinghe-gift",
      "city-qinghe-station",
      "city-rental-subsidy",
      "city-rental-subsidy-extension",
      "city-residence-permit",
      "city-startup-guaranteed-loan",
      "city-startup-space-outside",
      "city-startup-space-subsidy",
      "city-student-startup-grant",
      "city-talent-class-e",
      "city-talent-rental-flats",
      "qiantang-jucai",
      "yuhang-qishou",
    ]);
  });

  it.each(YES_IN_2026)("%s: is said to be old, with its date, in 2035", (id) => {
    const person = somebodyWithYes(id, "2035-06-01");
    if (person === null) throw new Error(`nobody gets a yes of ${id} in 2035`);
    const verdict = judged(id, person, "2035-06-01");
    expect(verdict.outcome).toBe("eligible");
    expect(verdict.cautions?.filter(isOldWord)).toHaveLength(1);
  });

  it.each(YES_IN_2026)(
    "%s: does not hold before the first day that a source gives",
    (id, person) => {
      const first = own.book.get(id)?.rules[0]?.from ?? "";
      const before = `${String(Number(first.slice(0, 4)) - 1)}-12-31`;
      const verdict = judged(id, person, before);
      expect([verdict.outcome, verdict.reason]).toEqual(["not-covered", "before-first"]);
      expect(verdict.amountCny).toBeUndefined();
    },
  );

  it.each([
    ["yuhang-qishou", { rider: true, workDistrict: "yuhang" }, "2023"],
    ["qiantang-jucai", { recommended: true }, "2022"],
    ["city-foreigner-permanent-residence", {}, "2024"],
  ] as const)("%s: a report of years ago is said to be one already today", (id, person, year) => {
    const old = judged(id, person, "2026-11-21").cautions?.filter(isOldWord) ?? [];
    expect(old).toHaveLength(1);
    expect(old[0]).toContain(year);
  });

  it("is not called old while its statement is younger than a year", () => {
    // What is said of part-time postgraduates is of 2024: the youngest statement is that on a full-time bachelor.
    const person = { degree: "bachelor", studyMode: "full-time", graduatedOn: "2026-06-30" };
    for (const today of ["2026-11-21", "2027-06-30"]) {
      expect(judged("city-living-subsidy", person, today).cautions?.filter(isOldWord)).toEqual([]);
    }
    const later = judged("city-living-subsidy", person, "2027-07-01").cautions ?? [];
    expect(later.filter(isOldWord)).toHaveLength(1);
  });

  it("is over for good where its source gives an end", () => {
    const founder = { employment: "founder", employerSize: 1 };
    for (const today of ["2027-07-25", "2035-06-01"]) {
      expect(judged("binjiang-opc", founder, today)).toMatchObject({
        outcome: "ineligible",
        reason: "ended",
      });
    }
    const master = { degree: "master", age: 30, studying: false };
    for (const today of ["2023-05-08", "2035-06-01"]) {
      expect(judged("city-hukou-old-rules", master, today)).toMatchObject({
        outcome: "ineligible",
        reason: "ended",
      });
    }
  });

  it("names the day of the yes for a master's student whose day of graduation is known", () => {
    const student = { degree: "master", age: 25, studying: true, graduatedOn: "2027-06-30" };
    const verdict = judged("city-hukou-talent", student, "2026-11-21");
    expect(verdict.outcome).toBe("not-covered");
    expect(verdict.changes).toMatchObject([{ kind: "wait", when: "2027-06-30" }]);
  });
});
