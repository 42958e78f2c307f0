/** Whose turn it is on the one thread. */
export interface FairQueue {
  /**
   * Resolves when it is this one's turn; what follows without waiting has the thread.
   *
   * @param flow whose work it is, a conversation for instance; `null`: of nobody who was here before
   * @param cost how much work, in units of a short message; at least 1
   */
  enter(flow: string | null, cost: number): Promise<void>;
  /** How many wait now. */
  readonly waiting: number;
}

interface Waiting {
  readonly finish: number;
  readonly go: () => void;
}

/** Flows whose last work is done are forgotten when there are so many. */
const SWEEP_AT = 10_000;

/**
 * Self-clocked fair queueing: work is marked with the time at which it would end if all flows shared the thread evenly,
 * and the smallest mark is next. Who asks for much waits until the others had as much; a long message delays a short one
 * of somebody else by the one that has the thread, and is itself passed by so many short ones as it is worth, no more.
 *
 * Between two turns everything else that waits (sockets, timers) is served, so that what has just come takes part, too.
 * With nobody before it, a turn begins at once.
 *
 * @param breathe calls back after what waits was served; `setImmediate`
 */
export function createFairQueue(breathe: (then: () => void) => void): FairQueue {
  const queue: Waiting[] = [];
  const finishes = new Map<string, number>();
  let now = 0;
  let isTaken = false;
  let sweepAt = SWEEP_AT;

  function next(): void {
    const first = queue.shift();
    if (first === undefined) {
      isTaken = false;
      return;
    }
    now = first.finish;
    first.go();
    breathe(next);
  }

  /** After all that are to end no later. */
  function place(entry: Waiting): void {
    let low = 0;
    let high = queue.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((queue[middle]?.finish ?? Infinity) <= entry.finish) low = middle + 1;
      else high = middle;
    }
    queue.splice(low, 0, entry);
  }

  function finishOf(flow: string | null, cost: number): number {
    if (flow === null) return now + cost;
    const finish = Math.max(now, finishes.get(flow) ?? 0) + cost;
    if (finishes.size >= sweepAt) {
      for (const [key, end] of finishes) if (end <= now) finishes.delete(key);
      sweepAt = Math.max(SWEEP_AT, 2 * finishes.size);
    }
    finishes.set(flow, finish);
    return finish;
  }

  return {
    get waiting() {
      return queue.length;
    },
    enter(flow, cost) {
      const finish = finishOf(flow, Math.max(1, cost));
      if (!isTaken) {
        isTaken = true;
        now = finish;
        breathe(next);
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        place({ finish, go: resolve });
      });
    },
  };
}
