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

/** Flows that are owed nothing are forgotten when there are so many. */
const SWEEP_AT = 10_000;

interface Waiting {
  readonly flow: string | null;
  readonly cost: number;
  readonly finish: number;
  readonly go: () => void;
}

/**
 * Weighted fair queueing: work is marked with the time at which it would end if all who wait shared the thread evenly, and
 * the smallest mark is next. A short message is let in before long ones that came earlier, and delayed by the one alone that
 * has the thread; a long one waits until each of the others had as much as it asks for, and no longer.
 *
 * Time goes on by the work done, divided by those who wait. (By the mark of what was let in, as simpler kinds of
 * this have it, a short message would come behind every long one that waits.)
 *
 * Between two turns everything else that waits (sockets, timers) is served, so that what has just come takes part, too.
 * With nobody before it, a turn begins at once.
 *
 * @param breathe calls back after what waits was served; `setImmediate`
 */
export function createFairQueue(breathe: (then: () => void) => void): FairQueue {
  const queue: Waiting[] = [];
  /** Of each flow that is here, the mark of its last work. */
  const finishes = new Map<string, number>();
  /** How much of each flow waits; those of nobody known are flows of their own. */
  const counts = new Map<string, number>();
  let unknown = 0;
  let now = 0;
  let isTaken = false;
  let sweepAt = SWEEP_AT;

  function count(flow: string | null, change: 1 | -1): void {
    if (flow === null) {
      unknown += change;
      return;
    }
    const left = (counts.get(flow) ?? 0) + change;
    if (left === 0) counts.delete(flow);
    else counts.set(flow, left);
  }

  function next(): void {
    const first = queue.shift();
    if (first === undefined) {
      // Nobody is owed anything.
      isTaken = false;
      now = 0;
      finishes.clear();
      return;
    }
    now += first.cost / (counts.size + unknown);
    count(first.flow, -1);
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
    count(entry.flow, 1);
  }

  return {
    get waiting() {
      return queue.length;
    },
    enter(flow, asked) {
      const cost = Math.max(1, asked);
      const finish = Math.max(now, (flow === null ? 0 : finishes.get(flow)) ?? 0) + cost;
      if (flow !== null) finishes.set(flow, finish);
      if (finishes.size >= sweepAt) {
        for (const [key, end] of finishes) if (end <= now) finishes.delete(key);
        sweepAt = Math.max(SWEEP_AT, 2 * finishes.size);
      }
      if (!isTaken) {
        isTaken = true;
        breathe(next);
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        place({ flow, cost, finish, go: resolve });
      });
    },
  };
}
