import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalize, typedSlice } from "../../../src/text/normalize.js";

describe("normalize", () => {
  it.each([
    ["full width and case are folded", "ＨＩ　Ｔｅｃｈ", "hi tech"],
    ["traditional characters become simplified", "購房補貼怎麼申請", "购房补贴怎么申请"],
    ["spaces between Chinese characters go", "余 杭  应届生", "余杭应届生"],
    ["spaces between latin words stay one space", "how   much", "how much"],
    ["spaces beside a Chinese character go", "5050 什么时候", "5050什么时候"],
    ["a run of marks becomes its question mark", "怎么领！！？？。", "怎么领?"],
    ["emoji and zero-width characters go", "落\u200b户👍🏽吗🇨🇳", "落户吗"],
    ["letters typed for digits inside a number become digits", "5O5O计划", "5050计划"],
    ["an l beside digits becomes 1", "l0万", "10万"],
    ["o2o stays a word", "o2o平台", "o2o平台"],
    ["letters of words stay letters", "look 2 lol", "look 2 lol"],
    ["edges are trimmed", "  \n你好\n ", "你好"],
    ["the plus signs of a name stay", "1+5+20", "1+5+20"],
  ])("%s", (_, typed, expected) => {
    expect(normalize(typed).text).toBe(expected);
  });

  it("says whether traditional characters were typed", () => {
    expect(normalize("租房補貼").isTraditional).toBe(true);
    expect(normalize("租房补贴").isTraditional).toBe(false);
  });

  it("leads back to what was typed", () => {
    const typed = "您好，ＥＥ  類人才👍 補貼";
    const normalized = normalize(typed);
    const start = normalized.points.indexOf("类");
    expect(typedSlice(typed, normalized, start, start + 3)).toBe("類人才👍");
  });

  const anything = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: "grapheme" }),
    fc
      .array(
        fc.constantFrom(
          "\ud800",
          "\udfff",
          "杭",
          " ",
          "\u202e",
          "ا",
          "?",
          "？",
          "O",
          "5",
          "l",
          "\n",
          "👩‍👩‍👧",
          "e\u0301",
          "麼",
        ),
      )
      .map((parts) => parts.join("")),
  );

  it("never throws, and its offsets rise and stay inside the typed text", () => {
    fc.assert(
      fc.property(anything, (typed) => {
        const { text, points, offsets } = normalize(typed);
        expect(points.join("")).toBe(text);
        expect(offsets).toHaveLength(points.length + 1);
        for (let index = 0; index < points.length; index++) {
          expect(offsets[index]).toBeLessThanOrEqual(offsets[index + 1] ?? -1);
        }
        expect(offsets.at(-1)).toBe(typed.length);
        expect(text).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves Chinese that is normal already as it is", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[落户补贴人才公寓余杭区]{1,20}$/u), (typed) => {
        expect(normalize(typed).text).toBe(typed);
      }),
    );
  });

  it("takes a text of 100 kB", () => {
    expect(normalize("杭州 hello\ud800".repeat(8000)).points.length).toBeGreaterThan(50_000);
  });
});
