import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runProgram, startProgram, temporaryFolder } from "../helpers/built-program.js";
import { createFakeTelegram } from "../helpers/fake-telegram/fake-telegram.js";
import { serveFakeTelegram } from "../helpers/fake-telegram/server.js";
import type { FakeOptions } from "../helpers/fake-telegram/types.js";

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
async function openTelegram(options: FakeOptions = {}) {
  const fake = createFakeTelegram(options);
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

  it("shows no token, chat, name or text anywhere, whatever goes wrong", async () => {
    // A token of its own: tests beside this one hand theirs over as arguments of a process.
    const token = "1000000002:a-token-for-this-test-alone-0001";
    const { fake, folder, settings, replies } = await openTelegram({ token });
    const program = await startProgram({ ...settings, LOG_LEVEL: "debug" });
    const words = "融滨一本通暗号七九三";
    const chats = Array.from({ length: 12 }, (_, index) => PERSON + index);
    const [refused = 0, blocked = 0, ...others] = chats;
    for (const what of [429, 500, 502, "cut", "cut-after"] as const) {
      fake.fault({ method: "sendMessage", times: 3, what, retryAfter: 1 });
    }
    fake.fault({ method: "getUpdates", times: 2, what: "cut" });
    fake.fault({ method: "getUpdates", times: 2, what: 500 });
    fake.fault({ method: "sendMessage", chatId: refused, times: 1, what: 400 });
    fake.pushText({ chatId: blocked }, words);
    fake.block(blocked);
    fake.push({ message: { text: words, chat: { id: blocked }, from: words } });
    for (const chatId of [refused, ...others]) fake.pushText({ chatId }, words);
    await until(
      () => others.every((chatId) => replies(chatId).length > 0),
      "replies in spite of the faults",
    );
    const sent = fake.pushPress({ chatId: refused }, 1, words.repeat(20));
    await until(() => fake.queued === 0, `all taken, ${sent.pressId} among them`);
    await pause(300);
    const pages = await Promise.all(
      ["/metrics", "/healthz", "/readyz", "/openapi.json", "/api/v1/nothing"].map(async (path) =>
        (await fetch(`${program.address}${path}`)).text(),
      ),
    );
    expect(pages[0]).toMatch(/hangcai_telegram_api_errors_total\{code="429"\} [1-9]/u);
    expect(pages[0]).toMatch(/hangcai_telegram_api_errors_total\{code="0"\} [1-9]/u);
    expect(pages[0]).toContain("hangcai_telegram_queue_age_seconds ");
    const processes = readdirSync("/proc")
      .filter((name) => /^\d+$/u.test(name))
      .map((id) => {
        try {
          return readFileSync(`/proc/${id}/cmdline`, "utf8");
        } catch {
          return ""; // ended meanwhile
        }
      });
    expect(processes.join("\n")).toContain("dist/main.js");
    expect((await program.stop()).status).toBe(0);
    const names = filesIn(folder);
    const shown = [program.output(), ...pages, ...processes, ...names].join("\n");
    expect(program.output()).toContain("telegram-update"); // the refused message left a line
    for (const secret of [token, token.slice(11), words, ...chats.map(String), "Guest"]) {
      expect(shown).not.toContain(secret);
    }
    // The files hold what was said, and nobody's number or token.
    const kept = names.map((name) => readFileSync(name, "utf8")).join("\n");
    expect(kept).toContain(words);
    for (const secret of [token, ...chats.map(String)]) expect(kept).not.toContain(secret);
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
    // Telegram was told of everything that is here, answered or kept; the others it delivers again.
    expect(fake.confirmed).toBeGreaterThanOrEqual(answered());
    expect(fake.queued).toBe(chats.length - fake.confirmed);
    fake.clearFaults();
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
