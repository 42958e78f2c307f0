import {
  closeSync,
  constants,
  fstatSync,
  fdatasync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { FILE_MODE, isMissing, syncFile, syncFolder } from "./durable-file.js";

const syncData = promisify(fdatasync);

/** Files that were added to are brought to the disk themselves after so long; milliseconds. */
const SETTLE_AFTER = 2000;
/** Or when the journal has grown to this; bytes. */
const SETTLE_AT = 8_000_000;
/** It grows to no more than this; bytes. */
const MOST = 64_000_000;

const NAMES = ["journal-a.jsonl", "journal-b.jsonl"] as const;

/** `[number of the line, file, place, text]`; a place of -1: what stands before it says nothing of the file any more. */
type Line = readonly [no: number, file: string, at: number, text: string];

/**
 * Brings what is added to many files to the disk with one wait for all that comes together. A text goes into its file at
 * once, which a killed process survives, and into the journal, which is what is waited for and what a power cut leaves; a
 * moment later the files themselves are brought to the disk and the journal is emptied.
 */
export interface TurnJournal {
  /**
   * Adds to a file, which must be so long; one of length 0 is made. Resolves when it is durable.
   * @throws Error what the system says; then the file is as it was
   */
  append(path: string, text: string, at: number): Promise<void>;
  /** To be awaited before a file is replaced or removed: what the journal holds of it counts no more. */
  leave(path: string): Promise<void>;
  /** Resolves when nothing of what was added before stands in the journal. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

const isLine = (value: unknown): value is Line =>
  Array.isArray(value) && value.length === 4 && typeof value[1] === "string";

function readLines(path: string): readonly Line[] {
  let content: string;
  try {
    content = readFileSync(path, "utf8");
  } catch {
    return []; // none yet
  }
  return content.split("\n").flatMap((text): readonly Line[] => {
    try {
      const value: unknown = JSON.parse(text);
      return isLine(value) ? [value] : [];
    } catch {
      return []; // cut off by a crash, and so not acknowledged
    }
  });
}

/**
 * Whether a file lacks a text that was to stand at a place of it: it is shorter, or there are zeros, as a power cut leaves
 * them. Otherwise what stands there counts.
 */
function lacks(file: number, at: number, text: Buffer): boolean {
  const there = Buffer.alloc(text.length);
  const read = readSync(file, there, 0, text.length, at);
  return read < text.length || there.includes(0);
}

/** Puts into a file what a power cut took out of it. */
function recoverFile(path: string, lines: readonly Line[]): void {
  const isMade = lines[0]?.[2] === 0;
  const file = openSync(
    path,
    isMade ? constants.O_RDWR | constants.O_CREAT : constants.O_RDWR,
    FILE_MODE,
  );
  try {
    for (const [, , at, text] of lines) {
      const bytes = Buffer.from(text);
      if (fstatSync(file).size >= at && lacks(file, at, bytes)) {
        writeSync(file, bytes, 0, bytes.length, at);
      }
    }
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
}

function recover(folder: string): void {
  const lines = NAMES.flatMap((name) => readLines(join(folder, name))).sort((a, b) => a[0] - b[0]);
  const byFile = new Map<string, readonly Line[]>();
  for (const line of lines) {
    const [, name, at] = line;
    byFile.set(name, at < 0 ? [] : [...(byFile.get(name) ?? []), line]);
  }
  for (const [name, texts] of byFile) {
    if (texts.length === 0) continue;
    try {
      recoverFile(join(folder, name), texts);
    } catch (fault) {
      if (!isMissing(fault)) throw fault; // removed since, which is what was wanted
    }
  }
}

/** The system writes behind what is there: emptying a journal leaves no gap. */
const JOURNAL_FLAGS =
  constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_APPEND;

/** One of the two files, and what it speaks of. */
interface Half {
  readonly file: number;
  size: number;
  /** Files added to; whether each was made then. */
  readonly touched: Map<string, boolean>;
}

/** Files brought to the disk at the same time; more would hold up the program's other work with files. */
const AT_ONCE = 3;

async function syncAll(paths: Iterable<string>, sync: (path: string) => Promise<void>) {
  const left = [...paths];
  const work = async (): Promise<void> => {
    for (let path = left.pop(); path !== undefined; path = left.pop()) await sync(path);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** The journal of a folder, after what an earlier one left was put where it belongs. */
export function openTurnJournal(folder: string): TurnJournal {
  recover(folder);
  const [first, second] = NAMES.map((name): Half => ({
    file: openSync(join(folder, name), JOURNAL_FLAGS, FILE_MODE),
    size: 0,
    touched: new Map(),
  })) as [Half, Half];
  let current = first;
  let other = second;
  let no = 0;
  let waiting: string[] = [];
  let tail: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  let settling: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;
  /** It has grown, and the settling that this began has not yet begun itself. */
  let isLarge = false;

  async function flush(): Promise<void> {
    next = null;
    const text = waiting.join("");
    waiting = [];
    const half = current;
    try {
      writeFileSync(half.file, text);
      await syncData(half.file);
      half.size += Buffer.byteLength(text);
    } catch (fault) {
      // What is not acknowledged must not be put into a file after a crash.
      ftruncateSync(half.file, half.size);
      throw fault;
    }
  }

  function add(path: string, at: number, text: string): Promise<void> {
    no += 1;
    waiting.push(`${JSON.stringify([no, relative(folder, path), at, text] satisfies Line)}\n`);
    if (next === null) {
      next = tail.then(flush);
      // What fails does not keep the next from being tried; the callers hear of it.
      tail = next.catch(() => undefined);
    }
    return next;
  }

  /** Empties the journal that is not in use, when all files that it speaks of are on the disk. */
  async function emptyOther(): Promise<void> {
    const { file, touched } = other;
    await syncAll(touched.keys(), syncFile);
    const made = [...touched].flatMap(([path, isMade]) => (isMade ? [dirname(path)] : []));
    await syncAll(new Set(made), syncFolder);
    if (other.size > 0) {
      ftruncateSync(file, 0);
      await syncData(file);
    }
    other.size = 0;
    touched.clear();
  }

  async function settleNow(): Promise<void> {
    await emptyOther(); // nothing to do, unless it failed the last time
    await (tail = tail.then(() => {
      [current, other] = [other, current];
      isLarge = false;
    }));
    await emptyOther();
  }

  function settle(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    settling = settling.catch(() => undefined).then(settleNow);
    return settling;
  }

  function settleLater(): void {
    timer ??= setTimeout(() => {
      settle().catch(settleLater);
    }, SETTLE_AFTER).unref();
    if (current.size < SETTLE_AT || isLarge) return;
    settle().catch(settleLater);
    isLarge = true;
  }

  return {
    async append(path, text, at) {
      const flags = constants.O_WRONLY | constants.O_APPEND | (at === 0 ? constants.O_CREAT : 0);
      const file = openSync(path, flags, FILE_MODE);
      try {
        if (fstatSync(file).size !== at) throw new Error("the file was changed by another program");
        try {
          writeFileSync(file, text);
          current.touched.set(path, at === 0 || current.touched.get(path) === true);
          await add(path, at, text);
        } catch (fault) {
          ftruncateSync(file, at);
          throw fault;
        }
      } finally {
        closeSync(file);
      }
      settleLater();
      // More comes than the disk takes: who adds waits for it.
      if (current.size > MOST) await settling.catch(() => undefined);
    },
    async leave(path) {
      if (current.touched.has(path) || other.touched.has(path)) await syncFile(path);
      await add(path, -1, "");
    },
    settle,
    async close() {
      await settle().catch(() => undefined);
      for (const { file } of [first, second]) closeSync(file);
    },
  };
}
