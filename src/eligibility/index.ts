export { advanceProfile, type SlotBook } from "./advance.js";
export { amountOf, assess, outcomeOf, type PolicyBook } from "./assess.js";
export { whatWouldChange, type Change, type ChangeSet } from "./change.js";
export { assessAtPlaces } from "./by-place.js";
export { toCalendar, type CalendarDay } from "./ics.js";
export { impossible } from "./possible.js";
export { makeReceipt, markOf } from "./receipt.js";
export { relevantTo } from "./narrow.js";
export { nextQuestion, type NextQuestion } from "./next-question.js";
export { assessAll, type Conflict, type Screening } from "./screen.js";
export {
  readProfile,
  toSlotSpec,
  type ProfileProblem,
  type SlotForm,
  type SlotFormChoice,
} from "./slot-form.js";
export {
  assessPair,
  pairProfiles,
  type Applicant,
  type HouseholdShare,
  type PairProfiles,
  type PairScreening,
} from "./pair.js";
export { orderOfSteps, type Step } from "./steps.js";
export type {
  Amount,
  Assessment,
  BothLanguages,
  Outcome,
  Policy,
  Profile,
  Relation,
  SlotRange,
  SlotSpec,
  SlotValue,
  TrailEntry,
  Truth,
} from "./types.js";
