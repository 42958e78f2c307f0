import { minimise, type Slope } from "./newton.js";
import { softmax } from "./softmax.js";

/** Scores of one text by every view, and how much of the text is known. */
export interface ViewScores {
  /** One array of label scores for each view. */
  readonly scores: readonly Float64Array[];
  /** Share of known units, 0–1. */
  readonly known: number;
}

export interface JudgedScores extends ViewScores {
  readonly label: number;
  /** How much it counts, above 0. */
  readonly weight: number;
}

/**
 * Weighed sum of the views' scores as probabilities.
 *
 * @param mixture two numbers for each view: its weight is `mixture[2v] + mixture[2v + 1] · (1 − known)`
 */
export function mix(mixture: readonly number[], text: ViewScores): Float64Array {
  const mixed = new Float64Array(text.scores[0]?.length ?? 0);
  text.scores.forEach((scores, view) => {
    const weight = (mixture[2 * view] ?? 0) + (mixture[2 * view + 1] ?? 0) * (1 - text.known);
    for (let label = 0; label < mixed.length; label++) mixed[label] = (mixed[label] ?? 0) + weight * (scores[label] ?? 0);
  });
  softmax(mixed);
  return mixed;
}

/**
 * Finds the weights of the views, and with them the temperature: those under which the true labels of texts that
 * the views were not trained on are likeliest.
 *
 * @param start where to begin, and what the weights are pulled to as by `pull` texts
 */
export function fitMixture(texts: readonly JudgedScores[], start: readonly number[], pull: number): number[] {
  return minimise(start, (mixture) => slopeAt(texts, mixture, start, pull));
}

/** Loss −ln p(true label) summed over the texts, its gradient and its second derivatives. */
function slopeAt(
  texts: readonly JudgedScores[],
  mixture: readonly number[],
  start: readonly number[],
  pull: number,
): Slope {
  const size = mixture.length;
  const away = mixture.map((value, at) => value - (start[at] ?? 0));
  const gradient = away.map((value) => pull * value);
  const hessian = away.map((_, row) => Array.from({ length: size }, (_unused, at) => (at === row ? pull : 0)));
  let loss = away.reduce((sum, value) => sum + (pull * value * value) / 2, 0);
  for (const text of texts) {
    const probabilities = mix(mixture, text);
    loss -= text.weight * Math.log(Math.max(1e-12, probabilities[text.label] ?? 0));
    const views = text.scores.length;
    const means = text.scores.map((scores) => dot(probabilities, scores));
    const unknown = 1 - text.known;
    for (let view = 0; view < views; view++) {
      const slope = text.weight * ((means[view] ?? 0) - (text.scores[view]?.[text.label] ?? 0));
      gradient[2 * view] = (gradient[2 * view] ?? 0) + slope;
      gradient[2 * view + 1] = (gradient[2 * view + 1] ?? 0) + slope * unknown;
      for (let other = 0; other <= view; other++) {
        const bend = text.weight * covariance(probabilities, text.scores[view], text.scores[other], means, view, other);
        addBend(hessian, 2 * view, 2 * other, bend, unknown, view === other);
      }
    }
  }
  return { loss, gradient, hessian };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

function covariance(
  probabilities: Float64Array,
  a: Float64Array | undefined,
  b: Float64Array | undefined,
  means: readonly number[],
  first: number,
  second: number,
): number {
  let sum = 0;
  for (let at = 0; at < probabilities.length; at++) sum += (probabilities[at] ?? 0) * (a?.[at] ?? 0) * (b?.[at] ?? 0);
  return sum - (means[first] ?? 0) * (means[second] ?? 0);
}

/** Adds to the four cells of two views (known and unknown part each), on both sides of the diagonal. */
function addBend(
  hessian: number[][],
  row: number,
  column: number,
  bend: number,
  unknown: number,
  isDiagonal: boolean,
): void {
  for (let a = 0; a < 2; a++) {
    for (let b = 0; b < 2; b++) {
      const part = bend * (a === 1 ? unknown : 1) * (b === 1 ? unknown : 1);
      const here = hessian[row + a];
      if (here !== undefined) here[column + b] = (here[column + b] ?? 0) + part;
      const mirrored = hessian[column + b];
      if (!isDiagonal && mirrored !== undefined) mirrored[row + a] = (mirrored[row + a] ?? 0) + part;
    }
  }
}
