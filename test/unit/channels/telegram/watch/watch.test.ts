// Who asks for it is told before a last day and when an edit of the rules changes a verdict; nobody else is, and one tap ends it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { realData, realEngine } from "../../../../helpers/collecting-channel.js";
import { openHarness, PERSON } from "../../../../helpers/fake-telegram/harness.js";
import type { FakeMessage } from "../../../../helpers/fake-telegram/types.js";

// The engine is trained before the clock of a test runs.
beforeAll(() => realEngine(), 120_000);

const TOLD = "我2025年6月1日硕士毕业，全日制，在西湖上班，社保交了8个月，能领生活补贴吗";
const ASK = "🔔";
/** Of the file, and of the days before the last day of who graduated on 2025-06-01. */
const at = (day: string, hour = 10): number =>
  Date.parse(`${day}T${String(hour).padStart(2, "0")}:00:00+08:00`);

const labels = (message: FakeMessage | undefined): readonly string[] =>
  message?.keyboard.flat().map(({ text }) => text) ?? [];

/** A bot with a clock to turn. */
async function open() {
  const clock = { now: at("2026-11-21") };
  const harness = await openHarness({ now: () => clock.now });
  await harness.bot.start();
  const heads = (): readonly string[] =>
    harness.fake
      .chat(PERSON)
      .filter(({ fromBot, text }) => fromBot && /^[⏰✎]/u.test(text))
      .map(({ text }) => text.split("\n")[0] ?? "");
  const on = async (day: string, hour?: number): Promise<void> => {
    clock.now = at(day, hour);
    await harness.bot.look();
  };
  /** Told, agreed, watched. */
  const begin = async (): Promise<FakeMessage | undefined> => {
    const asked = await harness.press(await harness.say(TOLD), ASK);
    return harness.press(asked, "同意记住，并提醒我");
  };
  return { ...harness, clock, heads, on, begin };
}

const filesWith = (folder: string, words: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .filter((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(words))
    .map(({ name }) => name);

describe("asking to be told", () => {
  it("needs that the facts may be kept, and says what is kept and until when", async () => {
    const { say, press, assistant, key } = await open();
    const asked = await press(await say(TOLD), ASK);
    expect(asked?.text).toContain("2025年6月1日毕业");
    expect(asked?.text).toContain("同意吗");
    expect(await assistant.keptOf(key(String(PERSON)))).toBeNull();
    const begun = await press(asked, "同意记住，并提醒我");
    expect(begun?.text).toContain("应届大学生生活补贴：最晚2027年6月1日");
    expect(begun?.text).toContain("到2027年11月21日为止");
    expect(await assistant.keptOf(key(String(PERSON)))).toMatchObject({
      facts: { degree: "master" },
    });
  });

  it("is not asked again of who agreed before", async () => {
    const { say, press } = await open();
    const verdict = await say(TOLD);
    await press(verdict, "记住这些情况");
    expect((await press(verdict, ASK))?.text).toContain("我盯着");
  });

  it("says what is missing where nothing is known yet", async () => {
    const { say, press } = await open();
    const none = await say("/watch");
    expect(none?.text).toContain("现在没有在提醒的事");
    expect((await press(none, ASK))?.text).toContain("我还不知道您的情况");
  });

  it("leads to a private talk in a group, where no button offers it", async () => {
    const { fake, settle } = await open();
    const group = { chatId: -500, type: "group", userId: PERSON } as const;
    fake.pushText(group, "/watch", {
      entities: [{ type: "bot_command", offset: 0, length: 6 }],
    });
    await settle();
    expect(fake.lastOf(-500)?.text).toContain("私下");
  });
});

describe("what is told", () => {
  it("comes a fortnight and three days before, by day, with the reason and a button that stops it", async () => {
    const { begin, on, heads, fake } = await open();
    await begin();
    await on("2027-05-17");
    expect(heads()).toEqual([]);
    await on("2027-05-18", 3);
    expect(heads()).toEqual([]);
    await on("2027-05-18");
    await on("2027-05-18", 15);
    await on("2027-05-20");
    expect(heads()).toEqual(["⏰ 还有14天：应届大学生生活补贴"]);
    const message = fake.lastOf(PERSON);
    expect(message?.text).toContain("最晚2027年6月1日要办");
    expect(message?.text).toContain("为什么收到：您2026年11月21日让我在最后一天之前提醒");
    expect(message?.text).toContain("依据：");
    expect(labels(message)).toEqual(["这一项不再提醒", "全部停止"]);
    for (const day of ["2027-05-29", "2027-05-30", "2027-06-01", "2027-06-02"]) await on(day);
    expect(heads()).toEqual(["⏰ 还有14天：应届大学生生活补贴", "⏰ 还有3天：应届大学生生活补贴"]);
  });

  it("comes late rather than never, once, with the days that are left", async () => {
    const { begin, on, heads } = await open();
    await begin();
    await on("2027-05-25");
    await on("2027-05-31");
    expect(heads()).toEqual(["⏰ 还有7天：应届大学生生活补贴", "⏰ 还有1天：应届大学生生活补贴"]);
  });

  it("goes on by what was agreed to when the talk has run out", async () => {
    const { begin, on, heads, store } = await open();
    await begin();
    await store.expireTrackers("2030-01-01T00:00:00Z");
    await on("2027-05-18");
    expect(heads()).toHaveLength(1);
  });

  it("is in the language that the person chose", async () => {
    const { begin, on, heads, say, press } = await open();
    await begin();
    await press(await say("/language"), "English");
    await on("2027-05-18");
    expect(heads()[0]).toMatch(/^⏰ 14 days left: /u);
  });

  it("never comes to who did not ask", async () => {
    const { say, press, on, heads } = await open();
    await press(await say(TOLD), "记住这些情况");
    await on("2027-05-18");
    expect(heads()).toEqual([]);
  });
});

describe("what is stopped", () => {
  it.each(["全部停止", "停：应届大学生生活补贴"])("by “%s” is silent", async (label) => {
    const { begin, on, heads, press, say } = await open();
    await begin();
    await press(await say("/watch"), label);
    await on("2027-05-18");
    expect(heads()).toEqual([]);
  });

  it("under a message stops this one, and pressed again changes nothing", async () => {
    const { begin, on, heads, press, fake, settle, clock } = await open();
    await begin();
    await on("2027-05-18");
    const message = fake.lastOf(PERSON);
    const data = message?.keyboard.flat()[0]?.callback_data ?? "";
    await press(message, "这一项不再提醒");
    expect(fake.lastOf(PERSON)?.text).toContain("还盯着1项");
    expect(
      fake.chat(PERSON).find(({ message_id: id }) => id === message?.message_id)?.keyboard,
    ).toEqual([]);
    clock.now += 10_000; // no double tap
    fake.pushPress({ chatId: PERSON }, message?.message_id ?? 0, data);
    await settle();
    expect(fake.lastOf(PERSON)?.text).toContain("还盯着1项");
    await on("2027-05-30");
    expect(heads()).toHaveLength(1);
  });

  it("is stopped by nobody else", async () => {
    const { begin, on, heads, fake, settle } = await open();
    const begun = await begin();
    fake.pushText({ chatId: 99 }, "/start");
    await settle();
    fake.pushPress({ chatId: 99 }, begun?.message_id ?? 0, "w1:*");
    await settle();
    await on("2027-05-18");
    expect(heads()).toHaveLength(1);
  });

  it("is forgotten to the last byte with everything else, by the command and in words", async () => {
    for (const how of ["command", "words"]) {
      const { begin, on, heads, say, press, folder } = await open();
      await begin();
      expect(filesWith(folder, String(PERSON))).toEqual(["watches.jsonl"]);
      if (how === "command") await press(await say("/forget"), "清空");
      else await say("忘掉我的情况");
      expect(filesWith(folder, String(PERSON))).toEqual([]);
      expect(filesWith(folder, "graduatedOn")).toEqual([]);
      await on("2027-05-18");
      expect(heads()).toEqual([]);
    }
  });

  it("is over when the bot is blocked", async () => {
    const { begin, on, fake, folder } = await open();
    await begin();
    fake.block(PERSON);
    await on("2027-05-18");
    expect(filesWith(folder, String(PERSON))).toEqual([]);
  });

  it("shows nothing of a person in logs", async () => {
    const { begin, on, fake, heard } = await open();
    await begin();
    fake.fault({ method: "sendMessage", times: 1, what: 400 });
    await on("2027-05-18");
    const lines = heard.lines.join("\n");
    expect(lines).toContain("telegram-watch");
    expect(lines).not.toMatch(/7000000001|2025-06-01|graduatedOn|master|硕士|living/u);
  });
});

it("every rule can be stopped by a button: its id fits", async () => {
  const { policies } = await realData();
  for (const { id } of policies) expect(id).toMatch(/^[a-z0-9-]{1,60}$/u);
});
