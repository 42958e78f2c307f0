/** One test row and what was said of it. */
export interface Prediction {
  readonly label: string;
  readonly best: string;
  /** Confidence of `best`, 0–1. */
  readonly confidence: number;
  readonly outOfScope: number;
}

/** Share of items for which the test holds; `null` without items. */
export function share<Item>(items: readonly Item[], test: (item: Item) => boolean): number | null {
  return items.length === 0 ? null : items.filter(test).length / items.length;
}

/** Mean over the labels of 2 · hits / (said + meant); labels that never occur in the test do not count. */
export function macroF1(
  pairs: readonly { readonly label: string; readonly said: string }[],
): number | null {
  const labels = [...new Set(pairs.map(({ label }) => label))];
  if (labels.length === 0) return null;
  const counts = new Map<string, { hits: number; said: number; meant: number }>();
  const of = (label: string): { hits: number; said: number; meant: number } => {
    const known = counts.get(label) ?? { hits: 0, said: 0, meant: 0 };
    counts.set(label, known);
    return known;
  };
  for (const { label, said } of pairs) {
    of(label).meant++;
    of(said).said++;
    if (label === said) of(label).hits++;
  }
  const sum = labels.reduce(
    (total, label) => total + (2 * of(label).hits) / (of(label).said + of(label).meant),
    0,
  );
  return sum / labels.length;
}

/** Chance that an out-of-scope row gets a higher value than an in-scope one (ties count half); `null` without both. */
export function areaUnderCurve(
  outside: readonly number[],
  inside: readonly number[],
): number | null {
  if (outside.length === 0 || inside.length === 0) return null;
  const all = [
    ...outside.map((value) => ({ value, isOutside: true })),
    ...inside.map((value) => ({ value, isOutside: false })),
  ].sort((a, b) => a.value - b.value);
  let ranks = 0;
  for (let start = 0; start < all.length;) {
    let end = start;
    while (end < all.length && all[end]?.value === all[start]?.value) end++;
    for (let at = start; at < end; at++)
      if (all[at]?.isOutside === true) ranks += (start + end + 1) / 2;
    start = end;
  }
  return (ranks - (outside.length * (outside.length + 1)) / 2) / (outside.length * inside.length);
}

/** Share of out-of-scope rows above the line that keeps `keep` of the in-scope rows. */
export function recallKeeping(
  keep: number,
  outside: readonly number[],
  inside: readonly number[],
): number | null {
  if (outside.length === 0 || inside.length === 0) return null;
  const sorted = [...inside].sort((a, b) => a - b);
  const line = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * keep) - 1)] ?? 1;
  return share(outside, (value) => value > line);
}

/** Expected calibration error: mean gap between confidence and hits in ten equal bins, weighed by their rows. */
export function calibrationError(rows: readonly Prediction[]): number | null {
  if (rows.length === 0) return null;
  const bins = Array.from({ length: 10 }, () => ({ confidence: 0, hits: 0 }));
  for (const row of rows) {
    const bin = bins[Math.min(9, Math.floor(row.confidence * 10))];
    if (bin === undefined) continue;
    bin.confidence += row.confidence;
    if (row.best === row.label) bin.hits++;
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.hits), 0) / rows.length;
}

/** The value below which a share of the sorted values lies. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
