import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFormLines } from "../../../src/person/form-lines.js";
import { lineOf } from "../../../src/assistant/say-fact.js";
import { toLocale } from "../../../src/assistant/localize.js";
import { createKnowledgeBase } from "../../../src/knowledge/index.js";
import { createSpeaker } from "../../../src/reply/index.js";
import type { SlotForm, SlotValue } from "../../../src/eligibility/index.js";
import { loadOwnPolicies } from "../../helpers/own-policies.js";

const { corpus } = await loadOwnPolicies();
const forms = new Map(corpus.data.slots.map((form) => [form.id, form]));
const base = createKnowledgeBase(corpus.data);

/** Values that a form can send for a slot. */
function valuesOf(form: SlotForm): readonly SlotValue[] {
  if (form.type === "date") return ["2024", "2024-06", "2024-06-15"];
  if (form.type === "number") return [form.min ?? 0, form.max ?? 40];
  return form.choices.flatMap(({ value }) =>
    value === undefined || value === null ? [] : [value],
  );
}

const CASES = (["zh-CN", "zh-TW", "en"] as const).flatMap((locale) =>
  [...forms.values()].map((form) => ({ locale, form, id: form.id })),
);

describe("lines of a form", () => {
  it.each(CASES)("say $id in $locale exactly", ({ locale, form }) => {
    const speaker = createSpeaker(corpus.data.replies, locale);
    const voice = { base, speaker, forms, policies: new Map() };
    for (const value of valuesOf(form)) {
      const line = toLocale(lineOf(voice, form.id, value), locale);
      expect(readFormLines(`…\n${line}\n…`, forms)).toEqual({
        facts: { [form.id]: value },
        rest: "…\n…",
      });
    }
  });

  it("leave what fits no slot to be understood", () => {
    const text = "学历：硕士\n备注：学历：博士\n学历：很高\n毕业时间：三月\n我能领什么";
    expect(readFormLines(text, forms)).toEqual({
      facts: { degree: "master" },
      rest: "备注：学历：博士\n学历：很高\n毕业时间：三月\n我能领什么",
    });
  });

  it("are taken by themselves for the whole utterance, which then is its own rest", () => {
    expect(readFormLines("学历：硕士", forms)).toEqual({
      facts: { degree: "master" },
      rest: "学历：硕士",
    });
  });

  it("hold no value out of the limits of their slot", () => {
    expect(readFormLines("年龄：400岁\n问", forms).facts).toEqual({});
  });

  it("are read at once in long lines of blanks and colons", () => {
    const began = performance.now();
    for (const piece of [" ", ":", " :", "学历："]) readFormLines(piece.repeat(4000), forms);
    expect(performance.now() - began).toBeLessThan(200);
  });

  it("are read in any text without harm", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (text) => {
        const { facts, rest } = readFormLines(text, forms);
        if (Object.keys(facts).length === 0) expect(rest).toBe(text);
      }),
    );
  });
});
