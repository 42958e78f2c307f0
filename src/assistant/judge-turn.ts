import type { LocalDate } from "../shared/dates.js";
import { readProfile, type Profile, type SlotValue } from "../eligibility/index.js";
import type { KnowledgeBase } from "../knowledge/index.js";
import type { ParsedQuestion } from "../nlu/index.js";
import {
  decide,
  type Decision,
  type Judging,
  type PersonOutcome,
  type Tracker,
} from "../dialogue/index.js";
import { judge, type Judgement } from "./judge.js";
import { isChild, withNewer } from "./person-facts.js";
import type { PolicyShelf } from "./policy-book.js";
import { profileMove } from "./profile-talk.js";
import { keptOn, readTurn, recall, type SaidInTurn } from "./recall.js";
import type { AnswerTools } from "./slot-answer.js";
import { scopeOf, type Scope } from "./what-to-judge.js";

/** What judging a turn needs besides its input. */
export interface JudgeTools extends AnswerTools {
  readonly base: KnowledgeBase;
  readonly shelf: PolicyShelf;
}

/** One turn as understood. */
export interface JudgeInput {
  readonly utterance: string;
  readonly questions: readonly ParsedQuestion[];
  readonly tracker: Tracker;
  readonly today: LocalDate;
  /** Facts that came with the message: for this turn only. */
  readonly profile?: Readonly<Record<string, unknown>>;
  /** Nobody is asked about themselves in front of others. */
  readonly isGroup: boolean;
}

/** What was said before and is said otherwise now. */
export interface Replaced {
  readonly slot: string;
  readonly before: SlotValue;
}

/** What a reply says of the person and of the verdicts. */
export interface PersonView {
  /** Everything that was counted, in the order told. */
  readonly facts: Profile;
  /** Read from this message. */
  readonly said: Profile;
  readonly replaced: readonly Replaced[];
  readonly isOther: boolean;
  readonly isChild: boolean;
  /** The facts are kept already. */
  readonly isKept: boolean;
  /** Ask whether to keep them. */
  readonly offersKeep: boolean;
  readonly judgement: Judgement | null;
  /** The same judged before this turn; `null` when the judgement begins with it. */
  readonly before: Judgement | null;
  /** The slot asked for now. */
  readonly asking: { readonly slot: string; readonly left: number } | null;
  /** It was asked before and the answer was not understood. */
  readonly isAgain: boolean;
  /** Rather not said, or not known. */
  readonly skipped: readonly string[];
  readonly isGeneral: boolean;
  /** Nobody in particular was asked about: the answer comes first, and judging is offered. */
  readonly isOffer: boolean;
}

/** The turn decided: what to do about each question, and what is to be said of the person. */
export interface TurnPlan {
  readonly decisions: readonly Decision[];
  /** One for each decision; `null` where nobody is judged. */
  readonly persons: readonly (PersonView | null)[];
  readonly outcome: PersonOutcome;
}

/** From here an act is what the words ask outright. */
const OUTRIGHT = 0.9;
const NAMED = 0.4;
const TOPIC = 0.35;

/** Talk that can be an answer, or noise around one. */
const ANSWER_TALK: ReadonlySet<string> = new Set(["yes", "no", "more", "nonsense"]);

/** Whether an utterance asks something by itself rather than answering or correcting. */
function asksAnew(questions: readonly ParsedQuestion[], asked: string | null): boolean {
  return questions.some((question) => {
    if (question.kind === "talk") return !ANSWER_TALK.has(question.talk ?? "");
    if (question.services.some((one) => one.how !== "content" && one.confidence >= NAMED)) {
      return true;
    }
    const [act] = question.acts;
    const [topic] = question.topics;
    const isSwap = question.reference.kind === "swap" && question.districts.length > 0;
    if (isSwap && asked?.endsWith("District") !== true) {
      return question.entities.every(({ slot }) => slot === "district");
    }
    return (
      act !== undefined &&
      act.id !== "what" &&
      act.confidence >= OUTRIGHT &&
      (topic?.confidence ?? 0) >= TOPIC
    );
  });
}

/** How often a question is put before it is let go. */
const MOST_TRIES = 1;

/** Questions in between after which a judgement is over. */
const MOST_DIGRESSIONS = 2;

interface Known {
  readonly before: Profile;
  readonly facts: Profile;
  readonly replaced: readonly Replaced[];
}

/** All that counts in this turn, and what of it was said otherwise before. */
function knownOf(
  input: JudgeInput,
  said: SaidInTurn,
  since: number,
  isOther: boolean,
  tools: JudgeTools,
): Known {
  const { tracker, today } = input;
  const kept = isOther ? {} : keptOn(tracker, tools.shelf, today);
  const given = isOther ? {} : readProfile(input.profile ?? {}, tools.forms).profile;
  const before = recall(tracker, since, { ...kept, ...given }, tools);
  const { profile, replaced } = withNewer(before, said.facts, today);
  const facts = Object.fromEntries(
    Object.entries(profile).filter(([slot]) => !said.unclear.includes(slot)),
  );
  return {
    before,
    facts,
    replaced: replaced.flatMap((slot) => {
      const old = before[slot];
      return old === undefined ? [] : [{ slot, before: old }];
    }),
  };
}

const NOTHING: Pick<PersonOutcome, "forget"> = { forget: "nothing" };

/** What the tracker has of the person, unchanged. */
const unchanged = (tracker: Tracker, judging: Judging | null): PersonOutcome => ({
  judging,
  profile: tracker.profile,
  profileOn: tracker.profileOn ?? null,
  ...NOTHING,
});

/** A judgement with its question, as the reply shows it and the tracker keeps it. */
function conclude(
  input: JudgeInput,
  scope: Scope,
  said: SaidInTurn,
  known: Known,
  from: {
    readonly since: number;
    readonly isOther: boolean;
    readonly tries: number;
    readonly skipped: readonly string[];
    readonly isAgain: boolean;
    /** The judgement went on before this turn. */
    readonly isLater?: boolean;
  },
  tools: JudgeTools,
): { readonly person: PersonView; readonly outcome: PersonOutcome } {
  const { tracker, today, isGroup } = input;
  const asked = from.isLater === true ? (tracker.judging?.asking ?? null) : null;
  const judgement = judge(scope, known.facts, today, tools.shelf, from.skipped, asked);
  const child = isChild(known.facts, today);
  const asking = isGroup || child ? null : judgement.next;
  const isKept = tracker.profileOn !== undefined && !from.isOther;
  const hasFacts = Object.keys(recall(tracker, from.since, said.facts, tools)).length > 0;
  const offersKeep = asking === null && !from.isOther && !child && !isKept && !isGroup && hasFacts;
  const keepsNew = isKept && !child;
  return {
    person: {
      facts: known.facts,
      said: said.facts,
      replaced: known.replaced,
      isOther: from.isOther,
      isChild: child,
      isKept,
      offersKeep,
      judgement,
      before:
        from.isLater === true ? judge(scope, known.before, today, tools.shelf, from.skipped) : null,
      asking,
      isAgain: from.isAgain,
      skipped: from.skipped,
      isGeneral: scope.isGeneral,
      isOffer: scope.isOffer === true && asking !== null,
    },
    outcome: {
      judging: child
        ? null
        : {
            services: scope.services,
            isGeneral: scope.isGeneral,
            act: scope.act,
            since: from.since,
            isOther: from.isOther,
            asking: asking?.slot ?? null,
            tries: from.tries,
            skipped: from.skipped,
            offered: offersKeep,
          },
      profile: keepsNew
        ? withNewer(keptOn(tracker, tools.shelf, today), said.facts, today).profile
        : tracker.profile,
      profileOn: keepsNew ? today : (tracker.profileOn ?? null),
      forget: child ? "words" : "nothing",
    },
  };
}

/** The judgement under way goes on: an answer, a correction, or words that are none. */
function goOn(
  input: JudgeInput,
  said: SaidInTurn,
  judging: Judging,
  tools: JudgeTools,
): TurnPlan | null {
  const { questions } = input;
  const { asking } = judging;
  const isAnswer = said.answer.kind !== "none";
  const hasFacts = Object.keys(said.facts).length > 0;
  const isNew = asksAnew(questions, asking);
  const isPlainAnswer = isAnswer && (said.answer.kind === "skip" || !isNew);
  if (!isPlainAnswer && (isNew || said.isOther)) return null;
  if (!isPlainAnswer && !hasFacts && asking === null) return null;
  const isLost = !isPlainAnswer && !hasFacts;
  const isDropped = isLost && judging.tries >= MOST_TRIES;
  const isSkipped = said.answer.kind === "skip" || isDropped;
  const skipped = isSkipped && asking !== null ? [...judging.skipped, asking] : judging.skipped;
  const [question] = questions;
  if (question === undefined) return null;
  const known = knownOf(input, said, judging.since, judging.isOther, tools);
  if (judging.services.length === 0) return profileMove.changed(input, question, known.facts);
  const { person, outcome } = conclude(
    input,
    judging,
    said,
    known,
    {
      since: judging.since,
      isOther: judging.isOther,
      tries: isLost && !isDropped ? judging.tries + 1 : 0,
      skipped: skipped.filter((slot) => known.facts[slot] === undefined),
      isAgain: isLost && !isDropped,
      isLater: true,
    },
    tools,
  );
  return {
    decisions: [
      { kind: "judge", question, about: null, services: judging.services, act: judging.act },
    ],
    persons: [person],
    outcome,
  };
}

/** A judgement that waits while other things are asked, but not for ever. */
function waiting(judging: Judging | null, decisions: readonly Decision[]): Judging | null {
  if (judging === null) return null;
  const isTalk = decisions.every(({ kind }) => kind === "talk" || kind === "repeat");
  const tries = isTalk ? judging.tries : judging.tries + 1;
  return tries > MOST_DIGRESSIONS ? null : { ...judging, tries, offered: false };
}

/**
 * Decides a turn: talk about what is kept of the person, the answer to an open question, a correction, or questions, each
 * of which is judged when it is about a person. Pure.
 */
export function judgeTurn(input: JudgeInput, tools: JudgeTools): TurnPlan {
  const { utterance, questions, tracker, today } = input;
  const judging = tracker.judging ?? null;
  const move = profileMove.read(input, tools);
  if (move !== null) return move;
  const said = readTurn(utterance, questions, judging?.asking ?? null, today, tools);
  if (judging !== null) {
    const next = goOn(input, said, judging, tools);
    if (next !== null) return next;
  }
  const plain = questions.map((question) => decide({ question, tracker, base: tools.base }));
  const goesOn = judging !== null && judging.isOther === said.isOther && !said.isOther;
  const since = goesOn ? judging.since : tracker.turnCount;
  const known = knownOf(input, said, since, said.isOther, tools);
  // Said before in this talk, kept or sent along: then "can one" means this person.
  const isKnown = Object.keys(known.before).length > 0;
  const from = {
    since,
    isOther: said.isOther,
    tries: 0,
    skipped: goesOn ? judging.skipped : [],
    isAgain: false,
  };
  const judged: { decision: Decision; person: PersonView | null; outcome: PersonOutcome | null }[] =
    [];
  for (const decision of plain) {
    const scope = scopeOf(decision, said.facts, known.facts, isKnown, tools);
    if (scope === null) {
      judged.push({ decision, person: null, outcome: null });
      continue;
    }
    // One question at a time: what another one of the message needs waits.
    const mayAsk = judged.every(({ person }) => (person?.asking ?? null) === null);
    const asker = mayAsk ? input : { ...input, isGroup: true };
    const { person, outcome } = conclude(asker, scope, said, known, from, tools);
    const { question } = decision;
    const { services, act } = scope;
    judged.push({
      decision: { kind: "judge", question, about: decision, services, act },
      person,
      outcome,
    });
  }
  const outcomes = judged.flatMap(({ outcome }) => outcome ?? []);
  const asking = outcomes.find((outcome) => (outcome.judging?.asking ?? null) !== null);
  const decisions = judged.map(({ decision }) => decision);
  return {
    decisions,
    // Keeping is offered when nothing more is asked.
    persons: judged.map(({ person }) =>
      person === null || asking === undefined ? person : { ...person, offersKeep: false },
    ),
    outcome: asking ??
      outcomes.at(-1) ?? {
        ...unchanged(tracker, waiting(judging, decisions)),
        forget: isChild(known.facts, today) ? "words" : "nothing",
      },
  };
}
