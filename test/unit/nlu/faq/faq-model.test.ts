import { describe, expect, it } from "vitest";
import { faqFeatures } from "../../../../src/nlu/faq/faq-features.js";
import { loadFaqModel, trainFaqModel, type FaqExample } from "../../../../src/nlu/faq/faq-model.js";
import { reading } from "./readings.js";

const bagOf = (text: string) => faqFeatures(reading(text));

/** Three entries, and sentences that ask them. */
const ENTRIES = ["tea", "song", "rain"];
const SENTENCES: readonly (readonly string[])[] = [
  ["怎么泡茶", "泡茶用几度的水", "这茶能泡几次"],
  ["来一首歌", "唱首歌听听", "有什么好听的歌"],
  ["明天下雨吗", "雨什么时候停", "出门要不要带伞避雨"],
];

const EXAMPLES: readonly FaqExample[] = SENTENCES.flatMap((texts, entry) =>
  texts.map((text) => ({ bag: bagOf(text), entry, weight: 1 })),
);

const model = trainFaqModel(ENTRIES, EXAMPLES);
const scorer = loadFaqModel(model);

/** Entries in the order in which they fit, best first. */
const orderOf = (text: string, from = scorer): readonly string[] => {
  const scores = from.score(bagOf(text));
  return from.entries.toSorted(
    (one, other) => (scores[ENTRIES.indexOf(other)] ?? 0) - (scores[ENTRIES.indexOf(one)] ?? 0),
  );
};

describe("what is learnt of the known questions", () => {
  it("is the same to the bit for the same examples", () => {
    expect(JSON.stringify(trainFaqModel(ENTRIES, EXAMPLES))).toBe(JSON.stringify(model));
  });

  it("is another one for other examples", () => {
    expect(trainFaqModel(ENTRIES, EXAMPLES.slice(1)).rows).not.toBe(model.rows);
  });

  it("puts the entry of each sentence that it learnt from first", () => {
    const wrong = SENTENCES.flatMap((texts, entry) =>
      texts.filter((text) => orderOf(text)[0] !== ENTRIES[entry]),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ["泡一杯茶", "tea"],
    ["唱歌", "song"],
    ["今天有雨吗", "rain"],
  ])("puts the entry of %s first, which nobody taught", (text, entry) => {
    expect(orderOf(text)[0]).toBe(entry);
  });

  it("shares one whole among the entries", () => {
    const whole = scorer.score(bagOf("怎么泡茶")).reduce((sum, share) => sum + Math.exp(share), 0);
    expect(whole).toBeCloseTo(1);
  });

  it.each(["", "量子力学"])("scores all alike for %j, of which no feature is known", (text) => {
    for (const share of scorer.score(bagOf(text)))
      expect(share).toBeCloseTo(Math.log(1 / ENTRIES.length));
  });

  it("is plain data: saved and loaded it scores the same", () => {
    const saved = loadFaqModel(JSON.parse(JSON.stringify(model)) as typeof model);
    for (const text of [...SENTENCES.flat(), "唱歌", "量子力学"]) {
      expect([...saved.score(bagOf(text))]).toEqual([...scorer.score(bagOf(text))]);
      expect(orderOf(text, saved)).toEqual(orderOf(text));
    }
  });

  it("can be learnt from nothing", () => {
    expect([...loadFaqModel(trainFaqModel([], [])).score(bagOf("怎么泡茶"))]).toEqual([]);
  });

  it("lets an example count by its weight", () => {
    const lean = EXAMPLES.map((example) => ({
      ...example,
      weight: example.entry === 0 ? 0 : example.weight,
    }));
    const shareOf = (from: typeof scorer): number => from.score(bagOf("怎么泡茶"))[0] ?? 0;
    expect(shareOf(loadFaqModel(trainFaqModel(ENTRIES, lean)))).toBeLessThan(shareOf(scorer));
  });
});
