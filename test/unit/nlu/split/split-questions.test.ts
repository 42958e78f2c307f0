import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalize } from "../../../../src/text/normalize.js";
import { splitQuestions } from "../../../../src/nlu/split/split-questions.js";
import { repositoryVocabulary } from "../../../helpers/nlu-vocabulary.js";

const split = (text: string): string[] => {
  const normalized = normalize(text);
  return splitQuestions(normalized, repositoryVocabulary()).map(({ start, end }) =>
    normalized.points.slice(start, end).join(""),
  );
};

describe("splitQuestions", () => {
  it.each([
    ["two questions with marks", "滨江有人才房吗？怎么申请？", ["滨江有人才房吗", "怎么申请"]],
    [
      "without any mark",
      "滨江有人才房吗怎么申请要多少钱",
      ["滨江有人才房吗", "怎么申请", "要多少钱"],
    ],
    ["with commas", "人才房怎么申请，要多少钱，去哪办", ["人才房怎么申请", "要多少钱", "去哪办"]],
    ["with spaces for commas", "人才房怎么申请 要多少钱", ["人才房怎么申请", "要多少钱"]],
    [
      "a wish before 顺便",
      "我想在西湖注册公司，顺便问问专利和法律问题找谁",
      ["我想在西湖注册公司", "顺便问问专利和法律问题找谁"],
    ],
    ["two things joined by 和", "申请条件和材料", ["申请条件", "和材料"]],
    [
      "two English questions joined by and",
      "Is there housing in Binjiang and how do I get on the list?",
      ["is there housing in binjiang", "how do i get on the list"],
    ],
    [
      "a question that ends with what is told from the next one",
      "有啥补贴，我刚毕业。怎么申请",
      ["有啥补贴,我刚毕业", "怎么申请"],
    ],
    ["two English questions", "What is it? How do I apply?", ["what is it", "how do i apply"]],
  ])("parts %s", (_, text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it.each([
    ["conditions before a question", "我24届硕士，在滨江租房，社保交了五个月，能拿多少补贴"],
    ["conditions after a question", "能领多少补贴，我硕士毕业"],
    ["words thrown in", "余杭 应届生 生活补贴"],
    ["a name and its question", "5050 什么时候可以申请"],
    ["a noun and what it is", "申请条件是什么"],
    ["one question about papers", "要交的材料在哪里下载"],
    ["a comparison", "融滨一本通和乐滨一本通有什么区别"],
    ["还有 inside a question", "外卖骑手买了意外险还有补贴吗"],
    ["a list of names", "之江、良渚、湖畔、天目山四家省级实验室"],
    ["a thousands separator", "工资12,000能落户吗"],
    ["whether one may, and the sum", "我是本科，能领生活补贴吗？能领多少"],
    ["whether one is, and which of them", "我算人才吗？算哪一类"],
    ["what is only to be confirmed", "市民中心在哪？江南大道那边是不是"],
    ["guesses at a name", "青荷驿站？青禾？在哪几个区"],
    ["what is to be given, thing by thing", "我能拿哪些：生活补贴？租房补贴？"],
    ["a name that is not quite known", "余杭是不是有个什么驿站，名字记不清了，能住几天"],
    [
      "an introduction and its question",
      "I'm 41, PhD in materials science. Do I get money when buying a flat?",
    ],
    ["what somebody went through", "我去年就交了材料到服务中心，说审核中，应该找谁"],
    [
      "nouns thrown in behind an English question",
      "Where do I apply in Shangcheng? Address and phone please",
    ],
  ])("leaves %s together", (_, text) => {
    expect(split(text)).toHaveLength(1);
  });

  it("drops courtesy around a question", () => {
    expect(split("你好，请问一下，落户要什么条件？谢谢！")).toEqual(["落户要什么条件"]);
    expect(split("落户要什么条件谢谢")).toEqual(["落户要什么条件"]);
  });

  it("keeps courtesy that is all there is", () => {
    expect(split("谢谢！")).toHaveLength(1);
    expect(split("你好")).toEqual(["你好"]);
  });

  it("never cuts inside a name", () => {
    const text = normalize("我负责阳光雨露，你负责茁壮成长是什么");
    const spans = splitQuestions(text, repositoryVocabulary(), { names: [{ start: 0, end: 15 }] });
    expect(spans).toEqual([{ start: 0, end: text.points.length }]);
  });

  it("gives parts in order, apart, inside the text, at most six", () => {
    const word = fc.constantFrom(
      "人才房",
      "怎么申请",
      "多少钱",
      "在哪",
      "吗",
      "，",
      "？",
      "。",
      " ",
      "顺便",
      "和",
      "材料",
      "谢谢",
      "你好",
      "我是硕士",
      "\n",
      "x",
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        const text = normalize(words.join(""));
        const spans = splitQuestions(text, repositoryVocabulary());
        expect(spans.length).toBeLessThanOrEqual(6);
        let last = 0;
        for (const { start, end } of spans) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.points.length);
      }),
      { numRuns: 500 },
    );
  });
});
