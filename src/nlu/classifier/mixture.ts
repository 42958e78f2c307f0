import { minimise, type Slope } from "./newton.js";
import { softmax } from "./softmax.js";

/** Scores of one text by every view, and what may shift the weight between them. */
export interface ViewScores {
  /** One array of label scores for each view. */
  readonly scores: readonly Float64Array[];
  /** Share of known units, 0–1. */
  readonly known: number;
  /** 1, share of unknown units, share of spelled-out pinyin. */
  readonly traits: readonly number[];
}

export interface JudgedScores extends ViewScores {
  readonly label: number;
  /** How much it counts, above 0. */
  readonly weight: number;
}

/**
 * Weighed sum of the views' scores as probabilities.
 *
 * @param mixture for each view a number for each trait; a view's weight is the sum of their products
 * @param labelBias added to the sum of each label (see label-bias.ts)
 */
export function mix(
  mixture: readonly number[],
  labelBias: readonly number[],
  text: ViewScores,
): Float64Array {
  const mixed = Float64Array.from(text.scores[0] ?? [], (_, label) => labelBias[label] ?? 0);
  text.scores.forEach((scores, view) => {
    const weight = text.traits.reduce(
      (sum, trait, at) => sum + trait * (mixture[view * text.traits.length + at] ?? 0),
      0,
    );
    for (let label = 0; label < mixed.length; label++)
      mixed[label] = (mixed[label] ?? 0) + weight * (scores[label] ?? 0);
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
export function fitMixture(
  texts: readonly JudgedScores[],
  start: readonly number[],
  pull: number,
): number[] {
  return minimise(start, (mixture) => slopeAt(texts, mixture, start, pull));
}

const NO_BIAS: readonly number[] = [];

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
  const hessian = away.map((_, row) =>
    Array.from({ length: size }, (_unused, at) => (at === row ? pull : 0)),
  );
  let loss = away.reduce((sum, value) => sum + (pull * value * value) / 2, 0);
  for (const text of texts) {
    const probabilities = mix(mixture, NO_BIAS, text);
    loss -= text.weight * Math.log(Math.max(1e-12, probabilities[text.label] ?? 0));
    const { scores, traits, weight } = text;
    const means = scores.map((own) => dot(probabilities, own));
    for (let view = 0; view < scores.length; view++) {
      const slope = weight * ((means[view] ?? 0) - (scores[view]?.[text.label] ?? 0));
      traits.forEach((trait, at) => {
        const place = view * traits.length + at;
        gradient[place] = (gradient[place] ?? 0) + slope * trait;
      });
      for (let other = 0; other < scores.length; other++) {
        const bend =
          weight *
          (dot(probabilities, scores[view], scores[other]) -
            (means[view] ?? 0) * (means[other] ?? 0));
        addBend(hessian, view * traits.length, other * traits.length, bend, traits);
      }
    }
  }
  return { loss, gradient, hessian };
}

/** Sum of the products of two or three arrays' numbers. */
function dot(a: Float64Array, b: Float64Array | undefined, c?: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b?.[at] ?? 0) * (c?.[at] ?? 1);
  return sum;
}

/** Adds the bend between two views to the cells of their traits. */
function addBend(
  hessian: number[][],
  row: number,
  column: number,
  bend: number,
  traits: readonly number[],
): void {
  for (let a = 0; a < traits.length; a++) {
    const cells = hessian[row + a];
    if (cells === undefined) continue;
    for (let b = 0; b < traits.length; b++) {
      cells[column + b] = (cells[column + b] ?? 0) + bend * (traits[a] ?? 0) * (traits[b] ?? 0);
    }
  }
}
