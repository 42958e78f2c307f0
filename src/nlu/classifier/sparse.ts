import type { FeatureBag } from "./features.js";

/** Rows of (feature id, value), one after another: row i is at `starts[i]` … `starts[i + 1] − 1`. */
export interface SparseMatrix {
  readonly rows: number;
  readonly starts: Int32Array;
  readonly ids: Int32Array;
  readonly values: Float64Array;
}

export type Vocabulary = ReadonlyMap<string, number>;

/** Ids for all features of the bags that at least `minimum` bags hold, in order of appearance. */
export function buildVocabulary(bags: readonly FeatureBag[], minimum = 1): Vocabulary {
  const counts = new Map<string, number>();
  for (const bag of bags) for (const feature of bag.keys()) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const ids = new Map<string, number>();
  for (const [feature, count] of counts) if (count >= minimum) ids.set(feature, ids.size);
  return ids;
}

/** Known features of each bag, scaled to length 1; a bag without any is an empty row. */
export function toSparse(bags: readonly FeatureBag[], vocabulary: Vocabulary): SparseMatrix {
  const starts = new Int32Array(bags.length + 1);
  const ids: number[] = [];
  const values: number[] = [];
  bags.forEach((bag, row) => {
    const first = values.length;
    let squares = 0;
    for (const [feature, value] of bag) {
      const id = vocabulary.get(feature);
      if (id === undefined) continue;
      ids.push(id);
      values.push(value);
      squares += value * value;
    }
    const length = Math.sqrt(squares);
    for (let place = first; place < values.length; place++) values[place] = (values[place] ?? 0) / length;
    starts[row + 1] = values.length;
  });
  return { rows: bags.length, starts, ids: Int32Array.from(ids), values: Float64Array.from(values) };
}
