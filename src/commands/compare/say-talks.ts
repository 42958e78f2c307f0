import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import type { SeenReply } from "./differences.js";
import type { TestTalk } from "./test-talks.js";

/** How a folder is talked to: its sources as they stand, or what was built of them. */
export type Side = "source" | "built";

/** The command of a folder that answers talks line by line, and what Node needs to run it. */
const COMMAND: Readonly<
  Record<Side, { readonly file: string; readonly options: readonly string[] }>
> = {
  source: { file: "src/commands/ask.ts", options: ["--import", "tsx"] },
  built: { file: "dist/commands/ask.js", options: [] },
};

interface Line {
  readonly id: string;
  readonly replies: readonly SeenReply[];
}

/**
 * Says all talks to the program in a folder, in one process, and gives the replies by the id of the talk.
 *
 * @throws Error when the folder holds no such program, or when it fails
 */
export async function sayTalks(
  folder: string,
  side: Side,
  talks: readonly TestTalk[],
): Promise<ReadonlyMap<string, readonly SeenReply[]>> {
  const { options } = COMMAND[side];
  const file = path.join(folder, COMMAND[side].file);
  if (!existsSync(file)) {
    throw new Error(`${file} is not there: build that folder first (npm ci && npm run build)`);
  }
  // The folder's own data, whatever the environment says: both sides are asked about what they were made with.
  const child = spawn(process.execPath, [...options, file, "--jsonl"], {
    cwd: folder,
    env: { ...process.env, CORPUS_DIR: undefined },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  // A program that ends early closes its input; its status tells what happened.
  child.stdin.on("error", () => undefined);
  child.stdin.end(
    talks.map(({ id, turns, today }) => `${JSON.stringify({ id, turns, today })}\n`).join(""),
  );
  const replies = new Map<string, readonly SeenReply[]>();
  for await (const text of createInterface({ input: child.stdout, crlfDelay: Infinity })) {
    // Written by the program's own command, whose form is fixed; every part of a reply may be absent.
    const line = JSON.parse(text) as Line;
    replies.set(line.id, line.replies);
  }
  const status = await ended;
  if (status !== 0) throw new Error(`${folder} ended with ${String(status)}: ${errors.trim()}`);
  return replies;
}
