import { beforeAll, describe, expect, it } from "vitest";
import { createDesk } from "../../../src/assistant/desk.js";
import { createKnowledgeBase } from "../../../src/knowledge/index.js";
import { loadOwnPolicies } from "../../helpers/own-policies.js";
import { loadTraditional } from "../../../src/text/traditional.js";

beforeAll(loadTraditional);

const { corpus } = await loadOwnPolicies();
const desk = createDesk(corpus.data, createKnowledgeBase(corpus.data), () => "2026-11-21");

const MASTER = {
  degree: "master",
  studyMode: "full-time",
  graduatedOn: "2025-06-30",
  employment: "employee",
  socialInsuranceMonths: 8,
};

function judged(request: Parameters<typeof desk.assess>[0]) {
  const result = desk.assess(request);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return result;
}

const verdictOf = (service: string, profile: Record<string, unknown>, locale?: "en" | "zh-TW") => {
  const { verdicts } = judged({ profile, services: [service], ...(locale && { locale }) });
  const [verdict] = verdicts;
  if (verdict === undefined) throw new Error(`no verdict for ${service}`);
  return verdict;
};

describe("the desk", () => {
  it("says yes with the sum, every criterion, its source and its date", () => {
    const verdict = verdictOf("city-living-subsidy", MASTER);
    expect(verdict).toMatchObject({ outcome: "eligible", amountCny: 30000, needed: [] });
    expect(verdict.because).toHaveLength(7);
    for (const { source, asOf, outcome } of verdict.because) {
      expect(corpus.sourceById.has(source)).toBe(true);
      expect([asOf?.slice(0, 2), outcome]).toEqual(["20", "met"]);
    }
  });

  it("no verdict goes without reason, source, day and the words that it is no decision of an office", () => {
    for (const profile of [{}, MASTER, { degree: "bachelor", age: 30, employment: "founder" }]) {
      for (const verdict of judged({ profile }).verdicts) {
        expect(verdict.because.length).toBeGreaterThan(0);
        for (const { source } of verdict.because) expect(corpus.sourceById.has(source)).toBe(true);
        expect(verdict.today).toBe("2026-11-21");
        expect(verdict.cautions?.at(-1)).toContain("不是主管部门的决定");
        expect(verdict.offices?.length).toBeGreaterThan(0);
        const texts = [
          ...verdict.because.map(({ criterion }) => criterion),
          ...verdict.changes.map(({ change }) => change),
        ];
        for (const text of texts) expect(text).not.toMatch(/[{}]|undefined|null/u);
      }
    }
  });

  it("names the slots that are missing exactly when it needs more", () => {
    for (const verdict of judged({ profile: { degree: "master" } }).verdicts) {
      expect(verdict.needed.length > 0).toBe(verdict.outcome === "needs-more");
      if (verdict.outcome !== "eligible") expect(verdict.amountCny).toBeUndefined();
    }
  });

  it("asks next what settles most, as a question with buttons", () => {
    const { next } = judged({ profile: {} });
    expect(next).toMatchObject({ slot: "degree", question: "您的最高学历是什么？" });
    expect(next?.choices.map(({ label }) => label)).toContain("不想说");
  });

  it("judges a bachelor's hukou as not covered, with the office to ask, and never by the old rule", () => {
    const verdict = verdictOf("city-hukou-bachelor", {
      degree: "bachelor",
      age: 30,
      socialInsuranceMonths: 24,
    });
    expect(verdict).toMatchObject({ outcome: "not-covered", reason: "silent" });
    expect(verdict.service).toBe("city-hukou-bachelor");
    expect(verdict.offices?.map(({ id }) => id)).toContain("phone-12345");
  });

  it("says of a service without rules that no source gives its conditions", () => {
    const verdict = verdictOf("xihu-living-subsidy", MASTER);
    expect(verdict).toMatchObject({ outcome: "not-covered", reason: "no-rule", needed: [] });
  });

  it("answers for the entry that a service covers", () => {
    const verdict = verdictOf("qiantang-fasttrack", { recommended: true });
    expect(verdict).toMatchObject({ service: "qiantang-fasttrack", outcome: "eligible" });
  });

  it("judges as on another day", () => {
    const result = judged({
      profile: MASTER,
      today: "2024-05-12",
      services: ["city-living-subsidy"],
    });
    expect(result.verdicts[0]).toMatchObject({ outcome: "not-covered", reason: "before-first" });
  });

  it("speaks English and traditional characters", () => {
    expect(verdictOf("city-living-subsidy", MASTER, "en").because[0]?.criterion).toBe(
      "Degree: bachelor, master or doctor",
    );
    expect(verdictOf("city-living-subsidy", MASTER, "zh-TW").name).toBe("應屆大學生生活補貼");
  });

  it.each([
    ["a slot that does not exist", { profile: { shoeSize: 42 } }, "profile.shoeSize"],
    ["a value of the wrong type", { profile: { age: "30" } }, "profile.age"],
    ["a day that does not exist", { profile: {}, today: "2026-02-30" }, "today"],
    ["a service that does not exist", { profile: {}, services: ["no-such"] }, "services[0]"],
  ])("refuses %s by name", (_name, request, field) => {
    const result = desk.assess(request);
    expect("problems" in result && result.problems.map((problem) => problem.field)).toEqual([
      field,
    ]);
  });

  it("checks a profile without judging", () => {
    expect(desk.check(MASTER)).toEqual([]);
    expect(desk.check({ degree: "phd" })).toMatchObject([{ field: "degree" }]);
  });
});
