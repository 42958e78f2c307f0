import { floatsFromBase64, floatsToBase64, fromBase64, toBase64 } from "./bytes.js";
import type { FeatureBag } from "./features.js";
import type { LinearWeights } from "./linear-svm.js";
import type { Vocabulary } from "./sparse.js";
import type { LinearViewModel } from "./types.js";

/** How the values of a text's features are made comparable between texts. */
export type Scaling = "unit-length" | "mean";

/** A linear model that scores feature bags. */
export interface LinearView {
  /** Adds nothing; writes one score for each label into `scores`. */
  score(bag: FeatureBag, scores: Float64Array): void;
}

const STEPS = 127;

/** Weights as bytes, each feature with a scale of its own, so that a model file stays small. */
export function toViewModel(vocabulary: Vocabulary, trained: LinearWeights): LinearViewModel {
  const { labels, features } = trained;
  const bytes = new Int8Array(features * labels);
  const scales = new Float32Array(features);
  for (let feature = 0; feature < features; feature++) {
    const row = trained.weights.subarray(feature * labels, (feature + 1) * labels);
    let largest = 0;
    for (const weight of row) largest = Math.max(largest, Math.abs(weight));
    const scale = Math.fround(largest / STEPS);
    scales[feature] = scale;
    if (scale === 0) continue;
    row.forEach((weight, label) => {
      bytes[feature * labels + label] = Math.round(weight / scale);
    });
  }
  return {
    features: [...vocabulary.keys()].join("\n"),
    weights: toBase64(new Uint8Array(bytes.buffer)),
    scales: floatsToBase64(scales),
    bias: floatsToBase64(Float32Array.from(trained.bias)),
  };
}

/** Makes a model ready to score. */
export function loadView(model: LinearViewModel, labels: number, scaling: Scaling): LinearView {
  const bytes = new Int8Array(fromBase64(model.weights).buffer);
  const scales = floatsFromBase64(model.scales);
  const weights = new Float32Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) {
    weights[at] = (bytes[at] ?? 0) * (scales[Math.floor(at / labels)] ?? 0);
  }
  const bias = floatsFromBase64(model.bias);
  const vocabulary = new Map<string, number>();
  if (model.features !== "") model.features.split("\n").forEach((feature, id) => vocabulary.set(feature, id));
  return viewOf(vocabulary, { weights, bias, labels }, scaling);
}

/** A view straight from training, for cross-validation. */
export function viewOf(
  vocabulary: Vocabulary,
  model: { readonly weights: ArrayLike<number>; readonly bias: ArrayLike<number>; readonly labels: number },
  scaling: Scaling,
): LinearView {
  const { weights, bias, labels } = model;
  return {
    score(bag, scores) {
      scores.fill(0);
      let squares = 0;
      let found = 0;
      for (const [feature, value] of bag) {
        const id = vocabulary.get(feature);
        if (id === undefined) continue;
        found++;
        squares += value * value;
        const row = id * labels;
        for (let label = 0; label < labels; label++) {
          scores[label] = (scores[label] ?? 0) + (weights[row + label] ?? 0) * value;
        }
      }
      const scale = scaling === "mean" ? 1 / Math.sqrt(found + 1) : squares === 0 ? 0 : 1 / Math.sqrt(squares);
      for (let label = 0; label < labels; label++) {
        const summed = scores[label] ?? 0;
        const own = bias[label] ?? 0;
        scores[label] = scaling === "mean" ? (summed + own) * scale : summed * scale + own;
      }
    },
  };
}
