import { describe, expect, it } from "vitest";
import { newTracker, type Tracker } from "../../../src/dialogue/index.js";
import { recall } from "../../../src/person/recall.js";
import type { AnswerTools } from "../../../src/person/slot-answer.js";

const turn = (utterance: string) => ({ at: "2026-11-21T04:00:00.000Z", utterance, reply: "" });

/** Tools that understand nothing, and the words that they were given. */
function countingTools(): { readonly tools: AnswerTools; readonly read: string[] } {
  const read: string[] = [];
  const tools: AnswerTools = {
    parse: (utterance) => {
      read.push(utterance);
      return { utterance, language: "zh-CN", questions: [] };
    },
    forms: new Map(),
    synonyms: {},
    words: () => [],
  };
  return { tools, read };
}

/** The talk after each of its turns, as a store that keeps it in memory gives it. */
function talkOf(count: number): readonly Tracker[] {
  const talk = [newTracker("2026-11-21T04:00:00.000Z")];
  for (let n = 1; n <= count; n += 1) {
    const before = talk.at(-1) ?? newTracker("");
    talk.push({ ...before, turnCount: n, turns: [...before.turns, turn(`words ${n}`)] });
  }
  return talk.slice(1);
}

describe("what was told in a judgement", () => {
  it("is read once for each turn of a talk in memory, whatever it begins with", () => {
    const { tools, read } = countingTools();
    for (const tracker of talkOf(50)) {
      recall(tracker, 0, {}, tools);
      recall(tracker, 0, { degree: "master" }, tools);
    }
    expect(read).toHaveLength(50);
  });

  it("is read again with other data", () => {
    const first = countingTools();
    const second = countingTools();
    const talk = talkOf(3).at(-1) ?? newTracker("");
    for (const { tools } of [first, first, second]) recall(talk, 0, {}, tools);
    expect(first.read).toHaveLength(3);
    expect(second.read).toHaveLength(3);
  });
});
