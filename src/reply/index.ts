export { renderReply } from "./render.js";
export type { RenderedReply } from "./render.js";
export type { RenderContext } from "./render-context.js";
export { channelLine, renderText, sourceLine } from "./render-text.js";
export type * from "./types.js";
export { createSpeaker, languageOf } from "./wordings.js";
export type { Speaker, Wording, Wordings } from "./wordings.js";
export { fixedChoices } from "./parts.js";
export { viewClaim, viewService } from "./views.js";
