import type { Facet, Locale } from "../shared/acts.js";
import type { LocalDate } from "../shared/dates.js";
import type { CarriedSlot } from "../shared/hand-over.js";
import type { Block, Choice, ClaimView, Reply, ServiceView, VerdictView } from "../reply/types.js";

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
  /** The same with names and statements in words of the locale; the catalogue itself speaks zh-CN. */
  inLocale(locale: Locale): Catalogue;
}

/** The answer of `POST /api/v1/eligibility`. */
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
  /** The verdicts as they are drawn, when asked for. */
  readonly blocks?: readonly Block[];
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
  /** All slots as a form shows them. */
  form(locale: Locale): readonly SlotField[];
  /** Checks a profile; nothing is coerced. Empty when it can be taken. */
  check(profile: Readonly<Record<string, unknown>>): readonly FieldProblem[];
}
