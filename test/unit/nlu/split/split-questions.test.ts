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
