export { renderReply } from "./render.js";
export type { RenderedReply } from "./render.js";
export type { RenderContext } from "./points/render-context.js";
export type * from "./types.js";
export { createSpeaker } from "./wordings.js";
export type { Speaker, Wording, Wordings } from "./wordings.js";
export { fixedChoices } from "./points/parts.js";
export {
  districtNameOf,
  nameOf,
  sourcesOf,
  sourcesOfFacts,
  viewChannel,
  viewClaim,
  viewOffice,
  viewService,
  viewSource,
} from "./views.js";
export { viewNoRule, viewVerdict, type VerdictVoice } from "./verdict/view-verdict.js";
export { saySlotValue } from "./verdict/say-slot.js";
export { sayStanding } from "./verdict/say-standing.js";
export { verdictGroups } from "./verdict/verdict-groups.js";
export { pairWords, type PairInput } from "./verdict/pair-words.js";
export { bestDistrict } from "./case/best-district.js";
export { caseSheet, type CaseInput } from "./case/case-sheet.js";
export { calendarDays } from "./case/case-steps.js";
