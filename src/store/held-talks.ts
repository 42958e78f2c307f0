/** What is kept in memory of talks that go on, within so many bytes; the one not used for the longest time makes room. */
export interface HeldTalks<T> {
  get(key: string): T | undefined;
  /** @param bytes that it takes, roughly */
  put(key: string, talk: T, bytes: number): void;
  drop(key: string): void;
}

/** @param most bytes of all of them together */
export function createHeldTalks<T>(most: number): HeldTalks<T> {
  const held = new Map<string, { readonly talk: T; readonly bytes: number }>();
  let total = 0;

  function drop(key: string): void {
    total -= held.get(key)?.bytes ?? 0;
    held.delete(key);
  }

  return {
    get(key) {
      const entry = held.get(key);
      if (entry === undefined) return undefined;
      // Put behind all others: the first one is the one not used for the longest time.
      held.delete(key);
      held.set(key, entry);
      return entry.talk;
    },
    put(key, talk, bytes) {
      drop(key);
      held.set(key, { talk, bytes });
      total += bytes;
      for (const oldest of held.keys()) {
        if (total <= most) return;
        drop(oldest);
      }
    },
    drop,
  };
}
