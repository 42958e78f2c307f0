import { mix, type JudgedScores } from "./mixture.js";

const ROUNDS = 20;
const SMALL_STEP = 1e-3;

/**
 * Finds what to add to the mixed score of each label, so that on held-back texts a label is expected as often as it
 * is meant.
 *
 * One-against-all models score a label of many kinds of wordings (chat, names of films) too low when examples are few.
 * Each step is Newton's with the diagonal of the second derivatives only, which is enough for numbers that hardly
 * depend on each other.
 *
 * @param without index of a label that keeps 0, or −1
 * @param pull pulls the numbers to 0 as by so many texts, above 0
 */
export function fitLabelBias(
  texts: readonly JudgedScores[],
  mixture: readonly number[],
  labels: number,
  without: number,
  pull: number,
): number[] {
  const bias = new Array<number>(labels).fill(0);
  for (let round = 0; round < ROUNDS; round++) {
    const missing = new Float64Array(labels);
    const bend = new Float64Array(labels);
    for (const text of texts) {
      const { weight } = text;
      mix(mixture, bias, text).forEach((p, label) => {
        const isMeant = label === text.label ? 1 : 0;
        missing[label] = (missing[label] ?? 0) + weight * (isMeant - p);
        bend[label] = (bend[label] ?? 0) + weight * p * (1 - p);
      });
    }
    let largest = 0;
    for (let label = 0; label < labels; label++) {
      if (label === without) continue;
      const own = bias[label] ?? 0;
      const step = ((missing[label] ?? 0) - pull * own) / ((bend[label] ?? 0) + pull);
      bias[label] = own + step;
      largest = Math.max(largest, Math.abs(step));
    }
    if (largest < SMALL_STEP) break;
  }
  return bias;
}
