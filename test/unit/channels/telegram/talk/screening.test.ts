import { describe, expect, it } from "vitest";
import type { EligibilityResult } from "../../../../../src/assistant/types.js";
import { drawScreening } from "../../../../../src/channels/telegram/talk/screening.js";
import { createWords } from "../../../../../src/channels/telegram/talk/words.js";
import type { Block } from "../../../../../src/reply/types.js";
import { realEngine } from "../../../../helpers/collecting-channel.js";

const verdict = (name: string, line: string): Block => ({
  kind: "verdict",
  service: "example",
  name,
  outcome: "ineligible",
  sign: "✘",
  word: "no",
  amount: "",
  short: "",
  line,
  shows: "whole",
  whyTitle: "",
  items: [],
  eithersTitle: "",
  eithers: [],
  basis: "",
  waysTitle: "",
  ways: [],
  steps: [],
  notes: [],
  remarks: [],
  today: "",
});

const result = (blocks: readonly Block[]): EligibilityResult => ({
  verdicts: [],
  next: null,
  facts: [{ slot: "degree", text: "硕士", line: "学历：硕士" }],
  steps: [],
  receipt: null,
  blocks,
});

const draw = async (blocks: readonly Block[]) => {
  const catalogue = (await realEngine()).catalogue(() => "2026-11-21");
  return drawScreening(createWords(catalogue, "zh-CN"), result(blocks));
};

describe("all that a person may have", () => {
  it("tells with its day what comes with time, and of what is missed the names alone", async () => {
    const { main } = await draw([
      { kind: "heading", text: "再等一等", group: "soon" },
      verdict("甲补贴", "✘ 甲补贴：2031年5月1日起满足"),
      { kind: "heading", text: "不符合", group: "ineligible" },
      verdict("乙补贴", "✘ 乙补贴：要求很多"),
      { kind: "paragraph", text: "“甲补贴”和“丙补贴”不能都要。" },
    ]);
    expect(main.text).toContain("2031年5月1日起满足");
    expect(main.text).toContain("不符合\n乙补贴");
    expect(main.text).not.toContain("要求很多");
    expect(main.text).toContain("不能都要");
  });

  it("stays readable at a glance however many there are", async () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      verdict(`补贴${String(index)}`, `✘ 补贴${String(index)}：${"很长".repeat(20)}`),
    );
    const { main, sections } = await draw([
      { kind: "heading", text: "再等一等", group: "soon" },
      ...many,
    ]);
    expect(main.text.length).toBeLessThanOrEqual(900);
    expect(sections.flatMap(({ pages }) => pages).every(({ text }) => text.length <= 2500)).toBe(
      true,
    );
  });
});
