import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openHarness, PERSON } from "../../../helpers/fake-telegram/harness.js";
import { buttonOf } from "../../../helpers/fake-telegram/fake-telegram.js";

const bolds = (
  message:
    | { text: string; entities: readonly { type: string; offset: number; length: number }[] }
    | undefined,
) =>
  message?.entities
    .filter(({ type }) => type === "bold")
    .map(({ offset, length }) => message.text.slice(offset, offset + length)) ?? [];

describe("a talk with the bot", () => {
  it("starts with three lines and four ways in", async () => {
    const { bot, say, fake } = await openHarness();
    await bot.start();
    const message = await say("/start");
    expect(message?.text.split("\n")).toHaveLength(3);
    expect(message?.keyboard.flat()).toHaveLength(4);
    expect(fake.refused).toEqual([]);
  });

  it("answers a question in one message read at a glance, name in bold, without previews", async () => {
    const { bot, say, fake } = await openHarness();
    await bot.start();
    const message = await say("余省心是什么");
    expect(fake.chat(PERSON).filter(({ fromBot }) => fromBot)).toHaveLength(1);
    expect(bolds(message)).toContain("余省心");
    expect(message?.text.length).toBeLessThanOrEqual(900);
    expect(message?.extra["link_preview_options"]).toEqual({ is_disabled: true });
    expect(message?.extra).not.toHaveProperty("parse_mode");
    expect(fake.refused).toEqual([]);
  });

  it("takes a pressed choice for the text that it stands for", async () => {
    const { bot, say, press, fake } = await openHarness();
    await bot.start();
    const menu = await say("/start");
    const [first] = menu?.keyboard.flat() ?? [];
    const answer = await press(menu, first?.text ?? "?");
    expect(answer?.message_id).not.toBe(menu?.message_id);
    expect(fake.openPresses).toBe(0);
  });

  it("turns to another side of a service in place, and back", async () => {
    const { bot, say, press } = await openHarness();
    await bot.start();
    const card = await say("融滨一本通是什么");
    const before = card?.text;
    const [side] =
      card?.keyboard.flat().filter(({ text }) => !text.includes("·") && text !== "展开全部") ?? [];
    const turned = await press(card, side?.text ?? "?");
    expect(turned?.message_id).toBe(card?.message_id);
    expect(turned?.text).not.toBe(before);
    const back = await press(turned, "‹");
    expect(back?.message_id).toBe(card?.message_id);
    expect(back?.text).toBe(before);
  });

  it("answers the same update once, also when it comes again", async () => {
    const { bot, fake, settle } = await openHarness();
    await bot.start();
    const { update } = fake.pushText({ chatId: PERSON }, "余省心是什么");
    await settle();
    fake.push(update);
    await settle();
    expect(fake.chat(PERSON).filter(({ fromBot }) => fromBot)).toHaveLength(1);
  });

  it("answers an edited question by editing the reply", async () => {
    const { bot, fake, settle } = await openHarness();
    await bot.start();
    const { messageId } = fake.pushText({ chatId: PERSON }, "余省心是什么");
    await settle();
    const first = fake.lastOf(PERSON);
    const before = first?.text;
    fake.pushEdit({ chatId: PERSON }, messageId, "融滨一本通是什么");
    await settle();
    expect(fake.chat(PERSON).filter(({ fromBot }) => fromBot)).toHaveLength(1);
    expect(fake.lastOf(PERSON)?.message_id).toBe(first?.message_id);
    expect(fake.lastOf(PERSON)?.text).not.toBe(before);
  });

  it("forgets after asking once", async () => {
    const { bot, say, press, assistant, key, folder } = await openHarness();
    await bot.start();
    await say("余省心是什么");
    expect(await assistant.exportConversation(key(String(PERSON)))).not.toBeNull();
    const question = await say("/forget");
    const done = await press(question, buttonOf(question, "清空").text);
    expect(done?.keyboard).toEqual([]);
    expect(await assistant.exportConversation(key(String(PERSON)))).toBeNull();
    expect(readFileSync(join(folder, "updates", "inbox.jsonl"), "utf8")).toBe("");
    const records = readdirSync(join(folder, "chats"), { recursive: true, withFileTypes: true });
    expect(records.filter((entry) => entry.isFile())).toEqual([]);
  });

  it("leaves no trace of a forged payload but a polite word", async () => {
    const { bot, say, fake, settle, assistant, key } = await openHarness();
    await bot.start();
    const card = await say("余省心是什么");
    const before = JSON.stringify(await assistant.exportConversation(key(String(PERSON))));
    for (const data of [
      "1:zzzzzzzz:b0",
      "0:old",
      "",
      "9".repeat(64),
      "__proto__",
      "1:constructor:b0",
    ]) {
      fake.pushPress({ chatId: PERSON }, card?.message_id ?? 0, data);
      await settle();
    }
    expect(JSON.stringify(await assistant.exportConversation(key(String(PERSON))))).toBe(before);
    expect(fake.openPresses).toBe(0);
    expect(card?.text).toContain("余省心");
  });

  it("knows the buttons of a chat in that chat only", async () => {
    const { bot, say, fake, settle, assistant, key } = await openHarness();
    await bot.start();
    const menu = await say("/start");
    await say("/start", 99);
    const data = menu?.keyboard.flat()[0]?.callback_data ?? "";
    fake.pushPress({ chatId: 99 }, fake.lastOf(99)?.message_id ?? 0, data);
    await settle();
    expect(await assistant.exportConversation(key("99"))).toBeNull();
  });

  it("says one friendly sentence to what is no text", async () => {
    const { bot, fake, settle } = await openHarness();
    await bot.start();
    fake.pushText({ chatId: PERSON }, "", {
      text: undefined,
      voice: { file_id: "x", duration: 1 },
    });
    await settle();
    expect(fake.lastOf(PERSON)?.text).toContain("文字");
  });

  it("sends the whole talk as a file", async () => {
    const { bot, say } = await openHarness();
    await bot.start();
    await say("余省心是什么");
    const sent = await say("/export");
    expect(sent?.file?.name).toBe("hangcai-export.json");
    expect(JSON.parse(sent?.file?.content ?? "")).toMatchObject({ talk: { turnCount: 1 } });
  });

  it("answers in the language that was chosen", async () => {
    const { bot, say, press } = await openHarness();
    await bot.start();
    const menu = await say("/language");
    await press(menu, "English");
    const card = await say("余省心是什么");
    expect(card?.text).toContain("Sources");
  });

  it("keeps no chat id in names, logs and files, and no text outside the talk when idle", async () => {
    const { bot, say, folder, heard } = await openHarness();
    await bot.start();
    await say("余省心是什么，我的暗号是蓝色长颈鹿");
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) =>
      e.isFile(),
    );
    for (const file of files) {
      const content = readFileSync(join(file.parentPath, file.name), "utf8");
      expect(`${file.name} ${content}`).not.toContain(String(PERSON));
      if (file.parentPath.endsWith("updates")) expect(content).not.toContain("蓝色长颈鹿");
    }
    expect(heard.lines.join("\n")).not.toMatch(/fake-token|7000000001|长颈鹿/u);
  });
});
