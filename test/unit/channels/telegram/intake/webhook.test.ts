import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { TelegramBot, WebhookRequest } from "../../../../../src/channels/telegram/index.js";
import { openHarness, PERSON } from "../../../../helpers/fake-telegram/harness.js";

const SECRET = "a-secret-of-the-tests-0123456789";
const config = {
  mode: "webhook",
  webhookUrl: "https://bot.example.org/telegram",
  webhookSecret: SECRET,
} as const;

const request = (
  changes: Partial<{ method: string; body: string; headers: Record<string, string> }>,
): WebhookRequest => {
  const headers: Record<string, string> = {
    "content-type": "application/json",
    "x-telegram-bot-api-secret-token": SECRET,
    ...changes.headers,
  };
  return {
    method: changes.method ?? "POST",
    header: (name) => headers[name],
    body: changes.body ?? JSON.stringify({ update_id: 1 }),
  };
};

/** Mounts the bot on a web server, as the program does. */
async function mount(bot: () => TelegramBot): Promise<string> {
  const server = createServer((incoming, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
      const answer = await bot().handleWebhook({
        method: incoming.method ?? "",
        header: (name) => [incoming.headers[name]].flat()[0],
        body: Buffer.concat(chunks).toString("utf8"),
      });
      response.writeHead(answer.status, answer.headers).end();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/telegram`;
}

describe("delivery by webhook", () => {
  it.each([
    ["another method", { method: "GET" }, 405],
    ["no secret", { headers: { "x-telegram-bot-api-secret-token": "" } }, 401],
    ["a wrong secret", { headers: { "x-telegram-bot-api-secret-token": `${SECRET}x` } }, 401],
    ["another type", { headers: { "content-type": "text/plain" } }, 415],
    ["no JSON", { body: "{" }, 400],
    ["no update", { body: "[]" }, 400],
    ["too much", { body: `{"update_id":1,"x":"${"x".repeat(1_000_001)}"}` }, 413],
    ["an update", {}, 200],
  ])("answers %s", async (_name, changes, status) => {
    const { bot } = await openHarness({ config });
    await bot.start();
    expect((await bot.handleWebhook(request(changes))).status).toBe(status);
  });

  it("refuses to start without a secret", async () => {
    await expect(
      openHarness({ config: { mode: "webhook", webhookUrl: "https://bot.example.org/" } }),
    ).rejects.toThrow("TELEGRAM_WEBHOOK_SECRET");
  });

  it("takes deliveries as Telegram makes them, repeated ones once", async () => {
    let bot: TelegramBot | null = null;
    const url = await mount(() => {
      if (bot === null) throw new Error("not yet");
      return bot;
    });
    const harness = await openHarness({ config: { ...config, webhookUrl: url } });
    bot = harness.bot;
    await bot.start();
    const { fake, server } = harness;
    const { update } = fake.pushText({ chatId: PERSON }, "余省心是什么");
    fake.push(update);
    while (server.deliveries.length < 2 || bot.size > 0) await new Promise((r) => setTimeout(r, 5));
    expect(server.deliveries.map(({ status }) => status)).toEqual([200, 200]);
    expect(fake.chat(PERSON).filter((message) => message.fromBot)).toHaveLength(1);
  });
});
