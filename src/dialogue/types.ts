import type { Act } from "../shared/acts.js";
import type { LocalDate } from "../shared/dates.js";
import type { Profile } from "../eligibility/index.js";
import type { CardAsked, CardKind } from "../nlu/moves/cards.js";
import type { Overview, ParsedQuestion } from "../nlu/types.js";

/** One turn as kept. */
export interface TurnRecord {
  readonly at: string;
  readonly utterance: string;
  readonly reply: string;
  /** The day it was answered as on, `YYYY-MM-DD`: 去年 counts from it when it is read again. */
  readonly on?: string;
  /** Slot that the reply asked for: the next utterance answered it. */
  readonly asked?: string;
  /** Slot that its words answered, where it is not the one asked for just before. */
  readonly answers?: string;
  /** Whether it tells something of a person; where it is absent the words must be read to know. */
  readonly tells?: boolean;
}

/** What an answer is for: to know of one thing, the ways there are, a list, things side by side, whether a person meets conditions, all that a person may have. */
export type Goal = "know" | "guide" | "list" | "compare" | "judge" | "screen";

/**
 * A judgement that goes on over turns. What the person said of themselves is not in it: it is read again from the
 * turns, so that nothing is kept before consent.
 */
export interface Form {
  /** Services judged, first the one that was asked about; empty while one fact alone is corrected. */
  readonly services: readonly string[];
  /** Asked about money in general rather than about one service. */
  readonly isGeneral: boolean;
  readonly act: Act;
  /** `turnCount` before the turn in which it began. */
  readonly began: number;
  /** `turnCount` before the turn from which on what was told counts: facts are read again from there. */
  readonly since: number;
  /** Of whom it is: `other` and what is supposed are never kept; `anyone`: the speaker may be meant, and has not said so. */
  readonly person: "speaker" | "other" | "anyone";
  /** The slot that the last reply asked for. */
  readonly asking: string | null;
  /** How often each question was put, by slot, and by slot and "~" where it is known roughly; none is put a third time. */
  readonly put: Readonly<Record<string, number>>;
  /** Questions in between that were about something else. */
  readonly digressions: number;
  /** Slots not to ask again. */
  readonly skipped: readonly string[];
  /** The last reply offered to keep the facts. */
  readonly offered: boolean;
  /** The speaker and the spouse are judged beside each other; absent where one person is. */
  readonly pair?: true;
}

/**
 * The one state of a talk: what it is about, what is asked of it, where, of whom. A turn that leans on the talk replaces
 * one part of it ({@link merge}); a question that stands alone begins another one. It holds no facts of the person.
 */
export interface Frame {
  readonly goal: Goal;
  /** What is spoken of, also where nothing was found there; services best first. */
  readonly services: readonly string[];
  readonly topics: readonly string[];
  /** Topic of `knowledge/topics/` that guides; `null` when none does. */
  readonly guide: string | null;
  /** What a place has in general was listed. */
  readonly overview?: Overview;
  readonly act: Act | null;
  /** The known question that was answered last, while its matter is spoken of. */
  readonly known?: string;
  readonly places: readonly string[];
  /** One of the services was to be chosen: the next utterance may do so. */
  readonly isOpen: boolean;
  /** Services spoken of before these, newest first. */
  readonly earlier: readonly string[];
  /** `turnCount` from which on what the speaker tells counts: raised when they want nothing of before remembered. */
  readonly since: number;
  /** The judgement under way, also while something else is asked in between; `null` when there is none. */
  readonly form: Form | null;
}

/**
 * All we keep of one conversation. Versioned; a record of an unknown version is refused, never reset.
 * Derived state (next question, verdicts) is not kept.
 */
export interface Tracker {
  readonly version: 2;
  /** ISO instants. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly turnCount: number;
  /** The last turns, oldest first. */
  readonly turns: readonly TurnRecord[];
  /** What the talk is about; `null` before the first question. */
  readonly frame: Frame | null;
  /** Services as the last reply listed them, for "第二个". */
  readonly listed: readonly string[];
  /** Services already shown for the open list, for "还有吗". */
  readonly rest: readonly string[];
  /** Turns in a row that found nothing. */
  readonly misses: number;
  /** Key of the last fixed wording, so that it is not said twice in a row. */
  readonly lastWording: string | null;
  /** What the person told about themselves, by slot; kept only with consent. */
  readonly profile: Profile;
  /** The day on which `profile` was said last, `YYYY-MM-DD`; absent when nothing is kept. */
  readonly profileOn?: string;
  /** Messages that came with an id, oldest first; for repeated deliveries. */
  readonly messages: readonly {
    readonly id: string;
    /** Hash of the text, to tell a repeat from another message under the same id. */
    readonly digest: string;
  }[];
}

/** Why the services of a decision were chosen; decides what is said to be assumed. */
export interface Assumption {
  readonly kind: "service" | "district" | "topic";
  readonly id: string;
}

/** What to do about one question, the person asking aside; closed. */
export type PlainDecision =
  | {
      readonly kind: "answer-service";
      readonly question: ParsedQuestion;
      /** Known questions that may be meant, where nothing sure was found. */
      readonly maybe?: readonly string[];
      readonly service: string;
      readonly coveredId?: string;
      readonly act: Act;
      /** Others that were likely too, best first. */
      readonly related: readonly string[];
      /** A later day that is asked about. */
      readonly day?: LocalDate;
      /** What the district asked about has itself, which says nothing of the side: the city's answers in its stead. */
      readonly inStead?: string;
      readonly assumed: readonly Assumption[];
    }
  | {
      readonly kind: "list-services";
      readonly question: ParsedQuestion;
      readonly services: readonly string[];
      readonly rest: readonly string[];
      readonly topics: readonly string[];
      readonly districts: readonly string[];
      /** What a place has in general is listed; otherwise services of the topics. */
      readonly overview?: Overview;
      /** Districts asked about that have nothing of their own among these. */
      readonly without?: readonly string[];
      readonly act: Act;
      readonly assumed: readonly Assumption[];
    }
  | {
      /** A general question, answered by the ways of a topic. */
      readonly kind: "guide";
      readonly question: ParsedQuestion;
      /** Known questions that may be meant, where nothing sure was found. */
      readonly maybe?: readonly string[];
      /** Id of a topic of `knowledge/topics/`. */
      readonly topic: string;
      /** Places of the ways to be told, in this order; those that what is known of the person closes are left to `closed`. */
      readonly ways: readonly number[];
      readonly closed: readonly number[];
      /** No source says what was asked; the guide is what is known of the matter. */
      readonly isNear?: true;
      /** Services of the ways told, in their order. */
      readonly services: readonly string[];
      /** Topics of the question. */
      readonly topics: readonly string[];
      readonly districts: readonly string[];
      readonly act: Act;
      readonly assumed: readonly Assumption[];
    }
  | {
      /** A known question, answered by its entry of `knowledge/faq/`. */
      readonly kind: "faq";
      readonly question: ParsedQuestion;
      /** Another entry of the matter that is nearly as likely: it is answered, too. */
      readonly also?: string;
      /** Other known questions that may be meant, where this one is not sure. */
      readonly maybe?: readonly string[];
      readonly entry: string;
      /** What the entry is about. */
      readonly services: readonly string[];
      readonly topics: readonly string[];
      readonly districts: readonly string[];
      readonly act: Act;
      readonly assumed: readonly Assumption[];
    }
  | {
      /** Asked about a district for which no source has anything on the topic. */
      readonly kind: "nothing-there";
      readonly question: ParsedQuestion;
      /** Known questions that may be meant, where nothing sure was found. */
      readonly maybe?: readonly string[];
      readonly topics: readonly string[];
      readonly districts: readonly string[];
      readonly act: Act;
      /** City-wide or neighbouring services that are near. */
      readonly near: readonly string[];
      /** The first of `near` counts in the district too: it is talked about from now on. */
      readonly holdsThere?: boolean;
      /** Services of other districts that speak of what was asked. */
      readonly others?: readonly string[];
      /** The service that was looked for there; when absent, the topic was. */
      readonly subject?: string;
      readonly assumed: readonly Assumption[];
    }
  | {
      readonly kind: "compare";
      readonly question: ParsedQuestion;
      readonly services: readonly string[];
      readonly districts: readonly string[];
      readonly topics: readonly string[];
    }
  | {
      readonly kind: "clarify";
      readonly question: ParsedQuestion;
      readonly services: readonly string[];
      readonly act: Act;
    }
  | {
      /**
       * Nothing is claimed. `unwritten`: the matter is one of ours, and no source says what was asked of it.
       */
      readonly kind: "decline";
      readonly question: ParsedQuestion;
      /** Known questions that may be meant, where nothing sure was found. */
      readonly maybe?: readonly string[];
      readonly reason:
        | "elsewhere"
        | "out-of-scope"
        | "unwritten"
        | "unknown"
        | "no-subject"
        | "empty"
        | "term"
        | "standing";
      readonly topics: readonly string[];
      /** `standing`: the service or the guide that is spoken of, whose gap this is. */
      readonly subject?: { readonly service?: string; readonly guide?: string };
    }
  | {
      readonly kind: "handoff";
      readonly question: ParsedQuestion;
      readonly districts: readonly string[];
    }
  | {
      /** One side of several services, a line each. */
      readonly kind: "sides";
      readonly question: ParsedQuestion;
      readonly services: readonly string[];
      readonly act: Act;
      /** A later day that is asked about. */
      readonly day?: LocalDate;
      readonly assumed: readonly Assumption[];
    }
  | {
      /** Who says what was said, and for which day. */
      readonly kind: "sources";
      readonly question: ParsedQuestion;
      readonly services: readonly string[];
      readonly assumed: readonly Assumption[];
    }
  | {
      readonly kind: "talk";
      readonly question: ParsedQuestion;
      readonly talk: string;
      /** Only of a request that cannot be done, and of anger: what would be said of the matter; `null` when none is named. */
      readonly about?: PlainDecision | null;
    }
  | {
      readonly kind: "repeat";
      readonly question: ParsedQuestion;
      /** 太长了: its first lines alone. */
      readonly isShort?: boolean;
    };

/**
 * What is asked about a judgement under way: why it is so, what would change it, what is missing, the sum, which pays more,
 * what else there is; a side of its services (`side`, by the act); or what is known when it is left (`so-far`).
 */
export type JudgedFollowUp =
  | "why"
  | "ways"
  | "open"
  | "total"
  | "better"
  | "screen"
  | "side"
  | "so-far"
  // How the districts differ for the person.
  | "districts";

/** What to do about one question; closed. */
export type Decision =
  | PlainDecision
  | {
      /** Whether a person meets the conditions of services. */
      readonly kind: "judge";
      readonly question: ParsedQuestion;
      /** What would have been done without judging; `null` when the talk about a judgement goes on. */
      readonly about: PlainDecision | null;
      readonly services: readonly string[];
      readonly act: Act;
      /** What of the judgement is asked for; absent: the judgement itself. */
      readonly follow?: JudgedFollowUp;
    }
  | {
      /** Something to take along: words for the telephone, a card for the counter, what is known of an address. */
      readonly kind: "card";
      readonly question: ParsedQuestion;
      readonly card: CardKind;
      /** What the words beside it name; `null`: what the talk is about is meant. */
      readonly about: PlainDecision | null;
      /** What it is for, the likeliest first; empty where the talk is about nothing. */
      readonly services: readonly string[];
      /** The guide of the matter, where no single service is meant. */
      readonly guide: string | null;
      readonly addresses: CardAsked["addresses"];
      /** How it is spoken, and in both languages. */
      readonly isSpelled: boolean;
    }
  | {
      /** About what is kept of the person. */
      readonly kind: "profile";
      readonly question: ParsedQuestion;
      readonly move: "show" | "told" | "kept" | "not-kept" | "forgotten" | "ask";
    };
