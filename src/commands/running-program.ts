import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { OWN_CORPUS_DIR } from "../run/open-engine.js";

/** Longest wait for a program to answer; milliseconds. */
const START_MS = 60_000;

/** The built program, in a process of its own. */
export interface RunningProgram {
  readonly address: string;
  /** From the start of the process to the first 200 of /readyz; milliseconds. */
  readonly readyMs: number;
  /** Processor time until then, all threads; milliseconds, `null` where the system does not tell. */
  readonly cpuMs: number | null;
  /** Processor time until now, all threads; milliseconds, `null` where the system does not tell. */
  cpuNowMs(): number | null;
  /** Resident memory now; megabytes (10⁶), `null` where the system does not tell. */
  residentMb(): number | null;
  stop(): Promise<void>;
}

function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return null; // not Linux
  }
}

/** Fields 14 and 15 of proc(5) in ticks of 10 ms. */
function cpuOf(pid: number): number | null {
  const stat = readProc(pid, "stat");
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function residentOf(pid: number): number | null {
  const kilobytes = /^VmRSS:\s+(\d+) kB/mu.exec(readProc(pid, "status") ?? "")?.[1];
  return kilobytes === undefined ? null : (Number(kilobytes) * 1024) / 1_000_000;
}

/** The address that the program logs when it listens. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = "";
    const late = setTimeout(() => {
      reject(new Error("the program did not listen in time"));
    }, START_MS);
    child.stdout?.on("data", (chunk: Buffer) => {
      out += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+/u.exec(out)?.[0];
      if (address === undefined) return;
      clearTimeout(late);
      resolve(address);
    });
    child.once("exit", (code) => {
      clearTimeout(late);
      reject(new Error(`the program ended with status ${code ?? "none"}`));
    });
  });
}

/** Asks without a pause between attempts: the first 200 counts. */
async function untilReady(address: string): Promise<void> {
  const deadline = performance.now() + START_MS;
  while (performance.now() < deadline) {
    const response = await fetch(`${address}/readyz`).catch(() => null);
    await response?.arrayBuffer();
    if (response?.status === 200) return;
  }
  throw new Error("the program was not ready in time");
}

/** A file of the build. */
export const builtFile = (name: string): string => join(OWN_CORPUS_DIR, "dist", name);

/** A folder for the data of a program that is run for a while. */
export function dataFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "hangcai-run-"));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/**
 * Starts a built file with Node on a free port of this machine.
 *
 * @param settings of the environment, beside those that every run has
 * @param onLog told each line of its log
 * @throws Error when it ends by itself or is not ready within a minute
 */
export async function startProgram(
  file: string,
  dataDir: string,
  settings: Readonly<Record<string, string>> = {},
  onLog: (line: string) => void = () => undefined,
): Promise<RunningProgram> {
  const started = performance.now();
  const child = spawn(process.execPath, [file], {
    env: {
      ...process.env,
      HOST: "127.0.0.1",
      PORT: "0",
      DATA_DIR: dataDir,
      LOG_LEVEL: "info",
      ...settings,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const pid = child.pid ?? 0;
  createInterface({ input: child.stdout }).on("line", onLog);
  try {
    const address = await addressOf(child);
    await untilReady(address);
    return {
      address,
      readyMs: performance.now() - started,
      cpuMs: cpuOf(pid),
      cpuNowMs: () => cpuOf(pid),
      residentMb: () => residentOf(pid),
      stop: () =>
        new Promise((resolve) => {
          if (child.exitCode !== null || child.signalCode !== null) {
            resolve();
            return;
          }
          child.once("exit", () => {
            resolve();
          });
          child.kill("SIGTERM");
        }),
    };
  } catch (fault) {
    child.kill("SIGKILL");
    throw fault;
  }
}
