import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFakeTelegram } from "../../test/helpers/fake-telegram/fake-telegram.js";
import { serveFakeTelegram } from "../../test/helpers/fake-telegram/server.js";
import type { FakeTelegram } from "../../test/helpers/fake-telegram/types.js";
import type { Engine } from "../assistant/engine.js";
import { createAssistant, dayInHangzhou } from "../assistant/handle-turn.js";
import type { Catalogue } from "../assistant/types.js";
import { createTelegramBot } from "../channels/telegram/index.js";
import { createLog } from "../log.js";
import { openChatRecords } from "../store/chat-records.js";
import { createLowdbStore } from "../store/lowdb-store.js";
import { openUpdateInbox } from "../store/update-inbox.js";

/** What was measured; times in milliseconds unless a name says otherwise. */
export interface TelegramBenchResult {
  readonly chats: number;
  readonly updates: number;
  /** From the start of polling to the last reply; seconds. */
  readonly drainedSeconds: number;
  readonly updatesPerSecond: number;
  /** Processor time of the drain, the fake server's share included; tells more on a busy machine. */
  readonly drainedCpuSeconds: number;
  /** Replies that are missing, too many, or out of order within their chat; all 0 when all is well. */
  readonly missing: number;
  readonly surplus: number;
  readonly outOfOrder: number;
  /** Calls that the strict fake refused. */
  readonly refused: number;
  readonly residentMegabytes: number;
  /** From the sending of a question to its reply, of quiet chats, without and with one chat at 200 messages a second. */
  readonly calmP99: number;
  readonly floodedP99: number;
}

interface Running {
  readonly fake: FakeTelegram;
  readonly isBusy: () => boolean;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The bot as the program runs it: durable store and inbox in a folder of its own, over HTTP to the fake. */
async function openBot(engine: Engine): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), "hangcai-bench-"));
  const fake = createFakeTelegram();
  const server = await serveFakeTelegram(fake);
  const secret = randomBytes(32);
  const inbox = openUpdateInbox(join(folder, "updates"), { now: Date.now });
  const store = createLowdbStore({ folder });
  const now = (): Date => new Date();
  const catalogue = engine.catalogue(() => dayInHangzhou(now()));
  const chats = openChatRecords(join(folder, "chats"));
  const bot = createTelegramBot({
    config: { token: fake.token, apiRoot: server.root, mode: "polling" },
    assistant: createAssistant({ engine: () => engine, store, now, newConversation: randomUUID }),
    catalogue: () => catalogue,
    log: createLog("warn"),
    metrics: { update: () => undefined, apiError: () => undefined, waited: () => undefined },
    inbox,
    chats,
    conversationKey: (address) => createHmac("sha256", secret).update(address).digest("base64url"),
    retentionDays: 30,
    webUrl: null,
    now: Date.now,
    random: Math.random,
  });
  return {
    fake,
    isBusy: () => bot.size > 0,
    start: () => bot.start(),
    stop: async () => {
      await bot.stop();
      await inbox.close();
      await chats.close();
      await store.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

async function drain({ fake, isBusy }: Running): Promise<void> {
  do await pause(2);
  while (fake.queued > 0 || isBusy());
}

/** Questions about services by name, each with the name that its reply begins with. */
function questions(
  catalogue: Catalogue,
): readonly { readonly text: string; readonly name: string }[] {
  const served = new Map(catalogue.districts.map(({ id, name }) => [id, name]));
  return catalogue.find({ limit: 200 }).map(({ name, district }) => ({
    text: `${served.get(district) ?? ""}${name}`,
    name,
  }));
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;

/** Chats that ask one question each; the time from sending to reply. */
async function latencies(
  running: Running,
  texts: readonly string[],
  firstChat: number,
): Promise<readonly number[]> {
  const { fake } = running;
  const sentAt = new Map<number, number>();
  const seen = fake.calls.length;
  for (const [index, text] of texts.entries()) {
    sentAt.set(firstChat + index, Date.now());
    fake.pushText({ chatId: firstChat + index }, text);
    await pause(5);
  }
  await drain(running);
  return fake.calls.slice(seen).flatMap(({ method, payload, at }) => {
    const started = sentAt.get(Number(payload["chat_id"]));
    return method === "sendMessage" && started !== undefined ? [at - started] : [];
  });
}

async function floodedLatencies(
  running: Running,
  texts: readonly string[],
  firstChat: number,
): Promise<readonly number[]> {
  const flooder = { chatId: firstChat - 1 };
  const [text = "?"] = texts;
  const timer = setInterval(() => {
    running.fake.pushText(flooder, text);
  }, 5);
  try {
    return await latencies(running, texts, firstChat);
  } finally {
    clearInterval(timer);
  }
}

/** Load on the bot: many waiting updates of many chats, then quiet chats beside a flooding one. */
export async function runTelegramBench(
  engine: Engine,
  { chats = 1000, each = 10 }: { readonly chats?: number; readonly each?: number } = {},
): Promise<TelegramBenchResult> {
  const running = await openBot(engine);
  try {
    const { fake } = running;
    const asked = questions(engine.catalogue(() => dayInHangzhou(new Date())));
    const ask = (turn: number) => asked[turn % asked.length] ?? { text: "", name: "" };
    for (let turn = 0; turn < each; turn += 1) {
      for (let chat = 1; chat <= chats; chat += 1) fake.pushText({ chatId: chat }, ask(turn).text);
    }
    const cpuBefore = process.cpuUsage();
    const started = performance.now();
    await running.start();
    await drain(running);
    const drainedSeconds = (performance.now() - started) / 1000;
    const cpu = process.cpuUsage(cpuBefore);
    const resident = process.memoryUsage().rss / 1_000_000;

    let missing = 0;
    let surplus = 0;
    let outOfOrder = 0;
    const expected = new Map<number, string | undefined>();
    for (let chat = 1; chat <= chats; chat += 1) {
      const replies = fake.chat(chat).filter((message) => message.fromBot);
      missing += Math.max(0, each - replies.length);
      surplus += Math.max(0, replies.length - each);
      for (const [turn, reply] of replies.entries()) {
        // The same question, first asked by the first chat, gets the same reply in all of them.
        const first = expected.get(turn) ?? reply.text;
        expected.set(turn, first);
        if (reply.text !== first) outOfOrder += 1;
      }
    }

    const texts = Array.from({ length: 200 }, (_, index) => ask(index).text);
    const calm = await latencies(running, texts, 100_001);
    const flooded = await floodedLatencies(running, texts, 200_001);
    return {
      chats,
      updates: chats * each,
      drainedSeconds,
      updatesPerSecond: (chats * each) / drainedSeconds,
      drainedCpuSeconds: (cpu.user + cpu.system) / 1_000_000,
      missing,
      surplus,
      outOfOrder,
      refused: fake.refused.length,
      residentMegabytes: resident,
      calmP99: percentile(calm, 0.99),
      floodedP99: percentile(flooded, 0.99),
    };
  } finally {
    await running.stop();
  }
}
