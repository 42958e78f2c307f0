import { describe, expect, it } from "vitest";
import { createDesk } from "../../../src/assistant/desk.js";
import { createKnowledgeBase } from "../../../src/knowledge/index.js";
import { loadOwnPolicies } from "../../helpers/own-policies.js";

const { corpus } = await loadOwnPolicies();
const TODAY = "2026-11-21";
const desk = createDesk(corpus.data, createKnowledgeBase(corpus.data), () => TODAY);

const MASTER = {
  degree: "master",
  studyMode: "full-time",
  graduatedOn: "2025-06-30",
  nationality: "cn",
  employment: "employee",
  socialInsuranceMonths: 12,
  firstInsured: "within-year",
};

const judged = (profile: Record<string, unknown>, partner: Record<string, unknown>) => {
  const result = desk.assess({ profile, partner, blocks: true });
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return result;
};

describe("a case with a partner", () => {
  const home = { ownsHomeInHangzhou: false, inPublicRental: false };
  const { pair, blocks = [] } = judged({ ...MASTER, ...home }, MASTER);

  it("has the household's money once, and each one's own", () => {
    expect(pair?.sumCny).toBe(30_000 + 30_000 + 30_000);
    expect(pair?.household).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ policy: "city-rental-subsidy", applicant: "either" }),
      ]),
    );
  });

  it("is told in words, under a heading of its own, before the verdicts of the one", () => {
    expect(blocks[0]).toEqual({ kind: "heading", text: "你们两个人一起看" });
    expect(pair?.lines.join("\n")).toContain("一户一份");
  });

  it("rests on facts that say that the money is the household's", () => {
    for (const { facts } of pair?.household ?? []) {
      expect(facts.length).toBeGreaterThan(0);
      for (const id of facts) expect(corpus.factById.has(id)).toBe(true);
    }
  });

  it("knows of the one what the partner told of the household", () => {
    const { verdicts } = judged(MASTER, { ...MASTER, ownsHomeInHangzhou: true });
    const rental = verdicts.find(({ policy }) => policy === "city-rental-subsidy");
    expect(rental?.outcome).toBe("ineligible");
  });

  it("refuses what cannot be taken, by the partner's name", () => {
    expect(desk.assess({ profile: {}, partner: { degree: 5 } })).toMatchObject({
      problems: [{ field: "partner.degree" }],
    });
  });

  it("is absent where no partner is sent", () => {
    expect(desk.assess({ profile: MASTER })).not.toHaveProperty("pair");
  });
});
