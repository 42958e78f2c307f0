import { open, type FileHandle } from "node:fs/promises";
import { FILE_MODE } from "./durable-file.js";

/** A file to which lines of JSON are added and from which nothing is taken. */
export interface AppendLog {
  /** Resolves when the line is on disk. Lines of one process never mix. */
  append(entry: unknown): Promise<void>;
  close(): Promise<void>;
}

/** An append-only log; the file is made at the first entry. */
export function createAppendLog(path: string): AppendLog {
  let handle: Promise<FileHandle> | null = null;
  let tail: Promise<void> = Promise.resolve();
  const file = (): Promise<FileHandle> => (handle ??= open(path, "a", FILE_MODE));
  return {
    append(entry) {
      const mine = tail.then(async () => {
        const opened = await file();
        await opened.appendFile(`${JSON.stringify(entry)}\n`);
        await opened.datasync();
      });
      // A failed line does not keep the next one from being tried; the caller hears of it.
      tail = mine.catch(() => undefined);
      return mine;
    },
    async close() {
      await tail;
      await (await handle)?.close();
      handle = null;
    },
  };
}
