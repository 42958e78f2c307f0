// A step of the build: checks the data and trains the classifiers once, so that the program starts without either.
import { faqKey, modelsKey } from "../assistant/models-key.js";
import { writeChecked } from "../corpus/checked-file.js";
import { loadCorpus, newMemory } from "../corpus/load.js";
import {
  BUILT_DATA,
  BUILT_DIR,
  isTrainedByThisCode,
  readModels,
  writeModels,
} from "../run/models.js";
import { OWN_CORPUS_DIR } from "../run/open-engine.js";

const memory = newMemory();
const loaded = await loadCorpus(OWN_CORPUS_DIR, { memory, cacheDir: BUILT_DIR });
if (loaded.ok) {
  const { data } = loaded.corpus;
  await writeChecked(BUILT_DATA, data, memory.files.values());
  const before = await readModels();
  const isOfThisData = before?.key === modelsKey(data) && before.faqKey === faqKey(data);
  const isTrained = isOfThisData && (await isTrainedByThisCode());
  const bytes = isTrained ? null : await writeModels(data);
  process.stdout.write(
    bytes === null
      ? "the data is checked; the classifiers are trained already\n"
      : `the data is checked; trained the classifiers: ${Math.round(bytes / 1024)} kB\n`,
  );
} else {
  // The start will name every fault; a build of the code does not fail for them.
  process.stdout.write(
    "the data has faults (npm run validate); the classifiers are trained later\n",
  );
}
