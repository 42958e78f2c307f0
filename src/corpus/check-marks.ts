import { ruleMark } from "../shared/receipt/receipt-code.js";
import type { Checked, Problem } from "./problems.js";

/** Receipts name a policy by a short mark of its id: two with one mark would be taken for each other. */
export function checkMarks(
  policies: readonly Checked<{ readonly id: string }>[],
): readonly Problem[] {
  const first = new Map<string, string>();
  return policies.flatMap(({ file, value: { id } }): readonly Problem[] => {
    const mark = ruleMark(id);
    const before = first.get(mark);
    if (before === undefined || before === id) {
      first.set(mark, id);
      return [];
    }
    const message = `"${id}" and "${before}" have the same mark in receipts: give the newer one another id`;
    return [{ file, path: ["id"], message }];
  });
}
