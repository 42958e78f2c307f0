import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMonths } from "../../../src/shared/dates.js";
import { addDays, ageOf, completedMonths, daysOf } from "../../../src/eligibility/values.js";

describe("completed months", () => {
  it.each([
    ["2026-05-21", "2026-11-21", 6],
    ["2026-05-22", "2026-11-21", 5],
    ["2026-08-31", "2027-02-28", 6],
    ["2026-08-31", "2027-02-27", 5],
    ["2024-02-29", "2025-02-28", 12],
    ["2026-11-21", "2026-11-21", 0],
    ["2026-11-22", "2026-11-21", -1],
  ])("from %s to %s: %i", (from, to, months) => {
    expect(completedMonths(from, to)).toBe(months);
  });

  it("are the most months that added to the first day do not pass the second", () => {
    const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays("1950-01-01", days));
    fc.assert(
      fc.property(day, day, (from, to) => {
        const months = completedMonths(from, to);
        expect(addMonths(from, months) <= to).toBe(true);
        expect(addMonths(from, months + 1) > to).toBe(true);
      }),
    );
  });
});

describe("age", () => {
  it.each([
    ["the day before the birthday", { birthDate: "1990-11-22" }, { min: 35, max: 35 }],
    ["the birthday itself", { birthDate: "1990-11-21" }, { min: 36, max: 36 }],
    ["only the year", { birthDate: "1990" }, { min: 35, max: 36 }],
    [
      "a year narrowed by the age that was said",
      { birthDate: "1990", age: 36 },
      { min: 36, max: 36 },
    ],
    [
      "two statements that contradict each other span both",
      { birthDate: "1990-01-01", age: 20 },
      { min: 20, max: 36 },
    ],
    ["thirty and a bit", { age: { min: 30, max: 33 } }, { min: 30, max: 33 }],
    [
      "born between two days",
      { birthDate: { min: "1990-11-21", max: "1991-11-22" } },
      { min: 34, max: 36 },
    ],
    ["nothing", {}, null],
  ])("%s", (_name, profile, age) => {
    expect(ageOf(profile, "2026-11-21")).toEqual(age);
  });

  it("of somebody born on 29 February grows on 28 February of other years", () => {
    expect(ageOf({ birthDate: "2000-02-29" }, "2027-02-27")).toEqual({ min: 26, max: 26 });
    expect(ageOf({ birthDate: "2000-02-29" }, "2027-02-28")).toEqual({ min: 27, max: 27 });
  });
});

describe("graduation of somebody who still studies", () => {
  const today = "2026-11-21";
  it("lies ahead when no date is known", () => {
    expect(daysOf({ studying: true }, "graduatedOn", today)?.from).toBe("2026-11-22");
  });
  it("is narrowed to what lies ahead when the year has begun", () => {
    const days = daysOf({ studying: true, graduatedOn: "2026" }, "graduatedOn", today);
    expect(days).toEqual({ from: "2026-11-22", to: "2026-12-31" });
  });
  it("can be any day of both statements when they contradict each other", () => {
    const days = daysOf({ studying: true, graduatedOn: "2025-06" }, "graduatedOn", today);
    expect(days?.from).toBe("2025-06-01");
    expect((days?.to ?? "") > today).toBe(true);
  });
  it("is over for somebody who studies no more and graduates in the year that has begun", () => {
    const days = daysOf({ studying: false, graduatedOn: "2026" }, "graduatedOn", today);
    expect(days).toEqual({ from: "2026-01-01", to: today });
  });
  it("is left as stated where it lies ahead although nobody studies", () => {
    const days = daysOf({ studying: false, graduatedOn: "2027-06" }, "graduatedOn", today);
    expect(days).toEqual({ from: "2027-06-01", to: "2027-06-30" });
  });
  it("is as stated for somebody who does not study any more", () => {
    expect(daysOf({ studying: false, graduatedOn: "2025-06" }, "graduatedOn", today)).toEqual({
      from: "2025-06-01",
      to: "2025-06-30",
    });
  });
});
