import { describe, expect, it } from "vitest";
import { evalFaq } from "../../../src/commands/eval/eval-faq.js";
import { countFaq, holdBack } from "../../../src/commands/eval/faq-measures.js";
import type { SearchableFaq } from "../../../src/nlu/types.js";
import { reading } from "../nlu/faq/readings.js";

const entry = (id: string, asked: readonly string[]): SearchableFaq => ({
  id,
  matter: id,
  asked,
  follows: [],
  after: [],
  needs: [],
  services: [],
});

describe("holding sentences back", () => {
  it("takes every fifth, counted through all entries, and leaves the others with theirs", () => {
    const { learnt, heldBack } = holdBack([
      entry("one", ["a", "b", "c", "d"]),
      entry("two", ["e", "f", "g", "h", "i", "j", "k"]),
    ]);
    expect(heldBack).toEqual([
      { entry: "two", sentence: "e" },
      { entry: "two", sentence: "j" },
    ]);
    expect(learnt.map(({ asked }) => asked.join(""))).toEqual(["abcd", "fghik"]);
  });

  it("holds nothing back of fewer than five", () => {
    expect(holdBack([entry("one", ["a", "b", "c", "d"])]).heldBack).toEqual([]);
  });
});

describe("counting what was found", () => {
  const guess = (rank: number, sureness: number) => ({ rank, sureness });

  it("tells the first from the first three and from what was not found", () => {
    const { first, firstThree } = countFaq([
      guess(0, 0.9),
      guess(2, 0.5),
      guess(3, 0.4),
      guess(-1, 0.2),
    ]);
    expect({ first, firstThree }).toEqual({ first: 0.25, firstThree: 0.5 });
  });

  it("answers the surest ones first, whatever their order", () => {
    const { surest } = countFaq([
      guess(1, 0.1),
      guess(0, 0.9),
      guess(-1, 0.3),
      guess(0, 0.8),
      guess(1, 0.7),
    ]);
    expect(surest).toEqual([
      { answered: 0.4, right: 1 },
      { answered: 0.6, right: 2 / 3 },
      { answered: 0.8, right: 0.5 },
    ]);
  });

  it("has no figures of nothing", () => {
    expect(countFaq([])).toEqual({
      first: null,
      firstThree: null,
      surest: [0.4, 0.6, 0.8].map((answered) => ({ answered, right: null })),
    });
  });
});

describe("the measure as a whole", () => {
  const entries = [
    entry("tea", [
      "怎么泡茶",
      "泡茶用几度的水",
      "这茶能泡几次",
      "茶凉了还能喝吗",
      "泡茶要几度的水",
    ]),
    entry("song", ["来一首歌", "唱首歌听听", "有什么好听的歌", "这歌谁唱的", "唱一首好听的歌"]),
  ];
  const figures = evalFaq(entries, (sentence) => [reading(sentence)]);

  it("looks for what was held back by what the other sentences teach", () => {
    expect(figures).toMatchObject({ entries: 2, learnt: 8, heldBack: 2, first: 1, firstThree: 1 });
  });

  it("gives the same figures every time", () => {
    expect(evalFaq(entries, (sentence) => [reading(sentence)])).toEqual(figures);
  });
});
