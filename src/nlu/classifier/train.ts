import { allInPinyin, dropped, homophone, swapped, wordInPinyin, type Damage } from "../damage.js";
import { pick, seededRandom, shuffledIndexes } from "../random.js";
import { OUT_OF_SCOPE, TRAINING } from "../thresholds.js";
import { trainBayes } from "./bayes-vote.js";
import type { FeatureBag } from "./features.js";
import { foldText } from "./fold-text.js";
import { judge, scoreViews, type Views } from "./judge.js";
import { trainSvm, type LinearWeights } from "./linear-svm.js";
import { toViewModel, viewOf } from "./linear-view.js";
import { loadClassifier } from "./load.js";
import { fitMixture, type ViewScores } from "./mixture.js";
import { indexExamples } from "./nearest.js";
import { fitScope, type JudgedVector } from "./out-of-scope.js";
import { readText, type Reading, type ReadingOptions } from "./reading.js";
import { buildVocabulary, toSparse, type Vocabulary } from "./sparse.js";
import { OUT_OF_SCOPE_LABEL, type ClassifierModel, type LabelledText, type TextClassifier } from "./types.js";
import { isHan } from "./units.js";

export interface TrainingOptions {
  /** Polite words around a question that say nothing about it (`intents/fillers.yaml`). */
  readonly fillers?: readonly string[];
}

interface Example {
  readonly text: string;
  readonly reading: Reading;
  /** Index in the labels. */
  readonly label: number;
}

interface TrainedViews {
  readonly surface: Trained;
  readonly sound: Trained;
  readonly bayes: Trained;
}

interface Trained {
  readonly vocabulary: Vocabulary;
  readonly weights: LinearWeights;
}

/**
 * Learns to tell labels apart from examples, of any language, and which texts fit none of them.
 *
 * Three views (what is written, how it sounds, natural's Bayes on the sounds) are weighed against each other by
 * cross-validation, in which whole labels are held back too, so that out of scope is learnt from real texts.
 * The same rows give the same classifier to the bit. About 0.5 s for 2,000 short texts of 30 labels.
 *
 * @param rows at least one; rows labelled `oos` are examples of what is out of scope
 */
export function trainClassifier(rows: readonly LabelledText[], options: TrainingOptions = {}): TextClassifier {
  const fillers = [...new Set((options.fillers ?? []).map(foldText))]
    .filter((filler) => filler !== "")
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const readingOptions: ReadingOptions = { fillers, readsPinyin: isMostlyHan(rows) };
  const labels = [...new Set(rows.map((row) => row.label))].sort();
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  const examples = rows.map(({ text, label }) => ({
    text,
    reading: readText(text, readingOptions),
    label: indexOf.get(label) ?? 0,
  }));
  const { mixture, outOfScope } = crossValidate(examples, labels, readingOptions);
  const trained = trainViews(examples, labels.length);
  const model: ClassifierModel = {
    version: 1,
    labels,
    fillers,
    readsPinyin: readingOptions.readsPinyin,
    surface: toViewModel(trained.surface.vocabulary, trained.surface.weights),
    sound: toViewModel(trained.sound.vocabulary, trained.sound.weights),
    bayes: toViewModel(trained.bayes.vocabulary, trained.bayes.weights),
    mixture,
    outOfScope,
    examples: examples.map((example) => example.reading.folded),
    exampleLabels: examples.map((example) => example.label),
  };
  return loadClassifier(model);
}

/** Latin words can be pinyin only where Chinese is spoken: in at least one text of twenty. */
function isMostlyHan(rows: readonly LabelledText[]): boolean {
  const han = rows.filter((row) => Array.from(row.text).some(isHan)).length;
  return han * 20 >= rows.length;
}

function trainViews(examples: readonly Example[], labels: number): TrainedViews {
  const target = Int32Array.from(examples, (example) => example.label);
  const svm = (bags: readonly FeatureBag[]): Trained => {
    const vocabulary = buildVocabulary(bags);
    return { vocabulary, weights: trainSvm(toSparse(bags, vocabulary), target, vocabulary.size, labels) };
  };
  const bags = examples.map((example) => example.reading.bayes);
  const vocabulary = buildVocabulary(bags, TRAINING.bayesMinimum);
  return {
    surface: svm(examples.map((example) => example.reading.surface)),
    sound: svm(examples.map((example) => example.reading.sound)),
    bayes: { vocabulary, weights: trainBayes(bags, target, vocabulary, labels) },
  };
}

function toViews(trained: TrainedViews, examples: readonly Example[], labels: readonly string[]): Views {
  return {
    labels: labels.length,
    outOfScopeLabel: labels.indexOf(OUT_OF_SCOPE_LABEL),
    surface: viewOf(trained.surface.vocabulary, trained.surface.weights, "unit-length"),
    sound: viewOf(trained.sound.vocabulary, trained.sound.weights, "unit-length"),
    bayes: viewOf(trained.bayes.vocabulary, trained.bayes.weights, "mean"),
    knownUnits: new Set(examples.flatMap((example) => example.reading.units)),
    examples: indexExamples(
      examples.map((example) => example.reading.units),
      examples.map((example) => example.label),
      labels.length,
    ),
  };
}

const DAMAGES: readonly Damage[] = [homophone, dropped, swapped, wordInPinyin, allInPinyin];

interface HeldBack {
  readonly views: Views;
  readonly reading: Reading;
  readonly scored: ViewScores;
  readonly label: number;
  readonly outOfScope: boolean;
  readonly clean: boolean;
}

/** Weighs the views and the signals on texts and labels that were held back from training. */
function crossValidate(
  examples: readonly Example[],
  labels: readonly string[],
  options: ReadingOptions,
): Pick<ClassifierModel, "mixture" | "outOfScope"> {
  const held = holdBack(examples, labels, options);
  const judged = held
    .filter((text) => !text.outOfScope || labels[text.label] === OUT_OF_SCOPE_LABEL)
    .map((text) => ({ ...text.scored, label: text.label, weight: text.clean ? 1 : TRAINING.damagedWeight }));
  const mixture = fitMixture(judged, TRAINING.mixtureStart, TRAINING.mixturePull);
  const vectors = held.map(
    (text): JudgedVector => ({
      vector: judge(text.views, mixture, text.reading, text.scored).vector,
      outOfScope: text.outOfScope,
      clean: text.clean,
      weight: text.clean ? 1 : TRAINING.damagedWeight,
    }),
  );
  return { mixture, outOfScope: fitScope(vectors, OUT_OF_SCOPE.keep) };
}

/** Trains on parts of the examples without some labels, and scores what was left out. */
function holdBack(examples: readonly Example[], labels: readonly string[], options: ReadingOptions): HeldBack[] {
  const folds = examples.length >= TRAINING.manyExamples ? TRAINING.foldsForMany : TRAINING.folds;
  const random = seededRandom(11);
  const fold = shuffledIndexes(examples.length, random).map((place) => place % folds);
  const outside = labels.indexOf(OUT_OF_SCOPE_LABEL);
  const group = shuffledIndexes(labels.length, random).map((place) => place % folds);
  const canHoldLabels = labels.length > folds;
  const held: HeldBack[] = [];
  for (let part = 0; part < folds; part++) {
    const isOutside = (example: Example): boolean =>
      example.label === outside || (canHoldLabels && group[example.label] === part);
    const kept = examples.filter(
      (example, index) => fold[index] !== part && (example.label === outside || !isOutside(example)),
    );
    if (kept.length === 0) continue;
    const views = toViews(trainViews(kept, labels.length), kept, labels);
    examples.forEach((example, index) => {
      const absent = example.label !== outside && isOutside(example);
      if (fold[index] !== part && !absent) return;
      const add = (reading: Reading, clean: boolean): void => {
        held.push({
          views,
          reading,
          scored: scoreViews(views, reading),
          label: example.label,
          outOfScope: isOutside(example),
          clean,
        });
      };
      add(example.reading, true);
      if (absent) return;
      const damage = pick(DAMAGES, random) ?? dropped;
      add(readText(damage(example.text, random), options), false);
    });
  }
  return held;
}
