import { describe, expect, it } from "vitest";

import { fitLabelBias } from "../../../src/nlu/classifier/label-bias.js";
import { mix, type JudgedScores } from "../../../src/nlu/classifier/mixture.js";

const text = (label: number, ...scores: readonly number[]): JudgedScores => ({
  scores: [Float64Array.from(scores)],
  known: 1,
  traits: [1],
  label,
  weight: 1,
});

const MIXTURE = [1];

/** The third label is scored too low for two of its three texts. */
const TEXTS = [
  text(0, 2, 0, 0),
  text(0, 2, 0, 1),
  text(0, 1, 0, 0),
  text(1, 0, 2, 0),
  text(1, 0, 1, 0),
  text(2, 1, 0, 0),
  text(2, 0, 1, 0),
  text(2, 0, 0, 1),
];

const expected = (label: number, bias: readonly number[]): number =>
  TEXTS.reduce((sum, own) => sum + (mix(MIXTURE, bias, own)[label] ?? 0), 0);

describe("fitLabelBias", () => {
  it.each([0, 1, 2])("expects label %i as often as it is meant when nothing pulls", (label) => {
    const bias = fitLabelBias(TEXTS, MIXTURE, 3, -1, 1e-6);
    const meant = TEXTS.filter((own) => own.label === label).length;
    expect(expected(label, bias)).toBeCloseTo(meant, 1);
  });

  it("raises the label that is scored too low, and less so the stronger the pull", () => {
    const free = fitLabelBias(TEXTS, MIXTURE, 3, -1, 0.1)[2] ?? 0;
    const held = fitLabelBias(TEXTS, MIXTURE, 3, -1, 10)[2] ?? 0;
    expect(held).toBeGreaterThan(0);
    expect(free).toBeGreaterThan(held);
  });

  it("leaves out the label that is to keep 0", () => {
    expect(fitLabelBias(TEXTS, MIXTURE, 3, 2, 0.1)[2]).toBe(0);
  });
});
