import type { Channel } from "../../knowledge/index.js";
import type { Decision } from "../../dialogue/types.js";
import { EMPTY, type Rendered, type RenderContext } from "./render-context.js";
import { channelsBlock, fixedChoices, topicChoices } from "./parts.js";

type TalkDecision = Extract<Decision, { kind: "talk" }>;
type DeclineDecision = Extract<Decision, { kind: "decline" }>;
type HandoffDecision = Extract<Decision, { kind: "handoff" }>;

/** Talk intents that are a request for help rather than small talk. */
const HELP = "help";

/** Hotlines and sites that serve everybody: those of the widest area. */
function cityChannels({ base }: RenderContext): readonly Channel[] {
  const child = base.districts.find((district) => district.served && district.parent !== undefined);
  return child === undefined ? [] : base.generalChannels(child.parent ?? child.id);
}

/** Greeting, thanks, who are you, help: a friendly sentence and ways in. */
export function renderTalk(context: RenderContext, decision: TalkDecision): Rendered {
  const { speaker } = context;
  const key = `talk-${decision.talk}`;
  const { text, mark } = speaker.vary(speaker.has(key) ? key : "talk-other", context.lastWording);
  return {
    ...EMPTY,
    disposition: decision.talk === HELP ? "help" : "smalltalk",
    blocks: [{ kind: "paragraph", text }],
    choices: fixedChoices(speaker, "start-choices"),
    wording: mark,
  };
}

/** The last reply again. */
export function renderRepeat(context: RenderContext): Rendered {
  const { speaker } = context;
  return {
    ...EMPTY,
    disposition: "smalltalk",
    blocks: [
      { kind: "paragraph", text: speaker.say("repeat") },
      { kind: "paragraph", text: context.lastReply ?? "" },
    ],
  };
}

/**
 * Nothing is claimed: why, the nearest topics, and a person to ask. After two misses the hotline comes
 * first and the words change.
 */
export function renderDecline(context: RenderContext, decision: DeclineDecision): Rendered {
  const { speaker } = context;
  const isAgain = context.misses >= 1 && decision.reason !== "elsewhere";
  const { text, mark } = speaker.vary(
    isAgain ? "decline-again" : `decline-${decision.reason}`,
    context.lastWording,
  );
  const channels = channelsBlock(context, [...cityChannels(context)]);
  const paragraph = { kind: "paragraph" as const, text };
  return {
    ...EMPTY,
    disposition: "decline",
    blocks: [paragraph, ...channels],
    choices: [
      ...topicChoices(context, decision.topics),
      ...fixedChoices(speaker, "decline-choices"),
    ],
    wording: mark,
  };
}

/** A person, please: real places to call or go to. */
export function renderHandoff(context: RenderContext, decision: HandoffDecision): Rendered {
  const { speaker, base } = context;
  const [district] = decision.districts;
  const channels = district === undefined ? cityChannels(context) : base.generalChannels(district);
  const { text, mark } = speaker.vary("handoff", context.lastWording);
  return {
    ...EMPTY,
    disposition: "handoff",
    blocks: [{ kind: "paragraph", text }, ...channelsBlock(context, [...channels])],
    choices: fixedChoices(speaker, "start-choices"),
    wording: mark,
  };
}
