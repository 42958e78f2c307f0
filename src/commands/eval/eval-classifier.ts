import type { LabelledText, TextClassifier } from "../../nlu/classifier/index.js";
import { OUT_OF_SCOPE_LABEL, trainClassifier } from "../../nlu/classifier/index.js";
import { OUT_OF_SCOPE } from "../../nlu/thresholds.js";
import {
  areaUnderCurve,
  calibrationError,
  macroF1,
  percentile,
  recallKeeping,
  share,
  type Prediction,
} from "./measures.js";

/** Shares are 0–1; `null` where the test holds no row to measure it on. */
export interface Figures {
  readonly rows: number;
  /**
   * Rows judged right. Where the test holds out-of-scope rows, a row from the shipped threshold on counts as said
   * to be out of scope; where it holds none, nothing is rejected.
   */
  readonly accuracy: number | null;
  readonly macroF1: number | null;
  /** In-scope rows whose best label is right, nothing rejected. */
  readonly inScopeAccuracy: number | null;
  /** The same, rejected rows counted as wrong. */
  readonly inScopeAccuracyAtThreshold: number | null;
  /** Out-of-scope rows that the shipped threshold rejects. */
  readonly outOfScopeRecall: number | null;
  /** Out-of-scope rows rejected by the line that keeps 95 % of the in-scope rows of this test. */
  readonly outOfScopeRecallKeeping95: number | null;
  readonly auroc: number | null;
  readonly calibrationError: number | null;
}

export interface Confusion {
  readonly label: string;
  readonly said: string;
  readonly rows: number;
}

export interface Trained {
  readonly classifier: TextClassifier;
  readonly trainSeconds: number;
  readonly modelBytes: number;
}

export function train(rows: readonly LabelledText[], fillers: readonly string[]): Trained {
  const start = performance.now();
  const classifier = trainClassifier(rows, { fillers });
  const trainSeconds = (performance.now() - start) / 1000;
  return {
    classifier,
    trainSeconds,
    modelBytes: Buffer.byteLength(JSON.stringify(classifier.toModel())),
  };
}

export function predict(classifier: TextClassifier, rows: readonly LabelledText[]): Prediction[] {
  return rows.map(({ text, label }) => {
    const { ranking, outOfScope } = classifier.classify(text);
    const best = ranking[0];
    return { label, best: best?.id ?? "", confidence: best?.confidence ?? 0, outOfScope };
  });
}

export function judgePredictions(predictions: readonly Prediction[]): Figures {
  const inside = predictions.filter((row) => row.label !== OUT_OF_SCOPE_LABEL);
  const outside = predictions.filter((row) => row.label === OUT_OF_SCOPE_LABEL);
  const isRejected = (row: Prediction): boolean => row.outOfScope >= OUT_OF_SCOPE.reject;
  const said = predictions.map((row) => ({
    label: row.label,
    said: outside.length > 0 && isRejected(row) ? OUT_OF_SCOPE_LABEL : row.best,
  }));
  const values = (rows: readonly Prediction[]): number[] => rows.map((row) => row.outOfScope);
  return {
    rows: predictions.length,
    accuracy: share(said, (row) => row.label === row.said),
    macroF1: macroF1(said),
    inScopeAccuracy: share(inside, (row) => row.best === row.label),
    inScopeAccuracyAtThreshold: share(inside, (row) => row.best === row.label && !isRejected(row)),
    outOfScopeRecall: share(outside, isRejected),
    outOfScopeRecallKeeping95: recallKeeping(0.95, values(outside), values(inside)),
    auroc: areaUnderCurve(values(outside), values(inside)),
    calibrationError: calibrationError(inside),
  };
}

/** The wrong answers of in-scope rows, most frequent first. */
export function confusions(predictions: readonly Prediction[]): Confusion[] {
  const counts = new Map<string, Confusion>();
  for (const { label, best } of predictions) {
    if (label === best || label === OUT_OF_SCOPE_LABEL) continue;
    const key = `${label} ${best}`;
    counts.set(key, { label, said: best, rows: (counts.get(key)?.rows ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.rows - a.rows || (a.label < b.label ? -1 : 1));
}

/** Microseconds of one `classify`, after a first pass over the rows has warmed it up. */
export function timeClassify(
  classifier: TextClassifier,
  rows: readonly LabelledText[],
): { p50: number; p99: number } {
  const times = rows.map(({ text }) => {
    const start = performance.now();
    classifier.classify(text);
    return (performance.now() - start) * 1000;
  });
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

/** The first so many rows of each label, in their order. */
export function firstOfEach(rows: readonly LabelledText[], count: number): LabelledText[] {
  const seen = new Map<string, number>();
  return rows.filter(({ label }) => {
    const own = (seen.get(label) ?? 0) + 1;
    seen.set(label, own);
    return own <= count;
  });
}
