import { rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { percentile } from "../eval/measures.js";
import { dataFolder, startProgram, type RunningProgram } from "../running-program.js";
import { table } from "./table.js";

const STARTS = 5;
const TURNS = 500;

interface StartTimes {
  /** Milliseconds, middle of five. */
  readonly ready: number;
  readonly cpu: number;
}

export interface StartReport {
  readonly fresh: StartTimes;
  readonly again: StartTimes;
  /** Megabytes (10⁶) right after the start and after 500 turns; 0 where the system does not tell. */
  readonly residentAtStart: number;
  readonly residentAfterTurns: number;
}

const messageReply = z.object({ conversation: z.string() });

/** Asks one question after the other, ten in each talk. */
async function askAll(address: string, questions: readonly string[]): Promise<void> {
  let conversation: string | undefined;
  for (let turn = 0; turn < TURNS; turn += 1) {
    if (turn % 10 === 0) conversation = undefined;
    const response = await fetch(`${address}/api/v1/messages`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text: questions[turn % questions.length], conversation }),
    });
    if (response.status !== 200) throw new Error(`a turn ended with ${response.status}`);
    ({ conversation } = messageReply.parse(await response.json()));
  }
}

async function withProgram<T>(
  file: string,
  dataDir: string,
  use: (program: RunningProgram) => T | Promise<T>,
): Promise<T> {
  const program = await startProgram(file, dataDir);
  try {
    return await use(program);
  } finally {
    await program.stop();
  }
}

async function measureStarts(
  file: string,
  dataDir: string,
  keepsCache: boolean,
): Promise<StartTimes> {
  const ready: number[] = [];
  const cpu: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    if (!keepsCache) rmSync(join(dataDir, "cache"), { recursive: true, force: true });
    await withProgram(file, dataDir, ({ readyMs, cpuMs }) => {
      ready.push(readyMs);
      cpu.push(cpuMs ?? 0);
    });
  }
  return { ready: percentile(ready, 0.5), cpu: percentile(cpu, 0.5) };
}

/** Starts of the built program, and its memory. */
export async function measureStart(
  file: string,
  questions: readonly string[],
): Promise<StartReport> {
  const data = dataFolder();
  try {
    const fresh = await measureStarts(file, data.path, false);
    const again = await measureStarts(file, data.path, true);
    return await withProgram(file, data.path, async (program) => {
      const residentAtStart = program.residentMb() ?? 0;
      await askAll(program.address, questions);
      return { fresh, again, residentAtStart, residentAfterTurns: program.residentMb() ?? 0 };
    });
  } finally {
    data.remove();
  }
}

/** What was measured, as lines. */
export function formatStart(report: StartReport): string {
  const { fresh, again, residentAtStart, residentAfterTurns } = report;
  const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(2);
  return [
    `node dist/main.js to the first 200 of /readyz, middle of ${STARTS} starts`,
    table([
      ["", "ready s", "processor s", "asked for"],
      ["first start in a data folder", seconds(fresh.ready), seconds(fresh.cpu), "≤ 2"],
      ["later starts", seconds(again.ready), seconds(again.cpu), "≤ 2"],
    ]),
    table([
      ["resident memory", "MB", "asked for"],
      ["after the start", residentAtStart.toFixed(0), ""],
      [`after ${TURNS} turns`, residentAfterTurns.toFixed(0), "≤ 200"],
    ]),
  ].join("\n");
}
