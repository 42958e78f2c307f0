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

/** Weight of a view: `mixture[2v] + mixture[2v + 1] · (1 − known)`. */
function weightOf(mixture: readonly number[], view: number, known: number): number {
  return (mixture[2 * view] ?? 0) + (mixture[2 * view + 1] ?? 0) * (1 - known);
}

/** Weighed sum of the views' scores as probabilities. */
export function mix(mixture: readonly number[], text: ViewScores, into: Float64Array): void {
  into.fill(0);
  text.scores.forEach((scores, view) => {
    const weight = weightOf(mixture, view, text.known);
    for (let label = 0; label < into.length; label++) into[label] = (into[label] ?? 0) + weight * (scores[label] ?? 0);
  });
  softmax(into);
}

const STEPS = 200;
const STEP_SIZE = 0.5;

/**
 * Finds the weights of the views, and with them the temperature: those under which the true labels of texts that
 * the views were not trained on are likeliest.
 *
 * Gradient descent with a step for each weight (Adagrad), pulled towards `start` as by `pull` texts.
 */
export function fitMixture(texts: readonly JudgedScores[], start: readonly number[], pull: number): number[] {
  const mixture = [...start];
  const labels = texts[0]?.scores[0]?.length ?? 0;
  const probabilities = new Float64Array(labels);
  const gradient = new Float64Array(start.length);
  const history = new Float64Array(start.length);
  const total = texts.reduce((sum, text) => sum + text.weight, 0);
  for (let step = 0; step < STEPS; step++) {
    gradient.fill(0);
    for (const text of texts) {
      mix(mixture, text, probabilities);
      probabilities[text.label] = (probabilities[text.label] ?? 0) - 1;
      text.scores.forEach((scores, view) => {
        let slope = 0;
        for (let label = 0; label < labels; label++) slope += (probabilities[label] ?? 0) * (scores[label] ?? 0);
        slope *= text.weight;
        gradient[2 * view] = (gradient[2 * view] ?? 0) + slope;
        gradient[2 * view + 1] = (gradient[2 * view + 1] ?? 0) + slope * (1 - text.known);
      });
    }
    for (let at = 0; at < mixture.length; at++) {
      const away = (mixture[at] ?? 0) - (start[at] ?? 0);
      const slope = ((gradient[at] ?? 0) + pull * away) / (total + pull);
      const squares = (history[at] ?? 0) + slope * slope;
      history[at] = squares;
      if (squares > 0) mixture[at] = (mixture[at] ?? 0) - (STEP_SIZE * slope) / Math.sqrt(squares);
    }
  }
  return mixture;
}
