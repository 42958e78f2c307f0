/** Places for work of which little should be under way at once. */
export interface Slots {
  /** Waits for a place, in order of asking, and gives the function that leaves it. */
  take(): Promise<() => void>;
}

/**
 * At most `count` at once, but none holds a place for longer than `holdMs`: what hangs may not keep others
 * waiting, so it goes on without one.
 */
export function createSlots(count: number, holdMs: number): Slots {
  let free = count;
  const queue: (() => void)[] = [];

  function leave(): void {
    const next = queue.shift();
    if (next === undefined) free += 1;
    else next();
  }

  function occupy(): () => void {
    let isHeld = true;
    const release = (): void => {
      if (!isHeld) return;
      isHeld = false;
      clearTimeout(timer);
      leave();
    };
    const timer = setTimeout(release, holdMs);
    return release;
  }

  return {
    async take() {
      if (free > 0) free -= 1;
      else {
        await new Promise<void>((resolve) => {
          queue.push(resolve);
        });
      }
      return occupy();
    },
  };
}
