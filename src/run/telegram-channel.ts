import { createHmac } from "node:crypto";
import { dirname, join, relative } from "node:path";
import type { Catalogue, KnowingAssistant, WatchingDesk } from "../assistant/types.js";
import { answerWebhook, createTelegramBot } from "../channels/telegram/index.js";
import type { TelegramConfig } from "../config.js";
import type { Log } from "./log.js";
import type { Metrics } from "./metrics.js";
import { ConfigError } from "../shared/errors.js";
import { expireAsides } from "../store/aside.js";
import { openChatRecords } from "../store/chat-records.js";
import { readOrMakeSecret } from "../store/secret.js";
import { openUpdateInbox } from "../store/update-inbox.js";
import { openWatchFile } from "../store/watch-file.js";

/** Telegram stayed out of reach for a quarter of an hour; then it is tried again after so long. */
const AGAIN_MS = 60_000;

export interface TelegramChannelOptions {
  readonly config: TelegramConfig;
  /** A folder of the channel's own. */
  readonly folder: string;
  readonly assistant: KnowingAssistant;
  readonly catalogue: () => Catalogue;
  readonly desk: () => Pick<WatchingDesk, "assess" | "calendar" | "outlook">;
  readonly log: Log;
  readonly metrics: Metrics["telegram"];
  readonly retentionDays: number;
  /** The page's public address; `null`: it has none. */
  readonly webUrl: string | null;
}

/** The bot with all that it keeps, as the composition root uses it. */
export interface TelegramChannel {
  /** User name of the bot; `null` until Telegram has told it. */
  readonly username: string | null;
  /** Where updates are delivered in webhook mode; `null` when the bot asks for them itself. */
  readonly webhook: {
    readonly path: string;
    readonly handler: (request: Request) => Promise<Response>;
  } | null;
  /**
   * Begins to listen; out of reach, it tries on for as long as the program runs.
   * @throws ConfigError when Telegram refuses the token
   */
  start(): Promise<void>;
  /** Forgets what belongs to chats in which nothing was said since; `before` in milliseconds. */
  expire(before: number): Promise<number>;
  /** Tells who asked for it what an edit of the data changes for them. Never throws. */
  look(): Promise<void>;
  /** Finishes turns under way, within five seconds. */
  stop(): Promise<void>;
}

/** Opens the Telegram channel; nothing is sent or received before `start`. */
export async function openTelegramChannel(
  options: TelegramChannelOptions,
): Promise<TelegramChannel> {
  const { config, folder, log } = options;
  const secret = await readOrMakeSecret(folder);
  const onDamaged = (path: string): void => {
    log.warn("a damaged file was set aside", { file: relative(dirname(folder), path) });
  };
  const inbox = openUpdateInbox(folder, { now: Date.now, onDamaged });
  const chats = openChatRecords(join(folder, "chats"), {
    onFault: (fault) => {
      log.error("telegram-record", fault);
    },
    onDamaged,
  });
  const watches = openWatchFile(folder, { onDamaged });
  const bot = createTelegramBot({
    ...options,
    inbox,
    chats,
    watches,
    conversationKey: (address) => createHmac("sha256", secret).update(address).digest("base64url"),
    now: Date.now,
    random: Math.random,
  });
  options.metrics.queue(() => bot.oldestMs);
  let isStopped = false;

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(resolve, AGAIN_MS).unref();
    });

  return {
    get username() {
      return bot.username;
    },
    webhook:
      config.mode === "webhook" && config.webhookUrl !== undefined
        ? {
            path: new URL(config.webhookUrl).pathname,
            handler: (request) => answerWebhook(bot, request),
          }
        : null,
    async start() {
      for (;;) {
        try {
          await bot.start();
          return;
        } catch (fault) {
          if (isStopped) return;
          if (fault instanceof ConfigError) throw fault;
          log.error("telegram-start", fault);
        }
        await pause();
        // Set by `stop`, while this waited.
        if (isStopped as boolean) return;
      }
    },
    async expire(before) {
      await expireAsides(folder, before);
      return chats.expire(before);
    },
    async stop() {
      isStopped = true;
      await bot.stop();
      await inbox.close();
      await chats.close();
      await watches.close();
    },
    look: () => bot.look(),
  };
}
