// Runs on a thread of its own, started by refresh.ts: one reading of the data, one message, end.
import { parentPort, workerData } from "node:worker_threads";
import { modelsKey, trainEngine } from "../assistant/engine.js";
import { fingerprintOf } from "../corpus/files.js";
import { loadCorpus, newMemory } from "../corpus/load.js";
import type { RefreshNews, RefreshOrder } from "./refresh.js";

// Given by refresh.ts, the only one that starts this file.
const { dir, cacheDir, builtCacheDir, modelsKey: inUse } = workerData as RefreshOrder;

const memory = newMemory();
const loaded = await loadCorpus(dir, { cacheDir, builtCacheDir, memory });

function news(): RefreshNews {
  if (!loaded.ok) return loaded;
  const { data } = loaded.corpus;
  const models = modelsKey(data) === inUse ? null : trainEngine(data);
  const fingerprint = fingerprintOf(memory.files.values());
  return { ok: true, data, warnings: loaded.warnings, fingerprint, models };
}

parentPort?.postMessage(news());
