import { ruleMark } from "../shared/receipt/receipt-code.js";
import type { Problem } from "./problems.js";
import type { Draft } from "./read-data.js";

/** Receipts name a policy by a short mark of its id: two with one mark would be taken for each other. */
export function checkMarks(draft: Pick<Draft, "policies">): readonly Problem[] {
  const first = new Map<string, string>();
  return draft.policies.flatMap(({ file, value: { id } }): readonly Problem[] => {
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
