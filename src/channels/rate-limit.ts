import { RateLimiterMemory } from "rate-limiter-flexible";

/** How many in which time; a fixed window that starts with the first one. */
export interface RateLimitSettings {
  readonly points: number;
  readonly seconds: number;
}

/** Counts by key, in the memory of this process. */
export interface RateLimit {
  /** Counts so many more, one by default. `null`: within the limit; otherwise seconds until the next is taken, at least 1. */
  take(key: string, points?: number): Promise<number | null>;
  /** Forgets what was counted for a key. */
  forget(key: string): Promise<void>;
}

/** What the library rejects with when the limit is passed; anything else would be a fault of its own. */
function millisecondsLeft(rejection: unknown): number {
  if (typeof rejection === "object" && rejection !== null && "msBeforeNext" in rejection) {
    return Number(rejection.msBeforeNext);
  }
  throw rejection;
}

/**
 * A limit for each key. Keys are dropped when their window ends, so memory follows the keys of one window.
 * Counts are of this process alone; several nodes need a limiter in front of them.
 */
export function createRateLimit({ points, seconds }: RateLimitSettings): RateLimit {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return {
    take: async (key, count = 1) => {
      try {
        await limiter.consume(key, count);
        return null;
      } catch (rejection) {
        return Math.max(1, Math.ceil(millisecondsLeft(rejection) / 1000));
      }
    },
    forget: async (key) => {
      await limiter.delete(key);
    },
  };
}
