import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addMonths,
  dateParts,
  dayRange,
  daysInMonth,
  isLocalDate,
  isOlderThan,
  isPartialDate,
  newestFirst,
} from "../../../src/shared/dates.js";

describe("partial dates", () => {
  it.each([
    ["2024-02-29", "2024-02-29", "2024-02-29"],
    ["2000-02-29", "2000-02-29", "2000-02-29"],
    ["2024-02", "2024-02-01", "2024-02-29"],
    ["2023-02", "2023-02-01", "2023-02-28"],
    ["2022-Q2", "2022-04-01", "2022-06-30"],
    ["2022-Q4", "2022-10-01", "2022-12-31"],
    ["2022", "2022-01-01", "2022-12-31"],
  ])("%s covers %s to %s", (date, from, to) => {
    expect(dayRange(date)).toEqual({ from, to });
    expect(isPartialDate(date)).toBe(true);
  });

  it.each([
    "2023-02-29",
    "2024-13",
    "2024-00",
    "2024-04-31",
    "2024-04-00",
    "2022-Q5",
    "1900-02-29",
    "",
    "24-1-1",
  ])("%s is no date", (date) => {
    expect(isPartialDate(date)).toBe(false);
    expect(dateParts(date)).toBeNull();
  });

  it("only a whole day is a local date", () => {
    expect(isLocalDate("2024-04-01")).toBe(true);
    for (const other of ["2024-04", "2024", "2024-Q1", "2024-04-31", ""]) {
      expect(isLocalDate(other)).toBe(false);
    }
  });

  it("names the parts that it has, and no others", () => {
    expect(dateParts("2022-Q2")).toEqual({ year: 2022, quarter: 2 });
    expect(dateParts("2024-04")).toEqual({ year: 2024, month: 4 });
    expect(dateParts("2024-04-05")).toEqual({ year: 2024, month: 4, day: 5 });
  });
});

describe("months", () => {
  it.each([
    ["2024-01-31", 1, "2024-02-29"],
    ["2023-01-31", 1, "2023-02-28"],
    ["2024-03-31", -1, "2024-02-29"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2024-02-29", 48, "2028-02-29"],
    ["2023-12-15", 1, "2024-01-15"],
    ["2024-01-15", -1, "2023-12-15"],
  ])("%s and %i months make %s", (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  const day = fc
    .record({ year: fc.integer({ min: 1900, max: 2100 }), month: fc.integer({ min: 1, max: 12 }) })
    .chain(({ year, month }) =>
      fc
        .integer({ min: 1, max: daysInMonth(year, month) })
        .map((d) => `${year}-${String(month).padStart(2, "0")}-${String(d).padStart(2, "0")}`),
    );

  it("adding months gives a day that exists, in the month meant", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -600, max: 600 }), (date, months) => {
        const later = addMonths(date, months);
        expect(isLocalDate(later)).toBe(true);
        const index = (text: string): number =>
          Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
        expect(index(later) - index(date)).toBe(months);
      }),
    );
  });

  it("a later day never becomes an earlier one by adding the same months", () => {
    fc.assert(
      fc.property(day, day, fc.integer({ min: 0, max: 60 }), (a, b, months) => {
        const [first, second] = a <= b ? [a, b] : [b, a];
        expect(addMonths(first, months) <= addMonths(second, months)).toBe(true);
      }),
    );
  });
});

describe("age of a statement", () => {
  it("is counted from the last day that its date can mean", () => {
    expect(isOlderThan("2025-11", "2026-11-30", 12)).toBe(false);
    expect(isOlderThan("2025-11", "2026-12-01", 12)).toBe(true);
    expect(isOlderThan("2025-11-20", "2026-11-20", 12)).toBe(false);
    expect(isOlderThan("2025-11-20", "2026-11-21", 12)).toBe(true);
  });

  it("counts as old when the date is unknown", () => {
    expect(isOlderThan(null, "2026-11-21", 12)).toBe(true);
  });

  it("sorts newest first, unknown last", () => {
    expect([null, "2022-Q2", "2024-04", "2024"].sort(newestFirst)).toEqual([
      "2024",
      "2024-04",
      "2022-Q2",
      null,
    ]);
    expect(["someday", "2022"].sort(newestFirst)).toEqual(["2022", "someday"]);
  });
});
