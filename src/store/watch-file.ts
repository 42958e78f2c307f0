import { closeSync, fdatasync, mkdirSync, writeSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { StoreError } from "../shared/errors.js";
import { removeAsides } from "./aside.js";
import { syncFolder } from "./durable-file.js";
import { readLines, replaceFile, toLines } from "./line-file.js";

/** The file is written anew when older lines take so much more than what counts; bytes. */
const COMPACT_AT = 1_000_000;

/** What people asked to be told of, one small record for each chat. */
export interface WatchFile {
  /** `null` when there is none. */
  load(key: string): unknown;
  keys(): readonly string[];
  /** Resolves when the record is durable. @throws StoreError; then the old one counts */
  keep(key: string, record: object): Promise<void>;
  /** Hands the record to the system before it returns, which a killed process survives. @throws StoreError */
  note(key: string, record: object): void;
  /** Removes it; when this resolves nothing of it stands on the disk. Whether there was one. */
  remove(key: string): Promise<boolean>;
  /** The highest number handed to `see`, over restarts; 0 before the first. */
  readonly newest: number;
  /** Notes a number that only grows; a line of it is written while there is something to be watched. */
  see(id: number): void;
  close(): Promise<void>;
}

const isKey = (value: unknown): value is string => typeof value === "string";
const sync = promisify(fdatasync);

const failed = (cause: unknown): StoreError =>
  new StoreError("store-write", "what is to be watched could not be kept", { cause });

/** Stands in the place of a key before the highest number seen: no key is empty. */
const NEWEST = "";

/**
 * One file of lines, `watches.jsonl`: the last line of a key counts (`[key, record]`). All of it is held in memory: a thousand
 * chats take about one megabyte.
 *
 * @throws StoreError `store-write` when the folder cannot be used
 */
export function openWatchFile(
  folder: string,
  { onDamaged = () => undefined }: { readonly onDamaged?: (path: string) => void } = {},
): WatchFile {
  const path = join(folder, "watches.jsonl");
  const records = new Map<string, unknown>();
  let file: number;
  let bytes = 0;
  let newest = 0;
  /** All waits for the disk, one behind the other, so that no file is closed under one. */
  let tail: Promise<void> = Promise.resolve();

  function replace(): void {
    file = replaceFile(path, toLines([[NEWEST, newest], ...records]));
    bytes = 0;
  }

  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const [key, record] of readLines(path, isKey, onDamaged)) {
      if (key !== NEWEST) records.set(key, record);
      else if (typeof record === "number") newest = Math.max(newest, record);
    }
    file = replaceFile(path, toLines([[NEWEST, newest], ...records]));
  } catch (fault) {
    throw failed(fault);
  }

  /** Does something with the file when no wait for the disk is under way. */
  function behind(work: () => Promise<void> | void): Promise<void> {
    const done = tail.then(work);
    tail = done.catch(() => undefined);
    return done;
  }

  function write(key: string, record: object): void {
    if (records.size === 0) writeSync(file, `${JSON.stringify([NEWEST, newest])}\n`);
    bytes += writeSync(file, `${JSON.stringify([key, record])}\n`);
    records.set(key, record);
  }

  /** Old lines go. */
  function compact(): void {
    if (bytes < COMPACT_AT) return;
    const old = file;
    replace();
    closeSync(old);
  }

  return {
    load: (key) => records.get(key) ?? null,
    keys: () => [...records.keys()],
    async keep(key, record) {
      const before = records.get(key);
      try {
        write(key, record);
        await behind(() => sync(file));
      } catch (fault) {
        if (before === undefined) records.delete(key);
        else records.set(key, before);
        throw failed(fault);
      }
      await behind(compact);
    },
    note(key, record) {
      try {
        write(key, record);
      } catch (fault) {
        throw failed(fault);
      }
    },
    async remove(key) {
      const before = records.get(key);
      if (!records.delete(key)) return false;
      await behind(async () => {
        const old = file;
        try {
          replace();
        } catch (fault) {
          records.set(key, before); // it still stands on the disk, and is removed when asked again
          throw failed(fault);
        }
        closeSync(old);
        await removeAsides(path);
        await syncFolder(folder);
      });
      return true;
    },
    get newest() {
      return newest;
    },
    see(id) {
      if (id <= newest) return;
      newest = id;
      if (records.size > 0) bytes += writeSync(file, `${JSON.stringify([NEWEST, id])}\n`);
    },
    async close() {
      await behind(() => {
        closeSync(file);
      });
    },
  };
}
