// kill -9 in the middle of writes: nothing acknowledged may be lost, and what stands there is whole.
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createLowdbStore } from "../../../src/store/lowdb-store.js";
import { repositoryRoot } from "../../helpers/repository-root.js";

const ROUNDS = 200;
let folder = "";
let program = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hangcai-kill-"));
  program = join(folder, "writer.mjs");
  await build({
    entryPoints: [join(repositoryRoot, "test/helpers/store-writer.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: program,
  });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Lets the writer work, kills it without warning some milliseconds after its first word; what it acknowledged. */
function killedWriter(data: string, first: number, delay: number): Promise<Map<string, number>> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, data, String(first)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let out = "";
    let isArmed = false;
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
      if (isArmed) return;
      isArmed = true;
      setTimeout(() => child.kill("SIGKILL"), delay);
    });
    child.on("error", reject);
    child.on("close", () => {
      const acknowledged = new Map<string, number>();
      for (const line of out.split("\n").slice(0, -1)) {
        const [talk = "", turn = ""] = line.split(" ");
        acknowledged.set(talk, Number(turn));
      }
      resolve(acknowledged);
    });
  });
}

it(`survives ${ROUNDS} kills with everything acknowledged`, { timeout: 240_000 }, async () => {
  const data = join(folder, "data");
  const acknowledged = new Map<string, number>();
  let last = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [talk, turn] of await killedWriter(data, last + 1, round % 17)) {
      acknowledged.set(talk, turn);
      last = Math.max(last, turn);
    }
    const damaged: string[] = [];
    const store = createLowdbStore({ folder: data, onDamaged: (file) => damaged.push(file) });
    for (const [talk, turn] of acknowledged) {
      const tracker = await store.loadTracker(talk);
      expect(tracker?.turnCount ?? -1, `${talk} in round ${round}`).toBeGreaterThanOrEqual(turn);
      expect(tracker?.turns.at(-1)?.reply).toBe(String(tracker?.turnCount));
      // A save may have become durable without the word of it getting out.
      last = Math.max(last, tracker?.turnCount ?? 0);
    }
    await store.close();
    expect(damaged).toEqual([]);
  }
  expect(last).toBeGreaterThan(ROUNDS);
  const files = readdirSync(join(data, "conversations"), { recursive: true, encoding: "utf8" });
  expect(files.filter((file) => file.endsWith(".json"))).toHaveLength(3);
});
