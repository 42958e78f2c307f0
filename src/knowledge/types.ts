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
  /** District ids it serves; `hangzhou` serves all districts of the city, `zhejiang` the province. */
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
