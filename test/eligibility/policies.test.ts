import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { assess, readProfile } from "../../src/eligibility/index.js";
import { loadOwnPolicies } from "../helpers/own-policies.js";
import { repositoryRoot } from "../helpers/repository-root.js";

/** A case: what is known of a person, the day, and what a clerk would say. */
const testCase = z.strictObject({
  name: z.string(),
  date: z.string(),
  slots: z.record(z.string(), z.unknown()),
  outcome: z.enum(["eligible", "ineligible", "needs-more", "not-covered"]),
  reason: z.enum(["ended", "before-first", "silent"]).optional(),
  amountCny: z.union([z.number(), z.literal("none")]).optional(),
  amountRange: z.tuple([z.number(), z.number()]).optional(),
  needed: z.array(z.string()).optional(),
});

const folder = path.join(repositoryRoot, "test/eligibility");
const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

const own = await loadOwnPolicies();

/** Fewer would leave out a threshold or a day that people argue about. */
const LEAST_CASES = 12;

describe("cases by policy", () => {
  it("every policy has its file of cases, and every file its policy", () => {
    expect(files.map((name) => name.replace(/\.yaml$/u, "")).sort()).toEqual(
      own.policies.map(({ id }) => id).sort(),
    );
  });
});

describe.each(files)("%s", (file) => {
  const cases = z.array(testCase).parse(parse(readFileSync(path.join(folder, file), "utf8")));
  const policy = own.book.get(file.replace(/\.yaml$/u, ""));
  if (policy === undefined) throw new Error(`${file} has no policy`);

  it(`has at least ${String(LEAST_CASES)} cases, each with its own sentence`, () => {
    expect(cases.length).toBeGreaterThanOrEqual(LEAST_CASES);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  it.each(cases)("$name", (one) => {
    const { profile, problems } = readProfile(one.slots, own.forms);
    expect(problems).toEqual([]);
    const assessment = assess(policy, profile, one.date, own.book);
    expect(assessment.outcome, JSON.stringify(assessment.trail)).toBe(one.outcome);
    if (one.reason !== undefined) expect(assessment.reason).toBe(one.reason);
    if (one.needed !== undefined) expect(assessment.needed).toEqual(one.needed);
    const { amount } = assessment;
    if (one.amountCny === "none") expect(amount).toBeNull();
    else if (one.amountCny !== undefined) {
      expect([amount?.kind, amount?.min, amount?.max]).toEqual([
        "fixed",
        one.amountCny,
        one.amountCny,
      ]);
    }
    if (one.amountRange !== undefined) {
      const [min, max] = one.amountRange;
      expect(amount?.max).toBe(max);
      expect(amount?.kind === "ceiling" ? 0 : amount?.min).toBe(min);
    }
    // Whatever the verdict: it says why, by which fact, and as on which day.
    expect(assessment.today).toBe(one.date);
    expect(assessment.trail.length).toBeGreaterThan(0);
    for (const entry of assessment.trail) expect(entry.facts.length).toBeGreaterThan(0);
  });
});
