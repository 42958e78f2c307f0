import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { parserSteps, trainParserModels } from "../../../src/nlu/parse.js";
import { finish } from "../../../src/shared/steps.js";
import type { ParsedQuestion } from "../../../src/nlu/types.js";
import { readNluCorpus } from "../../helpers/nlu-corpus.js";
import { repositoryParser } from "../../helpers/nlu-parser.js";

const TODAY = "2026-11-21";
const parse = (text: string): readonly ParsedQuestion[] =>
  repositoryParser().parse(text, TODAY).questions;
const first = (text: string): string | undefined => parse(text)[0]?.services[0]?.id;
const act = (text: string): string | undefined => parse(text)[0]?.acts[0]?.id;

// Learning from all sentences takes longer than a test may.
beforeAll(() => void repositoryParser(), 120_000);

describe("a service that is named", () => {
  it.each([
    ["right", "融滨一本通是什么"],
    ["by a homophone", "融宾一本通是什么"],
    ["by a wrong character", "融滨一木通是什么"],
    ["with a character missing", "融滨本通是什么"],
    ["with a character doubled", "融滨滨一本通是什么"],
    ["with neighbours swapped", "融滨一通本是什么"],
    ["in traditional characters", "融濱一本通是什麼"],
    ["with spaces", "融 滨 一 本 通 是什么"],
    ["in pinyin", "rongbin yibentong shi shenme"],
    ["in pinyin without spaces", "rongbinyibentong"],
    ["half in pinyin", "rongbin 一本通怎么用"],
    ["by its initials", "rbybt是什么"],
    ["in full width with an emoji", "融滨一本通👍是什么？？"],
    ["in a polite frame", "你好麻烦问一下融滨一本通是什么谢谢"],
  ])("is found %s", (_, text) => {
    expect(first(text)).toBe("binjiang-rongbin");
  });

  it.each([
    ["5O5O计划", "binjiang-5050"],
    ["五零五零计划什么时候能报", "binjiang-5050"],
    ["1520人才新政", "binjiang-1520-new-policy"],
    ["hitech创业大赛", "binjiang-hitech"],
    ["余省心在哪里用", "yuhang-yushengxin"],
  ])("%s is %s", (text, id) => {
    expect(first(text)).toBe(id);
  });

  it("is not taken for another with a name of other words", () => {
    expect(parse("西湖人才公园在哪")[0]?.services[0]?.id).toBe("xihu-yunguting");
  });

  it("does not swallow a question about a matter that shares its words", () => {
    const [question] = parse("人才公寓怎么申请");
    expect(question?.topics[0]?.id).toBe("talent-housing");
    expect(question?.services[0]?.confidence).toBeLessThan(0.9);
  });

  it("shares its confidence with others of the same name", () => {
    const [question] = parse("生活补贴");
    const bearers =
      question?.services.filter(
        (service) => service.how !== "content" && service.confidence > 0.5,
      ) ?? [];
    expect(bearers.length).toBeGreaterThan(1);
    expect((bearers[0]?.confidence ?? 0) - (bearers[1]?.confidence ?? 0)).toBeLessThan(0.1);
  });

  it("is the one of the district that is named", () => {
    expect(first("西湖生活补贴是什么")).toBe("xihu-living-subsidy");
    expect(first("余杭租房补贴每月多少钱")).toBe("yuhang-rent-subsidy");
  });
});

describe("what is asked", () => {
  it.each([
    ["余省心", "what"],
    ["人才公寓怎么申请", "how"],
    ["租房补贴多少钱一年", "amount"],
    ["落户去哪里办", "where"],
    ["落户要什么条件", "who"],
    ["申请条件是什么", "who"],
    ["我能领租房补贴吗", "eligible"],
    ["滨江有人才房吗", "list"],
    ["骑手驿站有多少个", "figures"],
    ["产业园哪天开园", "when"],
    ["落户要带什么材料", "materials"],
    ["余省心的电话号码是多少", "contact"],
    ["西湖和萧山哪个适合创业", "compare"],
    ["How much is the rental subsidy", "amount"],
  ])("%s asks %s", (text, expected) => {
    expect(act(text)).toBe(expected);
  });
});

describe("whose matter it is", () => {
  it.each([
    "苏州怎么落户",
    "公积金在南京怎么提取",
    "今天天气怎么样",
    "违章怎么处理",
    "帮我写一首诗",
    "西湖门票多少钱",
  ])("%s is none of ours", (text) => {
    expect(parse(text)[0]?.kind).toBe("none");
  });

  it.each([
    ["你好", "greeting"],
    ["谢谢", "thanks"],
    ["转人工", "handoff"],
    ["你是机器人吗", "identity"],
    ["删除我的记录", "forget"],
  ])("%s is small talk: %s", (text, talk) => {
    expect(parse(text)).toMatchObject([{ kind: "talk", talk }]);
  });

  it("answers a wish for a person beside a question too", () => {
    expect(parse("落户要什么条件？转人工").map((question) => question.kind)).toEqual([
      "question",
      "talk",
    ]);
  });
});

describe("how a question leans on what was said", () => {
  it.each([
    ["在哪里用", "same"],
    ["要多少钱", "same"],
    ["那滨江呢", "swap"],
    ["换成余杭", "swap"],
    ["第二个怎么申请", "ordinal"],
    ["前面那个", "ordinal"],
    ["融滨一本通在哪里看", "none"],
    ["落户要什么条件", "none"],
  ])("%s: %s", (text, kind) => {
    expect(parse(text)[0]?.reference.kind).toBe(kind);
  });

  it("lets a later question of the same message take over the subject", () => {
    const questions = parse("余省心是什么，在哪里用");
    expect(questions.map((question) => question.services[0]?.id)).toEqual([
      "yuhang-yushengxin",
      "yuhang-yushengxin",
    ]);
    expect(questions.map((question) => question.acts[0]?.id)).toEqual(["what", "where"]);
  });
});

describe("negation", () => {
  it("takes out what is denied before what is meant", () => {
    const [question] = parse("不是租房，是买房的补贴");
    expect(question?.topics[0]?.id).toBe("housing-subsidy");
  });

  it("keeps an excluded district apart", () => {
    expect(parse("除了滨江还有哪里有人才房")[0]).toMatchObject({
      districts: [],
      excludedDistricts: ["binjiang"],
    });
  });
});

describe("any input", () => {
  it("tells the language", () => {
    const language = (text: string): string => repositoryParser().parse(text, TODAY).language;
    expect(language("租房補貼怎麼申請")).toBe("zh-TW");
    expect(language("租房补贴怎么申请")).toBe("zh-CN");
    expect(language("zufang butie zenme shenqing")).toBe("zh-CN");
    expect(language("How do I apply")).toBe("en");
  });

  it("has no question when nothing is said", () => {
    for (const text of ["", "   ", "\u200b\ufeff", "\n"]) expect(parse(text)).toEqual([]);
  });

  it("is read within bounds, whatever it is", () => {
    const blns = fc.constantFrom(
      "__proto__",
      "constructor",
      "<script>alert(1)</script>",
      "'; DROP TABLE",
      "{{7*7}}",
      "\ud800",
      "مرحبا",
      "../../etc/passwd",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          blns,
          fc.string({ unit: "grapheme", maxLength: 200 }),
        ),
        (text) => {
          const { questions } = repositoryParser().parse(text, TODAY);
          for (const question of questions) {
            expect(question.outOfScope).toBeGreaterThanOrEqual(0);
            expect(question.outOfScope).toBeLessThanOrEqual(1);
            for (const { confidence } of [
              ...question.services,
              ...question.topics,
              ...question.acts,
            ]) {
              expect(confidence).toBeGreaterThanOrEqual(0);
              expect(confidence).toBeLessThanOrEqual(1);
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it("of 100 kB is read in seconds", () => {
    const started = performance.now();
    parse("我想问一下滨江的人才公寓怎么申请，".repeat(6000));
    parse("a".repeat(100_000));
    parse("？".repeat(100_000));
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

it("the same data give the same models and readings", () => {
  const corpus = readNluCorpus();
  // A part of it shows the same, and is learnt in a moment.
  const small = {
    ...corpus,
    voices: [],
    intents: corpus.intents.filter((intent) =>
      ["hukou", "children", "how", "where"].includes(intent.id),
    ),
  };
  expect(JSON.stringify(trainParserModels(small))).toBe(JSON.stringify(trainParserModels(small)));
  const models = trainParserModels(small);
  const [a, b] = [finish(parserSteps(small, { models })), finish(parserSteps(small))];
  expect(a.parse("落户怎么办", TODAY)).toEqual(b.parse("落户怎么办", TODAY));
});

it("no phrasing stands in two intents of an axis", () => {
  const { intents } = readNluCorpus();
  const seen = new Map<string, string>();
  const doubles = intents.flatMap(({ id, axis, utterances }) =>
    utterances.filter((utterance) => {
      const key = `${axis} ${utterance.toLowerCase()}`;
      const isDouble = seen.has(key);
      seen.set(key, id);
      return isDouble;
    }),
  );
  expect(doubles).toEqual([]);
});

it("no word of a group stands twice in it", () => {
  const text = readFileSync("intents/synonyms.yaml", "utf8");
  expect(text).toContain("district:");
  for (const [group, entries] of Object.entries(readNluCorpus().synonyms)) {
    const words = entries.flatMap((entry) => entry.words);
    expect(
      words.filter((word, index) => words.indexOf(word) !== index),
      group,
    ).toEqual([]);
  }
});
