import type { NluCorpus } from "../../src/nlu/index.js";
import { areasOf } from "../../src/nlu/places/places.js";
import type { SlotTools } from "../../src/nlu/statements/entity-text.js";
import { slotGroups } from "../../src/nlu/statements/slot-words.js";
import { buildVocabulary, type Vocabulary } from "../../src/nlu/vocabulary.js";
import { readNluCorpus } from "./nlu-corpus.js";

let vocabulary: Vocabulary | undefined;
let corpus: NluCorpus | undefined;

const repositoryNluCorpus = (): NluCorpus => (corpus ??= readNluCorpus());

/** What statements of a person are read with. */
export function repositorySlotTools(): SlotTools {
  const { slots, districts } = repositoryNluCorpus();
  return { slots, areas: areasOf(districts) };
}

/** The word groups of `intents/synonyms.yaml`, built once for all tests of a worker. */
export function repositoryVocabulary(): Vocabulary {
  const { synonyms, slots } = repositoryNluCorpus();
  vocabulary ??= buildVocabulary(synonyms, ["district", "place", "elsewhere"], slotGroups(slots));
  return vocabulary;
}
