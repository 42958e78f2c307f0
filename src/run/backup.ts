import { createReadStream, createWriteStream, type Dirent } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { extract, pack, type Pack } from "tar-stream";
import { StoreError } from "../shared/errors.js";
import { lockFolder } from "../store/folder-lock.js";

/** First in every backup; a newer format is not read by an older program. */
const MANIFEST = "hangcai-backup.json";
const FORMAT = 1;

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** Made anew by every program: nothing that was said stands in them. */
const LEFT_OUT = new Set(["lock", "cache", "probe"]);
const isLeftOut = (name: string): boolean => LEFT_OUT.has(name) || /^\.|\.tmp$/u.test(name);

/** Where what is restored waits until all of it is there. */
const ASIDE = ".restoring";

/**
 * The order makes a backup of a running program consistent. What waits to be answered is read before what was answered, and
 * both before the talks: an update that was answered meanwhile stands in its talk and is known again by its id, and one that
 * counts as answered has its turn in the talk.
 */
const FIRST = ["telegram/inbox.jsonl", "telegram/claims.jsonl", "telegram"];

export interface BackupReport {
  readonly files: number;
  /** Of their contents, before they are packed. */
  readonly bytes: number;
}

const isMissing = (fault: unknown): boolean =>
  fault instanceof Error && "code" in fault && fault.code === "ENOENT";

async function* filesUnder(folder: string, path: string): AsyncGenerator<string> {
  let entries: readonly Dirent[];
  try {
    entries = await readdir(join(folder, path), { withFileTypes: true });
  } catch (fault) {
    if (isMissing(fault)) return;
    throw fault;
  }
  for (const entry of entries) {
    const inner = posix.join(path, entry.name);
    if (isLeftOut(entry.name)) continue;
    if (entry.isDirectory()) yield* filesUnder(folder, inner);
    else if (entry.isFile()) yield inner;
  }
}

async function* inOrder(folder: string): AsyncGenerator<string> {
  const told = new Set<string>();
  for (const first of FIRST) {
    const isFile = await stat(join(folder, first)).then(
      (info) => info.isFile(),
      () => false,
    );
    if (isFile) {
      told.add(first);
      yield first;
    } else {
      for await (const path of filesUnder(folder, first)) {
        if (told.has(path)) continue;
        told.add(path);
        yield path;
      }
    }
  }
  for await (const path of filesUnder(folder, "")) if (!told.has(path)) yield path;
}

interface Snapshot {
  readonly content: Buffer;
  readonly mtime: Date;
}

/**
 * A file as it is at one moment: files are replaced by renaming or grow by whole lines, so what was opened stays whole. A
 * line that is being written is cut off, because nobody was told that it is kept. `null`: it was removed meanwhile.
 */
async function read(path: string): Promise<Snapshot | null> {
  let file;
  try {
    file = await open(path, "r");
  } catch (fault) {
    if (isMissing(fault)) return null;
    throw fault;
  }
  try {
    const { mtime } = await file.stat();
    const content = await file.readFile();
    const isLog = path.endsWith(".jsonl");
    return { content: isLog ? content.subarray(0, content.lastIndexOf("\n") + 1) : content, mtime };
  } finally {
    await file.close();
  }
}

function add(archive: Pack, name: string, { content, mtime }: Snapshot): Promise<void> {
  return new Promise((resolve, reject) => {
    archive.entry({ name, mtime, size: content.length, mode: FILE_MODE }, content, (fault) => {
      if (fault) reject(fault);
      else resolve();
    });
  });
}

/** Waits until a file is on the disk. */
async function syncFile(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Packs all that the embedded store keeps into one file (tar, gzip), also while a program runs with it. The file appears
 * under its name when it is whole and on the disk.
 *
 * @throws StoreError when there is nothing at the folder
 */
export async function backUp(dataDir: string, file: string, now: Date): Promise<BackupReport> {
  const isThere = await stat(dataDir).then(
    (info) => info.isDirectory(),
    () => false,
  );
  if (!isThere) throw new StoreError("store-read", "DATA_DIR: there is no such folder");
  const aside = `${file}.part`;
  const archive = pack();
  const written = pipeline(
    archive,
    createGzip(),
    createWriteStream(aside, { flags: "w", mode: FILE_MODE }),
  );
  let files = 0;
  let bytes = 0;
  const fill = async (): Promise<void> => {
    const manifest = { format: FORMAT, at: now.toISOString(), store: "embedded" };
    await add(archive, MANIFEST, { content: Buffer.from(JSON.stringify(manifest)), mtime: now });
    for await (const path of inOrder(dataDir)) {
      const snapshot = await read(join(dataDir, path));
      if (snapshot === null) continue;
      await add(archive, path, snapshot);
      files += 1;
      bytes += snapshot.content.length;
    }
    archive.finalize();
  };
  try {
    await Promise.all([written, fill()]);
    await syncFile(aside);
    await rename(aside, file);
    await syncFile(dirname(file));
  } catch (fault) {
    archive.destroy();
    await rm(aside, { force: true });
    throw fault;
  }
  return { files, bytes };
}

/** A path that stays in the folder, and is one that a backup holds. */
const isInside = (name: string): boolean =>
  name !== "" &&
  !name.includes("\\") &&
  !name.includes("\0") &&
  !posix.isAbsolute(name) &&
  name.split("/").every((part) => part !== "" && part !== "." && part !== ".." && !isLeftOut(part));

const damaged = (why: string, cause?: unknown): StoreError =>
  new StoreError("store-damaged", `the backup cannot be used: ${why}; nothing was changed`, {
    cause,
  });

function checkManifest(content: Buffer): void {
  let manifest: unknown;
  try {
    manifest = JSON.parse(content.toString());
  } catch (fault) {
    throw damaged("it does not begin as one", fault);
  }
  if (typeof manifest !== "object" || manifest === null || !("format" in manifest)) {
    throw damaged("it does not begin as one");
  }
  if (manifest.format !== FORMAT) throw damaged("it was made by a newer program");
}

/** Unpacks into a folder that nobody reads yet. */
async function unpack(file: string, folder: string): Promise<BackupReport> {
  const entries = extract();
  const unpacked = pipeline(createReadStream(file), createGunzip(), entries);
  let isFirst = true;
  let files = 0;
  let bytes = 0;
  const fill = async (): Promise<void> => {
    for await (const entry of entries) {
      const { name, type, mtime } = entry.header;
      const chunks: Buffer[] = [];
      for await (const chunk of entry) chunks.push(chunk);
      const content = Buffer.concat(chunks);
      if (isFirst) {
        if (name !== MANIFEST) throw damaged("it does not begin as one");
        checkManifest(content);
        isFirst = false;
        continue;
      }
      if (type !== "file" || !isInside(name)) throw damaged("it holds what no backup holds");
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE });
      const target = await open(path, "wx", FILE_MODE);
      try {
        await target.writeFile(content);
        await target.sync();
      } finally {
        await target.close();
      }
      // Talks expire by the time of their file.
      if (mtime !== undefined) await utimes(path, mtime, mtime);
      files += 1;
      bytes += content.length;
    }
    if (isFirst) throw damaged("it is empty");
  };
  try {
    await Promise.all([unpacked, fill()]);
  } catch (fault) {
    if (fault instanceof StoreError) throw fault;
    if (isMissing(fault)) throw damaged("there is no such file", fault);
    throw damaged("it is cut off or damaged", fault);
  }
  return { files, bytes };
}

/**
 * Puts a backup into a data folder that holds nothing yet. All of it is unpacked and checked before anything stands where
 * a program would read it.
 *
 * @throws StoreError when the folder is in use or holds something, or the backup is damaged; then nothing was changed
 */
export async function restore(file: string, dataDir: string): Promise<BackupReport> {
  await mkdir(dataDir, { recursive: true, mode: FOLDER_MODE });
  const unlock = lockFolder(dataDir);
  const aside = join(dataDir, ASIDE);
  try {
    const there = (await readdir(dataDir)).filter((name) => !isLeftOut(name));
    if (there.length > 0) {
      throw new StoreError(
        "store-write",
        "DATA_DIR: holds data already; move that folder away, or name an empty one",
      );
    }
    await rm(aside, { recursive: true, force: true });
    await mkdir(aside, { mode: FOLDER_MODE });
    const report = await unpack(file, aside);
    for (const name of await readdir(aside)) await rename(join(aside, name), join(dataDir, name));
    await syncFile(dataDir);
    return report;
  } finally {
    await rm(aside, { recursive: true, force: true });
    unlock();
  }
}
