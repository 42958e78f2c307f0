import type { Policy } from "../eligibility/types.js";
import type { Channel, District, FaqEntry, Office, Service, Topic } from "../knowledge/types.js";
import type { HeardTalk, Intent, IntentAxis, Synonyms, Voice } from "../nlu/types.js";
import type { Wordings } from "../reply/wordings.js";
import type { SlotTelling } from "../shared/slot-telling.js";
import type { Fact, Source } from "../shared/provenance.js";

/** Something wrong in one place of a data file. */
export interface Fault {
  /** Relative to the corpus folder, with `/`. */
  readonly file: string;
  /** 1-based; 1 when the fault concerns the whole file. */
  readonly line: number;
  /** 1-based, in UTF-16 units as editors count them. */
  readonly column: number;
  /** What is wrong and how to mend it. */
  readonly message: string;
}

/**
 * All hand-written data, checked and with defaults filled in: plain JSON, so that a page can take it over
 * as it is. Lists keep the order of file names, then the order inside the file.
 */
export interface CorpusData {
  /** Hash of the files it was read from: equal versions hold equal data. */
  readonly version: string;
  readonly sources: readonly Source[];
  /** Also the facts of low confidence, which are in no claim. */
  readonly facts: readonly Fact[];
  readonly services: readonly Service[];
  readonly channels: readonly Channel[];
  /** Guides of general questions, the city's before those of districts. */
  readonly topics: readonly Topic[];
  /** Whom to ask about a matter, in and beside the field. */
  readonly offices: readonly Office[];
  /** Questions that people ask, each with its answer. */
  readonly faq: readonly FaqEntry[];
  /** Talks of people, from which it is learnt what a turn asks; never shown. */
  readonly talks: readonly HeardTalk[];
  /** Hosts that a channel may lead to. */
  readonly hosts: readonly string[];
  /** Hosts that pass for official ones and are not; never shown. */
  readonly notOfficial: readonly string[];
  readonly districts: readonly District[];
  readonly slots: readonly SlotDefinition[];
  /** Rules that exist, for those who need no more of them. */
  readonly policyIds: readonly string[];
  readonly policies: readonly Policy[];
  /** Fixed wordings by key; every wording of a key has the same placeholders. */
  readonly replies: Wordings;
  readonly intents: readonly Intent[];
  /** More ways to say the intents, by who says them. */
  readonly voices: readonly Voice[];
  readonly synonyms: Synonyms;
  /** Domain words for segmentation. */
  readonly lexicon: readonly string[];
  /** Words that carry no meaning in a question, by group. */
  readonly fillers: readonly string[];
}

/** A text in both written languages. */
export interface BothLanguages {
  readonly zh: string;
  readonly en: string;
}

/** A button under a slot's question. */
export interface SlotChoice extends BothLanguages {
  /** What is stored; `null` leaves the slot unknown, for the reason that `means` names. */
  readonly value?: string | number | boolean | null;
  readonly means?: "unknown" | "skip";
  /** Instead of a value, for numbers; both inclusive. */
  readonly range?: { readonly min: number; readonly max: number };
  /** Nobody means to keep it (out of work): what only it stands against is "not yet". */
  readonly passing?: boolean;
}

/** What can be known of a person (contract: profile slots); one entry of `knowledge/slots.yaml`. */
export interface SlotDefinition extends SlotTelling {
  readonly id: string;
  readonly type: "choice" | "boolean" | "date" | "number";
  /** For numbers: `years`, `months`, `CNY/month`, `percent`, `people`. */
  readonly unit?: string;
  /** For numbers: what can be true of anybody, both inclusive. */
  readonly min?: number;
  readonly max?: number;
  readonly name: BothLanguages;
  readonly question: BothLanguages;
  /** In the order shown. */
  readonly choices: readonly SlotChoice[];
  /** Counts months (or years) that go on by themselves: one more with each. */
  readonly grows?: "month" | "year";
  /** `act`: the person can change it soon; `wait`: only time does; `fixed`: nothing does, or only years of study. */
  readonly changeable: "act" | "wait" | "fixed";
  /** Never logged, dropped with the conversation. */
  readonly personal: boolean;
  readonly sensitivity: "low" | "medium" | "high";
  /** Asked only of those whose other slot has one of these values, or is not known. */
  readonly concerns?: { readonly slot: string; readonly values: readonly string[] };
  /** Counted at the place where the person works or lives: it begins anew with another one. */
  readonly atPlace?: "work" | "home";
  /** Its place among the slots that a hand-over from one channel to another carries. */
  readonly carried?: number;
}

/** The data with its indexes; immutable, one per edit of the files. */
export interface Corpus {
  readonly data: CorpusData;
  readonly version: string;
  readonly sourceById: ReadonlyMap<string, Source>;
  readonly factById: ReadonlyMap<string, Fact>;
  /** By own id and by the id of every covered entry. */
  readonly serviceById: ReadonlyMap<string, Service>;
  readonly channelById: ReadonlyMap<string, Channel>;
  readonly districtById: ReadonlyMap<string, District>;
  readonly intentsByAxis: ReadonlyMap<IntentAxis, readonly Intent[]>;
}

/** What reading the folder gave: a corpus, or everything that is wrong with it. Warnings stop nothing. */
export type LoadResult =
  | { readonly ok: true; readonly corpus: Corpus; readonly warnings: readonly Fault[] }
  | { readonly ok: false; readonly faults: readonly Fault[]; readonly warnings: readonly Fault[] };

/** `file:line:column: message`, as compilers write it, so that editors jump to it. */
export function formatFault(fault: Fault): string {
  return `${fault.file}:${fault.line}:${fault.column}: ${fault.message}`;
}
