import { createHash } from "node:crypto";
import type { BigIntStats } from "node:fs";
import { lstat, readFile, readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { Fault } from "./types.js";

/** The three data rooms. */
export const DATA_FOLDERS = ["intents", "knowledge", "seeds"] as const;

/** Larger files are refused unread. */
const MAX_FILE_BYTES = 2_000_000;

/** Files read at the same time. */
const PARALLEL = 16;

/** One data file as it stands on disk. */
export interface CorpusFile {
  /** Relative to the corpus folder, with `/`. */
  readonly path: string;
  readonly text: string;
  /** SHA-256 of its bytes. */
  readonly digest: string;
  /** Changes when the file may have changed: times, size, inode. */
  readonly stamp: string;
}

export interface FilesRead {
  /** In order of their paths. */
  readonly files: readonly CorpusFile[];
  readonly faults: readonly Fault[];
}

const isData = (name: string): boolean => /\.ya?ml$/u.test(name) || name === "lexicon.txt";

const faultAt = (file: string, message: string, line = 1, column = 1): Fault => ({
  file,
  line,
  column,
  message,
});

/** The end of the text up to a byte, as line and column. */
function positionOf(before: string): { readonly line: number; readonly column: number } {
  const lines = before.split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

/** Reads bytes as UTF-8 without a byte order mark, or says where they are none. */
function decode(file: string, bytes: Buffer): string | Fault {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) {
    return faultAt(file, "begins with a byte order mark: save it as UTF-8 without BOM");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // The lenient reading puts U+FFFD where the first wrong byte stands.
    const lenient = bytes.toString("utf8");
    const { line, column } = positionOf(lenient.slice(0, lenient.indexOf("\ufffd")));
    return faultAt(file, "is not UTF-8 from here on: save it as UTF-8", line, column);
  }
}

/** Data files below a folder; a link to a folder is refused, so that none can be endless. */
async function listFiles(root: string, folder: string, faults: Fault[]): Promise<string[]> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith(".")) continue;
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await listFiles(root, file, faults)));
    else if (entry.isSymbolicLink() && !isData(entry.name)) {
      const target = await stat(path.join(root, file)).catch(() => null);
      if (target?.isDirectory() === true) {
        faults.push(faultAt(file, "is a link to a folder: put the folder itself here"));
      }
    } else if (isData(entry.name)) found.push(file);
  }
  return found;
}

/** Changes whenever a file may have changed. */
async function stampOf(
  full: string,
): Promise<{ readonly stamp: string; readonly info: BigIntStats }> {
  const info = await stat(full, { bigint: true });
  return { stamp: [info.mtimeNs, info.ctimeNs, info.size, info.ino].join("-"), info };
}

type ReadResult = CorpusFile | Fault;

async function readOne(
  root: string,
  file: string,
  known: ReadonlyMap<string, CorpusFile>,
): Promise<ReadResult> {
  if (file.endsWith(".yml")) {
    return faultAt(file, `ends in .yml: rename it to ${path.posix.basename(file, ".yml")}.yaml`);
  }
  const full = path.join(root, file);
  const isLink = (await lstat(full)).isSymbolicLink();
  const real = isLink ? await realpath(full) : full;
  if (isLink && !real.startsWith(root + path.sep)) {
    return faultAt(file, "is a link to a file outside of the corpus folder: copy the file here");
  }
  const { stamp, info } = await stampOf(real);
  const before = known.get(file);
  if (before?.stamp === stamp) return before;
  if (!info.isFile()) return faultAt(file, "is no ordinary file");
  if (info.size > MAX_FILE_BYTES) {
    return faultAt(file, `is larger than 2 MB (${String(info.size)} bytes): split it`);
  }
  const bytes = await readFile(real);
  const text = decode(file, bytes);
  if (typeof text !== "string") return text;
  return { path: file, text, stamp, digest: createHash("sha256").update(bytes).digest("hex") };
}

/**
 * Reads every data file of the three rooms. Hidden files and files that are no data (README.md, what editors
 * leave behind) are passed over.
 *
 * @param dir the folder that holds intents/, knowledge/ and seeds/
 * @param known files of an earlier reading, by path: those with the same stamp are not read again
 * @returns files that could be read, and a fault for each that could not; never rejects for what a folder holds
 */
export async function readCorpusFiles(
  dir: string,
  known: ReadonlyMap<string, CorpusFile> = new Map(),
): Promise<FilesRead> {
  const faults: Fault[] = [];
  const root = await realpath(dir).catch(() => null);
  const names: string[] = [];
  for (const folder of DATA_FOLDERS) {
    try {
      names.push(...(root === null ? [] : await listFiles(root, folder, faults)));
      if (root === null) throw new Error("no such folder");
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      faults.push(faultAt(folder, `cannot be read (${reason}): CORPUS_DIR must hold this folder`));
    }
  }
  names.sort();
  const results: ReadResult[] = [];
  for (let start = 0; start < names.length && root !== null; start += PARALLEL) {
    const batch = names
      .slice(start, start + PARALLEL)
      .map((file) =>
        readOne(root, file, known).catch((error: unknown) =>
          faultAt(
            file,
            `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
          ),
        ),
      );
    results.push(...(await Promise.all(batch)));
  }
  const files = results.filter((result) => "text" in result);
  faults.push(...results.filter((result) => "message" in result));
  return { files, faults };
}

/** The state of files in one text: equal texts, nothing changed. */
export function fingerprintOf(files: Iterable<Pick<CorpusFile, "path" | "stamp">>): string {
  return [...files].map(({ path: file, stamp }) => `${file} ${stamp}`).join("\n");
}

/** The fingerprint of the data files on disk, without reading them; some ten milliseconds, mostly waiting. */
export async function readFingerprint(dir: string): Promise<string> {
  const lists = await Promise.all(
    DATA_FOLDERS.map((folder) => listFiles(dir, folder, []).catch(() => [])),
  );
  const names = lists.flat().sort();
  const files = await Promise.all(
    names.map(async (file) => {
      const found = await stampOf(path.join(dir, file)).catch(() => null);
      return { path: file, stamp: found?.stamp ?? "" };
    }),
  );
  return fingerprintOf(files);
}
