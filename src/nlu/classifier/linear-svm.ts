import { seededRandom, shuffledIndexes } from "../../text/random.js";
import { TRAINING } from "../thresholds.js";
import type { SparseMatrix } from "./sparse.js";

/** Weights of a linear model: `weights[feature * labels + label]`, and a bias for each label. */
export interface LinearWeights {
  readonly features: number;
  readonly labels: number;
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

/**
 * A linear support vector machine, each label against all others, squared hinge loss, L2.
 *
 * Dual coordinate descent with shrinking: Hsieh, Chang, Lin, Keerthi, Sundararajan, "A dual coordinate descent method
 * for large-scale linear SVM", ICML 2008, algorithm 3. The order of the examples is drawn with a fixed seed.
 *
 * @param target label index of each row, 0 … labels − 1
 */
export function trainSvm(
  rows: SparseMatrix,
  target: Int32Array,
  features: number,
  labels: number,
): LinearWeights {
  const weights = new Float64Array(features * labels);
  const bias = new Float64Array(labels);
  const squares = rowSquares(rows);
  const random = seededRandom(1);
  for (let label = 0; label < labels; label++) {
    const own = separate(rows, target, label, squares, features, random);
    for (let feature = 0; feature < features; feature++)
      weights[feature * labels + label] = own[feature] ?? 0;
    bias[label] = own[features] ?? 0;
  }
  return { features, labels, weights, bias };
}

/** Squared length of each row, the constant 1 of the bias included. */
function rowSquares(rows: SparseMatrix): Float64Array {
  const squares = new Float64Array(rows.rows).fill(1);
  for (let row = 0; row < rows.rows; row++) {
    for (let at = rows.starts[row] ?? 0; at < (rows.starts[row + 1] ?? 0); at++) {
      squares[row] = (squares[row] ?? 0) + (rows.values[at] ?? 0) ** 2;
    }
  }
  return squares;
}

/** The weights of one label against the others; the last one is the bias. */
function separate(
  rows: SparseMatrix,
  target: Int32Array,
  label: number,
  squares: Float64Array,
  features: number,
  random: () => number,
): Float64Array {
  const { starts, ids, values } = rows;
  const weights = new Float64Array(features + 1);
  const alpha = new Float64Array(rows.rows);
  const order = shuffledIndexes(rows.rows, random);
  const slack = 0.5 / TRAINING.cost;
  let active = rows.rows;
  let ceiling = Infinity;
  for (let pass = 0; pass < TRAINING.passes; pass++) {
    let highest = -Infinity;
    let lowest = Infinity;
    for (let place = 0; place < active; place++) {
      const other = place + Math.floor(random() * (active - place));
      const row = order[other] ?? 0;
      order[other] = order[place] ?? 0;
      order[place] = row;
      const sign = target[row] === label ? 1 : -1;
      const from = starts[row] ?? 0;
      const to = starts[row + 1] ?? 0;
      let sum = weights[features] ?? 0;
      for (let at = from; at < to; at++) sum += (weights[ids[at] ?? 0] ?? 0) * (values[at] ?? 0);
      const before = alpha[row] ?? 0;
      const gradient = sum * sign - 1 + before * slack;
      if (before === 0 && gradient > ceiling) {
        active--;
        order[place] = order[active] ?? 0;
        order[active] = row;
        place--;
        continue;
      }
      const projected = before === 0 ? Math.min(gradient, 0) : gradient;
      if (projected > highest) highest = projected;
      if (projected < lowest) lowest = projected;
      if (Math.abs(projected) < 1e-12) continue;
      const after = Math.max(before - gradient / ((squares[row] ?? 1) + slack), 0);
      const step = (after - before) * sign;
      alpha[row] = after;
      if (step === 0) continue;
      for (let at = from; at < to; at++) {
        const id = ids[at] ?? 0;
        weights[id] = (weights[id] ?? 0) + step * (values[at] ?? 0);
      }
      weights[features] = (weights[features] ?? 0) + step;
    }
    if (highest - lowest <= TRAINING.tolerance) {
      if (active === rows.rows) break;
      active = rows.rows;
      ceiling = Infinity;
    } else {
      ceiling = highest <= 0 ? Infinity : highest;
    }
  }
  return weights;
}
