import { minimise, type Slope } from "./newton.js";
import { logistic } from "./softmax.js";

/** What tells an out-of-scope text; none of it decides alone. */
export interface ScopeSignals {
  /** Probabilities of the in-scope labels. */
  readonly probabilities: Float64Array;
  /** Label scores of the three views, in scope only. */
  readonly surface: Float64Array;
  readonly sound: Float64Array;
  readonly bayes: Float64Array;
  /** Likeness to the nearest example of any in-scope label, and of the best label, 0–1. */
  readonly nearest: number;
  readonly nearestOfBest: number;
  readonly covered: number;
  readonly known: number;
  /** Probability of the label `oos`; 0 when there was none in training. */
  readonly outOfScopeLabel: number;
  readonly units: number;
}

function twoHighest(values: Float64Array): [number, number] {
  let first = -Infinity;
  let second = -Infinity;
  for (const value of values) {
    if (value > first) {
      second = first;
      first = value;
    } else if (value > second) second = value;
  }
  return [first, Number.isFinite(second) ? second : first - 1];
}

function logit(probability: number): number {
  const inside = Math.min(1 - 1e-4, Math.max(1e-4, probability));
  return Math.log(inside / (1 - inside));
}

/** The signals as numbers of comparable size. */
export function toSignalVector(signals: ScopeSignals): number[] {
  const [first, second] = twoHighest(signals.probabilities);
  const [surface, nextSurface] = twoHighest(signals.surface);
  const [sound, nextSound] = twoHighest(signals.sound);
  const [bayes, nextBayes] = twoHighest(signals.bayes);
  let entropy = 0;
  for (const p of signals.probabilities) if (p > 0) entropy -= p * Math.log(p);
  return [
    logit(first),
    first - second,
    entropy,
    surface,
    surface - nextSurface,
    sound,
    sound - nextSound,
    bayes - nextBayes,
    signals.nearest,
    signals.nearestOfBest,
    first * signals.nearestOfBest,
    signals.covered,
    signals.known,
    logit(signals.outOfScopeLabel),
    Math.log(1 + signals.units),
  ];
}

export interface ScopeModel {
  readonly mean: readonly number[];
  readonly scale: readonly number[];
  readonly weights: readonly number[];
  readonly bias: number;
}

/** Probability that the text is out of scope. */
export function judgeScope(model: ScopeModel, vector: readonly number[]): number {
  return logistic(rawScope(model, vector));
}

function rawScope(model: ScopeModel, vector: readonly number[]): number {
  let sum = model.bias;
  vector.forEach((value, at) => {
    sum += (model.weights[at] ?? 0) * ((value - (model.mean[at] ?? 0)) / (model.scale[at] ?? 1));
  });
  return sum;
}

export interface JudgedVector {
  readonly vector: readonly number[];
  readonly outOfScope: boolean;
  /** Counts when the dividing line is drawn; damaged copies do not. */
  readonly clean: boolean;
  readonly weight: number;
}

/**
 * Learns from texts of labels that were held back which signals tell an out-of-scope text.
 *
 * Logistic regression on standardised signals; both sides weigh the same. The bias is then moved so that
 * `keep` of the clean in-scope texts stay below 0.5.
 */
export function fitScope(texts: readonly JudgedVector[], keep: number): ScopeModel {
  const size = texts[0]?.vector.length ?? 0;
  const mean = new Array<number>(size).fill(0);
  const scale = new Array<number>(size).fill(0);
  for (const { vector } of texts)
    vector.forEach((value, at) => (mean[at] = (mean[at] ?? 0) + value / texts.length));
  for (const { vector } of texts) {
    vector.forEach(
      (value, at) => (scale[at] = (scale[at] ?? 0) + (value - (mean[at] ?? 0)) ** 2 / texts.length),
    );
  }
  for (let at = 0; at < size; at++) scale[at] = Math.sqrt(scale[at] ?? 0) || 1;
  const weightOf = (wanted: boolean): number =>
    texts.reduce((sum, text) => sum + (text.outOfScope === wanted ? text.weight : 0), 0);
  const balance = { inside: 0.5 / (weightOf(false) || 1), outside: 0.5 / (weightOf(true) || 1) };
  const standard = texts.map(({ vector }) =>
    vector.map((value, at) => (value - (mean[at] ?? 0)) / (scale[at] ?? 1)),
  );
  const point = minimise(new Array<number>(size + 1).fill(0), (weights) =>
    slopeAt(
      weights,
      standard,
      texts,
      (text) => text.weight * (text.outOfScope ? balance.outside : balance.inside),
    ),
  );
  const model = { mean, scale, weights: point.slice(0, size), bias: point[size] ?? 0 };
  return { ...model, bias: model.bias - lineFor(texts, model, keep) };
}

/** Pull of the weights to 0, beside a loss that is a mean over the texts. */
const PULL: number = 0.002;

function slopeAt(
  weights: readonly number[],
  vectors: readonly (readonly number[])[],
  texts: readonly JudgedVector[],
  shareOf: (text: JudgedVector) => number,
): Slope {
  const size = weights.length;
  const gradient = weights.map((weight, at) => (at === size - 1 ? 0 : PULL * weight));
  const hessian = weights.map((_, row) =>
    Array.from({ length: size }, (_unused, at) => (at === row && at < size - 1 ? PULL : 0)),
  );
  let loss = weights.reduce(
    (sum, weight, at) => sum + (at === size - 1 ? 0 : (PULL * weight * weight) / 2),
    0,
  );
  texts.forEach((text, row) => {
    const values = [...(vectors[row] ?? []), 1];
    const share = shareOf(text);
    const sum = values.reduce((total, value, at) => total + value * (weights[at] ?? 0), 0);
    const p = logistic(sum);
    loss -= share * Math.log(Math.max(1e-12, text.outOfScope ? p : 1 - p));
    const error = share * (p - (text.outOfScope ? 1 : 0));
    const bend = share * p * (1 - p);
    values.forEach((value, at) => {
      gradient[at] = (gradient[at] ?? 0) + error * value;
      const bends = hessian[at];
      if (bends === undefined) return;
      for (let other = 0; other < size; other++) {
        bends[other] = (bends[other] ?? 0) + bend * value * (values[other] ?? 0);
      }
    });
  });
  return { loss, gradient, hessian };
}

/** The raw value below which `keep` of the clean in-scope texts lie. */
function lineFor(texts: readonly JudgedVector[], model: ScopeModel, keep: number): number {
  const inside = texts
    .filter((text) => text.clean && !text.outOfScope)
    .map((text) => rawScope(model, text.vector))
    .sort((a, b) => a - b);
  return inside[Math.min(inside.length - 1, Math.floor(inside.length * keep))] ?? 0;
}
