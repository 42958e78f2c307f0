import { seededRandom, shuffledIndexes } from "../../text/random.js";
import {
  floatsFromBase64,
  floatsToBase64,
  fromLetters,
  LARGEST_LETTER,
  toLetters,
} from "../classifier/bytes.js";
import type { FeatureBag } from "../classifier/features.js";
import { buildVocabulary, encode, type SparseText, type Vocabulary } from "../classifier/sparse.js";
import { FAQ_TRAINING } from "../thresholds.js";

/** One sentence to learn from. */
export interface FaqExample {
  readonly bag: FeatureBag;
  /** Place of its entry. */
  readonly entry: number;
  /** How much it counts, 0–1. */
  readonly weight: number;
}

/** What was learnt, as plain data: a row of numbers for each feature and for each entry. */
export interface FaqModel {
  /** Ids of the entries, in the order of their rows. */
  readonly entries: readonly string[];
  /** Feature names, separated by line feeds. */
  readonly features: string;
  /** How rare each feature is: 32-bit floats, base64. */
  readonly rarity: string;
  /** Steps −31…31, a letter each: features × width, then entries × width; what a step is worth stands in the scales. */
  readonly rows: string;
  readonly scales: string;
}

/** Tells how well each entry fits a question. */
export interface FaqScorer {
  readonly entries: readonly string[];
  /** The logarithm of each entry's share, most likely the one nearest to 0. */
  score(bag: FeatureBag): Float64Array;
}

/** Weighs features by rarity and scales the text to length 1. */
function weigh(text: SparseText, rarity: ArrayLike<number>): SparseText {
  const values = text.values.map((value, at) => value * (rarity[text.ids[at] ?? 0] ?? 0));
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return { ids: text.ids, values: length === 0 ? values : values.map((value) => value / length) };
}

/** The sum of the rows of a text's features. */
function project(
  { ids, values }: SparseText,
  rows: ArrayLike<number>,
  width: number,
): Float64Array {
  const sum = new Float64Array(width);
  for (let at = 0; at < ids.length; at++) {
    const row = (ids[at] ?? 0) * width;
    const value = values[at] ?? 0;
    for (let place = 0; place < width; place++) {
      sum[place] = (sum[place] ?? 0) + value * (rows[row + place] ?? 0);
    }
  }
  return sum;
}

/** The logarithms of the shares that a row of scores stands for. */
function logShares(scores: Float64Array): Float64Array {
  let most = -Infinity;
  for (const score of scores) most = Math.max(most, score);
  let total = 0;
  for (const score of scores) total += Math.exp(score - most);
  const whole = most + Math.log(total);
  return scores.map((score) => score - whole);
}

function scoresOf(hidden: Float64Array, rows: ArrayLike<number>, entries: number): Float64Array {
  const width = hidden.length;
  const scores = new Float64Array(entries);
  for (let entry = 0, at = 0; entry < entries; entry++) {
    let sum = 0;
    for (let place = 0; place < width; place++, at++) sum += (hidden[place] ?? 0) * (rows[at] ?? 0);
    scores[entry] = sum;
  }
  return scores;
}

/** Numbers that are learnt, with the running means by which each step is measured (Adam: Kingma and Ba, ICLR 2015). */
class Learnt {
  readonly numbers: Float64Array;
  readonly slope: Float64Array;
  private readonly mean: Float64Array;
  private readonly spread: Float64Array;

  constructor(size: number, start: () => number) {
    this.numbers = Float64Array.from({ length: size }, start);
    this.slope = new Float64Array(size);
    this.mean = new Float64Array(size);
    this.spread = new Float64Array(size);
  }

  /**
   * Goes one step down the slope of some rows, which is then empty again. Rows that no sentence of the step touched stay as they
   * are: most features are rare, and moving all of them each time took most of the time of learning.
   */
  step(count: number, rows: Iterable<number>, rate: number): void {
    for (const row of rows) this.stepRow(count, row * FAQ_TRAINING.width, rate);
  }

  private stepRow(count: number, from: number, rate: number): void {
    const { meanDecay, spreadDecay, width } = FAQ_TRAINING;
    const meanScale = 1 - meanDecay ** count;
    const spreadScale = 1 - spreadDecay ** count;
    for (let at = from; at < from + width; at++) {
      const slope = this.slope[at] ?? 0;
      const mean = meanDecay * (this.mean[at] ?? 0) + (1 - meanDecay) * slope;
      const spread = spreadDecay * (this.spread[at] ?? 0) + (1 - spreadDecay) * slope * slope;
      this.mean[at] = mean;
      this.spread[at] = spread;
      this.slope[at] = 0;
      this.numbers[at] =
        (this.numbers[at] ?? 0) -
        (rate * (mean / meanScale)) / (Math.sqrt(spread / spreadScale) + 1e-8);
    }
  }
}

/**
 * Learns which entry a sentence asks: features and entries share a space of few dimensions, so that what asks for papers in one
 * matter teaches how papers are asked for in another (Joulin, Grave, Bojanowski, Mikolov, "Bag of tricks for efficient text
 * classification", EACL 2017). The same examples give the same model to the bit; about ten seconds for 11,000.
 */
export function trainFaqModel(
  entries: readonly string[],
  examples: readonly FaqExample[],
): FaqModel {
  const { width, rounds, batch, leastTexts } = FAQ_TRAINING;
  const vocabulary = buildVocabulary(
    examples.map(({ bag }) => bag),
    examples.length >= FAQ_TRAINING.manyExamples ? leastTexts : 1,
  );
  const encoded = examples.map(({ bag }) => encode(bag, vocabulary));
  const counts = new Int32Array(vocabulary.size);
  for (const { ids } of encoded) for (const id of ids) counts[id] = (counts[id] ?? 0) + 1;
  const rarity = Float32Array.from(counts, (count) => Math.log(1 + examples.length / count));
  const texts = encoded.map((text) => weigh(text, rarity));
  const random = seededRandom(5);
  const features = new Learnt(
    vocabulary.size * width,
    () => ((random() * 2 - 1) * Math.sqrt(3)) / Math.sqrt(width),
  );
  const labels = new Learnt(entries.length * width, () => (random() * 2 - 1) * 0.17);
  let steps = 0;
  const total = Math.max(1, rounds * Math.ceil(texts.length / batch));
  for (let round = 0; round < rounds; round++) {
    const order = shuffledIndexes(texts.length, random);
    for (let from = 0; from < order.length; from += batch) {
      const some = order.subarray(from, from + batch);
      const touched = new Set<number>();
      for (const index of some) {
        const text = texts[index];
        for (const id of text?.ids ?? []) touched.add(id);
        const example = examples[index];
        if (text === undefined || example === undefined) continue;
        learnOne(
          withoutSome(text, random),
          example,
          features,
          labels,
          entries.length,
          example.weight / some.length,
        );
      }
      steps += 1;
      // The steps get shorter to the end, so that what is learnt does not hang on the order of the last sentences.
      const rate = FAQ_TRAINING.rate * (1 - (steps - 1) / total);
      features.step(steps, touched, rate);
      labels.step(steps, entries.keys(), rate);
    }
  }
  return toModel(entries, vocabulary, rarity, features.numbers, labels.numbers);
}

/**
 * A text without some of its features, chosen by chance and scaled to length 1 again: what is learnt must not hang on single words,
 * for a story told beside a question brings others (Srivastava et al., "Dropout", JMLR 2014). All of them where none would be left.
 */
function withoutSome(text: SparseText, random: () => number): SparseText {
  const kept = [...text.ids.keys()].filter(() => random() >= FAQ_TRAINING.leftOut);
  if (kept.length === 0) return text;
  const values = Float64Array.from(kept, (at) => text.values[at] ?? 0);
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return {
    ids: Int32Array.from(kept, (at) => text.ids[at] ?? 0),
    values: length === 0 ? values : values.map((value) => value / length),
  };
}

/** Adds the slope of one example to what is learnt. */
function learnOne(
  text: SparseText,
  { entry }: FaqExample,
  features: Learnt,
  labels: Learnt,
  entries: number,
  weight: number,
): void {
  const { width } = FAQ_TRAINING;
  const hidden = project(text, features.numbers, width);
  const shares = logShares(scoresOf(hidden, labels.numbers, entries));
  const back = new Float64Array(width);
  for (let label = 0, at = 0; label < entries; label++) {
    const error = Math.exp(shares[label] ?? 0) - (label === entry ? 1 : 0);
    // Most entries are far from meant: what they would teach is too little to be worth its time.
    if (Math.abs(error) < FAQ_TRAINING.leastError) {
      at += width;
      continue;
    }
    const wrong = error * weight;
    for (let place = 0; place < width; place++, at++) {
      back[place] = (back[place] ?? 0) + wrong * (labels.numbers[at] ?? 0);
      labels.slope[at] = (labels.slope[at] ?? 0) + wrong * (hidden[place] ?? 0);
    }
  }
  for (let at = 0; at < text.ids.length; at++) {
    const row = (text.ids[at] ?? 0) * width;
    const value = text.values[at] ?? 0;
    for (let place = 0; place < width; place++) {
      features.slope[row + place] = (features.slope[row + place] ?? 0) + value * (back[place] ?? 0);
    }
  }
}

/** Rows in steps of their own size: a letter a number. */
function toModel(
  entries: readonly string[],
  vocabulary: Vocabulary,
  rarity: Float32Array,
  features: Float64Array,
  labels: Float64Array,
): FaqModel {
  const { width } = FAQ_TRAINING;
  const all = new Float64Array(features.length + labels.length);
  all.set(features);
  all.set(labels, features.length);
  const scales = new Float32Array(all.length / width);
  const steps = new Int8Array(all.length);
  for (let row = 0; row < scales.length; row++) {
    const numbers = all.subarray(row * width, (row + 1) * width);
    const scale = Math.fround(
      numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0) / LARGEST_LETTER,
    );
    scales[row] = scale;
    numbers.forEach((number, place) => {
      steps[row * width + place] = scale === 0 ? 0 : Math.round(number / scale);
    });
  }
  return {
    entries,
    features: [...vocabulary.keys()].join("\n"),
    rarity: floatsToBase64(rarity),
    rows: toLetters(steps),
    scales: floatsToBase64(scales),
  };
}

/** Makes a model ready to score. */
export function loadFaqModel(model: FaqModel): FaqScorer {
  const { width } = FAQ_TRAINING;
  const names = model.features === "" ? [] : model.features.split("\n");
  const vocabulary: Vocabulary = new Map(names.map((name, id) => [name, id]));
  const rarity = floatsFromBase64(model.rarity);
  const steps = fromLetters(model.rows);
  const scales = floatsFromBase64(model.scales);
  const rows = Float32Array.from(steps, (step, at) => step * (scales[Math.floor(at / width)] ?? 0));
  const features = rows.subarray(0, names.length * width);
  const labels = rows.subarray(names.length * width);
  return {
    entries: model.entries,
    score: (bag) =>
      logShares(
        scoresOf(
          project(weigh(encode(bag, vocabulary), rarity), features, width),
          labels,
          model.entries.length,
        ),
      ),
  };
}
