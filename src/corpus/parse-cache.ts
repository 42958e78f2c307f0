import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseYaml } from "./yaml.js";
import type { YamlResult } from "./yaml.js";
import type { CorpusFile } from "./files.js";

/** Raise when what `parseYaml` gives for the same bytes changes. */
const FORMAT = 1;

const FILE_NAME = "corpus-parsed.json";

/** Yield to other work after so many milliseconds of parsing: replies must not wait for a reload. */
const SLICE_MS = 12;

const checksum = (payload: string): string => createHash("sha256").update(payload).digest("hex");

/** Parsed data by the digest of its file; only files without a problem are kept. */
export type ParsedByDigest = Map<string, unknown>;

/**
 * Parsed files of an earlier start. Empty when there is none, or when it is damaged or of another format:
 * then everything is parsed again.
 */
export async function readParseCache(folder: string): Promise<ParsedByDigest> {
  try {
    const content = await readFile(path.join(folder, FILE_NAME), "utf8");
    const [head = "", payload = ""] = content.split("\n", 2);
    if (head !== `${FORMAT} ${checksum(payload)}`) return new Map();
    const entries: unknown = JSON.parse(payload);
    return new Map(typeof entries === "object" && entries !== null ? Object.entries(entries) : []);
  } catch {
    return new Map();
  }
}

/** Keeps parsed files for the next start; written aside and renamed. A folder that cannot be written is no fault. */
export async function writeParseCache(folder: string, parsed: ParsedByDigest): Promise<void> {
  const payload = JSON.stringify(Object.fromEntries(parsed));
  const target = path.join(folder, FILE_NAME);
  const aside = `${target}.${randomUUID()}`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(aside, `${FORMAT} ${checksum(payload)}\n${payload}`, { mode: 0o600 });
    await rename(aside, target);
  } catch {
    await rm(aside, { force: true }).catch(() => undefined);
  }
}

/** Parses what is not known yet, in slices so that the event loop stays free; adds to `parsed`. */
export async function parseFiles(
  files: readonly CorpusFile[],
  parsed: ParsedByDigest,
): Promise<ReadonlyMap<string, YamlResult>> {
  const results = new Map<string, YamlResult>();
  let sliceStart = performance.now();
  for (const file of files) {
    const known = parsed.get(file.digest);
    if (known !== undefined) {
      results.set(file.path, { ok: true, data: known });
      continue;
    }
    const result = parseYaml(file.text);
    results.set(file.path, result);
    if (result.ok && result.data !== undefined) parsed.set(file.digest, result.data);
    if (performance.now() - sliceStart > SLICE_MS) {
      await new Promise((resolve) => setImmediate(resolve));
      sliceStart = performance.now();
    }
  }
  return results;
}
