import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { splitPinyin, toInitials, toPinyin, toSyllables } from "../../../src/text/pinyin.js";
import { SYLLABLES } from "../../../src/text/syllables.js";

describe("toSyllables", () => {
  it("has one entry for each code point, also beside emoji, digits and rare characters", () => {
    expect(toSyllables("住a👍𠮷3绿")).toEqual(["zhu", null, null, null, null, "lv"]);
  });

  it("keeps the length of any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(toSyllables(text)).toHaveLength(Array.from(text).length);
      }),
    );
  });

  it("reads a character by its word", () => {
    expect(toPinyin("重庆很重")).toEqual(["chong", "qing", "hen", "zhong"]);
  });

  it("gives the initials of a name", () => {
    expect(toInitials("购房补贴 2号")).toBe("gfbth");
  });
});

describe("splitPinyin", () => {
  it.each([
    ["wo xiang luohu", "wo xiang luo hu"],
    ["woxiangluohu", "wo xiang luo hu"],
    ["WǒXiǎng luòhù", "wo xiang luo hu"],
    ["wo3xiang3luo4hu4", "wo xiang luo hu"],
    ["lǜse nu:er", "lv se nv er"],
    ["xi'an", "xi an"],
    ["xian", "xian"],
    ["fangan", "fan gan"],
    ["zhuangxiu", "zhuang xiu"],
  ])("%s is %s", (latin, syllables) => {
    expect(splitPinyin(latin)).toEqual(syllables.split(" "));
  });

  it.each(["", "  ", "hello", "wo xiang visa", "luo2024", "落户"])("%j is not pinyin", (latin) => {
    expect(splitPinyin(latin)).toBeNull();
  });

  it("takes the likelier cut when it is told what is likely", () => {
    const common = new Set(["fang", "an"]);
    expect(splitPinyin("fangan", (syllable) => (common.has(syllable) ? -1 : -5))).toEqual([
      "fang",
      "an",
    ]);
  });

  it("joins back to what was typed, and only valid syllables come out", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...SYLLABLES), { minLength: 1, maxLength: 12 }),
        (syllables) => {
          const cut = splitPinyin(syllables.join(""));
          expect(cut?.join("")).toBe(syllables.join(""));
          expect(cut?.every((syllable) => SYLLABLES.has(syllable))).toBe(true);
          expect(splitPinyin(syllables.join(" "))?.join("")).toBe(syllables.join(""));
        },
      ),
    );
  });
});
