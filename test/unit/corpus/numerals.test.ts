import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { multiplierOf, readNumeral } from "../../../src/corpus/numerals.js";

describe("Chinese numerals", () => {
  it.each([
    ["零", 0],
    ["两", 2],
    ["十", 10],
    ["十五", 15],
    ["二十", 20],
    ["三百二十", 320],
    ["一百零五", 105],
    ["三百五", 350],
    ["三万五", 35_000],
    ["一万零三百", 10_300],
    ["两千万", 20_000_000],
    ["千万", 10_000_000],
    ["万", 10_000],
    ["三亿五千万", 350_000_000],
    ["一万亿", 1e12],
    ["二〇二四", 2024],
    ["半", 0.5],
  ])("%s is %d", (text, value) => {
    expect(readNumeral(text)).toBe(value);
  });

  it.each(["", "个", "三个", "半百", "一百二三"])("%j is no numeral", (text) => {
    expect(readNumeral(text) ?? 0).toBe(0);
  });

  it("reads back what is written out in full", () => {
    const digits = "零一二三四五六七八九";
    const written = (value: number): string =>
      [...String(value)]
        .map((digit, index, all) => {
          const unit = ["", "十", "百", "千"][all.length - 1 - index] ?? "";
          return digit === "0" ? "零" : digits.charAt(Number(digit)) + unit;
        })
        .join("")
        .replace(/零+$/u, "")
        .replace(/零+/gu, "零");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (value) => {
        expect(readNumeral(written(value))).toBe(value);
        expect(readNumeral(`${written(value)}万`)).toBe(value * 1e4);
      }),
    );
  });
});

describe("multipliers", () => {
  it.each([
    ["万", 1e4],
    ["千万", 1e7],
    ["万亿", 1e12],
    ["百", 100],
  ])("%s stands for %d", (text, value) => {
    expect(multiplierOf(text)).toBe(value);
  });

  it("a measure word stands for none", () => {
    expect(multiplierOf("个")).toBeNull();
  });
});
