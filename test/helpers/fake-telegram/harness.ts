import { createHmac, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createAssistant } from "../../../src/assistant/handle-turn.js";
import type { KnowingAssistant } from "../../../src/assistant/types.js";
import {
  createTelegramBot,
  type TelegramBot,
  type TelegramOptions,
} from "../../../src/channels/telegram/index.js";
import { openChatRecords } from "../../../src/store/chat-records.js";
import { createMemoryStore, type MemoryStore } from "../../../src/store/memory-store.js";
import { openUpdateInbox } from "../../../src/store/update-inbox.js";
import { openWatchFile } from "../../../src/store/watch-file.js";
import { realDesk, realEngine } from "../collecting-channel.js";
import { createFakeTelegram } from "./fake-telegram.js";
import { serveFakeTelegram, type FakeServer } from "./server.js";
import type { FakeMessage, FakeOptions, FakeTelegram } from "./types.js";

/** The day on which all talks of these tests are held. */
const TODAY = "2026-11-21";

/** What was logged and counted, for tests that look for secrets in it. */
export interface Heard {
  readonly lines: readonly string[];
  readonly apiErrors: readonly number[];
  readonly fates: Readonly<Record<string, number>>;
}

export interface Harness {
  readonly fake: FakeTelegram;
  readonly server: FakeServer;
  readonly bot: TelegramBot;
  readonly store: MemoryStore;
  readonly assistant: KnowingAssistant;
  readonly folder: string;
  readonly heard: Heard;
  readonly key: (address: string) => string;
  /** Resolves when every update was taken over and answered. */
  readonly settle: () => Promise<void>;
  /** Sends a text and gives the bot's last message when it is answered. */
  readonly say: (text: string, chatId?: number) => Promise<FakeMessage | undefined>;
  /** Presses the button of a message by its data. */
  readonly press: (
    message: FakeMessage | undefined,
    label: string,
    chatId?: number,
  ) => Promise<FakeMessage | undefined>;
}

export interface HarnessOptions {
  readonly fake?: FakeOptions;
  readonly config?: Partial<TelegramOptions["config"]>;
  readonly assistant?: (real: KnowingAssistant) => KnowingAssistant;
  readonly webUrl?: string | null;
  readonly now?: () => number;
}

export const PERSON = 7_000_000_001;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The real bot over the real engine, talking to a fake Bot API by HTTP; stopped when the test ends. */
export async function openHarness(options: HarnessOptions = {}): Promise<Harness> {
  const engine = await realEngine();
  const fake = createFakeTelegram(options.fake);
  const server = await serveFakeTelegram(fake);
  const folder = mkdtempSync(join(tmpdir(), "hangcai-telegram-"));
  const store = createMemoryStore();
  const real = createAssistant({
    engine: () => engine,
    store,
    now: () => new Date(`${TODAY}T04:00:00Z`),
    newConversation: randomUUID,
    onFault: (fault) => {
      throw fault;
    },
  });
  const assistant = options.assistant?.(real) ?? real;
  const lines: string[] = [];
  const apiErrors: number[] = [];
  const fates: Record<string, number> = {};
  const key = (address: string): string =>
    createHmac("sha256", "a secret of the tests").update(address).digest("base64url");
  const now = options.now ?? Date.now;
  const inbox = openUpdateInbox(join(folder, "updates"), { now });
  const catalogue = engine.catalogue(() => TODAY);
  const desk = await realDesk(TODAY);
  const chats = openChatRecords(join(folder, "chats"));
  const watches = openWatchFile(folder);
  const bot = createTelegramBot({
    config: { token: fake.token, apiRoot: server.root, mode: "polling", ...options.config },
    assistant,
    catalogue: () => catalogue,
    desk: () => desk,
    log: {
      info: (event, facts) => lines.push(JSON.stringify([event, facts])),
      warn: (event, facts) => lines.push(JSON.stringify([event, facts])),
      error: (event, fault) =>
        lines.push(`${event} ${fault instanceof Error ? String(fault.stack) : typeof fault}`),
    },
    metrics: {
      update: (fate) => {
        fates[fate] = (fates[fate] ?? 0) + 1;
      },
      apiError: (code) => apiErrors.push(code),
      waited: () => undefined,
    },
    inbox,
    chats,
    watches,
    conversationKey: key,
    retentionDays: 30,
    webUrl: options.webUrl ?? null,
    now,
    random: Math.random,
  });
  onTestFinished(async () => {
    await bot.stop();
    await inbox.close();
    await chats.close();
    await watches.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  // The poll that confirms an update is made when its answer is under way, never before.
  const settle = async (): Promise<void> => {
    do await pause(2);
    while (fake.queued > 0 || bot.size > 0);
  };

  return {
    fake,
    server,
    bot,
    store,
    assistant,
    folder,
    heard: { lines, apiErrors, fates },
    key,
    settle,
    async say(text, chatId = PERSON) {
      fake.pushText({ chatId }, text);
      await settle();
      return fake.lastOf(chatId);
    },
    async press(message, label, chatId = PERSON) {
      const button = message?.keyboard.flat().find(({ text }) => text.startsWith(label));
      const data = button?.callback_data;
      if (message === undefined || data === undefined) {
        const labels = message?.keyboard.flat().map(({ text }) => text) ?? [];
        throw new Error(`no button "${label}" among ${labels.join(" | ")}`);
      }
      fake.pushPress({ chatId }, message.message_id, data);
      await settle();
      return fake.lastOf(chatId);
    },
  };
}
