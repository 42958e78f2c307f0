import { logistic } from "./softmax.js";

/** What tells an out-of-scope text; none of it decides alone. */
export interface ScopeSignals {
  /** Probabilities of the in-scope labels. */
  readonly probabilities: Float64Array;
  /** Label scores of the surface and the sound view, in scope only. */
  readonly surface: Float64Array;
  readonly sound: Float64Array;
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

const STEPS = 300;
const PULL = 5;

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
  for (const { vector } of texts) vector.forEach((value, at) => (mean[at] = (mean[at] ?? 0) + value / texts.length));
  for (const { vector } of texts) {
    vector.forEach((value, at) => (scale[at] = (scale[at] ?? 0) + (value - (mean[at] ?? 0)) ** 2 / texts.length));
  }
  for (let at = 0; at < size; at++) scale[at] = Math.sqrt(scale[at] ?? 0) || 1;
  const weightOf = (wanted: boolean): number =>
    texts.reduce((sum, text) => sum + (text.outOfScope === wanted ? text.weight : 0), 0);
  const balance = { inside: 0.5 / (weightOf(false) || 1), outside: 0.5 / (weightOf(true) || 1) };
  const weights = new Array<number>(size).fill(0);
  const history = new Float64Array(size + 1);
  let bias = 0;
  for (let step = 0; step < STEPS; step++) {
    const model = { mean, scale, weights, bias };
    const gradient = new Float64Array(size + 1);
    for (const text of texts) {
      const share = text.weight * (text.outOfScope ? balance.outside : balance.inside);
      const error = (judgeScope(model, text.vector) - (text.outOfScope ? 1 : 0)) * share;
      text.vector.forEach((value, at) => {
        gradient[at] = (gradient[at] ?? 0) + (error * (value - (mean[at] ?? 0))) / (scale[at] ?? 1);
      });
      gradient[size] = (gradient[size] ?? 0) + error;
    }
    for (let at = 0; at <= size; at++) {
      const slope = (gradient[at] ?? 0) + (at < size ? (PULL / texts.length) * (weights[at] ?? 0) : 0);
      history[at] = (history[at] ?? 0) + slope * slope;
      const move = history[at] === 0 ? 0 : (0.3 * slope) / Math.sqrt(history[at] ?? 1);
      if (at < size) weights[at] = (weights[at] ?? 0) - move;
      else bias -= move;
    }
  }
  return { mean, scale, weights, bias: bias - lineFor(texts, { mean, scale, weights, bias }, keep) };
}

/** The raw value below which `keep` of the clean in-scope texts lie. */
function lineFor(texts: readonly JudgedVector[], model: ScopeModel, keep: number): number {
  const inside = texts
    .filter((text) => text.clean && !text.outOfScope)
    .map((text) => rawScope(model, text.vector))
    .sort((a, b) => a - b);
  return inside[Math.min(inside.length - 1, Math.floor(inside.length * keep))] ?? 0;
}
