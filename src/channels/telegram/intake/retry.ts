import type { Transformer } from "grammy";
import { failureOf, TelegramCallError } from "./call-error.js";
import { createSendGate } from "./send-gate.js";
import type { Sleeper } from "./sleeper.js";

export interface RetryOptions {
  readonly sleeper: Sleeper;
  readonly random: () => number;
  readonly now: () => number;
  /** Told of every answer that was not ok; 0 = no answer. */
  readonly onError: (code: number) => void;
}

/** What a person would see twice. */
const PACED: ReadonlySet<string> = new Set(["sendMessage", "sendDocument"]);

/** First pause after a fault, and the longest one; between them it doubles. Milliseconds. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;
/** Faults are retried for so long; then the update is given up. Milliseconds. */
const PATIENCE = 15 * 60_000;

/**
 * Retries what may succeed later, within the chat that asked (others go on): 429 after the time that Telegram
 * names, 5xx and cut connections with a growing pause of full jitter. Everything else becomes a
 * TelegramCallError, so that no library error, which holds token and text, leaves this file.
 */
export function createRetry(options: RetryOptions): Transformer {
  const { sleeper, random, now, onError } = options;
  const gate = createSendGate(now);
  return async (previous, method, payload, signal) => {
    const started = now();
    for (let attempt = 0; ; attempt += 1) {
      const leave = PACED.has(method)
        ? await gate.take(async () => (await previous("getMe", {})).ok)
        : () => undefined;
      if (sleeper.isStopped) {
        // Sent now, it could not be noted as done any more, and the next run would send it again.
        leave();
        throw new TelegramCallError(method, 0, "stopped");
      }
      const answer = await previous(method, payload, signal)
        .catch(() => null)
        .finally(() => {
          // After all that the answer sets off, the note that the update is done among it: killed before that note is
          // written, the next run sends the message again.
          setImmediate(leave);
        });
      if (answer?.ok === true) return answer;
      if (answer === null && signal?.aborted === true) {
        throw new TelegramCallError(method, 0, "stopped");
      }
      const code = answer?.error_code ?? 0;
      onError(code);
      const isTransient = code === 0 || code === 429 || code >= 500;
      if (!isTransient)
        throw new TelegramCallError(method, code, failureOf(code, answer?.description ?? ""));
      if (now() - started > PATIENCE) throw new TelegramCallError(method, code, "refused");
      const named = answer?.parameters?.retry_after;
      const ceiling = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(attempt, 10));
      await sleeper.sleep(
        code === 429 && named !== undefined ? named * 1000 + random() * 250 : random() * ceiling,
        signal,
      );
    }
  };
}
