// The sub-path, never the package's main entry: that one reads .env, prints to standard output and loads database drivers.
import BayesClassifier from "natural/lib/natural/classifiers/bayes_classifier.js";

/** natural's Bayes on tokens that are numbers: its own look-up compares every known token with every token of a text. */
class NumberedBayes extends BayesClassifier {
  private readonly present: number[];
  private last: readonly string[] = [];

  constructor(tokens: number, smoothing: number) {
    super(undefined, smoothing);
    this.present = new Array<number>(tokens).fill(0);
  }

  /** One number for each token there is, 1 when the text holds it. The array is used again by the next call. */
  override textToFeatures(tokens: readonly string[]): number[] {
    for (const token of this.last) this.present[Number(token)] = 0;
    for (const token of tokens) this.present[Number(token)] = 1;
    this.last = tokens;
    return this.present;
  }
}

/** What natural's Bayes counted: of the texts with a label, how many hold a token. */
export interface BayesCounts {
  /** Token and count, smoothing included, of what a label's texts hold. */
  seen(label: string): readonly (readonly [token: number, count: number])[];
  /** Texts of a label, plus one. */
  total(label: string): number;
  /** All texts, plus one. */
  readonly examples: number;
}

/**
 * Trains natural's BayesClassifier. Nothing is printed or read.
 *
 * @param texts token numbers 0 … tokens − 1 as decimal strings (natural wants arrays of strings); a text without tokens is ignored
 * @param smoothing what a token counts that a label never showed; above 0
 */
export function countWithNatural(
  texts: readonly { readonly tokens: readonly string[]; readonly label: string }[],
  tokens: number,
  smoothing: number,
): BayesCounts {
  const bayes = new NumberedBayes(tokens, smoothing);
  for (const text of texts) bayes.addDocument(text.tokens, text.label);
  bayes.train();
  const { classFeatures, classTotals, totalExamples } = bayes.classifier;
  return {
    seen: (label) =>
      Object.entries(classFeatures[label] ?? {}).map(([token, count]) => [Number(token), count]),
    total: (label) => classTotals[label] ?? 1,
    examples: totalExamples,
  };
}
