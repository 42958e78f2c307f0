import type { Act } from "../shared/acts.js";
import type { TellableSlot } from "../shared/slot-telling.js";

/** Which question an intent file answers: what about, what is asked, or talk that asks nothing about policy. */
export type IntentAxis = "topic" | "act" | "talk" | "none";

/** One file of `intents/`: how people say one thing. */
export interface Intent {
  readonly id: string;
  readonly axis: IntentAxis;
  readonly title: string;
  readonly en: string;
  readonly utterances: readonly string[];
  /** Near misses: looks like this intent, belongs elsewhere. */
  readonly not: readonly { readonly text: string; readonly belongs: string }[];
  /** Slots that a question of this kind often carries. */
  readonly slots: readonly string[];
}

/**
 * What one kind of person types (`intents/voices/`): teaches the classifiers and nothing else, so that a slip of the pen in it never
 * becomes a word that we know.
 */
export interface Voice {
  readonly id: string;
  readonly says: readonly VoicePart[];
}

/** Sentences of a topic, an act or both; or of small talk; or of what is none of ours. The names are ids of intents. */
export interface VoicePart {
  readonly topic?: string;
  readonly act?: string;
  readonly talk?: string;
  readonly none?: string;
  readonly utterances: readonly string[];
}

/** One synonym group of `intents/synonyms.yaml`: a value and the ways to say it. */
export interface SynonymEntry {
  readonly value: string;
  readonly words: readonly string[];
}

/** Entity groups by name: `district`, `place`, `degree`, `filler` … */
export type Synonyms = Readonly<Record<string, readonly SynonymEntry[]>>;

/** A candidate and how sure we are of it; 1 = sure. Calibrated: of those at 0.9, nine in ten are right. */
export interface Ranked<Id extends string = string> {
  readonly id: Id;
  readonly confidence: number;
}

/** A slot value read from the utterance. */
export interface Entity {
  /** Profile slot (contract) or one of `district`, `date`, `amount`, `topic-word`. */
  readonly slot: string;
  readonly value: string | number | boolean;
  /** For values known only within limits, e.g. 三十出头 → {min: 30, max: 33}. */
  readonly range?: { readonly min?: number | string; readonly max?: number | string };
  /** The words it was read from, and where (code points, in the normalized text, end exclusive). */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Read under a negation: 不是, 除了, 没有. */
  readonly negated: boolean;
}

/** Of whom something is said. */
export type Holder = "speaker" | "other" | "anyone";

/**
 * How it is said: `held` is so today; `wished`, `past`, `sought` (from an office) and `unfinished` (a course) are not; `supposed`
 * for the sake of a question; `asked` is what a question or a rule is about; `denied` is not so; `either` leaves it open.
 */
export type Standing =
  "held" | "wished" | "past" | "sought" | "unfinished" | "supposed" | "asked" | "denied" | "either";

/** One thing said of somebody. Nothing is left out: who reads it decides what counts. */
export interface Statement {
  /** A slot of `knowledge/slots.yaml`. */
  readonly slot: string;
  /** Rough numbers and spans of days are ranges. */
  readonly value:
    string | number | boolean | { readonly min?: number | string; readonly max?: number | string };
  readonly holder: Holder;
  readonly standing: Standing;
  /** Only in the city does it count, and no place was said: so when it answers the question for it. */
  readonly isUnplaced?: boolean;
  /** Code points of the normalized question, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Whom an utterance asks about; the same on each of its questions. */
export interface AskedPerson {
  readonly holder: Holder;
  /** Only for the sake of the question (如果我是博士呢). */
  readonly isSupposed: boolean;
  /** Something is told, and not only asked: 我不是硕士, not 不是硕士能领吗. */
  readonly isTold: boolean;
  /** What a word means is asked (函授是什么, 学生算吗): it answers nothing. */
  readonly isTerm: boolean;
}

export type PlaceRole =
  "asked" | "works" | "lives" | "hometown" | "hukou" | "school" | "insured" | "earlier";

/** A place named in a question, and what it is there for. */
export interface PlaceMention {
  /** A district of ours, the city, its province, or another city. */
  readonly id: string;
  readonly isElsewhere: boolean;
  readonly role: PlaceRole;
  readonly start: number;
  readonly end: number;
}

export type ServiceMatchKind = "name" | "alias" | "near-name" | "pinyin" | "content";

/** A service that the utterance names or means. */
export interface ServiceMatch {
  /** Host service id. */
  readonly id: string;
  /** Inventory id of the covered entry that was named, when it was one. */
  readonly coveredId?: string;
  readonly confidence: number;
  readonly how: ServiceMatchKind;
  /** The name is a common one that services of other cities bear too (人才公寓, 生活补贴). */
  readonly isCommon?: boolean;
  /** Words of the utterance that named it; empty for `content`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A known question that this one resembles. */
export interface FaqMatch {
  /** Id of an entry of `knowledge/faq/`. */
  readonly id: string;
  /** How much less likely it is than the likeliest one: the logarithm of the ratio, 0 or less. */
  readonly score: number;
  /** It is asked of a kind of persons for whom other rules hold, and one of them is spoken of. */
  readonly isOfKind?: true;
}

/** A short form of a question, and what the same person asked before it. */
export interface SaidAfter {
  readonly before: string;
  readonly said: string;
}

/** A known question as the search sees it. */
export interface SearchableFaq {
  readonly id: string;
  readonly asked: readonly string[];
  readonly follows: readonly string[];
  /** Short forms, each with what was said before it. */
  readonly after: readonly SaidAfter[];
  /** Of each list one word must be in the question. */
  readonly needs: readonly (readonly string[])[];
  /** What it is about. */
  readonly services: readonly string[];
  /** Services whose known questions it answers in their stead for the kind of persons of whom it is asked. */
  readonly standsFor?: readonly string[];
  /** The matter that it shares with others: its guide, else its service. */
  readonly matter: string;
}

/** One person's side of a talk, turn after turn, each with the known questions that it asks, the likeliest first. */
export type HeardTalk = readonly {
  readonly said: string;
  readonly asks: readonly string[];
}[];

/** How a question leans on what was said before. */
export interface Reference {
  /** `same`: 它/这个/在哪里用 (no subject); `swap`: 那滨江呢/换成余杭; `ordinal`: 第二个/前面那个; `none`. */
  readonly kind: "none" | "same" | "swap" | "ordinal";
  /** For `ordinal`: 1-based position in the last reply's services; negative counts from the end. */
  readonly index?: number;
}

/** What a place has in general is asked for. */
export interface Overview {
  /** In the words of the question: 人才政策. */
  readonly matter: string;
  /** Words for money (补贴) when that is asked for, and not whatever there is; else none. */
  readonly paid: readonly string[];
  /** Topics to look at, in this order. */
  readonly topics: readonly string[];
}

/** One question found in an utterance. */
export interface ParsedQuestion {
  /** The part of the utterance that this question is, as typed. */
  readonly text: string;
  readonly normalized: string;
  readonly kind: "question" | "talk" | "none";
  /** Id of a talk intent when `kind` is `talk`. */
  readonly talk?: string;
  readonly topics: readonly Ranked[];
  readonly acts: readonly Ranked<Act>[];
  readonly districts: readonly string[];
  readonly excludedDistricts: readonly string[];
  /** Other cities and provinces named; makes the question somebody else's matter. */
  readonly elsewhere: readonly string[];
  readonly services: readonly ServiceMatch[];
  /** Known questions that it may be, likeliest first; absent where there are none. */
  readonly faq?: readonly FaqMatch[];
  /** Every place named, with what it is there for; only those `asked` about are in `districts` and `elsewhere`. */
  readonly places: readonly PlaceMention[];
  /** Values read from the words; not those that are somebody else's. */
  readonly entities: readonly Entity[];
  /** All that is said of anybody. */
  readonly statements: readonly Statement[];
  readonly person: AskedPerson;
  readonly reference: Reference;
  /** What is left when names, districts, act words and fillers are taken away: what the answer must be about. */
  readonly focus: readonly string[];
  /** Absent when something else is asked. */
  readonly overview?: Overview;
  /** What a part of a message says of its own, where it took its matter from the part before it; absent when it has one. */
  readonly part?: { readonly focus: readonly string[]; readonly districts: readonly string[] };
  /** Asked of all districts (各区有哪些…), or which of them it is (哪个区…); absent when neither. */
  readonly districtsAsked?: "all" | "which";
  /** Probability that the question is none of ours, 0–1. */
  readonly outOfScope: number;
  readonly confidence: number;
}

export interface ParseResult {
  readonly utterance: string;
  /** zh-CN or en, by what was typed; traditional characters give zh-TW. */
  readonly language: "zh-CN" | "zh-TW" | "en";
  readonly questions: readonly ParsedQuestion[];
}

/** What the understanding is built from; plain data so that it also runs in a page. */
export interface NluCorpus {
  readonly intents: readonly Intent[];
  readonly voices: readonly Voice[];
  readonly synonyms: Synonyms;
  readonly lexicon: readonly string[];
  /** Polite words around a question that change nothing. */
  readonly fillers: readonly string[];
  readonly services: readonly SearchableService[];
  readonly districts: readonly NluArea[];
  readonly slots: readonly TellableSlot[];
  /** Questions whose answers are known. */
  readonly faq?: readonly SearchableFaq[];
  /** Talks from which it is learnt what a turn asks. */
  readonly talks?: readonly HeardTalk[];
}

/** A district, the city, or its province. */
export interface NluArea {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly served: boolean;
  /** The area in which it lies. */
  readonly parent?: string;
}

/** A service as the search sees it. */
export interface SearchableService {
  readonly id: string;
  readonly district: string;
  readonly topics: readonly string[];
  readonly relevance: number;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly mistakes: readonly string[];
  readonly terms: readonly string[];
  readonly asked: readonly string[];
  readonly audience?: string;
  readonly covers: readonly {
    readonly id: string;
    readonly name: string;
    readonly aliases: readonly string[];
  }[];
  readonly englishName?: string;
  /** All claim texts joined; and the English ones. */
  readonly body: string;
  readonly englishBody: string;
}
