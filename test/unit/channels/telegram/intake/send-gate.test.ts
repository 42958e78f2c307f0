import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSendGate } from "../../../../../src/channels/telegram/intake/send-gate.js";

const ANSWERS = (): Promise<boolean> => Promise.resolve(true);
const IS_SILENT = (): Promise<boolean> => Promise.resolve(false);

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** Messages that ask to go, one after another; which of them are on their way. */
function begin(count: number, isAnswering: () => Promise<boolean>) {
  const gate = createSendGate(Date.now);
  const gone: number[] = [];
  const ends: (() => void)[] = [];
  for (let index = 0; index < count; index += 1) {
    void gate.take(isAnswering).then((end) => {
      gone.push(index);
      ends.push(end);
    });
  }
  return { gone, end: (index: number) => ends[index]?.() };
}

describe("messages on their way", () => {
  it("leave one after another, in the order in which they asked", async () => {
    const { gone, end } = begin(3, IS_SILENT);
    await vi.advanceTimersByTimeAsync(0);
    expect(gone).toEqual([0]);
    end(0);
    await vi.advanceTimersByTimeAsync(0);
    expect(gone).toEqual([0, 1]);
    end(1);
    end(1); // an end is an end
    await vi.advanceTimersByTimeAsync(0);
    expect(gone).toEqual([0, 1, 2]);
  });

  it("are not kept waiting by one that hangs while the server answers others", async () => {
    const { gone, end } = begin(3, ANSWERS);
    await vi.advanceTimersByTimeAsync(49);
    expect(gone).toEqual([0]);
    await vi.advanceTimersByTimeAsync(2);
    expect(gone).toEqual([0, 1]);
    end(0); // late: its place was taken long ago
    await vi.advanceTimersByTimeAsync(10);
    expect(gone).toEqual([0, 1]);
    end(1);
    await vi.advanceTimersByTimeAsync(0);
    expect(gone).toEqual([0, 1, 2]);
  });

  it("wait for a server that answers nothing, and go on when it does", async () => {
    let isAlive = false;
    const { gone } = begin(2, () => Promise.resolve(isAlive));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(gone).toEqual([0]);
    isAlive = true;
    await vi.advanceTimersByTimeAsync(60);
    expect(gone).toEqual([0, 1]);
  });

  it("wait for a server whose answer to the question itself is cut", async () => {
    const { gone } = begin(2, () => Promise.reject(new Error("cut")));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(gone).toEqual([0]);
  });

  it("count as late in proportion to what answers usually take", async () => {
    const gate = createSendGate(Date.now);
    for (let sent = 0; sent < 60; sent += 1) {
      const end = await gate.take(IS_SILENT);
      await vi.advanceTimersByTimeAsync(200);
      end();
    }
    await gate.take(ANSWERS);
    let hasGone = false;
    void gate.take(ANSWERS).then(() => {
      hasGone = true;
    });
    await vi.advanceTimersByTimeAsync(300);
    expect(hasGone).toBe(false);
    await vi.advanceTimersByTimeAsync(150);
    expect(hasGone).toBe(true);
  });
});
