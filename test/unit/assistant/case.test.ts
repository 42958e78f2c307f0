import { describe, expect, it } from "vitest";
import { createDesk } from "../../../src/assistant/desk.js";
import { createKnowledgeBase } from "../../../src/knowledge/index.js";
import type { Block } from "../../../src/reply/types.js";
import { loadOwnPolicies } from "../../helpers/own-policies.js";

const { corpus } = await loadOwnPolicies();
const base = createKnowledgeBase(corpus.data);
const desk = createDesk(corpus.data, base, () => "2026-11-21");
const STAMP = "2026-11-21T04:00:00Z";

const GRADUATE = {
  degree: "master",
  studyMode: "full-time",
  graduatedOn: "2026-06-15",
  employment: "employee",
  socialInsuranceMonths: 5,
  workDistrict: "binjiang",
  ownsHomeInHangzhou: false,
  inPublicRental: false,
  nationality: "cn",
};

function judged(profile: Readonly<Record<string, unknown>>, services?: readonly string[]) {
  const result = desk.assess({ profile, blocks: true, ...(services && { services }) });
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return result;
}

const ofKind = <K extends Block["kind"]>(blocks: readonly Block[] | undefined, kind: K) =>
  (blocks ?? []).filter((block): block is Extract<Block, { kind: K }> => block.kind === kind);

describe("the order of steps", () => {
  it("begins with the window that closes first, with its last day and source", () => {
    const { steps, blocks } = judged(GRADUATE);
    expect(steps[0]).toMatchObject({ policy: "city-living-subsidy", lastDay: "2028-06-15" });
    const days = steps.map(({ lastDay }) => lastDay ?? "9999");
    expect(days).toEqual(days.toSorted());
    const [block] = ofKind(blocks, "steps");
    const known = new Set(
      ofKind(blocks, "sources").flatMap(({ items }) => items.map(({ id }) => id)),
    );
    for (const { lastDay, sources, asOf } of block?.items ?? []) {
      if (lastDay === null) continue;
      expect(sources.length).toBeGreaterThan(0);
      expect(asOf).not.toBeNull();
      for (const id of sources) expect(known).toContain(id);
    }
  });

  it("holds only what can be had now or soon", () => {
    const { steps, verdicts } = judged(GRADUATE);
    for (const { policy, from } of steps) {
      const outcome = verdicts.find((verdict) => verdict.policy === policy)?.outcome;
      expect([policy, outcome]).toEqual([policy, from > "2026-11-21" ? "ineligible" : "eligible"]);
    }
  });

  it("is of the services asked about only", () => {
    const { steps } = judged(GRADUATE, ["city-rental-subsidy"]);
    expect(steps.map(({ policy }) => policy)).toEqual(["city-rental-subsidy"]);
  });

  it("becomes a calendar with the last days, or none", () => {
    const with_ = desk.calendar({ profile: GRADUATE }, STAMP);
    expect("file" in with_ ? with_.file : null).toContain("DTSTART;VALUE=DATE:20280615");
    expect(desk.calendar({ profile: {} }, STAMP)).toEqual({ file: null });
    expect(desk.calendar({ profile: { degree: 5 } }, STAMP)).toHaveProperty("problems");
  });
});

describe("papers to bring", () => {
  it("are told for every service that can be had: the claims, or that no source lists them and whom to ask", () => {
    const { blocks, steps } = judged(GRADUATE);
    const listed = ofKind(blocks, "claims").map(({ title }) => title);
    const [silent] = ofKind(blocks, "missing");
    for (const { policy } of steps) {
      const service = base.service(
        corpus.data.policies.find(({ id }) => id === policy)?.services[0] ?? "",
      );
      const hasPapers = (service?.claims.materials.length ?? 0) > 0;
      const name = service?.name ?? "";
      expect([name, listed.includes(name)]).toEqual([name, hasPapers]);
      if (!hasPapers) expect(silent?.text).toContain(name);
    }
    expect(silent?.text).toContain("12345");
  });
});

describe("the districts side by side", () => {
  const [table] = ofKind(judged(GRADUATE).blocks, "districts");

  it("are those that we hold services for, the person's own marked", () => {
    expect(table?.rows.map(({ district }) => district).toSorted()).toEqual(
      [
        "binjiang",
        "fuyang",
        "linan",
        "linping",
        "qiantang",
        "shangcheng",
        "xiaoshan",
        "xihu",
        "yuhang",
      ].toSorted(),
    );
    expect(table?.rows.filter(({ mark }) => mark !== "").map(({ district }) => district)).toEqual([
      "binjiang",
    ]);
  });

  it("give a source and a date for everything they say", () => {
    const items = table?.rows.flatMap(({ cells }) => cells.flat()) ?? [];
    expect(items.length).toBeGreaterThan(3);
    for (const { claim } of items) {
      expect(claim.sources.length).toBeGreaterThan(0);
      expect(claim.asOf).not.toBe("");
    }
  });

  it("leave out what the person cannot have, and columns in which nobody has anything", () => {
    const { verdicts, blocks } = judged(GRADUATE);
    const closed = verdicts
      .filter(({ outcome }) => outcome === "ineligible")
      .map(({ name }) => name);
    const [own] = ofKind(blocks, "districts");
    const titles = own?.rows.flatMap(({ cells }) => cells.flat().map(({ title }) => title)) ?? [];
    expect(closed.length).toBeGreaterThan(3);
    for (const title of titles) expect(title).not.toMatch(/^✘/u);
    own?.columns.forEach((_, index) => {
      expect(own.rows.some(({ cells }) => (cells[index]?.length ?? 0) > 0)).toBe(true);
    });
  });

  it("say nothing for nobody", () => {
    expect(ofKind(judged({}).blocks, "steps").length).toBeLessThanOrEqual(1);
    for (const { cells } of ofKind(judged({}).blocks, "districts").flatMap(({ rows }) => rows)) {
      for (const { claim } of cells.flat()) expect(claim.sources.length).toBeGreaterThan(0);
    }
  });
});
