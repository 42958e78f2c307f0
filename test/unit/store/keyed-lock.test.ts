import { describe, expect, it } from "vitest";
import { createKeyedLock } from "../../../src/store/keyed-lock.js";

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("one turn at a time in a conversation", () => {
  it("runs tasks of one key in the order asked, never two at once", async () => {
    const lock = createKeyedLock();
    const log: string[] = [];
    const task = (name: string) => async (): Promise<void> => {
      log.push(`${name} begins`);
      await tick();
      log.push(`${name} ends`);
    };
    await Promise.all([lock.run("a", task("first")), lock.run("a", task("second"))]);
    expect(log).toEqual(["first begins", "first ends", "second begins", "second ends"]);
  });

  it("runs other keys meanwhile", async () => {
    const lock = createKeyedLock();
    let release = (): void => undefined;
    const slow = lock.run("a", () => new Promise<void>((resolve) => (release = resolve)));
    await expect(lock.run("b", () => Promise.resolve("done"))).resolves.toBe("done");
    release();
    await slow;
  });

  it("goes on after a task that failed, and forgets keys", async () => {
    const lock = createKeyedLock();
    const failed = lock.run("a", () => Promise.reject(new Error("no")));
    const next = lock.run("a", () => Promise.resolve(1));
    await expect(failed).rejects.toThrow("no");
    await expect(next).resolves.toBe(1);
    expect(lock.size).toBe(0);
  });
});
