// The sub-path, never the package's main entry: that one reads .env, prints to standard output and loads database drivers.
import BayesClassifier from "natural/lib/natural/classifiers/bayes_classifier.js";

/** natural's Bayes with its own look-up of features: theirs compares every known token with every token of a text. */
class IndexedBayes extends BayesClassifier {
  private readonly ids: ReadonlyMap<string, number>;
  private readonly present: number[];
  private last: readonly string[] = [];

  constructor(vocabulary: readonly string[], smoothing: number) {
    super(undefined, smoothing);
    this.ids = new Map(vocabulary.map((token, id) => [token, id]));
    this.present = new Array<number>(vocabulary.length).fill(0);
  }

  /** One number for each known token, 1 when the text holds it. The array is used again by the next call. */
  override textToFeatures(tokens: readonly string[]): number[] {
    this.mark(this.last, 0);
    this.mark(tokens, 1);
    this.last = tokens;
    return this.present;
  }

  private mark(tokens: readonly string[], value: 0 | 1): void {
    for (const token of tokens) {
      const id = this.ids.get(token);
      if (id !== undefined) this.present[id] = value;
    }
  }
}

/** What natural's Bayes counted: of the texts with a label, how many hold a token. */
export interface BayesCounts {
  /** Count, smoothing included, of a token (index in the vocabulary) for a label; the smoothing alone when never seen. */
  count(label: string, token: number): number;
  /** Texts of a label, plus one. */
  total(label: string): number;
  /** All texts, plus one. */
  readonly examples: number;
}

/**
 * Trains natural's BayesClassifier on token arrays. Nothing is printed or read.
 *
 * @param vocabulary the tokens that count; others are ignored
 * @param smoothing what a token counts that a label never showed; above 0
 */
export function countWithNatural(
  texts: readonly { readonly tokens: readonly string[]; readonly label: string }[],
  vocabulary: readonly string[],
  smoothing: number,
): BayesCounts {
  const bayes = new IndexedBayes(vocabulary, smoothing);
  for (const text of texts) bayes.addDocument(text.tokens, text.label);
  bayes.train();
  const { classFeatures, classTotals, totalExamples } = bayes.classifier;
  return {
    count: (label, token) => classFeatures[label]?.[token] ?? smoothing,
    total: (label) => classTotals[label] ?? 1,
    examples: totalExamples,
  };
}
