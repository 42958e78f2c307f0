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
  cost: 3,
  /** Passes over the examples at most. */
  passes: 30,
  /** Stop when the examples' gradients span no more than this. Lower is slower: 0.1 differs from 0.3 by less than 0.1 points. */
  tolerance: 0.3,
  /** What natural's Bayes counts for a feature that a class never showed. 1 (as shipped) costs 17 points. */
  bayesSmoothing: 0.05,
  /** Parts for cross-validation. More is slower. */
  folds: 5,
  /** The same from {@link manyExamples} examples on, to save time. */
  foldsForMany: 3,
  manyExamples: 5000,
  /** Of larger sets only so many examples are judged in cross-validation; more is slower and no surer. */
  heldExamples: 5000,
  /** Weight of a damaged copy of a held-back example when the views are weighed. 0.3–1 give the same figures. */
  damagedWeight: 0.5,
  /** Texts that must hold a token before the Bayes vote counts it. 2 halves its vocabulary and training time. */
  bayesMinimum: 2,
  /**
   * The same for the other views, from {@link manyExamples} on. 3 makes the models 0.3 times as large; acts and topics of 2,900
   * sentences of voices not heard before are right as often, to 0.2 points (2026-11-30).
   */
  viewMinimum: 3,
  /** Steps, of 31 to a feature's largest weight, from which on a weight is kept. 3: models −15 %, accuracy of voices −0.1 points. */
  leastSteps: 3,
  /** Weights of surface, sound and Bayes before any evidence; for each: always, for unknown units, for spelled-out pinyin. */
  mixtureStart: Object.freeze([4, 0, -2, 0.5, 0, 3, 0.2, 0, 0]),
  /** How many texts' worth of evidence the start is. Higher keeps small sets near it. */
  mixturePull: 5,
  /** The same for what is added to each label. 0.5–5: ten examples a class +1.2 to +1.7 points, zh-31 5-fold +0.3, its macro F1 +0.5. */
  labelPull: 2,
  /**
   * Factor on the mixed scores, whose temperature is found with a fifth of the labels left out. Range 0–1, lower is less
   * sure. Confidence less accuracy, points, at 1 / 0.95 / 0.9: zh-31 0.8 / 0.1 / −0.7, zh-talk 5-fold 1.7 / 0.4 / −1.1.
   */
  sureness: 0.95,
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
export const FAQ = Object.freeze({
  /** Weights of the features of a sentence, by kind: characters and words, pairs of neighbours, what was understood. */
  unit: 0.5,
  pair: 0.35,
  act: 2,
  topic: 2,
  service: 1.6,
  entity: 1.1,
  /** What is said before a question counts beside it, 0–1; a question of few units is taken for one of so many more. */
  before: 0.5,
  shortest: 6,
  /** What a sentence counts that is only said while its matter is spoken of, 0–1. */
  ofFollowing: 0.5,
  /** The same, after a sentence that is said before it. */
  ofAfter: 0.6,
  /** What a short form counts by itself that was written for what was said before it. */
  ofSaidAlone: 0.3,
  /** What a turn of a talk teaches of the entry that it asks, and of the next likely one. Of 702 turns of other talks 57 of 100 are found first without any talk, 63 with 1,450 turns. */
  ofTurn: Object.freeze([2, 0.8]),
  /** One in so many sentences that stand alone is learnt once more, after one of another matter. */
  aloneAfter: 3,
  /** Services and topics of a question that are looked at, best first. */
  services: 3,
  topics: 2,
  /** What a service counts that only content led to, 0–1. */
  byContent: 0.7,
  /** What the learnt share, a service and the matter's topics count; learnt by multinomial logistic regression on held-back sentences. */
  weights: Object.freeze({
    shares: 1,
    service: 2.5,
    matter: 2,
    // What service and matter of what was said before count beside those of the question.
    before: 1,
    // Where a kind of persons is named: an entry of it, one of another kind, one of anybody.
    sameKind: 1,
    otherKind: -2,
    forAnybody: -0.3,
  }),
  /** What is added to the score of what is none of the entries: it has neither service nor matter that would add to it. */
  strange: 2,
  /** Entries that are handed on: of all, and of each matter. */
  most: 12,
  ofMatter: 3,
});

/** How the known questions are learnt. Chosen on held-back sentences, 2026-11-30. */
export const FAQ_TRAINING = Object.freeze({
  /** Numbers a feature and an entry have. Of turns of talks 48 finds 56 of 100 first, 64 59, 96 62, 128 no more. */
  width: 96,
  /** Times that all sentences are seen. More learns them by heart: surer, and less often right. */
  rounds: 4,
  /** Sentences a step. */
  batch: 256,
  /** Of the first step; the last one is the shortest. */
  rate: 0.015,
  meanDecay: 0.9,
  spreadDecay: 0.999,
  /** Share of a sentence's features that is left out each time it is seen. Without: of turns of talks 59 of 100 first, not 60. */
  leftOut: 0.25,
  /** Errors below it, 0–1, teach nothing. */
  leastError: 0.0003,
  /** Sentences that a feature must stand in, where there are many. */
  leastTexts: 3,
  manyExamples: 1000,
});

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
  weights: Object.freeze({
    bm25: 3.4,
    ofQuery: 4,
    ofDocument: 1.5,
    units: 2.8,
    softUnits: 3,
    pairs: 1.5,
    length: -2.2,
  }),
  /** Where the finer comparison's value makes a confidence of a half, and how steep it is there. */
  middle: 9,
  slope: 1,
});

/** Finding names of services that are not spelled right. Costs are in units of a name's characters; 2026-11-21, on the names of the inventory damaged by `damage.ts`. */
export const NAMES = Object.freeze({
  /** Characters from which on a part of a name names it on its own. */
  longPart: 5,
  /** Characters that a name must have to be found by likeness. Lower finds more and mistakes more. */
  shortestNear: 3,
  /** Characters of a question that are compared with names; what stands behind is only searched. */
  longestText: 60,
  /** Share of a name's pairs (characters, sounds) that the text must hold. Range 0–1; lower is slower. */
  sharedGrams: 0.3,
  /** Names that the pairs hand on to fuse.js, and that fuse.js hands on to the edit distance. */
  shortList: 24,
  aligned: 8,
  /** Cost of a character that sounds the same, nearly the same, or differently without making another known word. */
  sameSound: 0.22,
  nearSound: 0.35,
  wrong: 0.75,
  /** Cost of a character that makes another word of the corpus: more than leaving it out and adding one. */
  otherWord: 2,
  missing: 0.6,
  /** The same where what is left stands side by side elsewhere too: 区人才 needs no 级. */
  missingKnown: 0.8,
  /** The same for the first and the last character: without them it is another, commoner word. */
  missingEdge: 1.2,
  added: 0.6,
  swapped: 0.35,
  /** Least likeness of a name, when all differences are of sound and otherwise. Range 0–1; higher finds less. */
  likenessBySound: 0.8,
  likeness: 0.87,
});

/** Search in what services say. Range of the weights 0–…; a higher weight of a field makes its words decide. */
export const CONTENT = Object.freeze({
  fields: Object.freeze({ names: 6, terms: 3, asked: 1.5, audience: 1, body: 1 }),
  /** Weight at which a word counts half. Lower makes one mention worth as much as many. */
  saturation: 1.2,
  /** A single character against a pair. */
  single: 0.25,
  /** What a pair that no service holds takes from the share; 1 = as much as the rarest known one. */
  unseen: 0.6,
  /** Information (nats) below which a question says too little to reach a full share. */
  leastInformation: 6,
  hits: 40,
});

/** How sure a found service is. All 0–1; set on the names of the inventory and the seed questions, 2026-11-21. */
export const FINDING = Object.freeze({
  /** A service named letter for letter; a part of its name; a name that is nearly right (times its likeness). */
  named: 0.98,
  part: 0.94,
  near: 0.96,
  /** How much of that is lost when the name accounts for none of the question's content. */
  uncovered: 0.15,
  /** A common name that is all of the question and asks what it is; that is all but for another act; that is only part of it. */
  genericBare: 0.9,
  genericAsked: 0.7,
  genericInside: 0.3,
  nearGeneric: 0.75,
  /** Factor for a name that lies inside a longer near name. */
  insideNear: 0.8,
  /** Topic of questions about a district itself. */
  profileTopic: "district-profile",
  /** A district named and nothing else: its overview. */
  place: 0.85,
  /** A place that is a service too (梦想小镇), when something else is asked beside it. */
  placeInside: 0.4,
  /** Factor for a service of a district that was not asked for; for the same when it was named by a rare name; for the city's. */
  otherDistrict: 0.15,
  namedElsewhere: 0.8,
  cityWide: 0.65,
  /** Factor for a district's service when the city was asked for. */
  cityAsked: 0.9,
  /** Added to a name by the nearness of the rest of the question. */
  tie: 0.02,
  /** Weight of words that mean the same as those of the question. */
  related: 0.5,
  /** Weight of the whole question against its words with content. */
  whole: 0.3,
  /** Lines looked at; weight of the share of words against the nearest line. */
  lines: 60,
  share: 0.75,
  /** What a service loses that has none of the likely topics; and for each step of relevance below 5. */
  topic: 0.45,
  relevance: 0.03,
  /**
   * From likeness to confidence (logistic): level with the second best, and how much each 0.1 ahead of it adds. Fitted on
   * 262 questions kept back from the services' own, by gradient descent; Brier 0.197 against 0.227 for a constant.
   */
  even: -0.3,
  lead: 5.4,
  /** Likeness at which a question says half enough to mean anything, and how sharply that begins. */
  gate: 0.25,
  gateSlope: 20,
  /** Matches below are not worth telling; and how many are told. */
  least: 0.02,
  most: 12,
});

/** Weighing outright words against the classifiers. 0–1; higher trusts the words more. */
export const INTENTS = Object.freeze({
  /** How much of the missing confidence a topic gains by one of its words. */
  topicWord: 0.5,
  /** How much of `outOfScope` such a word takes away. Higher declines less. */
  topicWordScope: 0.25,
  /**
   * An outright word makes its act `actCue` times the odds that it was right in the sentences learnt from likelier, a further word of
   * another act that much times `furtherCue`; `unseenCue` is how often every word counts as right beforehand. What no word says but the
   * form (有…吗) makes its act `formFactor` times likelier. To every act `anyAct` is added first, so that none is impossible. Higher trusts
   * words more. Act right on seven voices not heard before and on our own questions, %: 2 / 4: 87.6 and 94.3; 8 / 6: 86.1 and 96.2; 8 / 8
   * with form 20: 85.9 and 96.4; words alone, as before: 72 and 95.5 (2026-11-30).
   */
  actCue: 8,
  furtherCue: 0.3,
  unseenCue: 6,
  formFactor: 15,
  anyAct: 0.02,
  /** Confidence of `what` when nothing is asked outright: a name, a few words. */
  silentAct: 0.6,
  /** From this confidence on the wording of such words asks something else all the same. */
  silentSure: 0.7,
  /** The same for what is left beside a name, and how many code points that must be at least. */
  silentRest: 0.9,
  leastRest: 4,
  /** How far the topics of a service that is meant lead the topics of the wording. 0–1, times its confidence. */
  serviceTopics: 0.7,
  /** From this confidence on a service's topics count. */
  leastService: 0.5,
  /** From this confidence on small talk is taken for it; without a topic's word or a service's name. */
  talk: 0.55,
  /** `outOfScope` of a question about another city. */
  elsewhere: 0.95,
  /** Factor on `outOfScope` when a district of ours is named. */
  ours: 0.85,
  /** Share of its confidence that a service found by content loses when the question is surely none of ours. */
  doubt: 0.7,
  /** Factor on `outOfScope` when no topic and no service is near; it falls by 1 to a sure one. Higher declines more. */
  withoutEvidence: 1.45,
  /** Below this share of known words nothing is understood; `outOfScope` is at least this then. */
  leastKnown: 0.2,
  unknown: 0.6,
});

/** Limits of parsing. */
export const PARSING = Object.freeze({
  /** Code points of an utterance and of one question that are read. */
  longestUtterance: 2000,
  longestQuestion: 240,
  /**
   * From this `outOfScope` on a question is none of ours. Voices not heard before, % of ours kept and of others declined: 0.45: 97.8 and
   * 89.1; 0.4: 97.2 and 89.5; 0.3: 96.3 and 93.8. With `topicWordScope` 0: 97.4 and 90.5 at 0.45, with 0.5: 97.9 and 83.3 (2026-11-30).
   */
  none: 0.45,
  /** From here on a question that names nothing at all is none of ours. */
  nearlyNone: 0.5,
  /** From here on a message that tells something and asks nothing is none of ours all the same. */
  strange: 0.8,
  /** From here on no general word of money (补贴, 福利) beside a place of ours keeps a question in the field. */
  surelyNone: 0.54,
  /** Things somebody tells about themselves, and code points, from which on a question is a story with a question in it. */
  storySlots: 2,
  storyLength: 14,
  /** Weight of the question without the story when its topic is ranked. */
  storyCore: 0.7,
  /** Code points from which on the clauses of a question are read one by one too; what they weigh; how sure one must be. */
  longStory: 32,
  clauses: 0.5,
  clearClause: 0.6,
  /** Code points from which on the end of a story is read on its own for what it asks; shorter ones (是吗) lean on what stands before. */
  leastClause: 5,
  /** Weight of the end of a long story that asks, when it is clear by itself. Higher trusts the end more. */
  asked: 0.6,
  /** Characters from which on the word of another matter is the matter itself (公租房补贴), not one that is touched (公租房). */
  wholeMatter: 4,
  leastTopic: 0.02,
  mostTopics: 5,
  mostActs: 4,
});
