import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { trainEngine, type EngineModels } from "../assistant/engine.js";
import type { EngineData } from "../assistant/engine-data.js";
import { digest } from "../shared/digest.js";

/** Where a build leaves what it made of the data: beside the built program. */
export const BUILT_DIR = fileURLToPath(new URL("../../dist", import.meta.url));
/** The data as the build checked it. */
export const BUILT_DATA = join(BUILT_DIR, "corpus.json");
const MODELS_FILE = join(BUILT_DIR, "models.json");
/** The digest of the code that read the sentences of those classifiers. */
const TRAINED_BY_FILE = join(BUILT_DIR, "models-trained-by.txt");
/** The rooms whose code reads a sentence or learns from it: another reading gives other features to the same data. */
const READING_ROOMS = ["nlu", "text", "shared"].map((room) =>
  fileURLToPath(new URL(`../${room}`, import.meta.url)),
);

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

/** Changes with every file of the code that reads sentences, so that a build does not keep what other code learnt. */
async function digestOfReading(): Promise<string> {
  const texts: string[] = [];
  for (const room of READING_ROOMS) {
    for (const name of (await readdir(room, { recursive: true })).toSorted())
      if (/\.[jt]s$/.test(name)) texts.push(name, await readFile(join(room, name), "utf8"));
  }
  return digest(JSON.stringify(texts));
}

/** Whether the classifiers that the build left were learnt by the code that stands there now. */
export async function isTrainedByThisCode(): Promise<boolean> {
  const trainedBy = await readFile(TRAINED_BY_FILE, "utf8").catch(() => "");
  return trainedBy === (await digestOfReading());
}

/** Trains the classifiers that do not fit and leaves them for the next start; their size in bytes. */
export async function writeModels(data: EngineData): Promise<number> {
  const before = (await isTrainedByThisCode()) ? await readModels() : null;
  const text = JSON.stringify(trainEngine(data, before));
  await writeFile(MODELS_FILE, text);
  await writeFile(TRAINED_BY_FILE, await digestOfReading());
  return Buffer.byteLength(text);
}
