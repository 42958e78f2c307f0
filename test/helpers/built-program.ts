import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";
import { repositoryRoot } from "./repository-root.js";

/** A program of its own, started as an operator starts it. */
export interface BuiltProgram {
  readonly address: string;
  /** Everything written so far, to both outputs. */
  readonly output: () => string;
  /** Ends it by SIGTERM; its exit status, and how long it took in milliseconds. */
  stop(): Promise<{ readonly status: number | null; readonly milliseconds: number }>;
}

let built: Promise<unknown> | null = null;

/** `npm run build`, once for all tests of a worker. */
export function buildProgram(): Promise<unknown> {
  built ??= promisify(execFile)(process.execPath, [".config/build.mjs"], { cwd: repositoryRoot });
  return built;
}

/** A folder that is gone when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "hangcai-program-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once("exit", (status) => {
      resolve(status);
    });
  });
}

/** Nothing of the environment of the tests goes in but what a program needs to run. */
const spawnProgram = (settings: Readonly<Record<string, string>>) =>
  spawn(process.execPath, [join(repositoryRoot, "dist/main.js")], {
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], PORT: "0", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });

/** Starts `node dist/main.js` on a free port; killed when the test ends. */
export async function startProgram(
  settings: Readonly<Record<string, string>>,
): Promise<BuiltProgram> {
  await buildProgram();
  const child = spawnProgram(settings);
  const end = ended(child);
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let output = "";
  const address = new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      output += chunk.toString("utf8");
      const found = /"address":"(http:[^"]+)"/u.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    void end.then((status) => {
      reject(new Error(`ended with ${String(status)}: ${output}`));
    });
  });
  return {
    address: await address,
    output: () => output,
    stop: async () => {
      const begun = Date.now();
      child.kill("SIGTERM");
      return { status: await end, milliseconds: Date.now() - begun };
    },
  };
}

/** Runs it until it ends by itself. */
export async function runProgram(
  settings: Readonly<Record<string, string>>,
): Promise<{ readonly status: number | null; readonly output: string }> {
  await buildProgram();
  const child = spawnProgram(settings);
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let output = "";
  const hear = (chunk: Buffer): void => {
    output += chunk.toString("utf8");
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  return { status: await ended(child), output };
}
