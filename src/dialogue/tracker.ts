import type { Profile } from "../eligibility/index.js";
import type { Decision, Judging, TalkFocus, Tracker } from "./types.js";

/** Turns kept for export and for reading again after a reload. */
const KEPT_TURNS = 50;

/** Messages known as repeats; a delivery older than these is taken as new. */
const KEPT_MESSAGES = 256;

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
  readonly message?: Tracker["messages"][number];
  /** The day it was answered as on, `YYYY-MM-DD`. */
  readonly on?: string;
  /** What the turn leaves of judging and of the person; without it neither changes. */
  readonly person?: PersonOutcome;
}

/** What a turn leaves of judging and of the person. */
export interface PersonOutcome {
  readonly judging: Judging | null;
  /** What is kept from now on: with consent only. */
  readonly profile: Profile;
  readonly profileOn: string | null;
  /** `words`: nothing of this turn's words is kept; `all`: nor of the turns before it. */
  readonly forget: "nothing" | "words" | "all";
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
        services:
          decision.kind === "list-services"
            ? decision.services
            : decision.holdsThere === true
              ? decision.near.slice(0, 1)
              : [],
        topics: decision.topics,
        districts: decision.districts.length > 0 ? decision.districts : districts,
        act: decision.act,
        ...(decision.kind === "list-services" &&
          decision.overview !== undefined && { overview: decision.overview }),
      };
    case "guide":
      return { services: [], topics: topicIds(decision), districts, act: decision.act };
    case "compare":
      return {
        services: decision.services,
        topics: decision.topics,
        districts: decision.districts.length > 0 ? decision.districts : districts,
        act: "compare",
      };
    case "clarify":
      return { services: [], topics: topicIds(decision), districts, act: decision.act };
    case "judge":
      return decision.about === null ? focus : nextFocus(focus, decision.about);
    case "decline":
    case "handoff":
    case "talk":
    case "repeat":
    case "profile":
      return focus;
    default:
      return decision satisfies never;
  }
}

const isMiss = (decision: Decision): boolean =>
  decision.kind === "decline" && decision.reason !== "elsewhere";

/** What is kept of the person and of judging after a turn. */
function personAfter({
  profile,
  profileOn,
  judging,
}: PersonOutcome): Pick<Tracker, "profile" | "profileOn" | "judging"> {
  return { profile, judging, ...(profileOn !== null && { profileOn }) };
}

/** The turns after a turn; words of a child, and what was to be forgotten, are left out. */
function turnsAfter(tracker: Tracker, outcome: TurnOutcome): Tracker["turns"] {
  const { person } = outcome;
  const forget = person?.forget ?? "nothing";
  const asked = person?.judging?.asking ?? null;
  const words = forget === "nothing" ? outcome : { utterance: "", replyText: "" };
  return [
    ...(forget === "all" ? [] : tracker.turns),
    {
      at: outcome.at,
      utterance: words.utterance,
      reply: words.replyText,
      ...(outcome.on !== undefined && { on: outcome.on }),
      ...(asked !== null && { asked }),
    },
  ].slice(-KEPT_TURNS);
}

/** The tracker after a turn; pure, the old one is left as it was. */
export function foldTurn(tracker: Tracker, outcome: TurnOutcome): Tracker {
  const { decisions } = outcome;
  const last = decisions.at(-1);
  const isForgotten = (outcome.person?.forget ?? "nothing") !== "nothing";
  const clarify = last?.kind === "clarify" && !isForgotten ? last : null;
  const list = decisions.findLast((decision) => decision.kind === "list-services");
  const wasMiss = decisions.length > 0 && decisions.every(isMiss);
  const wasTalk = decisions.every(
    (decision) => decision.kind === "talk" || decision.kind === "repeat",
  );
  const { profileOn, ...rest } = tracker;
  return {
    ...rest,
    ...(outcome.person === undefined
      ? profileOn !== undefined && { profileOn }
      : personAfter(outcome.person)),
    updatedAt: outcome.at,
    turnCount: tracker.turnCount + 1,
    turns: turnsAfter(tracker, outcome),
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
    // Nothing but these two: 0.1.0 kept the replies here.
    messages: [...tracker.messages, ...(outcome.message === undefined ? [] : [outcome.message])]
      .slice(-KEPT_MESSAGES)
      .map(({ id, digest }) => ({ id, digest })),
  };
}
