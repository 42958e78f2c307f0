/** Results of a pure function, the ones used most lately; the key used least lately makes room. */
export interface Recent<T> {
  /** What is kept under the key, or what `make` makes of it now. */
  get(key: string, make: () => T): T;
}

/** @param most results kept at the same time */
export function createRecent<T>(most: number): Recent<T> {
  const kept = new Map<string, T>();
  return {
    get(key, make) {
      const known = kept.get(key);
      const result = known ?? make();
      // Put behind all others: the first one is the one not used for the longest time.
      if (known !== undefined) kept.delete(key);
      kept.set(key, result);
      if (kept.size > most) {
        const [oldest] = kept.keys();
        if (oldest !== undefined) kept.delete(oldest);
      }
      return result;
    },
  };
}
