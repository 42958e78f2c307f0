import { describe, expect, it } from "vitest";
import { actsByCue, findActCues } from "../../../../src/nlu/moves/cues.js";
import { normalize } from "../../../../src/text/normalize.js";
import { buildVocabulary } from "../../../../src/nlu/vocabulary.js";

const vocabulary = buildVocabulary({
  "act-cue": [
    { value: "when", words: ["时间是", "时间"] },
    { value: "where", words: ["网站", "网站是多少"] },
    { value: "who", words: ["条件"] },
    { value: "what", words: ["是什么"] },
  ],
  "act-cue-beware": [{ value: "none", words: ["打发时间"] }],
  verification: [{ value: "verify", words: ["是真的", "还是", "对不对"] }],
});

const actsOf = (
  text: string,
  names: readonly { readonly start: number; readonly end: number }[] = [],
): string[] => {
  const { points } = normalize(text);
  return actsByCue(points, findActCues(points, vocabulary, names), vocabulary);
};

describe("words that ask outright", () => {
  it.each([
    ["申请条件是什么", ["who", "what"]],
    ["找点活打发时间", []],
    ["打发时间的活动时间是几号", ["when"]],
    ["补贴20万是真的吗", ["amount"]],
    ["按5万还是10万", ["amount"]],
    ["一千五百块对不对", ["amount"]],
    ["一万间房是真的吗", ["what"]],
    ["能住吗", ["eligible"]],
    ["有活动吗", ["list"]],
    ["需要先有工作吗", []],
    ["没有房子吗", []],
  ])("%s: %j", (text, acts) => {
    expect(actsOf(text)).toEqual(acts);
  });

  it("ask after a name that ends in the same word, but not inside it", () => {
    expect(actsOf("人社局网站是多少", [{ start: 0, end: 5 }])).toEqual(["where"]);
    expect(actsOf("人社局网站", [{ start: 0, end: 5 }])).toEqual([]);
  });
});
