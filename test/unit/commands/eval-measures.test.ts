import { describe, expect, it } from "vitest";

import {
  areaUnderCurve,
  calibrationError,
  macroF1,
  percentile,
  recallKeeping,
  share,
} from "../../../src/commands/eval/measures.js";

describe("measures", () => {
  it("averages F1 over the labels that are meant, however rare", () => {
    const pairs = [
      { label: "a", said: "a" },
      { label: "a", said: "a" },
      { label: "a", said: "b" },
      { label: "b", said: "b" },
    ];
    expect(macroF1(pairs)).toBeCloseTo((0.8 + 2 / 3) / 2, 10);
  });

  it("tells how often an outside row is above an inside row, ties half", () => {
    expect(areaUnderCurve([0.9, 0.8], [0.1, 0.2])).toBe(1);
    expect(areaUnderCurve([0.1], [0.9])).toBe(0);
    expect(areaUnderCurve([0.5, 0.9], [0.5, 0.1])).toBe(0.875);
    expect(areaUnderCurve([], [0.5])).toBeNull();
  });

  it("finds the recall above the line that keeps nineteen of twenty", () => {
    const inside = Array.from({ length: 20 }, (_, at) => at / 100);
    expect(recallKeeping(0.95, [0.18, 0.185, 0.5, 0.01], inside)).toBe(0.5);
  });

  it("sees confidence that is too high", () => {
    const row = (confidence: number, isRight: boolean) => ({
      label: "a",
      best: isRight ? "a" : "b",
      confidence,
      outOfScope: 0,
    });
    expect(calibrationError([row(0.9, true), row(0.9, false)])).toBeCloseTo(0.4, 10);
    expect(calibrationError([row(1, true), row(0.55, true), row(0.55, false)])).toBeCloseTo(
      0.1 / 3,
      10,
    );
  });

  it("has no share of nothing, and takes percentiles by rank", () => {
    expect(share([], () => true)).toBeNull();
    expect(percentile([5, 1, 3, 2, 4], 0.5)).toBe(3);
    expect(percentile([5, 1, 3, 2, 4], 0.99)).toBe(5);
  });
});
