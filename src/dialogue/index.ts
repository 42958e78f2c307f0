export type { DecisionContext, Heard } from "./context.js";
export { decide } from "./decide.js";
export { faqEntryOf, isBesideForm } from "./decide-faq.js";
export { isBarred, lastClause } from "./decide-guide.js";
export { EMPTY_FRAME, frameAfter, withForm } from "./frame.js";
export { leaning, tellsOfHad } from "./leaning.js";
export type { Change, Merged } from "./merge.js";
export { actOf, askedDistricts, topicsOf } from "./question.js";
export { readTracker, type StoredTracker } from "./read-tracker.js";
export { foldTurn, newTracker } from "./tracker.js";
export type { PersonOutcome, TurnOutcome } from "./tracker.js";
export type {
  Assumption,
  Decision,
  Form,
  Frame,
  Goal,
  JudgedFollowUp,
  PlainDecision,
  Tracker,
  TurnRecord,
} from "./types.js";
