import { createConcurrentSink, createRunner, createSource } from "@grammyjs/runner";
import type { Api } from "grammy";
import { TelegramCallError } from "./call-error.js";
import { updateIdOf } from "./inbound.js";
import type { Intake, Taken } from "./intake.js";
import type { Log } from "../../../run/log.js";
import type { Sleeper } from "./sleeper.js";

/** Kinds of updates that we ask for. */
export const ALLOWED_UPDATES = [
  "message",
  "edited_message",
  "callback_query",
  "inline_query",
  "my_chat_member",
] as const;

/** How long Telegram holds a request open when there is nothing; seconds. */
const POLL_SECONDS = 30;
/** Updates answered at once; a chat waits for its own order only, so this is a limit of memory. */
const CONCURRENCY = 10_000;
/** Pauses after which a refused request is tried again; milliseconds. */
const CONFLICT_PAUSE = 5_000;
const FAULT_PAUSE = 1_000;

type Signal = Parameters<Parameters<typeof createSource>[0]["supply"]>[1];

export interface Poller {
  start(): void;
  /** Asks for nothing more and tells Telegram what was taken over. */
  stop(): Promise<void>;
}

export interface PollerOptions {
  readonly api: Api;
  readonly intake: Intake;
  readonly log: Log;
  readonly sleeper: Sleeper;
}

/**
 * Long polling. Updates are durable before the next request confirms them, and Telegram's offset is used for
 * that confirmation only, never as a watermark: ids start again at random after a week without updates.
 */
export function createPoller({ api, intake, log, sleeper }: PollerOptions): Poller {
  let toConfirm: number | undefined;
  let hasConflict = false;

  async function takeBatch(updates: readonly unknown[]): Promise<readonly Taken[]> {
    const inOrder = [...updates].sort((a, b) => (updateIdOf(a) ?? 0) - (updateIdOf(b) ?? 0));
    const taken = await Promise.all(inOrder.map((update) => intake.take(update)));
    const last = updateIdOf(inOrder.at(-1));
    toConfirm = last === null ? undefined : last + 1;
    return taken.filter((each) => each !== null);
  }

  /** What to do about a request that failed for good; resolves when it may be tried again. */
  async function endure(fault: unknown, signal: Signal): Promise<void> {
    if (fault instanceof TelegramCallError && fault.failure === "stopped") throw fault;
    if (fault instanceof TelegramCallError && fault.failure === "conflict") {
      if (!hasConflict) log.warn("telegram-conflict", { hint: CONFLICT_HINT });
      hasConflict = true;
      return sleeper.sleep(CONFLICT_PAUSE, signal);
    }
    log.error("telegram-poll", fault);
    return sleeper.sleep(FAULT_PAUSE, signal);
  }

  async function supply(_size: number, signal: Signal): Promise<Taken[]> {
    for (;;) {
      try {
        const updates = await api.getUpdates(
          {
            limit: 100,
            timeout: POLL_SECONDS,
            allowed_updates: ALLOWED_UPDATES,
            ...(toConfirm !== undefined && { offset: toConfirm }),
          },
          signal,
        );
        hasConflict = false;
        return [...(await takeBatch(updates))];
      } catch (fault) {
        if (signal.aborted) throw fault;
        await endure(fault, signal);
      }
    }
  }

  const source = createSource<Taken>({ supply });
  const sink = createConcurrentSink<Taken>(
    { consume: (taken) => intake.answer(taken) },
    () => Promise.resolve(), // `answer` never throws
    { concurrency: CONCURRENCY },
  );
  const runner = createRunner(source, sink);

  return {
    start: () => {
      runner.start();
    },
    async stop() {
      await runner.stop();
      if (toConfirm === undefined) return;
      await api.getUpdates({ offset: toConfirm, limit: 1, timeout: 0 }).catch(() => undefined); // what comes again is known by its id
    },
  };
}

const CONFLICT_HINT =
  "another program asks for updates with this token, or a webhook is set; stop it, or take another token";
