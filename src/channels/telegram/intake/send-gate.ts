/** Lets one message after another leave, so that at any moment there is one at most of which nobody knows whether it arrived. */
export interface SendGate {
  /**
   * Waits for its turn, in order of asking, and gives the function that ends it.
   *
   * @param isAnswering asks the server for something harmless; whether it answered
   */
  take(isAnswering: () => Promise<boolean>): Promise<() => void>;
}

/** A message without an answer for so long is late; milliseconds. */
const LATE_MS = 50;
/** Or for so many times as long as answers take usually: far from Telegram everything takes longer. */
const LATE_TIMES = 2;
/** Weight of the newest answer in what is usual. */
const NEWEST = 1 / 8;

/**
 * One message is on its way at a time. One that is late keeps others waiting only as long as the server does not answer
 * at all: when it answers something else meanwhile, that chat is what hangs, and the next message goes.
 *
 * @param now milliseconds; only differences count
 */
export function createSendGate(now: () => number): SendGate {
  let isFree = true;
  let usualMs = 0;
  const queue: (() => void)[] = [];

  function pass(): void {
    const next = queue.shift();
    if (next === undefined) isFree = true;
    else next();
  }

  function begin(isAnswering: () => Promise<boolean>): () => void {
    const began = now();
    let isHeld = true;
    let timer: NodeJS.Timeout | undefined;

    function release(): void {
      if (!isHeld) return;
      isHeld = false;
      clearTimeout(timer);
      pass();
    }

    async function ask(): Promise<void> {
      if (await isAnswering().catch(() => false)) release();
      else if (isHeld) watch();
    }

    function watch(): void {
      timer = setTimeout(() => void ask(), Math.max(LATE_MS, LATE_TIMES * usualMs));
    }

    watch();
    return () => {
      if (isHeld) usualMs += (now() - began - usualMs) * NEWEST;
      release();
    };
  }

  return {
    async take(isAnswering) {
      if (isFree) isFree = false;
      else {
        await new Promise<void>((resolve) => {
          queue.push(resolve);
        });
      }
      return begin(isAnswering);
    },
  };
}
