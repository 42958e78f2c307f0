import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { trainEngine, type EngineModels } from "../assistant/engine.js";
import type { EngineData } from "../assistant/engine-data.js";

/** Where a build leaves what it made of the data: beside the built program. */
export const BUILT_DIR = fileURLToPath(new URL("../../dist", import.meta.url));
/** The data as the build checked it. */
export const BUILT_DATA = join(BUILT_DIR, "corpus.json");
const MODELS_FILE = join(BUILT_DIR, "models.json");

/**
 * The classifiers that the build left, or `null` when there are none. Whether they fit the data is checked by the
 * engine, by their key; a damaged file counts as none.
 */
export async function readModels(): Promise<EngineModels | null> {
  try {
    const models: unknown = JSON.parse(await readFile(MODELS_FILE, "utf8"));
    const isOurs = typeof models === "object" && models !== null && "key" in models;
    // Written by writeModels below; the key tells whether it was by this program for this data.
    return isOurs ? (models as EngineModels) : null;
  } catch {
    return null;
  }
}

/** Trains the classifiers and leaves them for the next start; their size in bytes. */
export async function writeModels(data: EngineData): Promise<number> {
  const text = JSON.stringify(trainEngine(data, await readModels()));
  await writeFile(MODELS_FILE, text);
  return Buffer.byteLength(text);
}
