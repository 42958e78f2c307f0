import { describe, expect, it } from "vitest";
import { openHarness, PERSON } from "../../../helpers/fake-telegram/harness.js";

const fromBot = (messages: readonly { fromBot: boolean }[]): number =>
  messages.filter((message) => message.fromBot).length;

describe("a Bot API that fails", () => {
  it("waits as long as 429 says, in that chat alone, and keeps its order", async () => {
    const { bot, fake, settle } = await openHarness();
    await bot.start();
    fake.pushText({ chatId: 1 }, "你好");
    fake.pushText({ chatId: 2 }, "你好");
    await settle();
    const before = fake.calls.length;
    fake.fault({ method: "sendMessage", chatId: 1, times: 1, what: 429, retryAfter: 1 });
    fake.pushText({ chatId: 1 }, "余省心是什么");
    fake.pushText({ chatId: 1 }, "融滨一本通是什么");
    fake.pushText({ chatId: 2 }, "余省心是什么");
    await settle();
    const sent = fake.calls
      .slice(before)
      .filter(({ method, status }) => method === "sendMessage" && status === 200);
    const refused = fake.calls.slice(before).find(({ status }) => status === 429);
    const to = (chatId: number) => sent.filter(({ payload }) => payload["chat_id"] === chatId);
    expect(to(2)).toHaveLength(1);
    expect(to(1)).toHaveLength(2);
    expect(String(to(1)[0]?.payload["text"])).toContain("余省心");
    expect((to(1)[0]?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(1000);
    expect((to(2)[0]?.at ?? Infinity) - (refused?.at ?? 0)).toBeLessThan(500);
  });

  it.each([500, 502, "cut"] as const)("tries again after %s and says it once", async (what) => {
    const { bot, fake, say } = await openHarness();
    await bot.start();
    fake.fault({ method: "sendMessage", times: 2, what });
    await say("余省心是什么");
    expect(fromBot(fake.chat(PERSON))).toBe(1);
  });

  it("takes a block by the person for the end, without an error in the log", async () => {
    const { bot, fake, say, heard } = await openHarness();
    await bot.start();
    await say("你好");
    fake.block(PERSON);
    await say("余省心是什么");
    expect(heard.fates["failed"]).toBeUndefined();
    expect(heard.lines.join("\n")).not.toContain("telegram-update");
  });

  it("takes an unchanged message for no error", async () => {
    let elapsed = 0;
    const now = (): number => Date.now() + elapsed;
    const { bot, fake, say, settle, heard } = await openHarness({ now });
    await bot.start();
    const card = await say("融滨一本通是什么");
    const data =
      card?.keyboard.flat().find(({ callback_data }) => callback_data?.includes(":b"))
        ?.callback_data ?? "";
    fake.pushPress({ chatId: PERSON }, card?.message_id ?? 0, data);
    await settle();
    elapsed = 10_000; // no double tap, but wished again
    fake.pushPress({ chatId: PERSON }, card?.message_id ?? 0, data);
    await settle();
    expect(fake.refused.map(({ description }) => description).join()).toContain("not modified");
    expect(heard.fates["failed"]).toBeUndefined();
    expect(fake.openPresses).toBe(0);
  });

  it("sends anew when the message to edit was deleted", async () => {
    const { bot, fake, say, settle } = await openHarness();
    await bot.start();
    const card = await say("融滨一本通是什么");
    const data =
      card?.keyboard.flat().find(({ callback_data }) => callback_data?.includes(":b"))
        ?.callback_data ?? "";
    await fake.call("deleteMessage", { chat_id: PERSON, message_id: card?.message_id });
    fake.pushPress({ chatId: PERSON }, card?.message_id ?? 0, data);
    await settle();
    expect(fake.lastOf(PERSON)?.message_id).toBeGreaterThan(card?.message_id ?? 0);
  });

  it("names the setting when the token is refused, and not the token", async () => {
    const { bot } = await openHarness({ config: { token: "1:a-token-that-nobody-gave-out-0000" } });
    await expect(bot.start()).rejects.toThrow(/^TELEGRAM_BOT_TOKEN/u);
    await expect(bot.start()).rejects.not.toThrow(/nobody-gave-out/u);
  });

  it("says once that another program listens with the token", async () => {
    const { bot, fake, heard, say } = await openHarness();
    await bot.start();
    await say("你好");
    for (let i = 0; i < 4; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 25));
      await fake.call("getUpdates", { timeout: 0 });
    }
    expect(heard.lines.filter((line) => line.includes("telegram-conflict"))).toHaveLength(1);
  });

  it("refuses to start with settings for both kinds of delivery", async () => {
    await expect(
      openHarness({ config: { mode: "polling", webhookUrl: "https://bot.example.org/telegram" } }),
    ).rejects.toThrow("exclude each other");
  });

  it("tells a flooding chat once and does not let it delay others", async () => {
    const { bot, fake, settle, heard } = await openHarness();
    await bot.start();
    for (let i = 0; i < 200; i += 1) fake.pushText({ chatId: 5 }, "余省心是什么");
    fake.pushText({ chatId: 6 }, "余省心是什么");
    await settle();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard.fates["flooded"]).toBe(180);
    expect(fake.chat(5).filter((m) => m.fromBot && m.text.includes("太快"))).toHaveLength(1);
    expect(fromBot(fake.chat(6))).toBe(1);
  });

  it("says that it cannot keep a talk, when its store fails for long, and claims nothing", async () => {
    const { bot, say } = await openHarness({
      assistant: (real) => ({
        ...real,
        handleTurn: () => Promise.resolve({ kind: "unavailable" }),
      }),
    });
    await bot.start();
    const message = await say("余省心是什么");
    expect(message?.text).toContain("没有处理");
  });

  it("confirms what it took when it is stopped, and does not answer it again after a start", async () => {
    const { bot, fake, say } = await openHarness();
    await bot.start();
    const { messageId } = fake.pushText({ chatId: PERSON }, "余省心是什么");
    await say("你好");
    await bot.stop();
    expect(messageId).toBe(1);
    expect(fake.queued).toBe(0);
  });
});
