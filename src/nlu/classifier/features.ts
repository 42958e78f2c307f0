import { FEATURES } from "../thresholds.js";
import { radicalOf } from "./radical.js";
import { isLatin } from "./units.js";

/** Feature name → weight, before scaling to length 1. */
export type FeatureBag = Map<string, number>;

const START = "^";
const END = "$";

/** Counts features and remembers how much each kind weighs. */
class Counter {
  readonly bag: FeatureBag = new Map();
  private readonly weights = new Map<string, number>();

  add(feature: string, weight: number): void {
    this.bag.set(feature, (this.bag.get(feature) ?? 0) + 1);
    if (weight !== 1) this.weights.set(feature, weight);
  }

  /** Counts damped (1 + ln n), each times the weight of its kind. */
  finish(): FeatureBag {
    for (const [feature, count] of this.bag) {
      this.bag.set(feature, (1 + Math.log(count)) * (this.weights.get(feature) ?? 1));
    }
    return this.bag;
  }
}

/**
 * What is written: units, neighbours, radicals, parts of latin words, first and last units, and the length.
 *
 * Kinds are told apart by a first letter that no unit begins with.
 */
export function surfaceFeatures(units: readonly string[]): FeatureBag {
  const counter = new Counter();
  for (let index = 0; index < units.length; index++) {
    const unit = units[index] ?? "";
    counter.add(unit, 1);
    counter.add(`${units[index - 1] ?? START} ${unit}`, FEATURES.pair);
    const radical = radicalOf(unit);
    if (radical >= 0) counter.add(`R${String(radical)}`, FEATURES.radical);
    if (isLatin(unit)) addWordParts(counter, unit);
  }
  counter.add(`${units.at(-1) ?? START} ${END}`, FEATURES.pair);
  for (let place = 0; place < Math.min(FEATURES.edgeUnits, units.length); place++) {
    counter.add(`S${units[place] ?? ""}`, FEATURES.edge);
    counter.add(`E${units.at(-1 - place) ?? ""}`, FEATURES.edge);
  }
  counter.add(`L${String(Math.min(8, Math.round(Math.log2(units.length + 1) * 2)))}`, 1);
  return counter.finish();
}

/** Runs of three and four letters, with marks for the ends of the word. */
function addWordParts(counter: Counter, word: string): void {
  const marked = `<${word}>`;
  for (let size = 3; size <= 4; size++) {
    for (let start = 0; start + size <= marked.length; start++) {
      counter.add(`#${marked.slice(start, start + size)}`, FEATURES.wordPart);
    }
  }
}

/** How it sounds: runs of one to three syllables or words, with marks for the ends. */
export function soundFeatures(units: readonly string[]): FeatureBag {
  const counter = new Counter();
  const marked = [START, ...units, END];
  for (let start = 0; start < marked.length; start++) {
    const unit = marked[start] ?? "";
    if (start > 0 && start < marked.length - 1) counter.add(unit, 1);
    const next = marked[start + 1];
    if (next === undefined) continue;
    counter.add(`${unit} ${next}`, FEATURES.pair);
    const third = marked[start + 2];
    if (third !== undefined) counter.add(`${unit} ${next} ${third}`, FEATURES.triple);
  }
  return counter.finish();
}

/** What the Bayes vote counts: syllables or words, and pairs of them. */
export function bayesFeatures(units: readonly string[]): FeatureBag {
  const counter = new Counter();
  const marked = [START, ...units, END];
  for (let start = 0; start + 1 < marked.length; start++) {
    if (start > 0) counter.add(marked[start] ?? "", 1);
    counter.add(`${marked[start] ?? ""} ${marked[start + 1] ?? ""}`, 1);
  }
  return counter.bag;
}
