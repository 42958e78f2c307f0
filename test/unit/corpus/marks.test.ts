import { describe, expect, it } from "vitest";
import { checkMarks } from "../../../src/corpus/check-marks.js";
import { markByHand } from "../../helpers/second-receipt-reader.js";

/** Two invented ids whose marks are the same: marks are short, so that some thousand ids hold such a pair. */
function twins(): readonly [string, string] {
  const seen = new Map<string, string>();
  for (let number = 0; ; number += 1) {
    const id = `example-${String(number)}`;
    const mark = markByHand(id);
    const before = seen.get(mark);
    if (before !== undefined) return [before, id];
    seen.set(mark, id);
  }
}

const policiesOf = (ids: readonly string[]) =>
  ids.map((id) => ({ file: `${id}.yaml`, value: { id } }));

describe("marks of policies in receipts", () => {
  it("are refused when two policies would have the same", () => {
    const [one, other] = twins();
    const problems = checkMarks(policiesOf([one, "example-apart", other]));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.file).toBe(`${other}.yaml`);
    expect(problems[0]?.message).toContain(one);
  });

  it("are fine when each has its own", () => {
    expect(checkMarks(policiesOf(["example-one", "example-two"]))).toEqual([]);
  });
});
