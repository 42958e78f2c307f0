/**
 * Every number that was set by measuring, not by meaning. Each says its range, its direction, and how it was set.
 *
 * Sets: `zh-31`, `zh-talk`, `zh-31-oos`, `en-150`, `similar` are public sets of short questions; only their training
 * and dev parts were used. Day of all figures: 2026-11-21.
 */

/** Weights of kinds of features in a text's vector; a single character or word weighs 1. Range 0–1. */
export const FEATURES = Object.freeze({
  /** Neighbouring units. Higher trusts phrases, lower trusts single characters. zh-31, zh-talk, 5-fold: 0.7 +0.2 points over 1. */
  pair: 0.7,
  /** Three units in a row, sound only. Lower forgives dropped characters. */
  triple: 0.5,
  /** The radical of a character. Higher helps unknown characters, blurs known ones. zh-31 5-fold: 0.5 +0.6 points over none. */
  radical: 0.5,
  /** Three and four letters of a latin word. */
  wordPart: 1,
  /** First and last units once more. zh-31 5-fold +0.1, zh-talk +0.6 points over none. */
  edge: 0.5,
  /** How many units at each end. Range 0–3. */
  edgeUnits: 2,
});

/** The linear models. Set on zh-31 and zh-talk, 5-fold. */
export const TRAINING = Object.freeze({
  /** Price of a misjudged example in the support vector machine. Higher fits closer. 0.5–3 differ by less than 0.4 points. */
  cost: 1,
  /** Passes over the examples at most. */
  passes: 30,
  /** Stop when no example's gradient spans more than this. Lower is slower and no better. */
  tolerance: 0.1,
  /** What natural's Bayes counts for a feature that a class never showed. 1 (as shipped) costs 17 points. */
  bayesSmoothing: 0.05,
  /** Parts for cross-validation. More is slower. */
  folds: 5,
  /** The same from {@link manyExamples} examples on, to save time. */
  foldsForMany: 3,
  manyExamples: 5000,
  /** Weight of a damaged copy of a held-back example when the views are weighed. 0.3–1 give the same figures. */
  damagedWeight: 0.5,
  /** Texts that must hold a token before the Bayes vote counts it. 2 halves its vocabulary and training time. */
  bayesMinimum: 2,
  /** Weights of surface, sound and Bayes (for known units, what unknown ones add) before any evidence. */
  mixtureStart: Object.freeze([4, -2, 1, 3, 0.2, 0]),
  /** How many texts' worth of evidence the start is. Higher keeps small sets near it. */
  mixturePull: 5,
});

/** Deciding that no label fits. */
export const OUT_OF_SCOPE = Object.freeze({
  /** Share of held-back in-scope texts that must stay in scope; the model's 0.5 lies there. Higher declines less. */
  keep: 0.95,
  /** From this `outOfScope` on a text is none of ours. Range 0–1; higher declines less. */
  reject: 0.5,
});

/**
 * The search index. Set on `similar` (8,631 documents, 1,000 queries, 5-fold for the weights).
 */
export const SEARCH = Object.freeze({
  /** BM25: how fast repeated and long texts are damped. Flat between 0.5 and 1.2. */
  k1: 1.2,
  /** BM25: how much long documents are held back, 0–1. Flat between 0.3 and 1. */
  b: 0.75,
  /** What a pair of neighbours counts beside a single unit, 0–1. 1: recall at 1 −2.4 points, people change the order of words. */
  pair: 0.3,
  /** Rarity to this power in the softened likeness, 0–1; lower lets frequent words count more. */
  softness: 0.3,
  /** Candidates that are compared more finely. More is slower and finds no more. */
  candidates: 30,
  /** Entries of the inverted lists that one search reads, rarest terms first. Higher is slower and, below 100,000 documents, no better. */
  postings: 20000,
  /** Characters of a query that are read. */
  queryLength: 200,
  /** Weights of the finer comparison, learnt by multinomial logistic regression over the candidates. */
  weights: Object.freeze({ bm25: 3.4, ofQuery: 4, ofDocument: 1.5, units: 2.8, softUnits: 3, pairs: 1.5, length: -2.2 }),
  /** Where the finer comparison's value makes a confidence of a half, and how steep it is there. */
  middle: 9,
  slope: 1,
});
