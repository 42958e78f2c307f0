// What goes wrong in one chat, and how much of it the others feel.
import { describe, expect, it, vi } from "vitest";
import type { Fault } from "../../../helpers/fake-telegram/types.js";
import { openHarness } from "../../../helpers/fake-telegram/harness.js";

const BROKEN = 1;
const OTHERS = [11, 12, 13, 14, 15, 16, 17, 18] as const;
const QUESTION = "余省心是什么";
/** What a fault in one chat may add to the answers of others; milliseconds. */
const DELAY_MS = 100;
/** A delay that the fault causes is there every time; one that a busy machine causes is not. */
const ATTEMPTS = 5;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Harness = Awaited<ReturnType<typeof openHarness>>;

/** The longest time from question to answer among chats in which nothing goes wrong. */
async function slowestOther({ fake }: Harness): Promise<number> {
  const seen = fake.calls.length;
  const asked = new Map<number, number>();
  const times = (): readonly number[] =>
    fake.calls.slice(seen).flatMap(({ method, status, payload, at }) => {
      const began = asked.get(Number(payload["chat_id"]));
      return method === "sendMessage" && status === 200 && began !== undefined ? [at - began] : [];
    });
  for (const chatId of OTHERS) {
    asked.set(chatId, Date.now());
    fake.pushText({ chatId }, QUESTION);
    await pause(10);
  }
  await vi.waitUntil(() => times().length >= OTHERS.length, { timeout: 15_000, interval: 5 });
  return Math.max(...times());
}

const FAULTS: readonly (readonly [string, Omit<Fault, "chatId" | "method" | "times">])[] = [
  ["429", { what: 429, retryAfter: 5 }],
  ["500", { what: 500 }],
  ["502", { what: 502 }],
  ["a cut connection", { what: "cut" }],
  ["a call that hangs", { what: "slow", delay: 3_000 }],
];

describe("a fault in one chat", () => {
  it.each(FAULTS)(
    "%s delays no other chat by more than 100 ms",
    async (_name, fault) => {
      const harness = await openHarness();
      const { bot, fake } = harness;
      await bot.start();
      await slowestOther(harness); // everybody is known, the code is warm
      let least = Infinity;
      for (let attempt = 0; attempt < ATTEMPTS && least > DELAY_MS; attempt += 1) {
        fake.clearFaults();
        const without = await slowestOther(harness);
        fake.fault({ method: "sendMessage", chatId: BROKEN, times: 1_000, ...fault });
        const seen = fake.calls.length;
        fake.pushText({ chatId: BROKEN }, QUESTION);
        fake.pushText({ chatId: BROKEN }, QUESTION);
        await pause(30);
        const beside = await slowestOther(harness);
        const isAnswered = fake.calls
          .slice(seen)
          .some(({ payload, status }) => payload["chat_id"] === BROKEN && status === 200);
        expect(isAnswered).toBe(false); // otherwise nothing went wrong meanwhile
        least = Math.min(least, beside - without);
      }
      expect(least).toBeLessThanOrEqual(DELAY_MS);
      fake.clearFaults();
    },
    60_000,
  );
});

/** What a flood at 200 messages a second may make of the time that others wait. */
const FLOODED_TIMES = 1.5;
const FLOOD_EVERY_MS = 5;
/** Below this a difference is the clock's; milliseconds. */
const NOTHING_MS = 10;

describe("a flood in one chat", () => {
  it("leaves the others' waiting within one and a half times", async () => {
    const harness = await openHarness();
    const { bot, fake, heard } = harness;
    await bot.start();
    await slowestOther(harness);
    let least = Infinity;
    for (let attempt = 0; attempt < ATTEMPTS && least > FLOODED_TIMES; attempt += 1) {
      const without = await slowestOther(harness);
      const flood = setInterval(() => {
        fake.pushText({ chatId: BROKEN }, QUESTION);
      }, FLOOD_EVERY_MS);
      try {
        await vi.waitUntil(() => (heard.fates["flooded"] ?? 0) > 20 * (attempt + 1), {
          timeout: 10_000,
        });
        least = Math.min(least, (await slowestOther(harness)) / Math.max(NOTHING_MS, without));
      } finally {
        clearInterval(flood);
      }
    }
    expect(least).toBeLessThanOrEqual(FLOODED_TIMES);
  }, 60_000);
});
