/** One bucket of tokens for each chat. */
export interface FloodGate {
  /**
   * Whether an update may pass; `notice` is true for the first refused one of a minute.
   *
   * @param at when it was sent, in milliseconds: what waited for us while we were away is no flood
   */
  pass(lane: string, at: number): { readonly isOpen: boolean; readonly notice: boolean };
}

/** Updates that a chat may send at once, and how many a second after that: far above what a hand types. */
const BURST = 20;
const PER_SECOND = 1;
const NOTICE_EVERY = 60_000;
/** Buckets that are full again are forgotten when there are so many. */
const SWEEP_AT = 10_000;

interface Bucket {
  tokens: number;
  at: number;
  noticedAt: number;
}

/** A gate in memory; a restart opens it, which costs at most one burst. */
export function createFloodGate(): FloodGate {
  const buckets = new Map<string, Bucket>();

  function sweep(now: number): void {
    for (const [lane, bucket] of buckets) {
      const idle = now - Math.max(bucket.at, bucket.noticedAt);
      if (idle > NOTICE_EVERY && idle > (BURST / PER_SECOND) * 1000) buckets.delete(lane);
    }
  }

  return {
    pass(lane, at) {
      if (buckets.size >= SWEEP_AT && !buckets.has(lane)) sweep(at);
      const bucket = buckets.get(lane) ?? { tokens: BURST, at, noticedAt: -Infinity };
      buckets.set(lane, bucket);
      const elapsed = Math.max(0, at - bucket.at) / 1000;
      bucket.tokens = Math.min(BURST, bucket.tokens + elapsed * PER_SECOND);
      bucket.at = Math.max(bucket.at, at);
      if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return { isOpen: true, notice: false };
      }
      const notice = at - bucket.noticedAt >= NOTICE_EVERY;
      if (notice) bucket.noticedAt = at;
      return { isOpen: false, notice };
    },
  };
}
