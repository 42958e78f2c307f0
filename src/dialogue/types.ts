import type { Act } from "../shared/acts.js";
import type { Profile } from "../eligibility/index.js";
import type { Overview, ParsedQuestion } from "../nlu/types.js";

/** What the talk is about just now: enough to understand "在哪里用" or "那滨江呢". */
export interface TalkFocus {
  readonly services: readonly string[];
  readonly topics: readonly string[];
  readonly districts: readonly string[];
  readonly act: Act | null;
  /** What a place has in general was listed. */
  readonly overview?: Overview;
}

/** A question back that is open: the next utterance may answer it. */
export interface PendingQuestion {
  readonly question: string;
  readonly act: Act | null;
  /** Candidates that were offered, in the order shown. */
  readonly services: readonly string[];
}

/** One turn as kept. */
export interface TurnRecord {
  readonly at: string;
  readonly utterance: string;
  readonly reply: string;
  /** The day it was answered as on, `YYYY-MM-DD`: 去年 counts from it when it is read again. */
  readonly on?: string;
  /** Slot that the reply asked for: the next utterance answered it. */
  readonly asked?: string;
}

/**
 * A judgement that goes on over turns. What the person said of themselves is not in it: it is read again from the
 * turns, so that nothing is kept before consent.
 */
export interface Judging {
  /** Services judged, first the one that was asked about. */
  readonly services: readonly string[];
  /** Asked about money in general rather than about one service. */
  readonly isGeneral: boolean;
  readonly act: Act;
  /** `turnCount` before the turn in which it began: facts are read again from there. */
  readonly since: number;
  /** About somebody else, or supposed: never kept. */
  readonly isOther: boolean;
  /** The slot that the last reply asked for. */
  readonly asking: string | null;
  /** How often it was asked without an answer. */
  readonly tries: number;
  /** Slots not to ask again. */
  readonly skipped: readonly string[];
  /** The last reply offered to keep the facts. */
  readonly offered: boolean;
}

/**
 * All we keep of one conversation. Versioned; a record of an unknown version is refused, never reset.
 * Derived state (next question, verdicts) is not kept.
 */
export interface Tracker {
  readonly version: 1;
  /** ISO instants. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly turnCount: number;
  /** The last turns, oldest first. */
  readonly turns: readonly TurnRecord[];
  readonly focus: TalkFocus;
  /** Services as the last reply listed them, for "第二个". */
  readonly listed: readonly string[];
  /** Services already shown for the open list, for "还有吗". */
  readonly rest: readonly string[];
  readonly pending: PendingQuestion | null;
  /** Turns in a row that found nothing. */
  readonly misses: number;
  /** Key of the last fixed wording, so that it is not said twice in a row. */
  readonly lastWording: string | null;
  /** What the person told about themselves, by slot; kept only with consent. */
  readonly profile: Profile;
  /** The day on which `profile` was said last, `YYYY-MM-DD`; absent when nothing is kept. */
  readonly profileOn?: string;
  /** The judgement under way; absent or `null` when the last turn judged nothing. */
  readonly judging?: Judging | null;
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
      readonly service: string;
      readonly coveredId?: string;
      readonly act: Act;
      /** Others that were likely too, best first. */
      readonly related: readonly string[];
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
      /** Id of a topic of `knowledge/topics/`. */
      readonly topic: string;
      /** Places of the ways to be told, in this order; those that what is known of the person closes are left to `closed`. */
      readonly ways: readonly number[];
      readonly closed: readonly number[];
      readonly districts: readonly string[];
      readonly act: Act;
      readonly assumed: readonly Assumption[];
    }
  | {
      /** Asked about a district for which no source has anything on the topic. */
      readonly kind: "nothing-there";
      readonly question: ParsedQuestion;
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
      readonly kind: "decline";
      readonly question: ParsedQuestion;
      readonly reason: "elsewhere" | "out-of-scope" | "unknown" | "no-subject" | "empty";
      readonly topics: readonly string[];
    }
  | {
      readonly kind: "handoff";
      readonly question: ParsedQuestion;
      readonly districts: readonly string[];
    }
  | { readonly kind: "talk"; readonly question: ParsedQuestion; readonly talk: string }
  | { readonly kind: "repeat"; readonly question: ParsedQuestion };

/**
 * What is asked about a judgement under way: why it is so, what would change it, what is missing, the sum, which pays more,
 * what else there is; or a side of its services (`side`, by the act).
 */
export type JudgedFollowUp = "why" | "ways" | "open" | "total" | "better" | "screen" | "side";

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
      /** About what is kept of the person. */
      readonly kind: "profile";
      readonly question: ParsedQuestion;
      readonly move: "show" | "kept" | "not-kept" | "forgotten" | "ask";
    };
