import type { KnowledgeBase } from "../knowledge/index.js";
import type { ParsedQuestion } from "../nlu/types.js";
import type { Tracker } from "./types.js";

/** What a decision is made from: the question, the talk so far and what we know. */
export interface DecisionContext {
  readonly question: ParsedQuestion;
  readonly tracker: Tracker;
  readonly base: KnowledgeBase;
}
