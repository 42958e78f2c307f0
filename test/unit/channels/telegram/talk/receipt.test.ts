// A verdict in the app is kept as a link to the page, which judges it again.
import { beforeAll, describe, expect, it } from "vitest";
import { createReceiptJudge } from "../../../../../src/assistant/receipt-judge.js";
import { realDesk, realEngine } from "../../../../helpers/collecting-channel.js";
import { openHarness, PERSON } from "../../../../helpers/fake-telegram/harness.js";
import type { FakeMessage } from "../../../../helpers/fake-telegram/types.js";
import { readByHand } from "../../../../helpers/second-receipt-reader.js";

beforeAll(() => realEngine(), 120_000);

const TOLD = "我2025年6月硕士毕业，全日制，在西湖的单位上班，社保交了8个月，能领生活补贴吗";
const GROUP = { chatId: -1_001_234_567_890, type: "supergroup", userId: 42 } as const;
const PAGE = "https://chat.example.org/hangcai/";

const receiptOf = (message: FakeMessage | undefined): string | undefined =>
  message?.keyboard.flat().find(({ url }) => url?.includes("/receipt") === true)?.url;

describe("a verdict in Telegram", () => {
  it("has a button with the link of its receipt, which holds what was told and no more", async () => {
    const { bot, say, fake } = await openHarness({ webUrl: PAGE });
    await bot.start();
    const url = new URL(receiptOf(await say(TOLD)) ?? "");
    expect(url.href.slice(0, url.href.indexOf("#"))).toBe(`${PAGE}receipt`);
    const receipt = readByHand(url.hash.slice(1));
    expect(receipt).toMatchObject({
      day: "2026-11-21",
      whole: false,
      facts: { degree: "master", studyMode: "full-time", workDistrict: "xihu" },
    });
    expect(JSON.stringify(receipt)).not.toContain(String(PERSON));
    expect(fake.refused).toEqual([]);
  });

  it("is judged again by the page with the same outcome", async () => {
    const { bot, say } = await openHarness({ webUrl: PAGE });
    await bot.start();
    const message = await say(TOLD);
    const desk = await realDesk("2026-11-21");
    const judge = createReceiptJudge(desk.receiptData("zh-CN"));
    const opened = judge.open(new URL(receiptOf(message) ?? "").hash.slice(1), "2026-11-21");
    if ("refused" in opened) throw new Error(opened.refused);
    const [first] = opened.again.groups.flatMap(({ verdicts }) => verdicts);
    expect(message?.text).toContain(`${first?.verdict.sign ?? ""} ${first?.verdict.name ?? ""}`);
  });

  it("has it in the language that was chosen", async () => {
    const { bot, say, press } = await openHarness({ webUrl: PAGE });
    await bot.start();
    await say(TOLD);
    await press(await say("/language"), "English");
    const url = receiptOf(await say("/mine"));
    expect(new URL(url ?? "").searchParams.get("locale")).toBe("en");
  });

  it("has it under all that a person may have, for all rules", async () => {
    const { bot, say } = await openHarness({ webUrl: PAGE });
    await bot.start();
    await say(TOLD);
    const url = receiptOf(await say("/mine"));
    expect(readByHand(new URL(url ?? "").hash.slice(1))?.whole).toBe(true);
  });

  it.each([
    ["while a question is open", { webUrl: PAGE }, "我能领生活补贴吗"],
    ["without a public address", { webUrl: null }, TOLD],
    ["with an address that no button may lead to", { webUrl: "http://127.0.0.1:1/" }, TOLD],
  ])("has none %s", async (_, options, text) => {
    const { bot, say, fake } = await openHarness(options);
    await bot.start();
    expect(receiptOf(await say(text))).toBeUndefined();
    expect(fake.refused).toEqual([]);
  });

  it("has none where others read along", async () => {
    const { bot, fake, settle } = await openHarness({ webUrl: PAGE });
    await bot.start();
    fake.pushText(GROUP, `/ask ${TOLD}`);
    await settle();
    const said = fake.chat(GROUP.chatId).filter(({ fromBot }) => fromBot);
    expect(said.length).toBeGreaterThan(0);
    for (const message of said) expect(receiptOf(message)).toBeUndefined();
  });
});
