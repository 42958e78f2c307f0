import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readProfile } from "../../../src/eligibility/index.js";
import { loadOwnPolicies } from "../../helpers/own-policies.js";

const { forms } = await loadOwnPolicies();
const fieldsOf = (raw: Readonly<Record<string, unknown>>) =>
  readProfile(raw, forms).problems.map(({ field }) => field);

describe("a profile", () => {
  it("of every kind of value is taken as it is", () => {
    const raw = { degree: "master", graduatedOn: "2024-06", studying: false, age: 30 };
    expect(readProfile(raw, forms)).toEqual({ profile: raw, problems: [] });
  });

  it("may hold limits; those of dates become days", () => {
    const raw = { age: { min: 30, max: 33 }, graduatedOn: { min: "2024", max: "2025-06" } };
    expect(readProfile(raw, forms).profile).toEqual({
      age: { min: 30, max: 33 },
      graduatedOn: { min: "2024-01-01", max: "2025-06-30" },
    });
  });

  it.each([
    ["a slot that does not exist", { shoeSize: 42 }, "shoeSize"],
    ["a word for a number", { age: "30" }, "age"],
    ["a number for a word", { degree: 3 }, "degree"],
    ["a choice that does not exist", { degree: "phd" }, "degree"],
    ["a word for yes", { studying: "true" }, "studying"],
    ["one for yes", { studying: 1 }, "studying"],
    ["a day that does not exist", { graduatedOn: "2025-02-29" }, "graduatedOn"],
    ["a quarter, which is no graduation day", { graduatedOn: "2025-Q2" }, "graduatedOn"],
    ["a year as a number", { graduatedOn: 2025 }, "graduatedOn"],
    ["a year before anybody living", { birthDate: "1066" }, "birthDate"],
    ["an age below zero", { age: -1 }, "age"],
    ["an age above all", { age: 121 }, "age"],
    ["half a month", { socialInsuranceMonths: 5.5 }, "socialInsuranceMonths"],
    ["more than the whole", { sharePercent: 100.5 }, "sharePercent"],
    ["no number at all", { age: Number.NaN }, "age"],
    ["null", { age: null }, "age"],
    ["a list", { degree: ["master"] }, "degree"],
    ["limits the wrong way round", { age: { min: 40, max: 30 } }, "age"],
    ["limits of nothing", { age: {} }, "age"],
    ["limits with something else", { age: { min: 1, about: 2 } }, "age"],
    ["limits of a choice", { degree: { min: 1 } }, "degree"],
  ])("with %s is refused by name, nothing is bent", (_name, raw, field) => {
    expect(fieldsOf(raw)).toEqual([field]);
    expect(readProfile(raw, forms).profile).toEqual({});
  });

  it("with several faults names them all and keeps what is right", () => {
    const { profile, problems } = readProfile({ age: "x", degree: "y", studying: true }, forms);
    expect(problems.map(({ field }) => field)).toEqual(["age", "degree"]);
    expect(profile).toEqual({ studying: true });
  });

  it("never makes the program fail, whatever it holds", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), (raw) => {
        expect(() => readProfile(raw, forms)).not.toThrow();
      }),
    );
    const hostile: unknown = JSON.parse('{"__proto__": {"degree": "master"}, "constructor": 1}');
    expect(fieldsOf(hostile as Record<string, unknown>).length).toBe(2);
  });
});
