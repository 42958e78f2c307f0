import { spawn, type ChildProcess } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createLowdbStore } from "../../../../src/store/lowdb-store.js";
import { createFakeTelegram } from "../../../helpers/fake-telegram/fake-telegram.js";
import { serveFakeTelegram } from "../../../helpers/fake-telegram/server.js";
import type { Call, RawUpdate } from "../../../helpers/fake-telegram/types.js";
import { repositoryRoot } from "../../../helpers/repository-root.js";

const CHATS = 40;
const EACH = 50;
const KILLS = 20;
const DUPLICATES = 0.1;
/** Chats of one round are all different, so the order within a chat outlives a shuffle of the round. */
const ROUND = CHATS;

/** mulberry32 (Tommy Ettinger, public domain): the same chance in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** Updates with ids in order of writing, delivered in rounds that are shuffled, one in ten of them twice. */
function updates(random: () => number): readonly RawUpdate[] {
  const begun = Math.floor(Date.now() / 1000) - 10 * EACH;
  return Array.from({ length: EACH }, (_, turn) => {
    const round = Array.from({ length: ROUND }, (__, index): RawUpdate => {
      const chatId = 1000 + index;
      return {
        update_id: 1 + turn * ROUND + index,
        message: {
          message_id: turn + 1,
          date: begun + turn * 5,
          chat: { id: chatId, type: "private", first_name: "Guest" },
          from: { id: chatId, is_bot: false, first_name: "Guest" },
          text: `${String(chatId)} says ${String(turn)}`,
        },
      };
    });
    const twice = round.filter(() => random() < DUPLICATES);
    return shuffled([...round, ...twice], random);
  }).flat();
}

/** When replies arrived that had arrived before; no two replies have the same text. */
function repeats(calls: readonly Call[]): readonly number[] {
  const seen = new Set<unknown>();
  return calls.flatMap(({ method, status, payload, at }) => {
    if (method !== "sendMessage" || status !== 200) return [];
    const isRepeat = seen.has(payload["text"]);
    seen.add(payload["text"]);
    return isRepeat ? [at] : [];
  });
}

describe("a bot that is killed", () => {
  it(
    `loses nothing over ${String(CHATS * EACH)} updates and ${String(KILLS)} kills, and repeats at most one reply per kill`,
    { timeout: 240_000 },
    async () => {
      const random = chance(20261121);
      const folder = mkdtempSync(join(tmpdir(), "hangcai-kill-"));
      const fake = createFakeTelegram({ random });
      const server = await serveFakeTelegram(fake);
      let child: ChildProcess | null = null;
      onTestFinished(async () => {
        child?.kill("SIGKILL");
        await server.close();
        rmSync(folder, { recursive: true, force: true });
      });

      const start = async (): Promise<ChildProcess> => {
        const started = spawn(
          process.execPath,
          [
            "--import",
            "tsx",
            "test/helpers/fake-telegram/bot-process.ts",
            server.root,
            fake.token,
            folder,
          ],
          { cwd: repositoryRoot, stdio: ["ignore", "pipe", "inherit"] },
        );
        await new Promise((resolve, reject) => {
          started.stdout.once("data", resolve);
          started.once("exit", () => {
            reject(new Error("the bot did not start"));
          });
        });
        return started;
      };
      const end = async (running: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
        const ended = new Promise<number | null>((resolve) =>
          running.once("exit", (code) => {
            resolve(code);
          }),
        );
        running.kill(signal);
        return ended;
      };

      fake.fault({ method: "sendMessage", share: 0.01, times: 20, what: 429, retryAfter: 1 });
      fake.fault({ method: "sendMessage", share: 0.02, times: 60, what: 500 });
      fake.fault({ share: 0.02, times: 60, what: "cut" });

      let pushed = 0;
      let interrupted = 0;
      const killedAt: number[] = [];
      const isBehind = (): boolean => {
        const sent = fake.calls.filter(
          ({ method, status }) => method === "sendMessage" && status === 200,
        );
        return new Set(sent.map(({ payload }) => payload["text"])).size < pushed;
      };
      const all = updates(random);
      const slice = Math.ceil(all.length / (KILLS + 1));
      for (let round = 0; round <= KILLS; round += 1) {
        child = await start();
        const batch = all.slice(round * slice, (round + 1) * slice);
        for (const update of batch) fake.push(update);
        pushed = new Set(all.slice(0, (round + 1) * slice)).size;
        if (round === KILLS) break;
        // In the midst of the work: sometimes almost at once, sometimes when little is left.
        await pause(20 + random() * 250);
        if (isBehind()) interrupted += 1;
        killedAt.push(Date.now());
        await end(child, "SIGKILL");
      }
      const replies = (chatId: number) => fake.chat(chatId).filter((message) => message.fromBot);
      const chats = Array.from({ length: CHATS }, (_, index) => 1000 + index);
      const deadline = Date.now() + 60_000;
      const isDone = (): boolean =>
        chats.every((chatId) => new Set(replies(chatId).map(({ text }) => text)).size >= EACH);
      while (!isDone() && Date.now() < deadline) await pause(50);
      expect(child === null ? null : await end(child, "SIGTERM")).toBe(0);
      expect(fake.queued).toBe(0);

      const store = createLowdbStore({ folder });
      for (const chatId of chats) {
        const wanted = Array.from(
          { length: EACH },
          (_, turn) => `${String(chatId)} says ${String(turn)}`,
        );
        const key = createHmac("sha256", "echo").update(String(chatId)).digest("base64url");
        const tracker = await store.loadTracker(key);
        expect(tracker?.turnCount).toBe(EACH);
        expect(tracker?.turns.map(({ utterance }) => utterance)).toEqual(wanted);
        const texts = replies(chatId).map(({ text }) => text);
        expect([...new Set(texts)]).toEqual(wanted);
      }
      await store.close();
      const excess = repeats(fake.calls).map(
        (at, index) => index + 1 - killedAt.filter((killed) => killed <= at).length,
      );
      // At no moment more repeated replies than kills before it.
      expect(Math.max(0, ...excess)).toBe(0);
      // Otherwise the kills would have proved nothing.
      expect(interrupted).toBeGreaterThanOrEqual(KILLS / 2);
    },
  );
});
