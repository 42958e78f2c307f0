import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../../assistant/engine.js";
import { createAssistant, dayInHangzhou } from "../../assistant/handle-turn.js";
import type { Assistant } from "../../assistant/types.js";
import { newTracker } from "../../dialogue/index.js";
import { createLowdbStore } from "../../store/lowdb-store.js";
import { createMemoryStore } from "../../store/memory-store.js";
import type { Store } from "../../store/types.js";
import { short, spreadOf, table, type Spread } from "./table.js";

/** Each question is asked so many times after the warm-up. */
const PASSES = 3;

/** Milliseconds. */
interface TurnTimes {
  readonly parse: Spread;
  readonly respond: Spread;
  readonly memory: Spread;
  readonly lowdb: Spread;
  /** Of the processor, all threads, for each turn. */
  readonly cpu: number;
  readonly turns: number;
}

function assistantOver(engine: Engine, store: Store): Assistant {
  return createAssistant({
    engine: () => engine,
    store,
    now: () => new Date(),
    newConversation: randomUUID,
  });
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function measure(
  questions: readonly string[],
  passes: number,
  work: (question: string) => unknown,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let pass = 0; pass < passes; pass += 1) {
    for (const question of questions) times.push(await timed(() => work(question)));
  }
  return times;
}

/** Each question as the first of a talk, in process, with the full knowledge; the steps side by side. */
export async function measureTurns(
  engine: Engine,
  questions: readonly string[],
): Promise<TurnTimes> {
  const folder = mkdtempSync(join(tmpdir(), "hangcai-bench-"));
  const lowdb = createLowdbStore({ folder });
  try {
    const today = dayInHangzhou(new Date());
    const tracker = newTracker(new Date().toISOString());
    const inMemory = assistantOver(engine, createMemoryStore());
    const onDisk = assistantOver(engine, lowdb);
    const ask = (assistant: Assistant) => (text: string) =>
      assistant.handleTurn({ conversation: null, text, channel: "test", today });
    await measure(questions, 1, ask(inMemory));
    const parse = await measure(questions, PASSES, (text) => engine.parse(text, today));
    const respond = await measure(questions, PASSES, (utterance) =>
      engine.respond({ utterance, tracker, today }),
    );
    const before = process.cpuUsage();
    const memory = await measure(questions, PASSES, ask(inMemory));
    const { user, system } = process.cpuUsage(before);
    const kept = await measure(questions, 1, ask(onDisk));
    return {
      parse: spreadOf(parse),
      respond: spreadOf(respond),
      memory: spreadOf(memory),
      lowdb: spreadOf(kept),
      cpu: (user + system) / 1000 / memory.length,
      turns: memory.length,
    };
  } finally {
    await lowdb.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What was measured, as lines. Shares count from the middle of a turn in memory. */
export function formatTurns({ parse, respond, memory, lowdb, cpu, turns }: TurnTimes): string {
  const row = (name: string, { p50, p99 }: Spread, share: number): readonly string[] => [
    name,
    short(p50),
    short(p99),
    `${(share * 100).toFixed(0)} %`,
  ];
  return [
    `A turn in process, ${turns} turns; processor ${short(cpu)} ms a turn`,
    table([
      ["", "p50 ms", "p99 ms", "of the turn"],
      row("understand", parse, parse.p50 / memory.p50),
      row(
        "decide and render",
        { p50: respond.p50 - parse.p50, p99: respond.p99 - parse.p99 },
        (respond.p50 - parse.p50) / memory.p50,
      ),
      row("turn, store in memory", memory, 1),
      row("turn, lowdb, durable", lowdb, lowdb.p50 / memory.p50),
      ["asked for", "≤ 3", "≤ 15", ""],
    ]),
  ].join("\n");
}
