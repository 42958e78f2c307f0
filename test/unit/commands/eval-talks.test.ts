import { describe, expect, it } from "vitest";
import { faultsOf } from "../../../src/commands/eval/eval-talks.js";

const reply = {
  text: "1．补贴 10,000 元，“一次” 发放。\nAsk Ｈａｎｇｚｈｏｕ first.",
  answers: [
    { disposition: "answer", services: [{ name: "融滨一本通" }] },
    { disposition: "partial", services: [] },
  ],
};

const faults = (expected: Parameters<typeof faultsOf>[1]): readonly string[] =>
  faultsOf(reply, expected);

describe("a reply and how it must be", () => {
  it("is right when nothing is expected, or all of it is there", () => {
    expect(faults({})).toEqual([]);
    expect(faults({ any: [], mustSay: [], mustNotSay: [], disposition: [] })).toEqual([]);
    expect(
      faults({
        any: ["没有", "一次"],
        mustSay: ["补贴"],
        mustNotSay: ["20"],
        disposition: ["partial"],
      }),
    ).toEqual([]);
  });

  it.each(["10000元", "10，000 元", "一次发放", "'一次'发放", "ask hangzhou", "ＡＳＫ", "1.补贴"])(
    "says %s without regard to width, case, spaces, quotes and commas",
    (words) => {
      expect(faults({ mustSay: [words] })).toEqual([]);
    },
  );

  it("may say one of the words in the name of a service, but what it must say stands in its text", () => {
    expect(faults({ any: ["一本通"] })).toEqual([]);
    expect(faults({ mustSay: ["一本通"] })).toEqual(["does not say 一本通"]);
    expect(faults({ mustNotSay: ["一本通"] })).toEqual([]);
  });

  it("names everything that is wrong", () => {
    expect(
      faults({
        any: ["a1", "b2"],
        mustSay: ["c3"],
        mustNotSay: ["补贴"],
        disposition: ["ask", "clarify"],
      }),
    ).toEqual([
      "says none of a1, b2",
      "does not say c3",
      "says 补贴",
      "is answer, partial, not ask or clarify",
    ]);
  });
});
