import { describe, expect, it } from "vitest";
import { decodeHandOver, encodeHandOver } from "../../../src/shared/hand-over.js";
import { CARRIED_SLOTS } from "../../helpers/carried-slots.js";

describe("the code between page and bot", () => {
  it("stays as it is: the page and older links hold codes of this form", () => {
    const talk = {
      service: "example-hall",
      district: "alpha",
      profile: { degree: "master", studying: false, workDistrict: "alpha" },
    };
    const code = encodeHandOver(talk, CARRIED_SLOTS);
    expect(code).toBe("12fa4i_sexample-hall_dalpha_walpha");
    expect(decodeHandOver(code, CARRIED_SLOTS)).toEqual(talk);
  });

  it("carries nothing that names a person", () => {
    const profile = {
      birthDate: "2000-01-01",
      monthlyWageCny: 9000,
      age: 26,
      graduatedOn: "2024-06",
    };
    expect(encodeHandOver({ profile }, CARRIED_SLOTS)).toBe("10");
  });

  it("leaves out what does not fit, the least important first", () => {
    const long = "x".repeat(30);
    const talk = {
      service: long,
      topic: "hukou",
      district: long,
      profile: { homeDistrict: long },
    };
    const code = encodeHandOver(talk, CARRIED_SLOTS);
    expect(decodeHandOver(code, CARRIED_SLOTS)).toEqual({
      service: long,
      topic: "hukou",
      profile: {},
    });
  });

  it.each([
    "",
    "1",
    "2abc",
    "1zzzzzzzzzz",
    "10_",
    "10_s",
    "10_sA",
    "10_s..",
    `10_s${"x".repeat(80)}`,
  ])("refuses %j", (code) => {
    expect(decodeHandOver(code, CARRIED_SLOTS)).toBeNull();
  });
});
