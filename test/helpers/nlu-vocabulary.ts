import { buildVocabulary, type Vocabulary } from "../../src/nlu/vocabulary.js";
import { readNluCorpus } from "./nlu-corpus.js";

let vocabulary: Vocabulary | undefined;

/** The word groups of `intents/synonyms.yaml`, built once for all tests of a worker. */
export function repositoryVocabulary(): Vocabulary {
  vocabulary ??= buildVocabulary(readNluCorpus().synonyms, ["district", "place", "elsewhere"]);
  return vocabulary;
}
