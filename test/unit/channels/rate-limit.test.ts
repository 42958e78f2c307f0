import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createRateLimit } from "../../../src/channels/rate-limit.js";

describe("a rate limit", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it("takes so many, then says how long to wait, for each key by itself", async () => {
    const limit = createRateLimit({ points: 2, seconds: 10 });
    expect([await limit.take("a"), await limit.take("a")]).toEqual([null, null]);
    vi.advanceTimersByTime(3500);
    expect(await limit.take("a")).toBe(7);
    expect(await limit.take("b")).toBeNull();
  });

  it("takes again when the window is over", async () => {
    const limit = createRateLimit({ points: 1, seconds: 10 });
    await limit.take("a");
    expect(await limit.take("a")).toBe(10);
    vi.advanceTimersByTime(10_001);
    expect(await limit.take("a")).toBeNull();
  });

  it("never says to wait for less than a second", async () => {
    const limit = createRateLimit({ points: 1, seconds: 10 });
    await limit.take("a");
    vi.advanceTimersByTime(9999);
    expect(await limit.take("a")).toBe(1);
  });

  it("forgets a key", async () => {
    const limit = createRateLimit({ points: 1, seconds: 10 });
    await limit.take("a");
    await limit.forget("a");
    expect(await limit.take("a")).toBeNull();
  });

  it("takes keys that objects have from birth", async () => {
    const limit = createRateLimit({ points: 1, seconds: 10 });
    for (const key of ["__proto__", "constructor", ""]) expect(await limit.take(key)).toBeNull();
    expect(await limit.take("__proto__")).toBe(10);
  });
});
