import { describe, expect, it } from "vitest";
import {
  faqFeatures,
  joinReadings,
  type FaqReading,
} from "../../../../src/nlu/faq/faq-features.js";
import { entity, reading } from "./readings.js";

const keysOf = (one: FaqReading): readonly string[] => [...faqFeatures(one).keys()];

/** A question with one place in it. */
const at = (before: string, name: string, after: string, id: string): FaqReading =>
  reading(`${before}${name}${after}`, {
    places: [
      {
        id,
        isElsewhere: false,
        role: "asked",
        start: [...before].length,
        end: [...before].length + [...name].length,
      },
    ],
  });

describe("the features of a question", () => {
  it("are the same whichever place is named, however long its name", () => {
    const one = at("在", "甲区", "怎么办证", "alpha");
    const other = at("在", "乙丙丁区", "怎么办证", "beta");
    expect([...faqFeatures(one)]).toEqual([...faqFeatures(other)]);
    expect(keysOf(one)).not.toContain("甲");
  });

  it("tell a question that names a place from one that names none", () => {
    const one = at("在", "甲区", "怎么办证", "alpha");
    expect(keysOf(one)).not.toEqual(keysOf(reading("在怎么办证")));
  });

  it("name a fact by its slot, and its value where it is a kind", () => {
    const keys = keysOf(
      reading("我是硕士", { entities: [entity("degree", "master"), entity("ownsHome", true)] }),
    );
    expect(keys).toEqual(
      expect.arrayContaining(["S:degree", "E:degree=master", "S:ownsHome", "E:ownsHome=true"]),
    );
  });

  it.each([
    ["a number", 27],
    ["a day", "2033-06-30"],
    ["a year", "2033"],
  ])("say of %s that it is told, and not which", (_what, value) => {
    const keys = keysOf(reading("我的情况", { entities: [entity("age", value)] }));
    expect(keys).toContain("S:age");
    expect(keys.filter((key) => key.startsWith("E:") && /\d/u.test(key))).toEqual([]);
  });

  it("count what was understood by how sure it is", () => {
    const bag = (confidence: number) =>
      faqFeatures(reading("办证", { topics: [{ id: "papers", confidence }] })).get("T:papers") ?? 0;
    expect(bag(1)).toBeCloseTo(2 * bag(0.5));
    expect(bag(0.5)).toBeGreaterThan(0);
  });

  it("take the best topic, the best two acts and the best two services", () => {
    const ranked = ["a", "b", "c"].map((id) => ({ id, confidence: 0.5 }));
    const keys = keysOf(
      reading("问", {
        topics: ranked,
        acts: [
          { id: "how", confidence: 0.5 },
          { id: "where", confidence: 0.3 },
          { id: "when", confidence: 0.2 },
        ],
        services: ranked.map((one) => ({
          ...one,
          how: "content" as const,
          text: "",
          start: 0,
          end: 0,
        })),
      }),
    );
    expect(keys.filter((key) => /^[ATV]:/u.test(key))).toEqual([
      "A:how",
      "A:where",
      "T:a",
      "V:a",
      "V:b",
    ]);
  });

  it("are few for an empty text, and never fail", () => {
    expect(keysOf(reading(""))).toEqual([]);
  });
});

describe("the parts of one message", () => {
  it("are joined to one reading, each with its own place named alike", () => {
    const joined = joinReadings([
      at("在", "甲区", "办证", "alpha"),
      reading("要钱吗", { acts: [{ id: "amount", confidence: 1 }] }),
    ]);
    expect(joined.normalized).not.toContain("甲区");
    expect(joined.normalized).toContain("要钱吗");
    expect(joined.acts).toEqual([{ id: "amount", confidence: 1 }]);
    expect(joined.places).toEqual([]);
  });
});
