// Cards to take along, asked for and pressed in Telegram.
import { describe, expect, it } from "vitest";
import { openHarness } from "../../../helpers/fake-telegram/harness.js";

const labels = (message: { keyboard: readonly (readonly { text: string }[])[] } | undefined) =>
  message?.keyboard.flat().map(({ text }) => text) ?? [];

describe("cards to take along, with the bot", () => {
  it("are a button under an answer, then one leads to the next", async () => {
    const { bot, say, press, fake } = await openHarness();
    await bot.start();
    const answer = await say("杭州租房补贴怎么申请");
    expect(labels(answer)).toContain("打电话怎么说");
    const script = await press(answer, "打电话怎么说");
    expect(script?.text).toContain("我想咨询应届大学生租房补贴");
    expect(script?.text).toContain("12345");
    const spelled = await press(script, "加拼音和英文");
    expect(spelled?.text).toContain("nín hǎo");
    const card = await press(spelled, "给窗口看的卡片");
    expect(card?.text).toContain("I would like to apply");
    const site = await press(card, "核对网址");
    expect(site?.text).toContain("把收到的网址原样发来");
    const checked = await say("www.zjzwfw-pay.com");
    expect(checked?.text).toContain("但不是它");
    expect(fake.refused).toEqual([]);
  });

  it("show nothing personal where others read along", async () => {
    const { bot, fake, settle } = await openHarness();
    await bot.start();
    const chat = { chatId: -100_200, type: "supergroup", userId: 42 } as const;
    fake.pushText(chat, "/ask 我是2026年毕业的硕士，能领生活补贴吗");
    await settle();
    fake.pushText(chat, "/ask 写张卡片给窗口看");
    await settle();
    const card = fake.lastOf(chat.chatId)?.text ?? "";
    expect(card).toContain("I would like to apply");
    expect(card).not.toContain("硕士");
    expect(fake.refused).toEqual([]);
  });
});
