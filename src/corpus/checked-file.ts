import { randomUUID } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { versionOf } from "./assemble.js";
import { fingerprintOf, readCorpusFiles, readFingerprint } from "./files.js";
import type { CorpusFile } from "./files.js";
import type { CorpusData } from "./types.js";

/** Data that was checked, and the state of the files that it was read from. */
export interface CheckedData {
  readonly data: CorpusData;
  /** As `readFingerprint` gives it. */
  readonly fingerprint: string;
}

/**
 * Data that the same program checked before, so that a start need not parse and check it again. `null` when there is
 * none, when the files of the folder hold something else by now, or when the file is damaged.
 *
 * Times and sizes are compared first; where they differ (a copy, a fresh checkout), all bytes are.
 *
 * @param file written by {@link writeChecked}, by a program with the same checks
 */
export async function readChecked(file: string, dir: string): Promise<CheckedData | null> {
  let kept: CheckedData;
  try {
    const [head = "", body = ""] = (await readFile(file, "utf8")).split("\n\n", 2);
    // Written by writeChecked, below; JSON that was cut off does not parse.
    kept = { fingerprint: head, data: JSON.parse(body) as CorpusData };
  } catch {
    return null;
  }
  if ((await readFingerprint(dir)) === kept.fingerprint) return kept;
  const { files, faults } = await readCorpusFiles(dir);
  if (faults.length > 0 || versionOf(files) !== kept.data.version) return null;
  return { data: kept.data, fingerprint: fingerprintOf(files) };
}

/** Keeps data without a fault for {@link readChecked}; written aside and renamed. */
export async function writeChecked(
  file: string,
  data: CorpusData,
  files: Iterable<CorpusFile>,
): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  await writeFile(aside, `${fingerprintOf(files)}\n\n${JSON.stringify(data)}`);
  await rename(aside, file);
}
