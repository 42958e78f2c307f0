import { watch } from "node:fs";
import type { FSWatcher } from "node:fs";
import path from "node:path";
import { DATA_FOLDERS, fingerprintOf, readFingerprint } from "./files.js";
import type { LoadMemory } from "./load.js";
import type { Corpus, Fault, LoadResult } from "./types.js";

/** Editors write in several steps; wait until they are through. */
const DEBOUNCE_MS = 150;

/** How often times and sizes are compared, for file systems that report no changes. */
const POLL_MS = 1000;

export interface CorpusWatch {
  /** Stops watching; resolves when a reload under way has ended. No callback after that. */
  close(): Promise<void>;
}

export interface WatchOptions {
  /** Of the loading at start, so that the first reload parses only what changed. */
  readonly memory?: LoadMemory;
  /** How a reload reads the folder; by default `loadCorpus` with the memory. */
  readonly load?: () => Promise<LoadResult>;
  /** State of the files (`readFingerprint`) that are in use; by default of those in the memory. */
  readonly seen?: string;
  /** Version that is in use; a reload that gives the same one is not reported. */
  readonly version?: string;
}

/** Reads and checks on this thread. The checks are loaded only when they are needed: a start does without. */
async function loadHere(dir: string, memory: LoadMemory | undefined): Promise<LoadResult> {
  const { loadCorpus } = await import("./load.js");
  return loadCorpus(dir, memory === undefined ? {} : { memory });
}

/**
 * Takes edits of the data files over while the program runs, within two seconds.
 *
 * @param onChange gets the new corpus; the caller swaps it in
 * @param onFaults gets what is wrong after a broken edit; the old corpus stays in use
 */
export function watchCorpus(
  dir: string,
  onChange: (corpus: Corpus) => void,
  onFaults: (faults: readonly Fault[]) => void,
  { memory, load = () => loadHere(dir, memory), version, seen }: WatchOptions = {},
): CorpusWatch {
  let isClosed = false;
  let inUse = version;
  let debounce: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  const reload = async (): Promise<void> => {
    const result = await load();
    // Another callback may close the watch while files are read.
    if (isClosed) return;
    if (!result.ok) {
      // The next good state is news even when it equals the one in use: the fault is over.
      inUse = undefined;
      onFaults(result.faults);
    } else if (result.corpus.version !== inUse) {
      inUse = result.corpus.version;
      onChange(result.corpus);
    }
  };
  const schedule = (): void => {
    clearTimeout(debounce);
    if (isClosed) return;
    debounce = setTimeout(() => {
      running = running.then(reload).catch((error: unknown) => {
        onFaults([{ file: ".", line: 1, column: 1, message: `cannot be read: ${String(error)}` }]);
      });
    }, DEBOUNCE_MS);
  };

  const watchers: FSWatcher[] = [];
  for (const folder of DATA_FOLDERS) {
    try {
      const watcher = watch(path.join(dir, folder), { recursive: true }, schedule);
      // Watching may stop working (limits, network drives); comparing times goes on.
      watcher.on("error", () => {
        watcher.close();
      });
      watchers.push(watcher);
    } catch {
      // Not on this file system: comparing times finds the change.
    }
  }

  // What the first loading saw, so that an edit between it and now is not missed.
  let last = seen ?? (memory === undefined ? undefined : fingerprintOf(memory.files.values()));
  let poll: NodeJS.Timeout | undefined;
  const compare = async (): Promise<void> => {
    const now = await readFingerprint(dir);
    if (isClosed) return;
    if (last !== undefined && last !== now) schedule();
    last = now;
    poll = setTimeout(() => void compare(), POLL_MS);
    poll.unref();
  };
  const comparing = compare();

  return {
    close: async () => {
      isClosed = true;
      clearTimeout(debounce);
      clearTimeout(poll);
      for (const watcher of watchers) watcher.close();
      await comparing;
      await running;
    },
  };
}
