import { describe, expect, it } from "vitest";
import { createFairQueue } from "../../../src/channels/fair-queue.js";

/** A queue whose breaths are given by hand, and what was let in. */
function open() {
  let waiting: (() => void)[] = [];
  const order: string[] = [];
  const queue = createFairQueue((then) => {
    waiting.push(then);
  });
  return {
    queue,
    order,
    ask: (name: string, flow: string | null, cost = 1) => {
      void queue.enter(flow, cost).then(() => order.push(name));
    },
    run: async () => {
      do {
        const [...all] = waiting;
        waiting = [];
        for (const then of all) then();
        await Promise.resolve();
        await Promise.resolve();
      } while (waiting.length > 0);
    },
  };
}

describe("the queue of turns", () => {
  it("lets in at once who finds nobody", async () => {
    const { queue, run } = open();
    await queue.enter("a", 5);
    await run();
    await queue.enter("b", 5);
    expect(queue.waiting).toBe(0);
  });

  it("lets short messages of others pass long ones that came before them", async () => {
    const { ask, run, order } = open();
    ask("first", "a");
    for (const index of [1, 2, 3]) ask(`long ${index}`, `flood ${index}`, 20);
    ask("short", "b");
    await run();
    expect(order.slice(0, 2)).toEqual(["first", "short"]);
    expect(order).toHaveLength(5);
  });

  it("lets short ones pass also when long ones have been coming for a while", async () => {
    const breaths: (() => void)[] = [];
    const steady = createFairQueue((then) => breaths.push(then));
    // Eight who each send the next long message as soon as the last was answered.
    let longs = 0;
    const flood = (): void => {
      void steady.enter(null, 10).then(() => {
        longs += 1;
        if (longs < 100) flood();
      });
    };
    for (let index = 0; index < 8; index += 1) flood();
    const breathe = async (): Promise<void> => {
      breaths.shift()?.();
      await Promise.resolve();
      await Promise.resolve();
    };
    for (let turn = 0; turn < 20; turn += 1) await breathe();
    const before = longs;
    let after = -1;
    void steady.enter("short", 1).then(() => (after = longs));
    for (let turn = 0; turn < 12 && after < 0; turn += 1) await breathe();
    expect(after - before).toBeLessThanOrEqual(1);
  });

  it("takes turns between a conversation that asks much and others", async () => {
    const { ask, run, order } = open();
    for (let index = 0; index < 50; index += 1) ask("much", "a");
    for (const name of ["b", "c", "d"]) ask(name, name);
    await run();
    expect(order.indexOf("d")).toBeLessThan(6);
  });

  it("lets nobody wait for ever: a long one comes after as much of others as it is worth", async () => {
    const { ask, run, order } = open();
    ask("first", "a");
    ask("long", "b", 20);
    for (let index = 0; index < 100; index += 1) ask("short", `c${index % 2}`);
    await run();
    expect(order.indexOf("long")).toBeLessThan(45);
  });

  it("keeps the order within a conversation", async () => {
    const { ask, run, order } = open();
    for (let index = 0; index < 8; index += 1) ask(String(index), "a", index % 3 === 0 ? 9 : 1);
    await run();
    expect(order).toEqual(["0", "1", "2", "3", "4", "5", "6", "7"]);
  });

  it("serves sockets and timers between two turns", async () => {
    const queue = createFairQueue(setImmediate);
    const seen: string[] = [];
    const turns = ["a", "b", "c"].map(async (flow) => {
      await queue.enter(flow, 1);
      seen.push(flow);
    });
    setImmediate(() => seen.push("socket"));
    await Promise.all(turns);
    expect(seen.indexOf("socket")).toBeLessThan(seen.indexOf("c"));
  });

  it("forgets flows that are over", async () => {
    const { ask, run, queue } = open();
    for (let index = 0; index < 25_000; index += 1) ask("x", `flow ${index}`);
    await run();
    expect(queue.waiting).toBe(0);
  }, 60_000);
});
