import { describe, expect, it } from "vitest";
import { buildFaqFinder, trainFaq, type ReadSentence } from "../../../../src/nlu/faq/faq-finder.js";
import type { SearchableFaq, ServiceMatch } from "../../../../src/nlu/types.js";
import { reading } from "./readings.js";

const entry = (
  id: string,
  matter: string,
  asked: readonly string[],
  more: Partial<SearchableFaq> = {},
): SearchableFaq => ({
  id,
  matter,
  asked,
  follows: [],
  after: [],
  needs: [],
  services: [],
  ...more,
});

/** Five known questions of three matters; everything in them is invented. */
const ENTRIES: readonly SearchableFaq[] = [
  entry("hall-what", "hall", ["大厅办什么", "大厅管哪些事", "大厅能办啥", "去大厅能做什么"], {
    services: ["hall"],
  }),
  entry("hall-open", "hall", ["大厅几点开门", "大厅周末开吗", "大厅开到几点", "大厅什么时间上班"], {
    services: ["hall"],
    follows: ["几点开", "周末呢"],
  }),
  entry("hall-lift", "hall", ["大厅电梯在哪", "大厅有没有电梯", "坐电梯上大厅", "大厅电梯坏了吗"], {
    services: ["hall"],
    needs: [["电梯", "lift"]],
  }),
  entry("bike-price", "bike", ["单车多少钱", "骑单车贵吗", "单车怎么收费", "单车一小时几块"], {
    services: ["bike"],
  }),
  entry("pool-price", "pool", ["泳池门票多少", "游泳贵吗", "泳池怎么收费", "游一次几块钱"], {
    services: ["pool"],
  }),
];

const MATTERS = { 大厅: "hall", 单车: "bike", 泳: "pool" } as const;

/** Reads of a sentence no more than its matter. */
const read: ReadSentence = (sentence) => {
  const topics = Object.entries(MATTERS)
    .filter(([word]) => sentence.includes(word))
    .map(([, id]) => ({ id, confidence: 0.9 }));
  return [reading(sentence, { topics })];
};

const models = trainFaq(ENTRIES, read);
const finder = buildFaqFinder(ENTRIES, models);
const find = (sentence: string) => finder.find(read(sentence)[0] ?? reading(sentence));
const idsOf = (sentence: string): readonly string[] => find(sentence).map(({ id }) => id);

const called = (id: string): ServiceMatch => ({
  id,
  confidence: 0.9,
  how: "name",
  text: id,
  start: 0,
  end: 1,
});

describe("finding a known question", () => {
  it("puts the likeliest first, with the score 0, and the others behind it", () => {
    for (const sentence of ENTRIES.flatMap(({ asked }) => asked)) {
      const scores = find(sentence).map(({ score }) => score);
      expect(scores[0], sentence).toBe(0);
      expect(scores, sentence).toEqual(scores.toSorted((one, other) => other - one));
    }
  });

  it.each([
    ["大厅都能办什么事", "hall-what"],
    ["大厅早上几点开", "hall-open"],
    ["大厅的电梯在哪里", "hall-lift"],
    ["单车收多少钱", "bike-price"],
    ["泳池几块钱", "pool-price"],
  ])("takes %s for %s", (sentence, id) => {
    expect(idsOf(sentence)[0]).toBe(id);
  });

  it("holds an entry back whose needed words are not said, whatever else is alike", () => {
    expect(idsOf("大厅电梯在哪")).toContain("hall-lift");
    expect(idsOf("大厅楼梯在哪")).not.toContain("hall-lift");
    expect(idsOf("大厅 lift 在哪")).toContain("hall-lift");
  });

  it("needs a word of every list", () => {
    const strict = ENTRIES.map((one) =>
      one.id === "hall-lift" ? { ...one, needs: [["电梯"], ["坏", "修"]] } : one,
    );
    const ids = (sentence: string) =>
      buildFaqFinder(strict, models)
        .find(reading(sentence))
        .map(({ id }) => id);
    expect(ids("大厅电梯在哪")).not.toContain("hall-lift");
    expect(ids("大厅电梯坏了")).toContain("hall-lift");
  });

  it("lets the service that is named count more than the words around it", () => {
    const about = (services: readonly ServiceMatch[]) =>
      finder.find(reading("怎么收费", { services }))[0]?.id;
    expect(about([called("bike")])).toBe("bike-price");
    expect(about([called("pool")])).toBe("pool-price");
  });

  it("finds nothing where there are no entries", () => {
    expect(buildFaqFinder([], trainFaq([], read)).find(reading("大厅几点开"))).toEqual([]);
  });

  it("hands on all entries up to a dozen, and none that it does not know", () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      entry(`one-${String(index)}`, "one", [`第${String(index)}件`, "件", "一件", "哪件"]),
    );
    const found = buildFaqFinder(many, trainFaq(many, read)).find(reading("第3件"));
    expect(found).toHaveLength(12);
    expect(many.map(({ id }) => id)).toEqual(expect.arrayContaining(found.map(({ id }) => id)));
  });

  it("hands on the likeliest of each matter besides, so that what is spoken of can be preferred", () => {
    const others = Array.from({ length: 30 }, (_, index) =>
      entry(`other-${String(index)}`, "other", ["第一件", "第二件", "第三件", "第四件"]),
    );
    const all = [...others, ...ENTRIES];
    const ids = buildFaqFinder(all, trainFaq(all, read))
      .find(reading("第二件"))
      .map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(["bike-price", "pool-price"]));
  });
});

describe("what the finder learns", () => {
  it("is the same to the bit for the same entries", () => {
    expect(JSON.stringify(trainFaq(ENTRIES, read))).toBe(JSON.stringify(models));
  });

  it("is what a turn of a talk asks, after what was said before it, and no other entry", () => {
    const talks = [
      [
        { said: "大厅几点开门", asks: ["hall-open"] },
        { said: "带狗行吗", asks: ["hall-what"] },
      ],
      [
        { said: "单车多少钱", asks: ["bike-price"] },
        { said: "带狗行吗", asks: ["bike-price"] },
      ],
      [{ said: "随便看看", asks: ["no-entry-of-this-name"] }],
    ];
    const taught = buildFaqFinder(ENTRIES, trainFaq(ENTRIES, read, [], talks));
    const after = (before: string): string | undefined =>
      taught.find(read("带狗行吗")[0] ?? reading("带狗行吗"), read(before)[0] ?? null)[0]?.id;
    expect(after("大厅几点开门")).toBe("hall-what");
    expect(after("单车多少钱")).toBe("bike-price");
  });

  it("holds how much the sentences of each matter are read as a topic", () => {
    expect(models.topics["hall"]).toEqual({ hall: 0.9 });
    // Three of its four sentences say the word.
    expect(models.topics["pool"]).toEqual({ pool: 0.675 });
  });
});

describe("an entry that stands for a service", () => {
  const stead = entry(
    "guest-what",
    "guests",
    ["客人去哪里办", "客人办什么手续", "我是客人要去哪", "客人该找谁"],
    { standsFor: ["hall"] },
  );
  const entries = [...ENTRIES, stead];
  const kindsIn = (said: string): readonly string[] => (said.includes("客人") ? ["guest"] : []);
  const withStead = buildFaqFinder(entries, trainFaq(entries, read), kindsIn);
  const ask = (sentence: string, before?: string): readonly string[] =>
    withStead
      .find(
        read(sentence)[0] ?? reading(sentence),
        before === undefined ? null : (read(before)[0] ?? null),
      )
      .map(({ id }) => id);

  it("answers what that kind of persons asks of it, also in a later turn", () => {
    expect(ask("我是客人，大厅几点开门")[0]).toBe("guest-what");
    expect(ask("大厅几点开门", "我是客人")[0]).toBe("guest-what");
    expect(ask("大厅几点开门", "我是客人")).not.toContain("hall-open");
  });

  it("leaves what they ask of other things, and what others ask of it", () => {
    expect(ask("大厅几点开门")[0]).toBe("hall-open");
    expect(ask("单车多少钱", "我是客人")).toContain("bike-price");
  });
});
