import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  allInPinyin,
  dropped,
  homophone,
  spaced,
  swapped,
  wordInPinyin,
} from "../../../src/text/damage.js";
import { toPinyin } from "../../../src/text/pinyin.js";
import { pick, seededRandom, shuffledIndexes } from "../../../src/text/random.js";

const TEXT = "红茶怎么泡才好";
const seeds = fc.integer({ min: 0, max: 1_000_000 });

describe("damage", () => {
  it("puts one character of the same sound in the place of another", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const damaged = homophone(TEXT, seededRandom(seed));
        const changed = Array.from(damaged).filter(
          (character, at) => character !== Array.from(TEXT)[at],
        );
        expect(changed).toHaveLength(1);
        expect(Array.from(damaged)).toHaveLength(Array.from(TEXT).length);
      }),
    );
    expect(toPinyin(homophone("茶", seededRandom(3)))).toEqual(["cha"]);
  });

  it("drops one character, of short texts none", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(Array.from(dropped(TEXT, seededRandom(seed)))).toHaveLength(
          Array.from(TEXT).length - 1,
        );
      }),
    );
    expect(dropped("红茶", seededRandom(1))).toBe("红茶");
  });

  it("swaps two neighbours and keeps all characters", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const damaged = Array.from(swapped(TEXT, seededRandom(seed)));
        expect([...damaged].sort()).toEqual(Array.from(TEXT).sort());
        expect(damaged.filter((character, at) => character !== Array.from(TEXT)[at])).toHaveLength(
          2,
        );
      }),
    );
  });

  it("puts spaces between characters", () => {
    expect(spaced("红茶!", seededRandom(1))).toBe("红 茶 !");
  });

  it("spells out two characters, or everything", () => {
    expect(wordInPinyin("红茶", seededRandom(1))).toBe("hongcha");
    expect(wordInPinyin("tea", seededRandom(1))).toBe("tea");
    const spelled = new Set(
      [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => allInPinyin("红茶?", seededRandom(seed))),
    );
    expect(spelled).toEqual(new Set(["hongcha?", "hong cha ?"]));
  });

  it("does the same again with the same seed", () => {
    for (const damage of [homophone, dropped, swapped, wordInPinyin, allInPinyin]) {
      expect(damage(TEXT, seededRandom(5))).toBe(damage(TEXT, seededRandom(5)));
    }
  });
});

describe("random", () => {
  it("picks nothing from nothing", () => {
    const nothing: readonly string[] = [];
    expect(pick(nothing, seededRandom(1))).toBeUndefined();
  });

  it("shuffles without losing any, and not always the same way", () => {
    const orders = [1, 2, 3].map((seed) => [...shuffledIndexes(20, seededRandom(seed))]);
    for (const order of orders) {
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => at));
    }
    expect(new Set(orders.map(String)).size).toBe(3);
  });
});
