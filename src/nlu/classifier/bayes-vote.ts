import { countWithNatural } from "../natural-bayes.js";
import { TRAINING } from "../thresholds.js";
import type { FeatureBag } from "./features.js";
import type { LinearWeights } from "./linear-svm.js";
import type { Vocabulary } from "./sparse.js";

/** Low enough to leave nothing of a label after scaling, high enough for 32-bit floats. */
const NEVER = -1e4;

/**
 * The second opinion: natural's Bayes as log-probabilities, so that it can be scored like a linear model.
 *
 * weight(token, label) = ln(count / total), bias(label) = ln(total / examples), which is what
 * natural's `getClassifications` multiplies for the tokens that are present.
 */
export function trainBayes(
  bags: readonly FeatureBag[],
  target: Int32Array,
  vocabulary: Vocabulary,
  labels: number,
): LinearWeights {
  const tokens = [...vocabulary.keys()];
  const texts = bags.map((bag, row) => ({
    tokens: [...bag.keys()].filter((token) => vocabulary.has(token)),
    label: String(target[row] ?? 0),
  }));
  const counts = countWithNatural(texts, tokens, TRAINING.bayesSmoothing);
  const weights = new Float64Array(tokens.length * labels);
  const bias = new Float64Array(labels);
  for (let label = 0; label < labels; label++) {
    const name = String(label);
    const total = counts.total(name);
    if (total === 1) {
      // No example: the formula would make what nobody said the likeliest of all.
      bias[label] = NEVER;
      continue;
    }
    bias[label] = Math.log(total / counts.examples);
    for (let token = 0; token < tokens.length; token++) {
      weights[token * labels + label] = Math.log(counts.count(name, token) / total);
    }
  }
  return { features: tokens.length, labels, weights, bias };
}
