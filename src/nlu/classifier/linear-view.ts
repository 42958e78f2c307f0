import {
  floatsFromBase64,
  floatsToBase64,
  fromLetters,
  LARGEST_LETTER,
  scalesFromLetters,
  scalesToLetters,
  toLetters,
} from "./bytes.js";
import { TRAINING } from "../thresholds.js";
import type { LinearWeights } from "./linear-svm.js";
import type { SparseText, Vocabulary } from "./sparse.js";
import type { LinearViewModel } from "./types.js";

/** How the scores of short and long texts are made comparable. */
export type Scaling = "unit-length" | "mean";

/** A linear model that scores texts. */
export interface LinearView {
  readonly labels: number;
  /** `weights[feature * labels + label]`. */
  readonly weights: ArrayLike<number>;
  readonly bias: ArrayLike<number>;
  readonly scaling: Scaling;
  /** 0 for features that it was not trained on; absent when it was trained on all. */
  readonly trainedOn?: ArrayLike<number>;
}

/** One score for each label. */
export function score(view: LinearView, text: SparseText): Float64Array {
  const { weights, bias, labels, scaling, trainedOn } = view;
  const { ids, values } = text;
  const scores = new Float64Array(labels);
  let squares = 0;
  let found = 0;
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at] ?? 0;
    if (trainedOn !== undefined && trainedOn[id] === 0) continue;
    const value = values[at] ?? 0;
    found++;
    squares += value * value;
    const row = id * labels;
    for (let label = 0; label < labels; label++) {
      scores[label] = (scores[label] ?? 0) + (weights[row + label] ?? 0) * value;
    }
  }
  const scale =
    scaling === "mean" ? 1 / Math.sqrt(found + 1) : squares === 0 ? 0 : 1 / Math.sqrt(squares);
  for (let label = 0; label < labels; label++) {
    const summed = scores[label] ?? 0;
    const own = bias[label] ?? 0;
    scores[label] = scaling === "mean" ? (summed + own) * scale : summed * scale + own;
  }
  return scores;
}

/**
 * Weights as letters, each feature with a scale of its own; weights that are next to nothing beside the feature's largest are left out.
 * So a model file stays small.
 */
export function toViewModel(vocabulary: Vocabulary, trained: LinearWeights): LinearViewModel {
  const { labels, features } = trained;
  const bytes = new Int8Array(features * labels);
  const scales = new Float32Array(features);
  for (let feature = 0; feature < features; feature++) {
    const row = trained.weights.subarray(feature * labels, (feature + 1) * labels);
    let largest = 0;
    for (const weight of row) largest = Math.max(largest, Math.abs(weight));
    const scale = Math.fround(largest / LARGEST_LETTER);
    scales[feature] = scale;
    if (scale === 0) continue;
    for (let label = 0; label < labels; label++) {
      const steps = Math.round((row[label] ?? 0) / scale);
      if (Math.abs(steps) >= TRAINING.leastSteps) bytes[feature * labels + label] = steps;
    }
  }
  return {
    features: [...vocabulary.keys()].join("\n"),
    weights: toLetters(bytes),
    scales: scalesToLetters(scales),
    bias: floatsToBase64(Float32Array.from(trained.bias)),
  };
}

/** Makes a model ready to score. */
export function loadView(model: LinearViewModel, labels: number, scaling: Scaling): LinearView {
  const bytes = fromLetters(model.weights);
  const scales = scalesFromLetters(model.scales);
  const weights = new Float32Array(bytes.length);
  for (let feature = 0, at = 0; feature < scales.length; feature++) {
    const scale = scales[feature] ?? 0;
    for (let label = 0; label < labels; label++, at++) weights[at] = (bytes[at] ?? 0) * scale;
  }
  return { labels, weights, bias: floatsFromBase64(model.bias), scaling };
}

/** The ids of the model's features. */
export function loadVocabulary(model: LinearViewModel): Vocabulary {
  const names = model.features === "" ? [] : model.features.split("\n");
  return new Map(names.map((name, id) => [name, id]));
}
