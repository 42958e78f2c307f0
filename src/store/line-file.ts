import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { copyAside } from "./aside.js";
import { FILE_MODE, isMissing } from "./durable-file.js";

/** What a line holds: what it is about, and what is said of it. */
export type Line<K> = readonly [K, ...unknown[]];

/** The value of a line; `null` when it is none. */
function lineOf<K>(text: string, isKey: (value: unknown) => value is K): Line<K> | null {
  const isLine = (value: unknown): value is Line<K> => Array.isArray(value) && isKey(value[0]);
  try {
    const value: unknown = JSON.parse(text);
    return isLine(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * The lines of a file. A last one that a crash cut off was not acknowledged; of a file that holds anything else besides, a
 * copy is kept.
 */
export function readLines<K>(
  path: string,
  isKey: (value: unknown) => value is K,
  onDamaged: (path: string) => void,
): readonly Line<K>[] {
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch (fault) {
    if (isMissing(fault)) return [];
    throw fault;
  }
  const texts = content.toString().split("\n");
  const last = texts.at(-1) ?? "";
  const isCutOff = last.startsWith("[") && lineOf(last, isKey) === null && last !== "[]";
  const whole = isCutOff ? texts.slice(0, -1) : texts;
  const found = whole.filter((text) => text !== "").map((text) => lineOf(text, isKey));
  if (found.includes(null)) onDamaged(copyAside(path, content));
  return found.filter((line) => line !== null);
}

/** Entries as lines. */
export const toLines = (entries: Iterable<unknown>): string =>
  [...entries].map((entry) => `${JSON.stringify(entry)}\n`).join("");

/** Replaces a file as a whole and opens it for appending; the old or the new content stands there at any moment. */
export function replaceFile(path: string, content: string): number {
  const aside = `${path}.tmp`;
  const file = openSync(aside, "w", FILE_MODE);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(aside, path);
  return openSync(path, "a", FILE_MODE);
}
