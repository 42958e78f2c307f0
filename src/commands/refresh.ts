import { Worker } from "node:worker_threads";
import type { EngineModels } from "../assistant/engine.js";
import { indexCorpus } from "../corpus/index-corpus.js";
import type { CorpusData, Fault, LoadResult } from "../corpus/types.js";

/** What the worker is told. */
export interface RefreshOrder {
  readonly dir: string;
  readonly cacheDir: string;
  readonly builtCacheDir: string;
  /** Of the classifiers in use; they are trained again only when the data asks for others. */
  readonly modelsKey: string | null;
}

/** What the worker gives back. */
export type RefreshNews =
  | {
      readonly ok: true;
      readonly data: CorpusData;
      readonly warnings: readonly Fault[];
      readonly fingerprint: string;
      readonly models: EngineModels | null;
    }
  | { readonly ok: false; readonly faults: readonly Fault[]; readonly warnings: readonly Fault[] };

export interface Refreshed {
  readonly result: LoadResult;
  /** State of the files that were read, as `readFingerprint` gives it. */
  readonly fingerprint: string;
  /** Trained anew; `null` when those in use fit. */
  readonly models: EngineModels | null;
}

/**
 * Reads, checks and, where needed, trains on a thread of its own, which ends with it: no turn waits, and the memory
 * that it takes goes back to the system.
 */
export function refreshData(order: RefreshOrder): Promise<Refreshed> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./refresh-worker.js", import.meta.url), {
      workerData: order,
    });
    worker.once("message", (news: RefreshNews) => {
      resolve(
        news.ok
          ? {
              result: { ok: true, corpus: indexCorpus(news.data), warnings: news.warnings },
              fingerprint: news.fingerprint,
              models: news.models,
            }
          : { result: news, fingerprint: "", models: null },
      );
    });
    worker.once("error", reject);
    worker.once("exit", (code) => {
      // After a message this changes nothing.
      reject(new Error(`the thread that reads the data ended with ${code}`));
    });
  });
}
