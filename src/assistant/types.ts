import type { Facet, Locale } from "../shared/acts.js";
import type { LocalDate } from "../shared/dates.js";
import type { PartialDate } from "../shared/provenance.js";
import type { CarriedSlot } from "../shared/hand-over.js";
import type { ReceiptCode, RuleMark } from "../shared/receipt/receipt-code.js";
import type {
  Block,
  ChannelView,
  Choice,
  ClaimView,
  Reply,
  ServiceView,
  SourceView,
  Standing,
  VerdictView,
} from "../reply/types.js";
import type { ReceiptData } from "./receipt-types.js";

/** A message as every channel hands it in. */
export interface InboundMessage {
  /** `null` begins a new conversation. */
  readonly conversation: string | null;
  readonly text: string;
  readonly channel: "web" | "telegram" | "terminal" | "test";
  readonly messageId?: string;
  /** Language of fixed wordings; by default that of the utterance. */
  readonly locale?: Locale;
  readonly profile?: Readonly<Record<string, string | number | boolean>>;
  /** Others read along: nobody is asked about themselves. */
  readonly isGroup?: boolean;
  /** Judge and speak as on this day; by default the clock's day in Asia/Shanghai. */
  readonly today?: LocalDate;
  /** Create the conversation under this key when it is unknown (Telegram, terminal), instead of refusing it. */
  readonly mayCreate?: boolean;
}

/** Every way a turn can end for a channel. */
export type TurnResult =
  | {
      readonly kind: "replied";
      readonly conversation: string;
      readonly reply: Reply;
      readonly repeated: boolean;
    }
  | { readonly kind: "unknown-conversation" }
  /** The message id was used before with another text. */
  | { readonly kind: "message-conflict" }
  /** The message was answered so long ago that its reply is no longer kept; nothing changed. */
  | { readonly kind: "reply-gone" }
  /** The store could not be read or written: nothing changed; try again later. */
  | { readonly kind: "unavailable" };

/** The one door to the engine; all channels use it. */
export interface Assistant {
  /** One turn, start to end, one at a time in a conversation. Never throws for any text. */
  handleTurn(message: InboundMessage): Promise<TurnResult>;
  /** All that is kept of a conversation, as plain JSON; `null` when unknown. */
  exportConversation(conversation: string): Promise<unknown>;
  /** Forgets all of a conversation, at once; whether there was one. */
  forgetConversation(conversation: string): Promise<boolean>;
}

/** An assistant that also tells what it goes by in a talk, for channels that judge beside it. */
export interface KnowingAssistant extends Assistant {
  /** What counts of the person in a conversation now, by slot; empty when nothing is known, or the conversation is not. */
  factsOf(conversation: string): Promise<Readonly<Record<string, unknown>>>;
  /**
   * What the person agreed to have kept, and the day it was told; `forgotten` when the last words asked to forget everything,
   * `null` when nothing is kept, or the conversation is not.
   */
  keptOf(conversation: string): Promise<KeptFacts | "forgotten" | null>;
}

/** Facts that are kept with consent. */
export interface KeptFacts {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly on: LocalDate;
}

/** A service with all its claims, for pages that show the whole of it. */
export interface ServiceDetail extends ServiceView {
  readonly kind: string;
  readonly status: "current" | "ended" | "planned" | "unknown";
  readonly partOf: string | null;
  readonly claims: Readonly<Record<Facet, readonly ClaimView[]>>;
}

export interface NamedItem {
  readonly id: string;
  readonly name: string;
}

/** A service in one line of a list, with the statement that says best what it is. */
export interface ServiceLine {
  readonly id: string;
  readonly name: string;
  readonly district: string;
  readonly districtName: string;
  readonly topics: readonly string[];
  readonly status: ServiceDetail["status"];
  readonly claim: ClaimView | null;
}

/** A guide as a page shows it. */
export interface GuideView {
  readonly lead: readonly ClaimView[];
  readonly ways: readonly {
    readonly for: string;
    readonly group: string | null;
    readonly service: NamedItem | null;
    readonly claim: ClaimView;
  }[];
  /** What no source says, by name of the matter. */
  readonly silent: readonly string[];
  readonly channels: readonly ChannelView[];
}

/** What a page of a service shows beside what every reply shows of it. */
export interface ShelfService {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly aliases: readonly string[];
  /** Names of entries that were merged into it. */
  readonly covers: readonly string[];
  readonly districtName: string;
  /** Sides about which sources say something, each with the question that asks for it. */
  readonly sides: readonly {
    readonly facet: Facet;
    readonly title: string;
    readonly question: string;
    readonly claims: readonly ClaimView[];
  }[];
  readonly topics: readonly NamedItem[];
  readonly partOf: NamedItem | null;
  readonly parts: readonly NamedItem[];
}

export interface ShelfTopic extends NamedItem {
  readonly guide: GuideView | null;
  readonly services: readonly ServiceLine[];
  /** The documents behind all that the page says. */
  readonly sources: readonly SourceView[];
  /** Guides of other topics to which this one leads. */
  readonly guides: readonly NamedItem[];
}

export interface ShelfDistrict extends NamedItem {
  readonly guide: GuideView | null;
  readonly services: readonly ServiceLine[];
  /** The documents behind all that the page says. */
  readonly sources: readonly SourceView[];
  /** The district's own site and the city's hotline. */
  readonly channels: readonly ChannelView[];
}

/** A document, and everything that is told from it. */
export interface ShelfSource {
  readonly source: SourceView;
  /** It only reposts or retells; its address is shown to nobody. */
  readonly isRepost: boolean;
  readonly told: readonly {
    /** The page on which it stands: of a service, a topic or a district. */
    readonly kind: "s" | "t" | "d";
    readonly id: string;
    readonly name: string;
    readonly claim: ClaimView;
  }[];
}

/** All that is known, arranged for reading and in words of one language. Each call makes it anew. */
export interface Shelf {
  /** The most asked for first. */
  services(): readonly ServiceLine[];
  /** Guides first, then subjects that only list services. */
  topics(): readonly (NamedItem & { readonly isGuide: boolean })[];
  /** Districts of which something is known, the widest first. */
  districts(): readonly (NamedItem & { readonly count: number })[];
  /** Sources from which something is told. */
  sourceIds(): readonly string[];
  /** By own id or by the id of a covered entry. */
  service(id: string): ShelfService | null;
  topic(id: string): ShelfTopic | null;
  district(id: string): ShelfDistrict | null;
  source(id: string): ShelfSource | null;
  /**
   * The question by which the talk goes on from a page: `s.<service>`, `s.<service>.<side>`, `t.<topic>` or `d.<district>`. Ids
   * only, so that an address can make nobody say what its writer likes.
   */
  question(about: string): string | null;
}

/** What a field proposes while something is typed. */
export interface Suggestion {
  readonly kind: "question" | "service" | "topic" | "district";
  readonly label: string;
  /** What stands beside the label in small letters; empty for none. */
  readonly detail: string;
  /** Sending this as text asks for it. */
  readonly send: string;
  /** Its page, as a path without a slash at the start; `null`: it has none. */
  readonly page: string | null;
}

/** What can be looked up without a talk. */
export interface Catalogue {
  /** Changes with every edit of the data; for caches. */
  readonly version: string;
  readonly districts: readonly NamedItem[];
  readonly topics: readonly NamedItem[];
  /** What a hand-over to another channel carries of a person. */
  readonly carriedSlots: readonly CarriedSlot[];
  /** Services by words, district and topic, best first; all of them without a filter. */
  find(filter: {
    readonly q?: string;
    readonly district?: string;
    readonly topic?: string;
    readonly limit: number;
  }): readonly ServiceView[];
  /** By own id or by the id of a covered entry; `null` when unknown. */
  get(id: string): ServiceDetail | null;
  /** A fixed wording of `knowledge/replies.yaml`. */
  say(key: string, locale: Locale): string;
  /** Every variant of a wording that is a list, in both languages and both scripts. */
  words(key: string): readonly string[];
  /** Buttons kept in the wordings under a key that ends in `-choices`. */
  choices(key: string, locale: Locale): readonly Choice[];
  /** All that is known, arranged for reading. */
  readonly shelf: Shelf;
  /** What may be meant by the beginning of a question, best first. Far below the time of a turn. */
  suggest(typed: string, limit: number): readonly Suggestion[];
  /** The same with names and statements in words of the locale; the catalogue itself speaks zh-CN. */
  inLocale(locale: Locale): Catalogue;
}

/** The answer of `POST /api/v1/eligibility`. */
/** What a person and the partner can have together. */
export interface PairResult {
  /** In CNY: certain sums only, what is the household's once. */
  readonly sumCny: number;
  /** What the household has once, and who of the two applies; `null` when neither can have it. */
  readonly household: readonly {
    readonly policy: string;
    readonly name: string;
    readonly applicant: "speaker" | "partner" | "either" | "open" | null;
    /** Facts that say that it is the household's. */
    readonly facts: readonly string[];
  }[];
  /** Slots of the household of which the two told different things. */
  readonly unclear: readonly string[];
  /** All of it in words, a line each. */
  readonly lines: readonly string[];
}

export interface EligibilityResult {
  readonly verdicts: readonly VerdictView[];
  readonly next: {
    readonly slot: string;
    readonly question: string;
    readonly choices: readonly Choice[];
  } | null;
  /** What it was judged by: each fact in a few words, and as a line that a message can hold. */
  readonly facts: readonly {
    readonly slot: string;
    readonly text: string;
    readonly line: string;
  }[];
  /** What can be had now or soon, in the order to do it. */
  readonly steps: readonly {
    readonly policy: string;
    readonly name: string;
    readonly from: LocalDate;
    /** The last day, which still counts; `null` when no source sets one. */
    readonly lastDay: LocalDate | null;
    /** Policies of the list that come first. */
    readonly after: readonly string[];
  }[];
  /** To keep it and judge it again, without anything of it being kept here; `null` where no rule was judged. */
  readonly receipt: ReceiptCode | null;
  /** The verdicts as they are drawn, when asked for. */
  readonly blocks?: readonly Block[];
  /** The person and the partner together; absent where no partner was sent. */
  readonly pair?: PairResult;
}

/** A rule as receipts name it, and the version of it that is held now. */
export interface HeldRule extends RuleMark {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
}

/** A slot as a form shows it, in words of one language. */
export interface SlotField {
  readonly slot: string;
  readonly type: "choice" | "boolean" | "date" | "number";
  readonly name: string;
  readonly question: string;
  readonly min?: number;
  readonly max?: number;
  /** Values to choose from; empty where one is typed. */
  readonly choices: readonly { readonly label: string; readonly value: string | boolean }[];
  /** It is of the household, so that a partner is not asked it again. */
  readonly shared?: true;
}

/** A field of the request that cannot be taken: which, and why. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** What is to be judged. */
export interface EligibilityRequest {
  readonly profile: Readonly<Record<string, unknown>>;
  readonly today?: LocalDate;
  /** By default all that we hold rules for. */
  readonly services?: readonly string[];
  /** Language of the words; zh-CN by default. */
  readonly locale?: Locale;
  /** Slots that the person would rather not say: not asked for. */
  readonly skipped?: readonly string[];
  /** Draw the verdicts as blocks, too. */
  readonly blocks?: boolean;
  /** What is known of the spouse or partner of the same household: both are judged beside each other, too. */
  readonly partner?: Readonly<Record<string, unknown>>;
}

/** Whose outlook it is, and on what. */
export interface OutlookRequest extends KeptFacts {
  readonly today: LocalDate;
  /** Ids of policies, or of the services that they judge; without either all that we hold rules for. */
  readonly policies?: readonly string[];
  readonly services?: readonly string[];
}

/** How one rule stands for the person. */
export interface OutlookRule {
  readonly policy: string;
  /** Another one as soon as anything changes that the rule judges by. */
  readonly version: string;
  readonly standing: Standing;
  /** The last day of what can be had now or soon; `null` when no source sets one. */
  readonly lastDay: LocalDate | null;
  /** What the last day rests on, or without one the verdict; ids. */
  readonly facts: readonly string[];
}

/** How things stand and will stand, for who asked to be told. */
export interface Outlook {
  rules(request: OutlookRequest): readonly OutlookRule[];
  /** `null` when the rule is held no more. */
  nameOf(policy: string, locale: Locale): string | null;
  say(standing: Standing, locale: Locale): string;
  /** The sources of facts that are named in a message. */
  sources(
    facts: readonly string[],
    locale: Locale,
  ): readonly { readonly name: string; readonly date: PartialDate | null }[];
}

/** Judging without a talk. */
export interface EligibilityDesk {
  /** Judges a profile on a day, against all policies or those of some services. */
  assess(
    request: EligibilityRequest,
  ): EligibilityResult | { readonly problems: readonly FieldProblem[] };
  /**
   * The last days of what can be had now or soon as a calendar file; `null` when no source sets one.
   *
   * @param stamp when it is made: an instant in UTC, `YYYY-MM-DDTHH:MM:SSZ`
   */
  calendar(
    request: EligibilityRequest,
    stamp: string,
  ): { readonly file: string | null } | { readonly problems: readonly FieldProblem[] };
  /** What a page needs to judge receipts by itself. */
  receiptData(locale: Locale): ReceiptData;
  /** All rules that are held, as receipts name them. */
  rules(): readonly HeldRule[];
  /** All slots as a form shows them. */
  form(locale: Locale): readonly SlotField[];
  /** Checks a profile; nothing is coerced. Empty when it can be taken. */
  check(profile: Readonly<Record<string, unknown>>): readonly FieldProblem[];
}

/** A desk that also tells later what was asked for, for channels that can write first. */
export interface WatchingDesk extends EligibilityDesk {
  readonly outlook: Outlook;
}
