import { closeSync, fdatasync, fsync, openSync, readFileSync, writeFileSync } from "node:fs";
import { rename, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";

/** Only the owner reads what people said. */
export const FILE_MODE = 0o600;

/** Whether the system said that there is no such file. */
export const isMissing = (fault: unknown): boolean =>
  fault instanceof Error && "code" in fault && fault.code === "ENOENT";

// Opening, writing into the system's cache and closing take microseconds; handed to another thread they would take longer
// and twice the processor time. What may wait for the disk (sync, rename) is handed over.
const sync = promisify(fsync);
const syncData = promisify(fdatasync);

async function syncNow(folder: string): Promise<void> {
  const entry = openSync(folder, "r");
  try {
    await sync(entry);
  } finally {
    closeSync(entry);
  }
}

/** Of each folder: the sync under way, and the one that begins after it. */
const syncing = new Map<string, { readonly now: Promise<void>; next: Promise<void> | null }>();

/**
 * Waits until the folder's own entry list is on disk, without which a rename may be lost in a power cut. The sync begins
 * after the call; calls that come while another one is under way share the next.
 */
export function syncFolder(folder: string): Promise<void> {
  const current = syncing.get(folder);
  if (current !== undefined) {
    current.next ??= current.now.catch(() => undefined).then(() => syncFolder(folder));
    return current.next;
  }
  const now = syncNow(folder).finally(() => syncing.delete(folder));
  syncing.set(folder, { now, next: null });
  return now;
}

let writes = 0;

/**
 * Writes a file so that at any moment, and after any crash, either the old or the new content stands there
 * in full: aside, fsync, rename, fsync of the folder. Resolves only when it is durable.
 */
export async function writeDurably(path: string, content: string | Buffer): Promise<void> {
  writes += 1;
  const aside = join(dirname(path), `.${basename(path)}.${process.pid}.${writes}.tmp`);
  try {
    const file = openSync(aside, "wx", FILE_MODE);
    try {
      writeFileSync(file, content);
      await sync(file);
    } finally {
      closeSync(file);
    }
    await rename(aside, path);
  } catch (fault) {
    await unlink(aside).catch(() => undefined);
    throw fault;
  }
  await syncFolder(dirname(path));
}

/** Removes a file durably; whether it was there. */
export async function removeDurably(path: string): Promise<boolean> {
  try {
    await unlink(path);
  } catch (fault) {
    if (isMissing(fault)) return false;
    throw fault;
  }
  await syncFolder(dirname(path));
  return true;
}

/**
 * The bytes of a small file, `null` when there is none. Read at once: what was written lately lies in the system's cache,
 * where reading takes 15 µs, and by way of another thread ten times as long.
 */
export function readSmallFile(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (fault) {
    if (isMissing(fault)) return null;
    throw fault;
  }
}

/** Waits until a file's content is on disk; one that is gone needs no waiting for. */
export async function syncFile(path: string): Promise<void> {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (fault) {
    if (isMissing(fault)) return;
    throw fault;
  }
  try {
    await syncData(file);
  } finally {
    closeSync(file);
  }
}
