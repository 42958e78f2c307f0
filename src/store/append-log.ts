import { open, type FileHandle } from "node:fs/promises";
import { FILE_MODE } from "./durable-file.js";

/** A file to which lines of JSON are added and from which nothing is taken. */
export interface AppendLog {
  /** Resolves when the line is on disk. Lines of one process never mix. */
  append(entry: unknown): Promise<void>;
  close(): Promise<void>;
}

/** An append-only log; the file is made at the first entry. Lines that come while others are written share one wait for the disk. */
export function createAppendLog(path: string): AppendLog {
  let handle: Promise<FileHandle> | null = null;
  let waiting = "";
  let tail: Promise<void> = Promise.resolve();
  /** The writing that takes all that is waiting; `null`: the next line begins one. */
  let next: Promise<void> | null = null;

  async function file(): Promise<FileHandle> {
    handle ??= open(path, "a", FILE_MODE);
    try {
      return await handle;
    } catch (fault) {
      handle = null; // tried again with the next line
      throw fault;
    }
  }

  async function flush(): Promise<void> {
    next = null;
    const text = waiting;
    waiting = "";
    const opened = await file();
    await opened.appendFile(text);
    await opened.datasync();
  }

  return {
    append(entry) {
      waiting += `${JSON.stringify(entry)}\n`;
      if (next === null) {
        next = tail.then(flush);
        // A failed line does not keep the next one from being tried; the callers hear of it.
        tail = next.catch(() => undefined);
      }
      return next;
    },
    async close() {
      await tail;
      await (await handle)?.close();
      handle = null;
    },
  };
}
