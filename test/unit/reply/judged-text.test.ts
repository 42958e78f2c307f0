import { describe, expect, it } from "vitest";
import { newTracker } from "../../../src/dialogue/index.js";
import type { Block, Reply } from "../../../src/reply/index.js";
import { openCollectingChannel, realEngine } from "../../helpers/collecting-channel.js";

const TODAY = "2026-11-21";
const engine = await realEngine();

/** Talks as new users lead them; the last turn but one may leave a question open. */
const TALKS: readonly (readonly string[])[] = [
  ["我24年硕士毕业,在滨江租房,社保交了五个月,能拿多少补贴?", "改成博士", "跳过", "为什么"],
  ["我2025年6月本科毕业，全日制，在余杭上班，社保交了8个月，能领什么补贴", "没房", "没有"],
  ["我能领生活补贴吗", "在单位上班", "硕士", "全日制", "跳过", "跳过"],
  ["大专学历29岁能落户吗，我在萧山上班", "全日制", "还能拿什么"],
  ["我在滨江创业，能申请5050吗", "怎样才能拿到"],
  ["我是外卖骑手，能领保险补贴吗", "余杭", "还差什么"],
  ["我46岁，硕士，能落户杭州吗", "总共能拿多少", "明年呢"],
  [
    "Can I get the living subsidy? I have a master degree",
    "Employee",
    "why",
    "what if I have a phd",
  ],
  ["我是碩士，28歲，想落戶杭州可以嗎", "為什麼"],
];

const replies: readonly { readonly said: string; readonly reply: Reply }[] = (
  await Promise.all(
    TALKS.map(async (turns) => {
      const channel = await openCollectingChannel(TODAY);
      const said: { said: string; reply: Reply }[] = [];
      for (const turn of turns) said.push({ said: turn, reply: await channel.say(turn) });
      return said;
    }),
  )
).flat();

const judged = replies.filter(({ reply }) => (reply.answers[0]?.verdicts.length ?? 0) > 0);
const isAsking = ({ reply }: { readonly reply: Reply }): boolean =>
  reply.answers[0]?.disposition === "ask";
const lengthOf = ({ reply }: { readonly reply: Reply }): number => [...reply.text].length;
const verdictsIn = (reply: Reply) =>
  reply.blocks.filter(
    (block): block is Extract<Block, { kind: "verdict" }> => block.kind === "verdict",
  );

/** That it is no decision, in each locale. */
const DISCLAIMER = /不是主管部门的决定|不是主管部門的決定|no decision of an office/u;
const SOURCE = /依据：.+（|依據：.+（|Based on: .+\(/u;

describe("a judged reply", () => {
  it("is there in every talk", () => {
    expect(judged.length).toBeGreaterThan(20);
    expect(judged.some(isAsking)).toBe(true);
    expect(judged.every(isAsking)).toBe(false);
  });

  it.each(judged)(
    "$said: source with date, and that no office decided, stand in the text",
    (one) => {
      expect(one.reply.text).toMatch(DISCLAIMER);
      expect(one.reply.text).toMatch(SOURCE);
    },
  );

  it.each(judged)("$said: no verdict is without criteria, sources, date and disclaimer", (one) => {
    for (const verdict of one.reply.answers[0]?.verdicts ?? []) {
      expect(verdict.because.length).toBeGreaterThan(0);
      for (const { source, asOf } of verdict.because) {
        expect(source).not.toBe("");
        expect(asOf).not.toBeUndefined();
      }
      expect(verdict.today).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
      expect(verdict.sources?.length).toBeGreaterThan(0);
      expect(verdict.cautions?.some((caution) => DISCLAIMER.test(caution))).toBe(true);
      const block = verdictsIn(one.reply).find(
        ({ name, outcome }) => name === verdict.name && outcome === verdict.outcome,
      );
      expect(block?.items.length).toBeGreaterThan(0);
      expect(block?.basis).not.toBe("");
    }
  });

  it.each(judged)("$said: only a yes bears the sign of a yes, and an open sum says if", (one) => {
    for (const { outcome, sign, line, amount } of verdictsIn(one.reply)) {
      expect(sign === "✔").toBe(outcome === "eligible");
      expect(line.startsWith(sign)).toBe(true);
      if (outcome === "needs-more" && amount !== "") expect(amount).toMatch(/若符合|if met/u);
      if (outcome === "ineligible" || outcome === "not-covered") expect(amount).toBe("");
    }
    // Words that promise.
    expect(one.reply.text).not.toMatch(
      /一定能|肯定能|保证|可以领到|能领到|you will get|guarantee/u,
    );
  });

  it("is short while it asks, and a whole verdict on one policy fits on a screen", () => {
    const asking = judged.filter(isAsking).filter(({ said }) => !/为什么|為什麼|why/u.test(said));
    const chinese = asking.filter(({ said, reply }) => /\p{Script=Han}/u.test(said + reply.text));
    const han = chinese.filter(({ reply }) => reply.text.includes("依据"));
    const sorted = han.map(lengthOf).toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(400);
    const whole = judged.filter(
      (one) => !isAsking(one) && one.reply.answers[0]?.verdicts.length === 1,
    );
    for (const one of whole) expect([one.said, lengthOf(one) <= 900]).toEqual([one.said, true]);
  });

  it("shows alternatives as alternatives, and the same criterion once", () => {
    const { reply } = engine.respond({
      utterance: "我能落户杭州吗",
      tracker: newTracker(`${TODAY}T00:00:00Z`),
      today: TODAY,
    });
    for (const { items, eithers } of verdictsIn(reply)) {
      for (const ways of eithers) {
        expect(ways.length).toBeGreaterThan(1);
        for (const places of ways) {
          const words = places.map((place) => items[place]?.criterion);
          expect(new Set(words).size).toBe(words.length);
        }
      }
    }
    expect(verdictsIn(reply).some(({ eithers }) => eithers.length > 0)).toBe(true);
  });
});
