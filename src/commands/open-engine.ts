import { fileURLToPath } from "node:url";
import { createEngine, type Engine } from "../assistant/engine.js";
import { loadCorpus } from "../corpus/load.js";
import { formatFault } from "../corpus/types.js";
import { DataError } from "../shared/errors.js";
import { readModels } from "./models.js";

/** The program's own data, whether it runs from src/ or from dist/. */
export const OWN_CORPUS_DIR = fileURLToPath(new URL("../..", import.meta.url));

/**
 * The engine over a corpus folder.
 * @throws DataError with every fault, each as `file:line:column: what, and how to mend it`
 */
export async function openEngine(corpusDir: string): Promise<Engine> {
  const loaded = await loadCorpus(corpusDir);
  if (!loaded.ok) throw new DataError(loaded.faults.map(formatFault));
  return createEngine(loaded.corpus.data, (await readModels()) ?? undefined);
}
