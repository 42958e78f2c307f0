import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { mkdir, readdir, rename, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { asidePath, removeAsides } from "./aside.js";
import { FILE_MODE, readSmallFile, removeDurably } from "./durable-file.js";

/** One small JSON file for each key, named by a hash of it. */
export interface RecordFolder {
  /** `null` when there is none; a file that holds no record is set aside. */
  load(key: string): Promise<unknown>;
  /** Takes the record over; it is written a moment later, or at `close`. */
  save(key: string, record: unknown): Promise<void>;
  /** Removes it at once; whether there was one. */
  remove(key: string): Promise<boolean>;
  /** Removes records not written since the instant (milliseconds); how many. */
  expire(before: number): Promise<number>;
  /** Writes what is not yet written. */
  close(): Promise<void>;
}

export interface RecordFolderOptions {
  /** Told that a record could not be written; it is tried again with the next change. */
  readonly onFault?: (fault: unknown) => void;
  /** Told the path under which a file was set aside that held no record. */
  readonly onDamaged?: (path: string) => void;
}

const FOLDER_MODE = 0o700;
/** Changes of one record within this time are written once; milliseconds. */
const WRITE_AFTER = 250;
/** Records held in memory; those not written yet always are. */
const HELD = 500;

/** Neither emptied nor replaced, which waits for other writers of the file system's journal: the first line counts. */
const WRITE_OVER = constants.O_WRONLY | constants.O_CREAT;

interface Held {
  record: unknown;
  timer: NodeJS.Timeout | null;
}

/** What was written last; behind it may stand what a killed process left of a longer one. */
function firstLine(content: Buffer): string {
  const end = content.indexOf("\n");
  return content.toString("utf8", 0, end < 0 ? content.length : end);
}

/** The record of a file; `null` when it holds none: every record says something. */
function recordIn(content: Buffer): object | null {
  try {
    const record: unknown = JSON.parse(firstLine(content));
    const isRecord = typeof record === "object" && record !== null && !Array.isArray(record);
    return isRecord && Object.keys(record).length > 0 ? record : null;
  } catch {
    return null;
  }
}

/**
 * Records of small worth (buttons, a language). A file is written over in one go, which a killed process has done or
 * not; a moment after the change and not forced to the disk, so that a turn does not pay
 * for it. A killed process loses the changes of that moment, a power cut perhaps a few seconds of them.
 */
export function openChatRecords(folder: string, options: RecordFolderOptions = {}): RecordFolder {
  const shards = new Set<string>();
  const held = new Map<string, Held>();
  const writing = new Map<string, Promise<void>>();

  async function fileOf(key: string): Promise<string> {
    const hash = createHash("sha256").update(key).digest("hex");
    const shard = join(folder, hash.slice(0, 2));
    if (!shards.has(shard)) {
      await mkdir(shard, { recursive: true, mode: FOLDER_MODE });
      shards.add(shard);
    }
    return join(shard, `${hash.slice(2)}.json`);
  }

  async function write(key: string, record: unknown): Promise<void> {
    const file = openSync(await fileOf(key), WRITE_OVER, FILE_MODE);
    try {
      const { size } = fstatSync(file);
      const written = writeSync(file, `${JSON.stringify(record)}\n`, 0);
      if (size > written) ftruncateSync(file, written); // nothing of an older, longer record stays
    } finally {
      closeSync(file);
    }
  }

  /** Writes after what is being written of the same key, so that the newest one stays. */
  function flush(key: string): Promise<void> {
    const entry = held.get(key);
    if (entry === undefined || entry.timer === null) {
      return writing.get(key) ?? Promise.resolve();
    }
    clearTimeout(entry.timer);
    entry.timer = null;
    const mine = (writing.get(key) ?? Promise.resolve())
      .then(() => write(key, entry.record))
      .catch((fault: unknown) => options.onFault?.(fault))
      .finally(() => {
        if (writing.get(key) === mine) writing.delete(key);
      });
    writing.set(key, mine);
    return mine;
  }

  /** Lets go of the records that were not used for the longest time. */
  function trim(): void {
    for (const [key, { timer }] of held) {
      if (held.size <= HELD) return;
      if (timer === null) held.delete(key);
    }
  }

  function hold(key: string, entry: Held): void {
    held.delete(key);
    held.set(key, entry);
    trim();
  }

  return {
    async load(key) {
      const entry = held.get(key);
      if (entry !== undefined) return entry.record;
      try {
        await writing.get(key);
        const path = await fileOf(key);
        const content = readSmallFile(path);
        if (content === null) return null;
        const record = recordIn(content);
        if (record === null) {
          const aside = asidePath(path);
          await rename(path, aside);
          options.onDamaged?.(aside);
          return null;
        }
        hold(key, { record, timer: null });
        return record;
      } catch (fault) {
        options.onFault?.(fault);
        return null; // as good as none
      }
    },
    save(key, record) {
      const timer =
        held.get(key)?.timer ??
        setTimeout(() => {
          void flush(key);
        }, WRITE_AFTER);
      hold(key, { record, timer });
      return Promise.resolve();
    },
    async remove(key) {
      const entry = held.get(key);
      if (entry !== undefined) clearTimeout(entry.timer ?? undefined);
      held.delete(key);
      await writing.get(key);
      const path = await fileOf(key);
      await removeAsides(path);
      return (await removeDurably(path)) || entry !== undefined;
    },
    async expire(before) {
      let count = 0;
      for (const shard of await readdir(folder).catch(() => [])) {
        for (const name of await readdir(join(folder, shard))) {
          const path = join(folder, shard, name);
          const info = await stat(path).catch(() => null);
          if (info === null || info.mtimeMs >= before) continue;
          await unlink(path).catch(() => undefined);
          count += 1;
        }
      }
      return count;
    },
    async close() {
      await Promise.all([...held.keys()].map(flush));
      await Promise.all(writing.values());
    },
  };
}
