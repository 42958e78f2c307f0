import { describe, expect, it } from "vitest";
import { nearest } from "../../../src/corpus/nearest.js";

describe("what was probably meant", () => {
  it.each([
    ["alias", ["aliases", "name"], "aliases"],
    ["housing-subsdy", ["housing-subsidy", "rental-subsidy"], "housing-subsidy"],
    ["hwo", ["how", "when"], "how"],
    ["knid", ["id", "kind"], "kind"],
    ["ho", ["how", "who"], "how"],
    ["weather", ["housing-subsidy"], null],
    ["x", [], null],
  ])("%s among %j is %j", (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });
});
