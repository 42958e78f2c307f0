import type { Profile } from "../eligibility/index.js";
import { EMPTY_FRAME, frameAfter, withForm } from "./frame.js";
import type { Decision, Form, Tracker } from "./types.js";

/** Turns kept for export and for reading again after a reload. */
const KEPT_TURNS = 50;

/** Messages known as repeats; a delivery older than these is taken as new. */
const KEPT_MESSAGES = 256;

/** A conversation in which nothing was said yet. `at` is an ISO instant. */
export function newTracker(at: string): Tracker {
  return {
    version: 2,
    createdAt: at,
    updatedAt: at,
    turnCount: 0,
    turns: [],
    frame: null,
    listed: [],
    rest: [],
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
  readonly form: Form | null;
  /** What is kept from now on: with consent only. */
  readonly profile: Profile;
  readonly profileOn: string | null;
  /** `words`: nothing of this turn's words is kept; `all`: nor of the turns before it. */
  readonly forget: "nothing" | "words" | "all";
  /** Whether the turn's words tell something of a person. */
  readonly tells: boolean;
  /** Slot that the words answered, where it is not the one asked for just before. */
  readonly answers?: string;
}

/** Small talk that is none: nobody can tell what was said. */
const NONSENSE = "nonsense";

/** Whether nothing was understood. */
const isMiss = (decision: Decision): boolean =>
  (decision.kind === "decline" && decision.reason !== "elsewhere") ||
  (decision.kind === "talk" && decision.talk === NONSENSE);

/** The turns after a turn; words of a child, and what was to be forgotten, are left out. */
function turnsAfter(tracker: Tracker, outcome: TurnOutcome): Tracker["turns"] {
  const { person } = outcome;
  const forget = person?.forget ?? "nothing";
  const asked = person?.form?.asking ?? null;
  const words = forget === "nothing" ? outcome : { utterance: "", replyText: "" };
  return [
    ...(forget === "all" ? [] : tracker.turns),
    {
      at: outcome.at,
      utterance: words.utterance,
      reply: words.replyText,
      ...(outcome.on !== undefined && { on: outcome.on }),
      ...(asked !== null && { asked }),
      ...(person !== undefined && { tells: person.tells }),
      ...(person?.answers !== undefined && { answers: person.answers }),
    },
  ].slice(-KEPT_TURNS);
}

/** The frame after a turn: each of its decisions speaks of something, and judging goes on or is over. */
function frameOf(tracker: Tracker, { decisions, person }: TurnOutcome): Tracker["frame"] {
  if (person !== undefined && person.forget === "all") return null;
  const frame = decisions.reduce(frameAfter, tracker.frame ?? EMPTY_FRAME);
  const after = person === undefined ? frame : withForm(frame, person.form);
  const isOpen = after.isOpen && person?.forget !== "words";
  const isUnwanted = decisions.some(
    (decision) => decision.kind === "profile" && decision.move === "not-kept",
  );
  const since = isUnwanted ? tracker.turnCount + 1 : after.since;
  return tracker.frame === null && decisions.length === 0 ? null : { ...after, isOpen, since };
}

/** The tracker after a turn; pure, the old one is left as it was. */
export function foldTurn(tracker: Tracker, outcome: TurnOutcome): Tracker {
  const { decisions, person } = outcome;
  const list = decisions.findLast((decision) => decision.kind === "list-services");
  const wasMiss = decisions.length > 0 && decisions.every(isMiss);
  const wasTalk = decisions.every(
    (decision) => decision.kind === "talk" || decision.kind === "repeat",
  );
  const { profileOn, ...rest } = tracker;
  const keptOn = person === undefined ? profileOn : (person.profileOn ?? undefined);
  return {
    ...rest,
    ...(person !== undefined && { profile: person.profile }),
    ...(keptOn !== undefined && { profileOn: keptOn }),
    updatedAt: outcome.at,
    turnCount: tracker.turnCount + 1,
    turns: turnsAfter(tracker, outcome),
    frame: frameOf(tracker, outcome),
    listed: outcome.shown.length > 0 ? outcome.shown : tracker.listed,
    rest: list === undefined ? (wasTalk ? tracker.rest : []) : list.rest,
    misses: wasMiss ? tracker.misses + 1 : wasTalk ? tracker.misses : 0,
    lastWording: outcome.lastWording,
    // Nothing but these two: 0.1.0 kept the replies here.
    messages: [...tracker.messages, ...(outcome.message === undefined ? [] : [outcome.message])]
      .slice(-KEPT_MESSAGES)
      .map(({ id, digest }) => ({ id, digest })),
  };
}
