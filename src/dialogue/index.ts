export { decide } from "./decide.js";
export type { DecisionContext } from "./context.js";
export { actOf, askedDistricts, topicsOf } from "./question.js";
export { foldTurn, newTracker } from "./tracker.js";
export type { PersonOutcome, TurnOutcome } from "./tracker.js";
export type {
  Assumption,
  Decision,
  JudgedFollowUp,
  Judging,
  PendingQuestion,
  PlainDecision,
  TalkFocus,
  Tracker,
  TurnRecord,
} from "./types.js";
