declare module "natural/lib/natural/classifiers/bayes_classifier.js" {
  /** natural ships no types for this file; only what we use is declared. */
  export default class BayesClassifier {
    constructor(stemmer?: unknown, smoothing?: number);
    /** apparatus' counts behind it. */
    readonly classifier: {
      readonly smoothing: number;
      readonly totalExamples: number;
      readonly classTotals: Readonly<Record<string, number>>;
      readonly classFeatures: Readonly<Record<string, Readonly<Record<string, number>>>>;
    };
    addDocument(tokens: readonly string[], label: string): void;
    train(): void;
    textToFeatures(tokens: readonly string[]): number[];
    getClassifications(tokens: readonly string[]): { label: string; value: number }[];
  }
}
