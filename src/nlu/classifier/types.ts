/** A text and what it means; the label `oos` says: none of the others. */
export interface LabelledText {
  readonly text: string;
  readonly label: string;
}

/** The label of training rows that are out of scope. */
export const OUT_OF_SCOPE_LABEL = "oos";

export interface Classification {
  /** Every label but `oos`, best first; the confidences are calibrated and add up to 1. */
  readonly ranking: readonly { readonly id: string; readonly confidence: number }[];
  /** How likely it is that no label fits, 0–1; at 0.5 one in-scope text in twenty is lost (see thresholds.ts). */
  readonly outOfScope: number;
  /** Likeness to the nearest training example, 0–1, 1 = the same. */
  readonly nearest: number;
  /** Share of the characters and words that the training examples hold, 0–1. */
  readonly known: number;
}

export interface TextClassifier {
  /** All labels but `oos`, in the order of their names. */
  readonly labels: readonly string[];
  classify(text: string): Classification;
  /** Plain data for a file; `loadClassifier` makes the same classifier of it, to the bit. */
  toModel(): ClassifierModel;
}

/** One linear view of a text: features and a weight for each feature and label. */
export interface LinearViewModel {
  /** Feature names, separated by line feeds; the index is the feature's id. */
  readonly features: string;
  /** Steps −31…31, features × labels, a letter each. */
  readonly weights: string;
  /** What a step of a feature's row is worth, two letters each. */
  readonly scales: string;
  /** Added to each label, 32-bit floats, base64. */
  readonly bias: string;
}

export interface ClassifierModel {
  readonly version: 1;
  /** Labels in the order of the weights; `oos` among them when it was trained on. */
  readonly labels: readonly string[];
  readonly fillers: readonly string[];
  /** Spelled-out pinyin is read as such when the examples are Chinese. */
  readonly readsPinyin: boolean;
  readonly surface: LinearViewModel;
  readonly sound: LinearViewModel;
  readonly bayes: LinearViewModel;
  /** Weights of the three views: for known characters, and what unknown ones add. */
  readonly mixture: readonly number[];
  /** Added to the mixed score of each label. */
  readonly labelBias: readonly number[];
  readonly outOfScope: {
    readonly mean: readonly number[];
    readonly scale: readonly number[];
    readonly weights: readonly number[];
    readonly bias: number;
  };
  /** The training texts, folded, and the index of their label, for the nearest example. */
  readonly examples: readonly string[];
  readonly exampleLabels: readonly number[];
}
