import type { LocalDate } from "../shared/dates.js";
import type { Profile } from "../eligibility/index.js";
import type { KnowledgeBase } from "../knowledge/index.js";
import type { Request } from "../nlu/moves/requests.js";
import type { ParsedQuestion } from "../nlu/types.js";
import type { Frame, Tracker } from "./types.js";

/** What one question says besides what it asks. */
export interface Heard {
  /** What is known of the one it speaks of, this turn's facts among it. */
  readonly facts: Profile;
  /** By its form or a word it asks something, and does not only tell. */
  readonly isAsking: boolean;
  /** The day on which it is asked. */
  readonly today: LocalDate;
  /** How many facts it tells. */
  readonly told: number;
  /** It speaks of somebody else. */
  readonly isOther: boolean;
  /** What it tells is only supposed (如果我是博士呢). */
  readonly isSupposed: boolean;
  /** A later day that it asks about (明年呢); `null` when none. */
  readonly day: LocalDate | null;
  /** Moves that its words say outright: groups of `intents/moves.yaml`. */
  readonly moves: ReadonlySet<string>;
  /** What it asks for that nobody can be given here, or says in anger; `null` when nothing of that kind. */
  readonly request: Request | null;
}

/** What a decision is made from: the question, what it leans on, and what we know. */
export interface DecisionContext {
  readonly question: ParsedQuestion;
  /** What the talk is about when the question is asked; empty at the beginning. */
  readonly frame: Frame;
  readonly heard: Heard;
  /** Services as the last reply listed them, and those of the open list not yet shown. */
  readonly listed: Tracker["listed"];
  readonly rest: Tracker["rest"];
  /** Something was said before. */
  readonly hasTalk: boolean;
  readonly base: KnowledgeBase;
  /** Whether a rule judges a service; absent where nobody is judged. */
  readonly isJudged?: (service: string) => boolean;
}
