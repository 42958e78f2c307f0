import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { minimise, solve } from "../../../src/nlu/classifier/newton.js";

describe("solve", () => {
  it("undoes a symmetric matrix", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 3, maxLength: 3 }), {
          minLength: 3,
          maxLength: 3,
        }),
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 }),
        (half, answer) => {
          // half · halfᵀ + 1 is symmetric and never singular.
          const matrix = half.map((row, a) =>
            half.map((other, b) =>
              row.reduce((sum, value, at) => sum + value * (other[at] ?? 0), a === b ? 1 : 0),
            ),
          );
          const right = matrix.map((row) =>
            row.reduce((sum, value, at) => sum + value * (answer[at] ?? 0), 0),
          );
          const solved = solve(matrix, right);
          answer.forEach((value, at) => {
            expect(solved[at]).toBeCloseTo(value, 4);
          });
        },
      ),
    );
  });
});

describe("minimise", () => {
  it("finds the bottom of a bowl", () => {
    const bottom = minimise([10, -10], ([x = 0, y = 0]) => ({
      loss: (x - 3) ** 2 + 2 * (y + 1) ** 2,
      gradient: [2 * (x - 3), 4 * (y + 1)],
      hessian: [
        [2, 0],
        [0, 4],
      ],
    }));
    expect(bottom[0]).toBeCloseTo(3, 6);
    expect(bottom[1]).toBeCloseTo(-1, 6);
  });

  it("does not leap over the bottom of a steep valley", () => {
    const bottom = minimise([4], ([x = 0]) => ({
      loss: Math.log(Math.cosh(x)),
      gradient: [Math.tanh(x)],
      hessian: [[1 - Math.tanh(x) ** 2]],
    }));
    expect(Math.abs(bottom[0] ?? 9)).toBeLessThan(0.1);
  });
});
