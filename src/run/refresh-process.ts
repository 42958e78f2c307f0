// A process of its own, started by refresh.ts: one reading of the data, then the training if it is needed; two messages, end.
import { faqKey, modelsKey } from "../assistant/models-key.js";
import { fingerprintOf } from "../corpus/files.js";
import { loadCorpus, newMemory } from "../corpus/load.js";
import { readModels } from "./models.js";
import type { RefreshNews, RefreshOrder } from "./refresh.js";

const tell = (news: RefreshNews): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(news, undefined, undefined, () => {
      resolve();
    });
  });

async function refresh({ dir, cacheDir, builtCacheDir, ...keys }: RefreshOrder): Promise<void> {
  const memory = newMemory();
  const loaded = await loadCorpus(dir, { cacheDir, builtCacheDir, memory });
  if (!loaded.ok) {
    await tell({ kind: "faults", faults: loaded.faults, warnings: loaded.warnings });
    return;
  }
  const { data } = loaded.corpus;
  const fits = modelsKey(data) === keys.key && faqKey(data) === keys.faqKey;
  const fingerprint = fingerprintOf(memory.files.values());
  await tell({ kind: "data", data, warnings: loaded.warnings, fingerprint, fits });
  if (fits) return;
  // Loaded only now: an edit of the knowledge is through before the engine would have been read.
  const { trainEngine } = await import("../assistant/engine.js");
  // What the build left is taken over where it still fits: an edit of the known questions trains those alone.
  await tell({ kind: "models", models: trainEngine(data, await readModels()) });
}

process.once("message", (order: RefreshOrder) => {
  // A fault ends the process with another status, which is what the other side looks at.
  void refresh(order).then(() => {
    process.disconnect();
  });
});
