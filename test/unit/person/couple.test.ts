import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Profile } from "../../../src/eligibility/index.js";
import { asksOfTwo, factsOfTwo } from "../../../src/person/couple.js";
import { openTools } from "../../helpers/statement-rows.js";

const TODAY = "2026-11-21";
const tools = await openTools();
const read = (said: string) => tools.parse(said, TODAY).questions;

interface Row {
  readonly said: string;
  readonly named?: boolean;
  readonly one: Profile;
  readonly other: Profile;
}
// The file is this test's own.
const rows = parse(readFileSync(new URL("couple.yaml", import.meta.url), "utf8")) as Row[];

const factsIn = (said: string, isNamed = false) => factsOfTwo(read(said), isNamed, TODAY, tools);

describe("what one of a couple tells", () => {
  it.each(rows)("$said", ({ said, named, one, other }) => {
    expect(factsIn(said, named)).toEqual({ one, other });
  });
});

describe("whether both are asked for", () => {
  it.each([
    ["夫妻两个都可以领租房补贴吗", true],
    ["我和老婆都是硕士，租房补贴谁来申请", true],
    ["我是硕士，老婆是本科，租房补贴谁申请好", true],
    ["我和老婆租房住，租房补贴能领吗", false],
    ["我老婆是硕士，能落户吗", false],
    ["老婆问我租房补贴怎么领", false],
    ["who should apply, my wife and i are both masters", true],
    ["my wife is a master, can she get it", false],
  ])("%s: %s", (said, isOfTwo) => {
    expect(asksOfTwo(read(said), factsIn(said), tools.synonyms)).toBe(isOfTwo);
  });
});
