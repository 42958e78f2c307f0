import { describe, expect, it } from "vitest";
import { createRecent } from "../../../src/shared/recent.js";

describe("what was used most lately", () => {
  it("is made once and given again", () => {
    const recent = createRecent<object>(2);
    const first = recent.get("a", () => ({}));
    expect(recent.get("a", () => ({}))).toBe(first);
  });

  it("makes room for others in the order of its last use", () => {
    const recent = createRecent<string>(2);
    const made: string[] = [];
    for (const key of ["a", "b", "a", "c", "a", "b"]) {
      recent.get(key, () => {
        made.push(key);
        return key;
      });
    }
    expect(made).toEqual(["a", "b", "c", "b"]);
  });

  it("is nothing when nothing is to be kept", () => {
    const recent = createRecent<object>(0);
    expect(recent.get("a", () => ({}))).not.toBe(recent.get("a", () => ({})));
  });
});
