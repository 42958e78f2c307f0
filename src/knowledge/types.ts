import type { Facet } from "../shared/acts.js";
import type { PartialDate } from "../shared/provenance.js";

/** One sourced, dated statement under one facet of a service. */
export interface Claim {
  readonly text: string;
  readonly en?: string;
  /** Ids of facts in `seeds/`; never empty. Every number, date and address of `text` and `en` stands in them. */
  readonly facts: readonly string[];
  readonly asOf: PartialDate;
  /** What a figure counts (`常住人口平均年龄`); used to pick the figure that was asked for. */
  readonly label?: string;
  /** Id of a covered entry when the claim is about that part only. */
  readonly of?: string;
  /** Later than this it is said as "was, on …, please confirm". */
  readonly until?: PartialDate;
  /** The statement itself says that no source has the side that it stands under (申请后几天到账来源没有写): it answers in part. */
  readonly unwritten?: true;
}

/** An inventory entry that was merged into a service: it is found by its own names and answers as its host. */
export interface CoveredEntry {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

/** What a person can use or ask about: a programme, counter, platform, subsidy, event, place … */
export interface Service {
  readonly id: string;
  readonly name: string;
  readonly en?: { readonly name: string; readonly what: string };
  /** Other right names. */
  readonly aliases: readonly string[];
  /** Reading errors and usual slips; found like aliases, never shown. */
  readonly mistakes: readonly string[];
  /** Words that belong to it but do not name it; for the search. */
  readonly terms: readonly string[];
  /** Questions people would ask that only this service answers; for the search, never shown. */
  readonly asked: readonly string[];
  /** Whom it is made for; for the search, never shown. */
  readonly audience?: string;
  readonly covers: readonly CoveredEntry[];
  readonly partOf?: string;
  readonly district: string;
  readonly kind: string;
  readonly topics: readonly string[];
  /** 5 = a newcomer asks for it, 1 = a statistic. */
  readonly relevance: number;
  /** The service's own channels, where a source names them. */
  readonly channels: readonly string[];
  /** `ended`: was abolished; `planned`: announced, not there on the as-of date. Said in words. */
  readonly status: "current" | "ended" | "planned" | "unknown";
  readonly claims: Readonly<Record<Facet, readonly Claim[]>>;
}

export type ChannelKind = "web" | "app" | "mini-program" | "phone" | "counter";

/** A real place to go: site, app, hotline, counter. */
export interface Channel {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly en?: string;
  readonly url?: string;
  readonly phone?: string;
  readonly address?: string;
  /** Ids of the areas it serves; one that serves the city serves all its districts, and so on upwards. */
  readonly districts: readonly string[];
  /** Topic ids it serves; empty = all. */
  readonly topics: readonly string[];
  /** True: not made for one service or topic (district site, 12345); said to be general. */
  readonly general: boolean;
  /** Empty only for a channel of common knowledge, which is then said to be "not from a source". */
  readonly facts: readonly string[];
  readonly asOf: PartialDate;
}

export interface District {
  readonly id: string;
  readonly name: string;
  readonly en: string;
  readonly aliases: readonly string[];
  /** City or province that contains it. */
  readonly parent?: string;
  /** False for areas that only serve as slot values (富阳 …). */
  readonly served: boolean;
}

/** Words in both languages. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** A value of a slot with which a way of a topic is closed; `in` takes a list, `lt` and `gt` a number or a date. */
export interface Bar {
  readonly slot: string;
  readonly op: "eq" | "in" | "lt" | "gt";
  readonly value: string | number | boolean | readonly (string | number | boolean)[];
}

/** One way of a topic: for whom it is, where it leads, and the sourced statement with the deciding figure. */
export interface Way {
  readonly for: Bilingual;
  /** The service that it leads to; absent where no service stands behind it. */
  readonly service?: string;
  readonly claim: Claim;
  /** Who drops out: one of these known of the person closes the way. */
  readonly out: readonly Bar[];
  /** The need under which it stands in a long guide, such as that of a district. */
  readonly group?: Bilingual;
}

/**
 * What a general question is answered by: key facts, the ways in the order in which people fit them, what no source says,
 * the question that narrows most, and whom to ask.
 */
export interface Topic {
  readonly id: string;
  readonly name: Bilingual;
  /** Topics of `intents/topics/` that lead here when no single service is meant. */
  readonly intents: readonly string[];
  /** Names and nouns that mean the topic outright (落户); no sentences. */
  readonly words: readonly string[];
  /** For whom it is: what firms ask is judged for no person. */
  readonly audience?: "firm";
  /** The district whose guide it is; absent for the city's topics. */
  readonly district?: string;
  /** At most three key facts. */
  readonly lead: readonly Claim[];
  readonly ways: readonly Way[];
  /** What no source says, by name of the matter. */
  readonly silent: readonly Bilingual[];
  /** Slots that narrow it, the best first. */
  readonly ask: readonly string[];
  /** Ids of offices, then of channels, to ask. */
  readonly offices: readonly string[];
}

/** One thing that people ask, with the one answer to it or the gap that it is: found by how people say it. */
export interface FaqEntry {
  readonly id: string;
  /** Services that it is about, the one that the talk then stands on first; empty where a whole matter is meant. */
  readonly services: readonly string[];
  /** The topic of `knowledge/topics/` whose matter it is. */
  readonly guide?: string;
  /** The district in which alone the answer holds. */
  readonly district?: string;
  /** Services whose known questions it answers in their stead, for the kind of persons that it is asked of (people from Taiwan). */
  readonly standsFor?: readonly string[];
  /** Sentences that ask it and say of what. */
  readonly asked: readonly string[];
  /** Short forms of it, said while its matter is spoken of. */
  readonly follows: readonly string[];
  /** Short forms of it, each with what the same person asked before it. */
  readonly after: readonly { readonly before: string; readonly said: string }[];
  /** Of each list one word stands in a question that means it. */
  readonly needs: readonly (readonly string[])[];
  /** The first statement answers outright; empty where no source says it. */
  readonly answer: readonly Claim[];
  /** What of it no source says, by name of the matter. */
  readonly silent?: Bilingual;
  /** Ids of offices, or of channels, to ask. */
  readonly offices: readonly string[];
}

/** Whom to ask about a matter of a citizen's life, in and beside our field. */
export interface Office {
  readonly id: string;
  readonly name: Bilingual;
  /** What it is for, in a few words. */
  readonly for: Bilingual;
  /** Topics of `intents/` (also of `intents/none/`) whose questions belong to it. */
  readonly topics: readonly string[];
  /** Words that mean its matter outright (驾照, 护照). */
  readonly words: readonly string[];
  /** Matters of it that are called by a name of their own, with the words that mean them. */
  readonly matters: readonly { readonly name: Bilingual; readonly words: readonly string[] }[];
  readonly phone?: string;
  readonly url?: string;
  /** Facts that state phone or address; empty where it is general knowledge, which is said. */
  readonly facts: readonly string[];
}
