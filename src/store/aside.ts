import { readdir, stat } from "node:fs/promises";
import { closeSync, fsyncSync, openSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { FILE_MODE, removeDurably } from "./durable-file.js";

const MARK = ".damaged-";

let copies = 0;

/** A name beside a file for what could not be read of it; no two are the same. */
export function asidePath(path: string): string {
  copies += 1;
  return `${path}${MARK}${Date.now().toString(36)}-${process.pid.toString(36)}${String(copies)}`;
}

/** Keeps a copy of bytes that could not be read, for whoever is to look at them; its path. */
export function copyAside(path: string, content: Buffer): string {
  const aside = asidePath(path);
  const file = openSync(aside, "wx", FILE_MODE);
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return aside;
}

/** What was set aside of files of a folder, or of one of them. */
async function asidesIn(folder: string, name = ""): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((one) => one.startsWith(`${name}${name === "" ? "" : MARK}`) && one.includes(MARK))
    .map((one) => join(folder, one));
}

/** Removes what was set aside of a file: it may hold what is to be forgotten. */
export async function removeAsides(path: string): Promise<void> {
  for (const aside of await asidesIn(dirname(path), basename(path))) await removeDurably(aside);
}

/** Removes what was set aside in a folder before the instant (milliseconds). */
export async function expireAsides(folder: string, before: number): Promise<void> {
  for (const aside of await asidesIn(folder)) {
    const info = await stat(aside).catch(() => null);
    if (info !== null && info.mtimeMs < before) await removeDurably(aside);
  }
}
