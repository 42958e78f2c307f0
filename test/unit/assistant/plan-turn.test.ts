import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asMeant } from "../../../src/values/rough-number.js";
import { isChild, withNewer } from "../../../src/person/person-facts.js";
import { newTracker } from "../../../src/dialogue/index.js";
import { openCollectingChannel, realEngine } from "../../helpers/collecting-channel.js";

const TODAY = "2026-11-21";
const engine = await realEngine();

/** One message of a new talk. */
const say = (
  utterance: string,
  more: { profile?: Record<string, unknown>; isGroup?: boolean } = {},
) =>
  engine.respond({ utterance, tracker: newTracker(`${TODAY}T00:00:00Z`), today: TODAY, ...more });

const FULL = {
  degree: "bachelor",
  studyMode: "full-time",
  graduatedOn: "2025-06-30",
  employment: "employee",
  socialInsuranceMonths: 8,
};

describe("a turn that is judged", () => {
  it("uses a profile that comes with the message, for this turn only", () => {
    const turn = say("我能领生活补贴吗", { profile: FULL });
    expect(turn.reply.answers[0]?.verdicts[0]).toMatchObject({
      outcome: "eligible",
      amountCny: 10000,
    });
    expect(turn.person).toMatchObject({ profile: {}, profileOn: null });
  });

  it("never says a yes when one of the facts is missing", () => {
    for (const slot of Object.keys(FULL)) {
      const profile = Object.fromEntries(Object.entries(FULL).filter(([id]) => id !== slot));
      const answer = say("我能领生活补贴吗", { profile }).reply.answers[0];
      expect([slot, answer?.verdicts[0]?.outcome]).toEqual([slot, "needs-more"]);
      expect(answer?.disposition).toBe("ask");
    }
  });

  it("asks nobody in a group, and still gives the verdict", () => {
    const turn = say("我是硕士，能领生活补贴吗", { isGroup: true });
    expect(turn.reply.answers[0]).toMatchObject({ disposition: "answer" });
    expect(turn.reply.answers[0]?.verdicts[0]?.outcome).toBe("needs-more");
    expect(turn.person?.form?.asking).toBeNull();
    expect(turn.reply.choices.map(({ send }) => send)).not.toContain("记住这些情况");
  });

  it("puts one question for a message of two, and answers both", () => {
    const turn = say("我是硕士，能领生活补贴吗？能领租房补贴吗？");
    const asked = turn.reply.answers.filter(({ disposition }) => disposition === "ask");
    expect(turn.reply.answers.length).toBe(2);
    expect(asked.length).toBe(1);
  });

  it("shows every verdict as a block with criteria, basis and day, and says that no office decided", () => {
    const { blocks, answers } = say("我能领生活补贴吗", { profile: FULL }).reply;
    const shown = blocks.filter((block) => block.kind === "verdict");
    expect(shown.length).toBe(answers[0]?.verdicts.length);
    for (const block of shown) {
      expect(block.items.length).toBeGreaterThan(0);
      for (const text of [block.sign, block.word, block.basis, block.today])
        expect(text).not.toBe("");
    }
    expect(blocks.some((block) => block.kind === "note" && block.notice === "no-decision")).toBe(
      true,
    );
  });

  it("leaves a question about nobody as it was", () => {
    const { reply } = say("硕士生活补贴有多少钱");
    expect(reply.answers[0]).toMatchObject({ disposition: "answer", verdicts: [] });
  });
});

describe("what is kept", () => {
  it("is nothing beyond the turns before a yes, and the facts after it", async () => {
    const channel = await openCollectingChannel(TODAY);
    await channel.say("我2025年6月硕士毕业，全日制，在西湖上班，社保交了8个月，能领生活补贴吗");
    const id = channel.conversation() ?? "";
    expect((await channel.store.loadTracker(id))?.profile).toEqual({});
    expect(JSON.stringify(await channel.judging())).not.toContain("master");
    await channel.say("记住这些情况");
    expect((await channel.store.loadTracker(id))?.profile).toMatchObject({ degree: "master" });
    await channel.say("/forget");
    const tracker = await channel.store.loadTracker(id);
    expect(tracker?.profile).toEqual({});
    expect(JSON.stringify(tracker?.turns)).not.toContain("硕士");
  });

  it("is not a child's word", async () => {
    const channel = await openCollectingChannel(TODAY);
    await channel.say("我今年13岁，能领生活补贴吗");
    const tracker = await channel.store.loadTracker(channel.conversation() ?? "");
    expect(JSON.stringify(tracker)).not.toContain("13岁");
  });

  it("counts who may be a child as one", () => {
    expect(isChild({ age: 13 }, TODAY)).toBe(true);
    expect(isChild({ age: 14 }, TODAY)).toBe(false);
    expect(isChild({ age: { min: 12, max: 20 } }, TODAY)).toBe(true);
    expect(isChild({ age: { min: 0, max: 44 } }, TODAY)).toBe(false);
    expect(isChild({ age: { max: 20 } }, TODAY)).toBe(true);
    expect(isChild({ birthDate: "2012" }, TODAY)).toBe(true);
    expect(isChild({ birthDate: "2012-11-21" }, TODAY)).toBe(false);
    expect(isChild({ birthDate: "2012-11-22" }, TODAY)).toBe(true);
    expect(isChild({}, TODAY)).toBe(false);
  });
});

describe("facts of several turns", () => {
  it("take the newest value and name what it replaced", () => {
    expect(withNewer({ degree: "master" }, { degree: "doctor" }, TODAY)).toEqual({
      profile: { degree: "doctor" },
      replaced: ["degree"],
    });
    expect(withNewer({ graduatedOn: "2024" }, { graduatedOn: "2024-06" }, TODAY).replaced).toEqual(
      [],
    );
    expect(withNewer({ graduatedOn: "2024" }, { studying: true }, TODAY)).toEqual({
      profile: { studying: true },
      replaced: ["graduatedOn"],
    });
    expect(withNewer({ studying: true }, { graduatedOn: "2025" }, TODAY).profile).toEqual({
      graduatedOn: "2025",
    });
    expect(withNewer({ age: 30 }, { birthDate: "1990" }, TODAY).profile).toEqual({
      birthDate: "1990",
    });
  });

  it.each([
    ["社保交了不到", "", { min: 0, max: 5 }],
    ["", "以上", { min: 6 }],
    ["大概", "", { min: 4, max: 8 }],
    ["快", "了", { min: 4, max: 6 }],
    ["社保交了", "", 6],
  ])("reads 6 between %s and %s as meant", (before, after, meant) => {
    expect(asMeant({ min: 6, max: 6 }, before, after, 0)).toEqual(meant);
  });

  it("never makes a rough number certain", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 700 }),
        fc.constantFrom("不到", "超过", "大概", "快"),
        (value, word) => {
          const meant = asMeant({ min: value, max: value }, word, "", 0);
          expect(typeof meant === "object" || value === 0).toBe(true);
        },
      ),
    );
  });
});
