import { describe, expect, it } from "vitest";
import { indexKnowledge } from "../../../src/knowledge/knowledge-index.js";
import type { Fact } from "../../../src/shared/provenance.js";

const fact = (id: string, asOf: string | null, rest: Partial<Fact> = {}): Fact => ({
  id,
  source: "example",
  says: id,
  figures: [],
  values: {},
  asOf,
  confidence: "high",
  conflicts: [],
  cites: [],
  ...rest,
});

/** What is said of a fact that another one, of 2024-05, says to have replaced. */
function disputesOf(asOf: string | null, rest: Partial<Fact> = {}) {
  const old = fact("old", asOf, { conflicts: ["new"], ...rest });
  const facts = [old, fact("new", "2024-05", { conflicts: ["old"], replaces: ["old"] })];
  const index = indexKnowledge({ services: [], channels: [], districts: [], sources: [], facts });
  return facts.map((one) => index.disputes(one).map(({ newer }) => newer?.id ?? null));
}

describe("a fact that says to have replaced another", () => {
  it.each([
    ["an earlier one", "2019", [["new"], ["new"]]],
    ["one of the same month", "2024-05", [["new"], ["new"]]],
    ["one of the same year", "2024", [["new"], ["new"]]],
    ["one without a date", null, [["new"], ["new"]]],
    ["one repeated at a later date, so that the two just disagree", "2026-06", [[null], [null]]],
  ])("has taken the place of %s", (_what, asOf, expected) => {
    expect(disputesOf(asOf)).toEqual(expected);
  });

  it("is in no dispute with a hint for editors", () => {
    expect(disputesOf("2019", { confidence: "low" })[1]).toEqual([]);
  });
});
