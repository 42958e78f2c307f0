import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { EngineModels } from "../assistant/engine.js";
import { indexCorpus } from "../corpus/index-corpus.js";
import type { CorpusData, Fault, LoadResult } from "../corpus/types.js";

/** What the other process is told. */
export interface RefreshOrder {
  readonly dir: string;
  readonly cacheDir: string;
  readonly builtCacheDir: string;
  /** Of the classifiers in use; they are trained again only when the data asks for others. `null`: there are none. */
  readonly key: string | null;
  /** The same of what was learnt of the known questions. */
  readonly faqKey: string | null;
}

/** What it says: faults, or data and then, unless those in use fit, classifiers. */
export type RefreshNews =
  | {
      readonly kind: "faults";
      readonly faults: readonly Fault[];
      readonly warnings: readonly Fault[];
    }
  | {
      readonly kind: "data";
      readonly data: CorpusData;
      readonly warnings: readonly Fault[];
      readonly fingerprint: string;
      readonly fits: boolean;
    }
  | { readonly kind: "models"; readonly models: EngineModels };

export interface Refreshed {
  readonly result: LoadResult;
  /** State of the files that were read, as `readFingerprint` gives it; empty when there are faults. */
  readonly fingerprint: string;
}

export interface Refresh {
  /** Rejects when the other process ends without a word. */
  readonly read: Promise<Refreshed>;
  /** Classifiers trained anew; `null` when those in use fit, when there are faults, or after a stop. */
  readonly models: Promise<EngineModels | null>;
  /** Ends the other process, if it still runs. */
  stop(): void;
}

/**
 * Reads, checks and, where needed, trains in a process of its own: no turn waits for it, and the memory that it takes
 * goes back to the system (that of a thread would stay with this process).
 */
export function refreshData(order: RefreshOrder): Refresh {
  const child = fork(fileURLToPath(new URL("./refresh-process.js", import.meta.url)), {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  child.send(order);
  let setModels: (models: EngineModels | null) => void = () => undefined;
  const models = new Promise<EngineModels | null>((resolve) => {
    setModels = resolve;
  });
  const read = new Promise<Refreshed>((resolve, reject) => {
    child.on("message", (news: RefreshNews) => {
      switch (news.kind) {
        case "faults":
          resolve({ result: { ok: false, ...news }, fingerprint: "" });
          break;
        case "data": {
          const { data, warnings, fingerprint } = news;
          resolve({ result: { ok: true, corpus: indexCorpus(data), warnings }, fingerprint });
          break;
        }
        case "models":
          setModels(news.models);
          break;
        default:
          news satisfies never;
      }
    });
    child.once("error", reject);
    child.once("exit", (code) => {
      // After a word this changes nothing.
      reject(new Error(`the process that reads the data ended with ${String(code)}`));
      setModels(null);
    });
  });
  return {
    read,
    models,
    stop: () => {
      child.kill();
    },
  };
}
