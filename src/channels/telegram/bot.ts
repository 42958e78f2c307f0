import { sequentialize } from "@grammyjs/runner";
import { Bot, BotError } from "grammy";
import type { Update, UserFromGetMe } from "grammy/types";
import { ConfigError } from "../../shared/errors.js";
import { TelegramCallError } from "./intake/call-error.js";
import { send, visit, type Desk } from "./talk/desk.js";
import { createTapGate } from "./intake/double-tap.js";
import { createFloodGate } from "./intake/flood.js";
import { laneOf, readInbound, type Inbound, type Self } from "./intake/inbound.js";
import { createIntake, type Taken } from "./intake/intake.js";
import { ALLOWED_UPDATES, createPoller } from "./intake/poller.js";
import { presentBot } from "./talk/profile.js";
import { createRetry } from "./intake/retry.js";
import { rich } from "./cards/rich-text.js";
import { route } from "./route.js";
import { createSlots } from "./talk/slots.js";
import { createSleeper } from "./intake/sleeper.js";
import { createTransport } from "./intake/transport.js";
import type { TelegramBot, TelegramOptions } from "./types.js";
import { receiveWebhook } from "./intake/webhook.js";
import { createLanes } from "./watch/lanes.js";
import { noteIds } from "./watch/note-ids.js";
import { createWatcher, LOOK_MS } from "./watch/watcher.js";

/** Longer than a long poll, shorter than a person's patience twice over; seconds. */
const CALL_SECONDS = 40;
/** Turns that work at once: more would share the same processor and only take longer each. */
const TURNS = 4;
/** A turn that takes longer waits for the disk, and another one may begin; milliseconds. */
const TURN_MS = 50;
/** Turns under way get so long at the end; the program must be gone after five seconds. */
const FINISH_MS = 3_000;
const CONFIRM_MS = 600;

const within = (milliseconds: number, work: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  return Promise.race([work.then(() => undefined), limit]).finally(() => {
    clearTimeout(timer);
  });
};

/** What grammY wraps around a fault of a handler, taken off again: it holds the update. */
const bare = (fault: unknown): unknown => (fault instanceof BotError ? fault.error : fault);

function refuseContradictions({ config }: TelegramOptions): void {
  const isWebhook = config.mode === "webhook";
  if (isWebhook && (config.webhookUrl === undefined || config.webhookSecret === undefined)) {
    throw new ConfigError([
      "TELEGRAM_MODE: webhook needs TELEGRAM_WEBHOOK_URL and TELEGRAM_WEBHOOK_SECRET",
    ]);
  }
  if (!isWebhook && config.webhookUrl !== undefined) {
    throw new ConfigError([
      "TELEGRAM_MODE: polling and TELEGRAM_WEBHOOK_URL exclude each other; set TELEGRAM_MODE=webhook, or leave the address out",
    ]);
  }
}

/**
 * The Telegram channel over an assistant.
 *
 * @param me who the bot is, so that tests need no server; by default Telegram is asked at start
 * @throws ConfigError when settings contradict each other
 */
export function createTelegramBot(options: TelegramOptions, me?: UserFromGetMe): TelegramBot {
  refuseContradictions(options);
  const { config, log, metrics } = options;
  const sleeper = createSleeper();
  const apiRoot = config.apiRoot.replace(/\/+$/u, "");
  const bot = new Bot(config.token, {
    ...(me !== undefined && { botInfo: me }),
    client: {
      apiRoot,
      timeoutSeconds: CALL_SECONDS,
    },
  });
  bot.api.config.use(
    createTransport({ apiRoot, token: config.token, timeoutMs: CALL_SECONDS * 1000 }),
    createRetry({
      sleeper,
      random: options.random,
      now: options.now,
      onError: (code) => {
        metrics.apiError(code);
      },
    }),
    noteIds(options.watches),
  );
  const self = (): Self => ({ id: bot.botInfo.id, username: bot.botInfo.username });
  const desk: Desk = {
    api: bot.api,
    options,
    self,
    turns: createSlots(TURNS, TURN_MS),
    taps: createTapGate(options.now),
    lanes: createLanes(),
  };
  const pause = (milliseconds: number): Promise<void> => sleeper.sleep(milliseconds);

  /** When the updates under way were taken over. */
  const takenAt = new Map<number, number>();

  // One after another within a chat, chats side by side.
  bot.use(sequentialize(({ update }) => laneOf(readInbound(update, self())) ?? undefined));
  bot.use(({ update }) => {
    const since = takenAt.get(update.update_id);
    if (since !== undefined) metrics.waited(Math.max(0, options.now() - since));
    if (sleeper.isStopped) throw new TelegramCallError("update", 0, "stopped");
    return route(desk, readInbound(update, self()), `tg-${update.update_id}`, pause);
  });

  async function handle({ id, update, takenAt: at }: Taken): Promise<void> {
    takenAt.set(id, at);
    try {
      // The intake saw that it is an object with an id; all else is read with checks.
      await bot.handleUpdate(update as Update);
    } catch (fault) {
      throw bare(fault);
    } finally {
      takenAt.delete(id);
    }
  }

  function onFlood(inbound: Inbound): void {
    if (inbound.kind !== "message" && inbound.kind !== "press") return;
    if (inbound.place.isGroup) return;
    void visit(desk, inbound.place)
      .then((guest) =>
        send(desk, guest, { text: rich(guest.words.say("telegram-flood")), buttons: [] }),
      )
      .catch(() => undefined); // the notice is a courtesy
  }

  const intake = createIntake({ options, gate: createFloodGate(), self, handle, onFlood });
  const poller = createPoller({ api: bot.api, intake, log, sleeper });
  const isWebhook = config.mode === "webhook";
  let isListening = false;
  let isEnding = false;
  let hourly: NodeJS.Timeout | undefined;
  const watcher = createWatcher(desk, () => isEnding || sleeper.isStopped);
  /** The look that goes on, for the end. */
  let looking: Promise<void> = Promise.resolve();

  function look(): Promise<void> {
    if (isListening) looking = watcher.look();
    return looking;
  }

  async function listen(): Promise<void> {
    if (isWebhook) {
      await bot.api.setWebhook(config.webhookUrl ?? "", {
        secret_token: config.webhookSecret ?? "",
        allowed_updates: ALLOWED_UPDATES,
      });
    } else {
      await bot.api.deleteWebhook();
      poller.start();
    }
    isListening = true;
  }

  return {
    get username() {
      return bot.isInited() ? bot.botInfo.username : null;
    },
    get size() {
      return intake.size;
    },
    get oldestMs() {
      const [oldest] = takenAt.values(); // in the order in which they came
      return oldest === undefined ? 0 : Math.max(0, options.now() - oldest);
    },
    async start() {
      try {
        await bot.init();
      } catch (fault) {
        const isToken = fault instanceof TelegramCallError && fault.failure === "token";
        throw isToken
          ? new ConfigError([
              "TELEGRAM_BOT_TOKEN: Telegram refuses this token; ask BotFather for it again",
            ])
          : fault;
      }
      await watcher.settle();
      await listen();
      // At once after it, so that nothing new is among them, and nothing of a chat is answered before them.
      for (const taken of intake.leftOver()) void intake.answer(taken);
      // Beside the talks: Telegram limits these calls hard, and nobody waits for a menu.
      void presentBot(bot.api, options.catalogue()).catch((fault: unknown) => {
        if (!sleeper.isStopped) log.error("telegram-menu", fault);
      });
      log.info("telegram-listening", { mode: config.mode });
      void look();
      clearInterval(hourly);
      hourly = setInterval(() => void look(), LOOK_MS).unref();
    },
    look,
    async stop() {
      isEnding = true;
      clearInterval(hourly);
      if (isListening && !isWebhook) await within(CONFIRM_MS, poller.stop());
      isListening = false;
      const idle = (): Promise<unknown> => Promise.all([intake.idle(), looking]);
      await within(FINISH_MS, idle());
      sleeper.stop();
      await within(CONFIRM_MS, idle());
    },
    handleWebhook: (request) =>
      isWebhook && isListening
        ? receiveWebhook(request, config.webhookSecret ?? "", intake)
        : Promise.resolve({ status: 503, headers: { "retry-after": "5" } } as const),
  };
}
