import type { Decision, TalkFocus, Tracker } from "./types.js";

/** Turns kept for export and for reading again after a reload. */
const KEPT_TURNS = 50;

/** Replies kept for repeated deliveries of the same message. */
const KEPT_MESSAGES = 64;

const EMPTY_FOCUS: TalkFocus = { services: [], topics: [], districts: [], act: null };

/** A conversation in which nothing was said yet. `at` is an ISO instant. */
export function newTracker(at: string): Tracker {
  return {
    version: 1,
    createdAt: at,
    updatedAt: at,
    turnCount: 0,
    turns: [],
    focus: EMPTY_FOCUS,
    listed: [],
    rest: [],
    pending: null,
    misses: 0,
    lastWording: null,
    profile: {},
    messages: [],
  };
}

/** What a turn adds to the tracker. */
export interface TurnOutcome {
  readonly at: string;
  readonly utterance: string;
  readonly replyText: string;
  readonly decisions: readonly Decision[];
  /** Services in the order in which the reply shows them. */
  readonly shown: readonly string[];
  readonly lastWording: string | null;
  readonly message?: { readonly id: string; readonly digest: string; readonly reply: unknown };
}

const topicIds = (decision: Decision): readonly string[] =>
  decision.question.topics.slice(0, 2).map((topic) => topic.id);

/** The focus after a decision; decisions that speak of nothing keep the old one. */
function nextFocus(focus: TalkFocus, decision: Decision): TalkFocus {
  const districts =
    decision.question.districts.length > 0 ? decision.question.districts : focus.districts;
  switch (decision.kind) {
    case "answer-service":
      return {
        services: [decision.service],
        topics: topicIds(decision),
        districts,
        act: decision.act,
      };
    case "list-services":
    case "nothing-there":
      return {
        services: decision.kind === "list-services" ? decision.services : [],
        topics: decision.topics,
        districts: decision.districts.length > 0 ? decision.districts : districts,
        act: decision.act,
      };
    case "compare":
      return {
        services: decision.services,
        topics: decision.topics,
        districts: decision.districts.length > 0 ? decision.districts : districts,
        act: "compare",
      };
    case "clarify":
      return { services: [], topics: topicIds(decision), districts, act: decision.act };
    case "decline":
    case "handoff":
    case "talk":
    case "repeat":
      return focus;
    default:
      return decision satisfies never;
  }
}

const isMiss = (decision: Decision): boolean =>
  decision.kind === "decline" && decision.reason !== "elsewhere";

/** The tracker after a turn; pure, the old one is left as it was. */
export function foldTurn(tracker: Tracker, outcome: TurnOutcome): Tracker {
  const { decisions } = outcome;
  const last = decisions.at(-1);
  const clarify = last?.kind === "clarify" ? last : null;
  const list = decisions.findLast((decision) => decision.kind === "list-services");
  const wasMiss = decisions.length > 0 && decisions.every(isMiss);
  const wasTalk = decisions.every(
    (decision) => decision.kind === "talk" || decision.kind === "repeat",
  );
  return {
    ...tracker,
    updatedAt: outcome.at,
    turnCount: tracker.turnCount + 1,
    turns: [
      ...tracker.turns,
      { at: outcome.at, utterance: outcome.utterance, reply: outcome.replyText },
    ].slice(-KEPT_TURNS),
    focus: decisions.reduce(nextFocus, tracker.focus),
    listed: outcome.shown.length > 0 ? outcome.shown : tracker.listed,
    rest: list === undefined ? (wasTalk ? tracker.rest : []) : list.rest,
    pending:
      clarify === null
        ? null
        : {
            question: clarify.question.normalized,
            act: clarify.act,
            services: clarify.services,
          },
    misses: wasMiss ? tracker.misses + 1 : wasTalk ? tracker.misses : 0,
    lastWording: outcome.lastWording,
    messages:
      outcome.message === undefined
        ? tracker.messages
        : [...tracker.messages, outcome.message].slice(-KEPT_MESSAGES),
  };
}
