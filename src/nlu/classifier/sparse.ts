import type { FeatureBag } from "./features.js";

export type Vocabulary = ReadonlyMap<string, number>;

/** The known features of one text and their weights, in order of appearance. */
export interface SparseText {
  readonly ids: Int32Array;
  readonly values: Float64Array;
}

/** Rows of (feature id, value), one after another: row i is at `starts[i]` … `starts[i + 1] − 1`. */
export interface SparseMatrix {
  readonly rows: number;
  readonly starts: Int32Array;
  readonly ids: Int32Array;
  readonly values: Float64Array;
}

/** Ids for all features of the bags that at least `minimum` bags hold, in order of appearance. */
export function buildVocabulary(bags: readonly FeatureBag[], minimum = 1): Vocabulary {
  const counts = new Map<string, number>();
  for (const bag of bags)
    for (const feature of bag.keys()) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const ids = new Map<string, number>();
  for (const [feature, count] of counts) if (count >= minimum) ids.set(feature, ids.size);
  return ids;
}

export function encode(bag: FeatureBag, vocabulary: Vocabulary): SparseText {
  const ids = new Int32Array(bag.size);
  const values = new Float64Array(bag.size);
  let used = 0;
  for (const [feature, value] of bag) {
    const id = vocabulary.get(feature);
    if (id === undefined) continue;
    ids[used] = id;
    values[used] = value;
    used++;
  }
  return { ids: ids.subarray(0, used), values: values.subarray(0, used) };
}

/** In how many texts each feature occurs. */
export function countTexts(texts: readonly SparseText[], features: number): Int32Array {
  const counts = new Int32Array(features);
  for (const { ids } of texts) for (const id of ids) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}

/** The texts as rows, each scaled to length 1; a text without features is an empty row. */
export function toMatrix(texts: readonly SparseText[]): SparseMatrix {
  const starts = new Int32Array(texts.length + 1);
  texts.forEach(({ ids }, row) => (starts[row + 1] = (starts[row] ?? 0) + ids.length));
  const size = starts[texts.length] ?? 0;
  const matrix = {
    rows: texts.length,
    starts,
    ids: new Int32Array(size),
    values: new Float64Array(size),
  };
  texts.forEach(({ ids, values }, row) => {
    const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
    const start = starts[row] ?? 0;
    matrix.ids.set(ids, start);
    values.forEach((value, at) => (matrix.values[start + at] = value / length));
  });
  return matrix;
}
