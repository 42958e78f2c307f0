/**
 * Solves a small symmetric system of equations by Gauss elimination with pivots.
 *
 * @param matrix n rows of n numbers; changed by the call
 * @returns zeros where the matrix says nothing
 * @internal its own test checks it alone
 */
export function solve(matrix: number[][], right: readonly number[]): number[] {
  const size = right.length;
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = row;
    }
    const chosen = rows[pivot] ?? [];
    rows[pivot] = rows[column] ?? [];
    rows[column] = chosen;
    const divisor = chosen[column] ?? 0;
    if (Math.abs(divisor) < 1e-12) continue;
    for (let row = 0; row < size; row++) {
      const own = rows[row];
      if (row === column || own === undefined) continue;
      const factor = (own[column] ?? 0) / divisor;
      for (let at = column; at <= size; at++) own[at] = (own[at] ?? 0) - factor * (chosen[at] ?? 0);
    }
  }
  return rows.map((row, at) => {
    const divisor = row[at] ?? 0;
    return Math.abs(divisor) < 1e-12 ? 0 : (row[size] ?? 0) / divisor;
  });
}

/** What a convex loss looks like at one point. */
export interface Slope {
  readonly loss: number;
  readonly gradient: readonly number[];
  readonly hessian: number[][];
}

const STEPS = 25;
const SMALL_STEP = 1e-5;

/** Goes downhill by Newton's method; a step that leads up is halved until it does not. */
export function minimise(
  start: readonly number[],
  slopeAt: (point: readonly number[]) => Slope,
): number[] {
  let point = [...start];
  let here = slopeAt(point);
  for (let step = 0; step < STEPS; step++) {
    const direction = solve(here.hessian, here.gradient);
    let size = 1;
    let next = here;
    let reached = point;
    for (; size > 1e-3; size /= 2) {
      const tried = point.map((value, at) => value - size * (direction[at] ?? 0));
      next = slopeAt(tried);
      reached = tried;
      if (next.loss <= here.loss) break;
    }
    if (!(next.loss <= here.loss)) return point;
    const gain = here.loss - next.loss;
    point = reached;
    here = next;
    if (gain <= SMALL_STEP * Math.abs(here.loss)) return point;
  }
  return point;
}
