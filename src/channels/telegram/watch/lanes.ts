/** Work on one chat after the other, chats side by side. */
export interface Lanes {
  run<R>(key: string, work: () => Promise<R>): Promise<R>;
}

export function createLanes(): Lanes {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run(key, work) {
      const done = (tails.get(key) ?? Promise.resolve()).then(work);
      const tail: Promise<unknown> = done
        .catch(() => undefined)
        .finally(() => {
          if (tails.get(key) === tail) tails.delete(key);
        });
      tails.set(key, tail);
      return done;
    },
  };
}
