import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEngine, trainEngine, type TurnInput } from "../../src/assistant/engine.js";
import { readModels } from "../../src/run/models.js";
import { loadCorpus } from "../../src/corpus/load.js";
import { formatFault } from "../../src/corpus/types.js";
import { newTracker } from "../../src/dialogue/index.js";
import { repositoryRoot } from "./repository-root.js";

/** The engine for browsers and the tables that it loads when it needs them, as `npm run build` makes them. */
export function buildEngineForBrowsers(): { readonly engine: string; readonly tables: string } {
  const folder = mkdtempSync(join(tmpdir(), "hangcai-engine-"));
  try {
    execFileSync(process.execPath, [".config/build.mjs", "--engine", folder], {
      cwd: repositoryRoot,
    });
    const read = (name: string): string => readFileSync(join(folder, name), "utf8");
    return { engine: read("engine.js"), tables: read("traditional-tables.js") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One turn for an engine elsewhere: all that it needs as JSON, and what the engine here says to it. */
export interface TurnElsewhere {
  /** `{ data, trained, inputs }` */
  readonly json: string;
  /** The replies as JSON, one for each input. */
  readonly replies: readonly string[];
}

/**
 * Questions about the repository's own data, asked on a fixed day at the start of a talk. Replies to traditional characters
 * are in simplified ones as long as the caller has not loaded the tables.
 */
export async function turnsElsewhere(utterances: readonly string[]): Promise<TurnElsewhere> {
  const loaded = await loadCorpus(repositoryRoot);
  if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
  const { data } = loaded.corpus;
  // What a build left for this data is the same to the bit, and saves minutes.
  const trained = trainEngine(data, await readModels());
  const engine = createEngine(data, trained);
  const inputs = utterances.map((utterance): TurnInput => ({
    utterance,
    tracker: newTracker("2026-11-21T04:00:00.000Z"),
    today: "2026-11-21",
  }));
  return {
    json: JSON.stringify({ data, trained, inputs }),
    replies: inputs.map((input) => JSON.stringify(engine.respond(input).reply)),
  };
}

/** Chinese, traditional, English and spelled: each takes another path through the engine. */
export const ASKED_ELSEWHERE = [
  "余省心是什么",
  "蕭山有人才公寓嗎",
  "what is the rental subsidy in Binjiang",
  "xihu qifu zenme yong",
];
