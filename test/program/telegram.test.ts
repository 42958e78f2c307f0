import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runProgram, startProgram, temporaryFolder } from "../helpers/built-program.js";
import { createFakeTelegram } from "../helpers/fake-telegram/fake-telegram.js";
import { serveFakeTelegram } from "../helpers/fake-telegram/server.js";

const PERSON = 7_000_000_001;
const SECRET = "a-secret-of-the-tests-0001";
/** What a stop may take (contract), and a slow machine. */
const STOP_MS = 5_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(isSo: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`never happened: ${what}`);
    await pause(10);
  }
}

/** A fake Bot API and the settings of a program that uses it. */
async function openTelegram() {
  const fake = createFakeTelegram();
  const server = await serveFakeTelegram(fake);
  onTestFinished(() => server.close());
  const folder = temporaryFolder();
  const settings = {
    DATA_DIR: folder,
    TELEGRAM_BOT_TOKEN: fake.token,
    TELEGRAM_API_ROOT: server.root,
  };
  const replies = (chatId: number): readonly string[] =>
    fake
      .chat(chatId)
      .filter(({ fromBot }) => fromBot)
      .map(({ text }) => text);
  return { fake, folder, settings, replies };
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe("the program with a Telegram token", () => {
  it("answers in Telegram, tells its numbers, and shows no token, chat or text in them", async () => {
    const { fake, folder, settings, replies } = await openTelegram();
    const program = await startProgram(settings);
    fake.pushText({ chatId: PERSON }, "余省心是什么");
    await until(() => replies(PERSON).length === 1, "a reply");
    expect(replies(PERSON)[0]).toContain("余省心");
    const metrics = await (await fetch(`${program.address}/metrics`)).text();
    expect(metrics).toContain('hangcai_telegram_updates_total{fate="taken"} 1');
    expect(metrics).toMatch(/hangcai_answers_total\{channel="telegram",disposition="\w+"\} 1/u);
    expect(metrics).toContain("hangcai_telegram_queue_seconds_count 1");
    const { status, milliseconds } = await program.stop();
    expect(status).toBe(0);
    expect(milliseconds).toBeLessThan(STOP_MS);
    for (const text of [program.output(), metrics]) {
      expect(text).not.toContain(fake.token);
      expect(text).not.toContain(String(PERSON));
      expect(text).not.toContain("余省心");
    }
    const names = filesIn(folder);
    expect(names.join("\n")).not.toContain(String(PERSON));
    // What the person wrote stands in the talk alone, not in what waits to be answered.
    const inbox = names.find((name) => name.endsWith("inbox.jsonl")) ?? "";
    expect(readFileSync(inbox, "utf8")).toBe("");
  }, 120_000);

  it("ends in the midst of the work with status 0, and nothing is lost or answered twice", async () => {
    const { fake, settings, replies } = await openTelegram();
    const chats = Array.from({ length: 300 }, (_, index) => PERSON + index);
    fake.fault({ method: "sendMessage", times: chats.length, what: "slow", delay: 100 });
    const first = await startProgram(settings);
    await until(() => fake.calls.some(({ method }) => method === "deleteWebhook"), "listening");
    for (const chatId of chats) fake.pushText({ chatId }, "余省心是什么");
    const answered = (): number => chats.filter((chatId) => replies(chatId).length > 0).length;
    await until(() => answered() >= 3, "some replies");
    const { status, milliseconds } = await first.stop();
    expect(status).toBe(0);
    expect(milliseconds).toBeLessThan(STOP_MS);
    expect(answered()).toBeLessThan(chats.length); // otherwise there is nothing to go on with
    const second = await startProgram(settings);
    await until(() => answered() === chats.length, "the rest of the replies");
    await until(() => fake.queued === 0, "all confirmed");
    expect((await second.stop()).status).toBe(0);
    expect(chats.map((chatId) => replies(chatId).length)).toEqual(chats.map(() => 1));
  }, 120_000);

  it("takes updates by webhook at its own address, only with the secret and only by POST", async () => {
    const { fake, settings, replies } = await openTelegram();
    const program = await startProgram({
      ...settings,
      TELEGRAM_MODE: "webhook",
      TELEGRAM_WEBHOOK_URL: "https://example.org/hook/telegram",
      TELEGRAM_WEBHOOK_SECRET: SECRET,
    });
    await until(() => fake.webhook !== null, "a webhook");
    expect(fake.webhook).toEqual({ url: "https://example.org/hook/telegram", secret: SECRET });
    await pause(50); // the program has heard that it is set
    fake.onUpdate = null;
    const { update } = fake.pushText({ chatId: PERSON }, "余省心是什么");
    const deliver = (over: RequestInit = {}): Promise<Response> =>
      fetch(`${program.address}/hook/telegram`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-telegram-bot-api-secret-token": SECRET,
        },
        body: JSON.stringify(update),
        ...over,
      });
    const secret = { "x-telegram-bot-api-secret-token": SECRET };
    const json = { "content-type": "application/json" };
    const statuses = await Promise.all([
      deliver({ headers: json }),
      deliver({ headers: { ...json, "x-telegram-bot-api-secret-token": "another" } }),
      deliver({ headers: { ...secret, "content-type": "text/plain" } }),
      deliver({ body: "x".repeat(2_000_000) }),
      deliver({ body: "{" }),
      deliver({ method: "PUT" }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([401, 401, 415, 413, 400, 405]);
    expect((await deliver()).status).toBe(200);
    expect((await deliver()).status).toBe(200); // delivered again: known, no second effect
    await until(() => replies(PERSON).length > 0, "a reply");
    expect((await program.stop()).status).toBe(0);
    expect(replies(PERSON)).toHaveLength(1);
  }, 120_000);

  it("ends with one clear message when Telegram refuses the token", async () => {
    const { fake, settings } = await openTelegram();
    const wrong = "1000000001:not-the-token-of-this-server-000";
    const { status, output } = await runProgram({ ...settings, TELEGRAM_BOT_TOKEN: wrong });
    expect(status).toBe(1);
    expect(output).toContain("TELEGRAM_BOT_TOKEN");
    expect(output).toContain("BotFather");
    expect(output).not.toContain(wrong);
    expect(output).not.toContain(fake.token);
  }, 120_000);

  it("serves the page while Telegram cannot be reached", async () => {
    const { settings } = await openTelegram();
    const program = await startProgram({ ...settings, TELEGRAM_API_ROOT: "http://127.0.0.1:9" });
    expect((await fetch(`${program.address}/readyz`)).status).toBe(200);
    const { status, milliseconds } = await program.stop();
    expect(status).toBe(0);
    expect(milliseconds).toBeLessThan(STOP_MS);
  }, 120_000);
});
