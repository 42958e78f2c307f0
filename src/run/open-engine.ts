import { fileURLToPath } from "node:url";
import { createEngine, loadTraditional, type Engine } from "../assistant/engine.js";
import { loadCorpus } from "../corpus/load.js";
import { formatFault, type CorpusData } from "../corpus/types.js";
import { DataError } from "../shared/errors.js";
import { readModels } from "./models.js";

/** The program's own data, whether it runs from src/ or from dist/. */
export const OWN_CORPUS_DIR = fileURLToPath(new URL("../..", import.meta.url));

/**
 * The engine over a corpus folder, and the data it was built from.
 * @throws DataError with every fault, each as `file:line:column: what, and how to mend it`
 */
export async function openData(
  corpusDir: string,
): Promise<{ readonly engine: Engine; readonly data: CorpusData }> {
  const loaded = await loadCorpus(corpusDir);
  await loadTraditional();
  if (!loaded.ok) throw new DataError(loaded.faults.map(formatFault));
  const { data } = loaded.corpus;
  return { engine: createEngine(data, (await readModels()) ?? undefined), data };
}

/** {@link openData} without the data. */
export async function openEngine(corpusDir: string): Promise<Engine> {
  return (await openData(corpusDir)).engine;
}
