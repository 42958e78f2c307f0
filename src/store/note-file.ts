import { readFileSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { copyAside } from "./aside.js";
import { FILE_MODE, isMissing, writeDurably } from "./durable-file.js";

/** A file of lines for editors, each with a mark of the talk that it belongs to, so that it can go with the talk. */
export interface NoteFile {
  /** Resolves when the line is on disk. Lines of one process never mix. */
  append(entry: object, talk: string | null): Promise<void>;
  /** Removes all lines of talks. */
  forget(talks: ReadonlySet<string>): Promise<void>;
  close(): Promise<void>;
}

export interface NoteFileOptions {
  /** Told the path under which a file was kept of which something could not be read. */
  readonly onDamaged?: (path: string) => void;
}

function readNow(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (fault) {
    if (isMissing(fault)) return null;
    throw fault;
  }
}

interface Note {
  readonly at: unknown;
  readonly talk?: unknown;
}

const isNote = (value: unknown): value is Note =>
  typeof value === "object" && value !== null && Object.hasOwn(value, "at");

/** The object of a line; `null` when it is none that was written here. */
function noteOf(line: string): Note | null {
  try {
    const value: unknown = JSON.parse(line);
    return isNote(value) ? value : null;
  } catch {
    return null;
  }
}

/** The beginning of a line whose end a crash cut off: it was not acknowledged, and nothing is lost with it. */
const isCutOff = (line: string): boolean => line.startsWith('{"at"') && noteOf(line) === null;

const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");

/**
 * Lines that come while others are written share one wait for the disk. The file is made at the first entry; lines that
 * are no notes are kept in a copy and taken out of the file when it is opened.
 */
export function openNoteFile(path: string, { onDamaged }: NoteFileOptions = {}): NoteFile {
  let handle: Promise<FileHandle> | null = null;
  let waiting = "";
  let tail: Promise<void> = Promise.resolve();
  /** The writing that takes all that is waiting; `null`: the next line begins one. */
  let next: Promise<void> | null = null;

  /** What `path` holds, with what is no note left out. */
  async function replace(wanted: (talk: unknown) => boolean): Promise<void> {
    const content = readNow(path);
    if (content === null) return;
    const lines = content
      .toString()
      .split("\n")
      .filter((line) => line !== "");
    const kept = lines.filter((line) => {
      const note = noteOf(line);
      return note !== null && wanted(note.talk);
    });
    if (kept.length === lines.length) return;
    await writeDurably(path, joined(kept));
    await (await handle)?.close();
    handle = null; // the file of this name is another one now
  }

  /** Runs behind what is being written. */
  function behind(work: () => Promise<void>): Promise<void> {
    const done = tail.then(work);
    tail = done.catch(() => undefined);
    return done;
  }

  const content = readNow(path);
  if (content !== null && content.length > 0) {
    const lines = content.toString().split("\n");
    const last = lines.pop() ?? "";
    const isWhole = lines.every((line) => line === "" || noteOf(line) !== null);
    if (!isWhole || (last !== "" && !isCutOff(last))) onDamaged?.(copyAside(path, content));
    if (!isWhole || last !== "") void behind(() => replace(() => true)).catch(() => undefined);
  }

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
    append(entry, talk) {
      waiting += `${JSON.stringify(talk === null ? entry : { ...entry, talk })}\n`;
      // A failed line does not keep the next one from being tried; the callers hear of it.
      next ??= behind(flush);
      return next;
    },
    forget: (talks) =>
      behind(() => replace((talk) => typeof talk !== "string" || !talks.has(talk))),
    async close() {
      await tail;
      await (await handle)?.close();
      handle = null;
    },
  };
}
