import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findDates } from "../../../src/values/dates.js";
import { findDurations } from "../../../src/values/durations.js";
import { dayRange } from "../../../src/shared/dates.js";

const TODAY = "2026-11-21";
const values = (text: string, today = TODAY): string[] =>
  findDates(Array.from(text), today).map((date) => date.value);

describe("findDates", () => {
  it.each([
    ["去年9月", "2025-09"],
    ["明年三月", "2027-03"],
    ["前年", "2024"],
    ["24届", "2024"],
    ["2024届", "2024"],
    ["二〇二四年六月", "2024-06"],
    ["24年6月", "2024-06"],
    ["2024.6", "2024-06"],
    ["2024-06-30", "2024-06-30"],
    ["2024年6月30日", "2024-06-30"],
    ["2024/6/30", "2024-06-30"],
    ["上个月", "2026-10"],
    ["下个月", "2026-12"],
    ["今年上半年", "2026-06"],
    ["去年年底", "2025-12"],
    ["95年", "1995"],
    ["28届", "2028"],
    ["6月", "2026-06"],
    ["12月", "2025-12"],
    ["98年5月3号", "1998-05-03"],
  ])("%s is %s", (text, expected) => {
    expect(values(text)).toEqual([expected]);
  });

  it.each(["2024-02-30", "13月", "2024.13", "10年内", "3年前", "5个月"])(
    "%s is no date",
    (text) => {
      expect(values(text)).toEqual([]);
    },
  );

  it("counts relative dates from the last day of a less precise today", () => {
    expect(values("上个月", "2026")).toEqual(["2026-11"]);
  });

  it("gives a span its first and last day", () => {
    expect(findDates(Array.from("去年下半年"), TODAY)).toMatchObject([
      { from: "2025-07-01", to: "2025-12-31", kind: "span" },
    ]);
  });

  it("finds nothing when today is no date", () => {
    expect(values("去年", "soon")).toEqual([]);
  });

  it("gives only dates that exist, inside the text, in order and apart", () => {
    const unit = fc.constantFrom(..."零一二三十去今明前后年月日号届上下半个0123456789.-/毕业");
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        let last = 0;
        for (const date of findDates(Array.from(text), TODAY)) {
          expect(dayRange(date.value)).not.toBeNull();
          expect(date.from <= date.to).toBe(true);
          expect(date.start).toBeGreaterThanOrEqual(last);
          last = date.end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("findDurations", () => {
  it.each([
    ["半年", 6, 6],
    ["两年", 24, 24],
    ["一年半", 18, 18],
    ["6个月", 6, 6],
    ["18个月", 18, 18],
    ["三四个月", 3, 4],
    ["一年多", 12, 23],
    ["两年零三个月", 27, 27],
    ["半个月", 0.5, 0.5],
    ["十几个月", 11, 19],
  ])("%s is %d to %d months", (text, min, max) => {
    expect(findDurations(Array.from(text))).toMatchObject([{ min, max }]);
  });

  it.each(["2024年", "6月", "95年的人", "3年级"])("%s is no length of time", (text) => {
    expect(findDurations(Array.from(text))).toEqual([]);
  });
});
