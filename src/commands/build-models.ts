// A step of the build: trains the classifiers once, so that the program starts without training.
import { loadCorpus } from "../corpus/load.js";
import { modelsKey } from "../assistant/engine.js";
import { readModels, writeModels } from "./models.js";
import { OWN_CORPUS_DIR } from "./open-engine.js";

const loaded = await loadCorpus(OWN_CORPUS_DIR);
const before = await readModels();
if (loaded.ok && before?.key === modelsKey(loaded.corpus.data)) {
  process.stdout.write("the classifiers are trained already\n");
} else if (loaded.ok) {
  const bytes = await writeModels(loaded.corpus.data);
  process.stdout.write(`trained the classifiers: ${String(Math.round(bytes / 1024))} kB\n`);
} else {
  // The start will name every fault; a build of the code does not fail for them.
  process.stdout.write(
    "the data has faults (npm run validate); the classifiers are trained later\n",
  );
}
