import { countWithNatural } from "../subject/natural-bayes.js";
import { TRAINING } from "../thresholds.js";
import type { LinearWeights } from "./linear-svm.js";
import type { SparseText } from "./sparse.js";

/** Low enough to leave nothing of a label after scaling, high enough for 32-bit floats. */
const NEVER = -1e4;

/**
 * The second opinion: natural's Bayes as log-probabilities, so that it can be scored like a linear model.
 *
 * weight(token, label) = ln(count / total), bias(label) = ln(total / examples), which is what
 * natural's `getClassifications` multiplies for the tokens that are present.
 */
export function trainBayes(
  texts: readonly SparseText[],
  target: Int32Array,
  features: number,
  labels: number,
): LinearWeights {
  const counts = countWithNatural(
    texts.map((text, row) => ({
      tokens: Array.from(text.ids, String),
      label: String(target[row] ?? 0),
    })),
    features,
    TRAINING.bayesSmoothing,
  );
  const weights = new Float64Array(features * labels);
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
    const never = Math.log(TRAINING.bayesSmoothing / total);
    for (let token = 0; token < features; token++) weights[token * labels + label] = never;
    for (const [token, count] of counts.seen(name))
      weights[token * labels + label] = Math.log(count / total);
  }
  return { features, labels, weights, bias };
}
