// A judgement as a person meets it in the app: one question after another in one message, a short verdict, the rest behind buttons.
import { beforeAll, describe, expect, it, vi } from "vitest";
import { realEngine } from "../../../helpers/collecting-channel.js";
import { buttonOf } from "../../../helpers/fake-telegram/fake-telegram.js";
import { openHarness, PERSON } from "../../../helpers/fake-telegram/harness.js";
import type { FakeMessage, FakeTelegram } from "../../../helpers/fake-telegram/types.js";

// The engine is trained before the clock of a test runs.
beforeAll(() => realEngine(), 120_000);

const labels = (message: FakeMessage | undefined): readonly string[] =>
  message?.keyboard.flat().map(({ text }) => text) ?? [];

const ours = (fake: FakeTelegram, chatId = PERSON): readonly FakeMessage[] =>
  fake.chat(chatId).filter(({ fromBot }) => fromBot);

const TOLD = "我2025年6月硕士毕业，全日制，在西湖上班，社保交了8个月，能领生活补贴吗";

describe("questions about a person", () => {
  it("go on in the same message as long as buttons answer them, and the result comes anew", async () => {
    const { bot, say, press, fake } = await openHarness();
    await bot.start();
    const first = await say("我能领生活补贴吗");
    expect(labels(first)).toEqual(expect.arrayContaining(["不确定", "不想说", "为什么"]));
    const second = await press(first, "在单位上班");
    expect(second?.message_id).toBe(first?.message_id);
    expect(second?.text).toContain("在单位上班");
    expect(ours(fake)).toHaveLength(1);
    const typed = await say("硕士，全日制，2026年1月毕业");
    expect(ours(fake)).toHaveLength(2);
    expect(ours(fake)[0]?.keyboard).toEqual([]); // the old answers are gone
    const result = await press(typed, "6到11个月");
    expect(result?.message_id).not.toBe(typed?.message_id);
    expect(result?.text).toContain("✔ 应届大学生生活补贴");
    expect(result?.text).toContain("不是主管部门的决定");
    expect(ours(fake)[1]?.text).toContain("✓ 6到11个月");
    expect(ours(fake)[1]?.keyboard).toEqual([]);
    expect(fake.refused).toEqual([]);
  });

  it("stand last, next to their buttons, under what is known and what it rests on", async () => {
    const { bot, say } = await openHarness();
    await bot.start();
    const lines = (await say("我能领生活补贴吗"))?.text.split("\n") ?? [];
    expect(lines.at(-1)).toContain("就业情况");
    expect(lines.join("\n")).toContain("依据");
  });

  it("have their answers in rows of at most three", async () => {
    const { bot, say, press } = await openHarness();
    await bot.start();
    const screening = await say("/mine");
    const next = await press(screening, "不想说");
    for (const row of [...(screening?.keyboard ?? []), ...(next?.keyboard ?? [])]) {
      expect(row.length).toBeLessThanOrEqual(3);
    }
  });

  it("are answered by an old button only while they are asked", async () => {
    const { bot, say, press, fake, settle, assistant, key } = await openHarness();
    await bot.start();
    const first = await say("我能领生活补贴吗");
    const old = buttonOf(first, "在单位上班").callback_data ?? "";
    await press(first, "在单位上班");
    const before = JSON.stringify(await assistant.exportConversation(key(String(PERSON))));
    const shown = fake.lastOf(PERSON)?.text;
    fake.pushPress({ chatId: PERSON }, first?.message_id ?? 0, old);
    await settle();
    expect(JSON.stringify(await assistant.exportConversation(key(String(PERSON))))).toBe(before);
    expect(fake.lastOf(PERSON)?.text).toBe(shown);
    expect(labels(fake.lastOf(PERSON))).toContain("本科");
    expect(fake.openPresses).toBe(0);
  });

  it("are still there after something else was asked in between", async () => {
    const { bot, say, press, fake } = await openHarness();
    await bot.start();
    const first = await say("我能领生活补贴吗");
    await say("余省心是什么");
    await press(first, "在单位上班");
    const question = fake.chat(PERSON).find(({ message_id: id }) => id === first?.message_id);
    expect(question?.text).toContain("在单位上班");
    expect(labels(question)).toContain("本科");
  });

  it("leave an answer that was asked for in between where it is, with the question under it", async () => {
    const { bot, say, press, fake } = await openHarness();
    await bot.start();
    await say("我能领生活补贴吗");
    const between = await say("为什么");
    expect(between?.text).toContain("全日制学历");
    const next = await press(between, "在单位上班");
    expect(next?.message_id).not.toBe(between?.message_id);
    const kept = fake.chat(PERSON).find(({ message_id: id }) => id === between?.message_id);
    expect(kept?.text).toBe(between?.text);
    expect(labels(kept)).not.toContain("在单位上班");
  });

  it("are corrected one fact at a time", async () => {
    const { bot, say, press } = await openHarness();
    await bot.start();
    const result = await say(TOLD);
    const facts = await press(result, "✎");
    expect(facts?.message_id).toBe(result?.message_id);
    const question = await press(facts, "硕士");
    expect(labels(question)).toEqual(expect.arrayContaining(["本科", "博士", "不确定"]));
    const again = await press(question, "本科");
    expect(again?.text).toContain("本科");
    expect(again?.text).toContain("1万元");
    expect(again?.message_id).not.toBe(result?.message_id);
  });

  it("are not put in a group, where a private talk about it is offered", async () => {
    const { bot, fake, settle } = await openHarness();
    await bot.start();
    const group = { chatId: -1_001, type: "supergroup", userId: 42 } as const;
    fake.pushText(group, "/ask 我能领生活补贴吗，我是硕士");
    await settle();
    const [reply] = ours(fake, group.chatId);
    expect(labels(reply)).not.toContain("不想说");
    expect(reply?.keyboard.flat().map(({ url }) => url)).toContain(
      `https://t.me/${fake.me.username}?start=s_city-living-subsidy`,
    );
  });
});

describe("a verdict", () => {
  it("is read at a glance and tells why, papers, steps and sources in place", async () => {
    const { bot, say, press } = await openHarness();
    await bot.start();
    const card = await say(TOLD);
    expect(card?.text.length).toBeLessThanOrEqual(900);
    const main = card?.text;
    for (const [label, words] of [
      ["为什么", "✔ 全日制学历"],
      ["材料", "学历认证编号"],
      ["步骤", "亲清在线"],
      ["来源", "杭人社发"],
    ] as const) {
      const turned = await press(card, label);
      expect(turned?.message_id).toBe(card?.message_id);
      expect(turned?.text).toContain(words);
      const back = await press(turned, "‹");
      expect(back?.text).toBe(main);
    }
  });

  it("tells what would make it a yes", async () => {
    const { bot, say, press } = await openHarness();
    await bot.start();
    const card = await say("我大专毕业，在单位上班，社保交了五个月，能领高校毕业生就业补贴吗");
    const ways = await press(card, "怎样才能拿到");
    expect(ways?.text).toMatch(/20\d\d年\d+月\d+日/u);
    expect(ways?.text).toContain("不是主管部门的决定");
  });

  it("with a last day gives it as a calendar file", async () => {
    const { bot, say, press } = await openHarness();
    await bot.start();
    const file = await press(await say(TOLD), "日历文件");
    expect(file?.file?.name).toBe("hangcai.ics");
    expect(file?.file?.content).toContain("DTSTART;VALUE=DATE:20270601");
  });

  it("says that nothing is known any more when an old button asks for the calendar", async () => {
    const { bot, say, press, assistant, key } = await openHarness();
    await bot.start();
    const card = await say(TOLD);
    await assistant.forgetConversation(key(String(PERSON)));
    const answer = await press(card, "日历文件");
    expect(answer?.file).toBeUndefined();
    expect(answer?.text).toContain("再说一遍");
  });
});

describe("/mine", () => {
  it("asks when nothing is known", async () => {
    const { bot, say } = await openHarness();
    await bot.start();
    expect(labels(await say("/mine"))).toContain("不想说");
  });

  it("tells what can be had now, what not, and what they come to, also in the middle of a question", async () => {
    const { bot, say, press } = await openHarness();
    await bot.start();
    await say(TOLD);
    const card = await say("/mine");
    expect(card?.text).toContain("现在就符合");
    expect(card?.text).toContain("✔ 应届大学生生活补贴");
    expect(card?.text).toContain("不符合");
    expect(card?.text).toContain("合计：3万元");
    expect(card?.text.length).toBeLessThanOrEqual(900);
    const steps = await press(card, "步骤");
    expect(steps?.text).toContain("2027年6月1日");
    const more = await press(steps, "‹");
    const question = await press(more, "再答几个问题");
    expect(labels(question)).toContain("不想说");
  });
});

describe("a couple", () => {
  it("is judged beside each other, and the household's money is said to be one", async () => {
    const { bot, say, fake } = await openHarness();
    await bot.start();
    const first = await say("我和老婆都是全日制硕士，租房补贴谁来申请");
    expect(first?.text).toContain("一户一份");
    expect(first?.text).toContain("老婆的还差");
    await say("老婆25年6月毕业，社保8个月，毕业后才第一次交社保");
    const last = await say("我2020年毕业");
    expect(last?.text).toContain("由老婆申请");
    expect(fake.refused).toEqual([]);
  });

  it("and which district is best for a person is told district by district", async () => {
    const { bot, say, fake } = await openHarness();
    await bot.start();
    const told = await say("我25年硕士毕业，没房，去哪个区上班最划算");
    expect(told?.text).toContain("滨江区");
    expect(told?.text).toContain("每月1000元");
    expect(fake.refused).toEqual([]);
  });
});

describe("in another language", () => {
  it.each([
    ["en", "Similar", "Yuhang"],
    ["zh-hant", "同類", "餘杭"],
  ])(
    "%s: menus, sides and similar services are in that language, and buttons keep it",
    async (code, similar, district) => {
      const { bot, fake, settle, press } = await openHarness();
      await bot.start();
      const person = { chatId: PERSON, languageCode: code };
      fake.pushText(person, "/districts");
      await settle();
      const menu = fake.lastOf(PERSON);
      const before = ours(fake).length;
      fake.pushPress(person, menu?.message_id ?? 0, buttonOf(menu, district).callback_data ?? "");
      await settle();
      expect(ours(fake)).toHaveLength(before + 1);
      expect(fake.lastOf(PERSON)?.text).toContain(district);
      fake.pushText(person, "/start s_binjiang-rongbin");
      await settle();
      const card = fake.lastOf(PERSON);
      const list = await press(card, similar);
      expect(list?.message_id).toBe(card?.message_id);
      const simplified = /[务贴补区]/u;
      for (const { text } of [card, list].flatMap((one) => one ?? [])) {
        expect(text.replaceAll(/[（“].*?[）”]/gu, "")).not.toMatch(simplified);
      }
    },
  );

  it("sets commands and descriptions for each language at the start", async () => {
    const { bot, fake } = await openHarness();
    await bot.start();
    const codes = (method: string): readonly unknown[] =>
      fake.calls
        .filter((call) => call.method === method && call.status === 200)
        .map(({ payload }) => payload["language_code"]);
    // Set beside the talks; nobody waits for a menu.
    await vi.waitFor(() => {
      for (const method of ["setMyCommands", "setMyDescription", "setMyShortDescription"]) {
        expect(codes(method)).toEqual([undefined, "zh", "en"]);
      }
    });
    expect(fake.refused).toEqual([]);
  });
});
