import type { LabelledText } from "../../../nlu/classifier/index.js";
import { trainBayes } from "../../../nlu/classifier/bayes-vote.js";
import { bayesFeatures, type FeatureBag } from "../../../nlu/classifier/features.js";
import { foldText } from "../../../nlu/classifier/fold-text.js";
import { score, type LinearView } from "../../../nlu/classifier/linear-view.js";
import { buildVocabulary, encode } from "../../../nlu/classifier/sparse.js";
import { surfaceUnits } from "../../../nlu/classifier/units.js";

import type { Peer } from "./types.js";

/** Learns with natural's Bayes alone: arrays of characters or words and pairs of them, smoothing 0.05. */
function learn(rows: readonly LabelledText[]): (text: string) => string {
  const read = (text: string): FeatureBag => bayesFeatures(surfaceUnits(foldText(text)));
  const bags = rows.map(({ text }) => read(text));
  const vocabulary = buildVocabulary(bags);
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  const trained = trainBayes(
    bags.map((bag) => encode(bag, vocabulary)),
    Int32Array.from(rows, ({ label }) => labels.indexOf(label)),
    vocabulary.size,
    labels.length,
  );
  const view: LinearView = { ...trained, scaling: "mean" };
  return (text) => {
    const scores = score(view, encode(read(text), vocabulary));
    return labels[scores.indexOf(Math.max(...scores))] ?? "";
  };
}

export const peer: Peer = {
  name: "natural's Bayes",
  learn: (rows) => Promise.resolve(learn(rows)),
};
