import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findNumerals, readNumeral } from "../../../src/values/numerals.js";

const read = (text: string): (number | [number, number])[] =>
  findNumerals(Array.from(text)).map(({ min, max }) => (min === max ? min : [min, max]));

describe("findNumerals", () => {
  it.each<[string, (number | [number, number])[]]>([
    ["三万五", [35_000]],
    ["两万", [20_000]],
    ["1.5万", [15_000]],
    ["3万", [30_000]],
    ["3w", [30_000]],
    ["8k", [8000]],
    ["12,000", [12_000]],
    ["十", [10]],
    ["十五", [15]],
    ["二十", [20]],
    ["廿五", [25]],
    ["一百二", [120]],
    ["一百零二", [102]],
    ["一千零五", [1005]],
    ["二〇二四", [2024]],
    ["一点五万", [15_000]],
    ["一亿", [100_000_000]],
    ["一百二十万", [1_200_000]],
    ["俩", [2]],
    ["半", [0.5]],
    ["十几", [[11, 19]]],
    ["二十几", [[21, 29]]],
    ["几十", [[20, 90]]],
    ["几万", [[20_000, 90_000]]],
    ["三四", [[3, 4]]],
    ["两三万", [[20_000, 30_000]]],
    ["七八百", [[700, 800]]],
    ["30多", [[30, 39]]],
    ["300多", [[300, 399]]],
    ["3-5", [[3, 5]]],
    ["三到五", [[3, 5]]],
    ["1-2万", [[10_000, 20_000]]],
    ["20-50万", [[200_000, 500_000]]],
    ["二十到五十万", [[200_000, 500_000]]],
    ["150到250万", [[1_500_000, 2_500_000]]],
    ["0.5到1万", [[5000, 10_000]]],
    ["8到10k", [[8000, 10_000]]],
    ["三到五千", [[3000, 5000]]],
    ["5千到1万", [[5000, 10_000]]],
    ["1到1万", [[1, 10_000]]],
    ["三到五百", [[3, 500]]],
    ["3到3", [3]],
    ["5到3", [5, 3]],
    ["十多", [[10, 19]]],
    ["三十几多", [[31, 39]]],
    ["三十五六", [[35, 36]]],
    ["三二万", []],
    ["二二万", []],
    ["一百二三", []],
    ["一二三", [123]],
    ["零一", [1]],
    ["一点二千", [1200]],
    ["三点六", [3.6]],
    ["几点五", []],
    ["十万", [100_000]],
    ["月薪8000房租三千", [8000, 3000]],
    ["几", []],
    ["点", []],
  ])("%s", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it("says where a numeral stands", () => {
    expect(findNumerals(Array.from("我有三万五元"))).toEqual([
      { min: 35_000, max: 35_000, start: 2, end: 5 },
    ]);
  });

  it("counts in characters also behind those that take two places", () => {
    expect(findNumerals(Array.from("😀😀三万"))).toEqual([
      { min: 30_000, max: 30_000, start: 2, end: 4 },
    ]);
  });

  it("reads every number written out in Chinese back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), (value) => {
        expect(readNumeral(writeOut(value))).toEqual([value, value]);
      }),
      { numRuns: 500 },
    );
  });

  it("never throws, and never gives a least above a most", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."零一二三十百千万亿几多点半两0123456789.,-到kw元") }),
        (text) => {
          for (const { min, max, start, end } of findNumerals(Array.from(text))) {
            expect(min).toBeLessThanOrEqual(max);
            expect(start).toBeLessThan(end);
            expect(end).toBeLessThanOrEqual(text.length);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

/** A number in full Chinese numerals, as schoolbooks have it. */
function writeOut(value: number): string {
  const digits = "零一二三四五六七八九";
  const section = (part: number): string => {
    let text = "";
    let pendingZero = false;
    for (const [unit, mark] of [
      [1000, "千"],
      [100, "百"],
      [10, "十"],
      [1, ""],
    ] as const) {
      const digit = Math.floor(part / unit) % 10;
      if (digit === 0) pendingZero = text !== "";
      else {
        text += `${pendingZero ? "零" : ""}${digits.charAt(digit)}${mark}`;
        pendingZero = false;
      }
    }
    return text;
  };
  const high = Math.floor(value / 10_000);
  const low = value % 10_000;
  if (high === 0) return section(low);
  return `${section(high)}万${low > 0 && low < 1000 ? "零" : ""}${section(low)}`;
}
