import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { buildSearchIndex } from "../../../../src/nlu/search/search-index.js";

const DOCUMENTS = [
  { id: "tea", text: "龙井茶怎么泡才好喝" },
  { id: "tea-water", text: "泡茶用多少度的水" },
  { id: "train", text: "去上海的高铁票多少钱" },
  { id: "train-change", text: "高铁票怎么改签" },
  { id: "bike", text: "How do I rent a public bike?" },
  { id: "boat", text: "西湖游船在哪里买票" },
  { id: "empty", text: "" },
];
const index = buildSearchIndex(DOCUMENTS);

const first = (text: string): string | undefined => index.search(text, 3)[0]?.id;

describe("buildSearchIndex", () => {
  it.each([
    ["the same words in another order", "怎么泡龙井茶", "tea"],
    ["traditional characters and spaces", "高 鐵 票 怎 麼 改 簽", "train-change"],
    ["one wrong character", "西湖游船在那里买票", "boat"],
    ["another case and full width", "ＲＥＮＴ a BIKE", "bike"],
    ["a long way round", "你好我想问一下如果我想坐船游西湖的话要到哪里去买票呢谢谢", "boat"],
  ])("finds %s", (_, text, id) => {
    expect(first(text)).toBe(id);
  });

  it("is surest of the very same text", () => {
    for (const { id, text } of DOCUMENTS.filter((document) => document.text !== "")) {
      const [hit, next] = index.search(text, 2);
      expect(hit?.id).toBe(id);
      expect(hit?.confidence).toBeGreaterThan(0.9);
      expect(next?.confidence ?? 0).toBeLessThan(0.5);
    }
  });

  it("is unsure of a text that shares one frequent word", () => {
    expect(index.search("多少人住在月球上", 1)[0]?.confidence ?? 0).toBeLessThan(0.2);
  });

  it.each(["", "  ", "？！", "量子", "xyz"])("finds nothing for %j", (text) => {
    expect(index.search(text, 5)).toEqual([]);
  });

  it("finds nothing in no documents", () => {
    expect(buildSearchIndex([]).search("茶", 5)).toEqual([]);
  });

  it("only gives what the filter lets through, and still the best of it", () => {
    const seen = index.search("高铁票多少钱", 5, (id) => id !== "train");
    expect(seen[0]?.id).toBe("train-change");
    expect(seen.map((hit) => hit.id)).not.toContain("train");
  });

  it("gives no more than the limit, best first, each once, and the same again", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."泡茶票高铁多少怎么西湖a b") }),
        fc.integer({ min: 0, max: 8 }),
        (text, limit) => {
          const hits = index.search(text, limit);
          expect(hits.length).toBeLessThanOrEqual(limit);
          expect(new Set(hits.map((hit) => hit.id)).size).toBe(hits.length);
          hits.forEach((hit, at) => {
            expect(hit.confidence).toBeGreaterThanOrEqual(0);
            expect(hit.confidence).toBeLessThanOrEqual(1);
            if (at > 0) expect(hit.confidence).toBeLessThanOrEqual(hits[at - 1]?.confidence ?? 0);
          });
          expect(index.search(text, limit)).toEqual(hits);
        },
      ),
    );
  });

  it("finds one of 20,000 similar documents by its own words", () => {
    const many = Array.from({ length: 20_000 }, (_, at) => ({
      id: String(at),
      text: `第${String(at % 100)}街道办事大厅窗口${String.fromCodePoint(0x4e00 + (at % 5000), 0x5e00 + (at % 3001))}怎么预约`,
    }));
    const large = buildSearchIndex(many);
    for (const at of [0, 4_321, 19_999])
      expect(large.search(many[at]?.text ?? "", 1)[0]?.id).toBe(String(at));
  });
});
