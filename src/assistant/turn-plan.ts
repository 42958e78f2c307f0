import type { LocalDate } from "../shared/dates.js";
import type { PairScreening, Profile, SlotValue } from "../eligibility/index.js";
import type { KnowledgeBase } from "../knowledge/index.js";
import type { FaqMatch, ParsedQuestion } from "../nlu/index.js";
import type { Decision, PersonOutcome, Tracker } from "../dialogue/index.js";
import type { Judgement } from "../person/judge.js";
import type { PolicyShelf } from "../person/policy-book.js";
import type { AnswerTools } from "../person/slot-answer.js";

/** What judging a turn needs besides its input. */
export interface JudgeTools extends AnswerTools {
  readonly base: KnowledgeBase;
  readonly shelf: PolicyShelf;
  /** The known questions that a question may be, after what was asked before it. */
  readonly known: (
    question: ParsedQuestion,
    before: readonly ParsedQuestion[],
  ) => readonly FaqMatch[];
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

/** What is judged as if: other facts, another day. */
export interface Supposed {
  readonly facts: Profile;
  /** `null`: today. */
  readonly day: LocalDate | null;
}

/** The one beside the speaker, and what the two of them can have together. */
export interface PairView {
  /** How the words call the spouse; `null` where they do not. */
  readonly whom: string | null;
  /** Everything that was counted for the spouse. */
  readonly facts: Profile;
  /** Slots of the household of which the two told different things. */
  readonly unclear: readonly string[];
  /** Of the rules that were judged. */
  readonly screening: PairScreening;
  /** Those rules, in the order in which they are told. */
  readonly policies: readonly string[];
}

/** What a reply says of the person and of the verdicts. */
export interface PersonView {
  /** Everything that was counted, in the order told. */
  readonly facts: Profile;
  /** Read from this message. */
  readonly said: Profile;
  readonly replaced: readonly Replaced[];
  readonly isOther: boolean;
  /** How the words call the other one; `null` where they do not, and for the speaker. */
  readonly whom: string | null;
  readonly isChild: boolean;
  /** The facts are kept already. */
  readonly isKept: boolean;
  /** Ask whether to keep them. */
  readonly offersKeep: boolean;
  readonly judgement: Judgement | null;
  /** The same judged before this turn; `null` when the judgement begins with it. */
  readonly before: Judgement | null;
  /** What is supposed for this turn only; `null` when nothing is. */
  readonly supposed: Supposed | null;
  /** The slot asked for now. */
  readonly asking: { readonly slot: string; readonly left: number } | null;
  /** It was asked before and the answer was not understood. */
  readonly isAgain: boolean;
  /** Rather not said, or not known. */
  readonly skipped: readonly string[];
  readonly isGeneral: boolean;
  /** Nobody in particular was asked about: the answer comes first, and judging is offered. */
  readonly isOffer: boolean;
  /** How the districts differ for the person is asked for. */
  readonly asksDistricts?: true;
  /** The spouse, where both are judged beside each other. */
  readonly pair?: PairView;
}

/** The turn decided: what to do about each question, and what is to be said of the person. */
export interface TurnPlan {
  readonly decisions: readonly Decision[];
  /** One for each decision; `null` where nobody is judged. */
  readonly persons: readonly (PersonView | null)[];
  readonly outcome: PersonOutcome;
  /** How each question was taken to lean on the talk, and what is done about it; without texts. */
  readonly why?: readonly string[];
}
