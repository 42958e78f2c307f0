import { TelegramCallError } from "./call-error.js";

/** What of an abort signal is needed; grammY's own type is narrower than the platform's. */
export interface Interrupt {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** Pauses that end at once when the bot is stopped. */
export interface Sleeper {
  /** @throws TelegramCallError `stopped` when the bot is, or was, stopped or the interrupt came */
  sleep(milliseconds: number, interrupt?: Interrupt): Promise<void>;
  readonly isStopped: boolean;
  /** Ends all pauses, and every later one before it begins. */
  stop(): void;
}

export function createSleeper(): Sleeper {
  const sleeping = new Set<() => void>();
  let isStopped = false;
  return {
    get isStopped() {
      return isStopped;
    },
    stop() {
      isStopped = true;
      for (const wake of [...sleeping]) wake();
    },
    sleep: (milliseconds, interrupt) =>
      new Promise((resolve, reject) => {
        const fail = (): void => {
          end();
          reject(new TelegramCallError("pause", 0, "stopped"));
        };
        const timer = setTimeout(() => {
          end();
          resolve();
        }, milliseconds);
        const end = (): void => {
          clearTimeout(timer);
          sleeping.delete(fail);
          interrupt?.removeEventListener("abort", fail);
        };
        sleeping.add(fail);
        interrupt?.addEventListener("abort", fail);
        if (isStopped || interrupt?.aborted === true) fail();
      }),
  };
}
