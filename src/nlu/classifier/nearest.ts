/** How alike a text is to the training examples. */
export interface Likeness {
  /** To the nearest example, 0–1. */
  readonly nearest: number;
  /** To the nearest example of each label, 0–1. */
  readonly byLabel: Float64Array;
  /** Share of the text's weight that any example holds, 0–1. */
  readonly covered: number;
}

export interface ExampleIndex {
  find(units: readonly string[]): Likeness;
}

/** Units and neighbouring pairs of a text, each once. */
function termsOf(units: readonly string[]): Set<string> {
  const terms = new Set<string>();
  for (let index = 0; index < units.length; index++) {
    const unit = units[index] ?? "";
    terms.add(unit);
    const next = units[index + 1];
    if (next !== undefined) terms.add(`${unit} ${next}`);
  }
  return terms;
}

/**
 * An inverted index of the training examples.
 *
 * Likeness is the cosine of the texts' terms, each weighed by how rare it is among the examples (ln(1 + N / n));
 * a term that no example holds weighs as the rarest.
 */
export function indexExamples(
  examples: readonly (readonly string[])[],
  labelOf: ArrayLike<number>,
  labels: number,
): ExampleIndex {
  const postings = new Map<string, number[]>();
  const terms = examples.map(termsOf);
  terms.forEach((own, example) => {
    for (const term of own) {
      const list = postings.get(term);
      if (list === undefined) postings.set(term, [example]);
      else list.push(example);
    }
  });
  const rarest = Math.log(1 + examples.length);
  const rarity = new Map<string, number>();
  for (const [term, list] of postings)
    rarity.set(term, Math.log(1 + examples.length / list.length));
  const lengths = Float64Array.from(terms, (own) => {
    let squares = 0;
    for (const term of own) squares += (rarity.get(term) ?? 0) ** 2;
    return Math.sqrt(squares);
  });
  const shared = new Float64Array(examples.length);
  return {
    find(units) {
      let squares = 0;
      let covered = 0;
      const touched: number[] = [];
      for (const term of termsOf(units)) {
        const weight = rarity.get(term) ?? rarest;
        squares += weight * weight;
        const list = postings.get(term);
        if (list === undefined) continue;
        covered += weight * weight;
        for (const example of list) {
          if (shared[example] === 0) touched.push(example);
          shared[example] = (shared[example] ?? 0) + weight * weight;
        }
      }
      const length = Math.sqrt(squares);
      const byLabel = new Float64Array(labels);
      let nearest = 0;
      for (const example of touched) {
        const cosine = (shared[example] ?? 0) / (length * (lengths[example] ?? 1));
        shared[example] = 0;
        const label = labelOf[example] ?? 0;
        if (cosine > (byLabel[label] ?? 0)) byLabel[label] = cosine;
        if (cosine > nearest) nearest = cosine;
      }
      return {
        nearest: Math.min(1, nearest),
        byLabel,
        covered: squares === 0 ? 0 : covered / squares,
      };
    },
  };
}
