import type { Office } from "../../knowledge/index.js";
import type { Decision } from "../../dialogue/types.js";
import { EMPTY, type Rendered, type RenderContext } from "./render-context.js";
import type { Block } from "../types.js";
import { viewChannel, viewOffice } from "../views.js";
import { channelsBlock, cityChannels, fixedChoices, topicChoices } from "./parts.js";

type TalkDecision = Extract<Decision, { kind: "talk" }>;
type DeclineDecision = Extract<Decision, { kind: "decline" }>;
type HandoffDecision = Extract<Decision, { kind: "handoff" }>;

/** From here a topic is what the words are about. */
const SURE = 0.5;

/** Talk intents that are a request for help rather than small talk. */
const HELP = "help";

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

/** The office whose matter the question is: by a word that means it outright, else by its topic. */
export function officeOf(
  { base }: RenderContext,
  { question, topics: named }: Pick<DeclineDecision, "question" | "topics">,
): Office | undefined {
  const text = question.normalized;
  // What only hints at a topic leads to no office: the hotline of the city passes it on.
  const isHint = ({ confidence }: { readonly confidence: number }): boolean => confidence < SURE;
  const hints = question.topics.filter(isHint).map(({ id }) => id);
  const topics = [...named, ...question.topics.slice(0, 1).map(({ id }) => id)].filter(
    (id) => !hints.includes(id),
  );
  return (
    base.offices.find(({ words }) => words.some((word) => text.includes(word))) ??
    base.offices.find((office) => office.topics.some((topic) => topics.includes(topic)))
  );
}

/**
 * Nothing is claimed: why, and whom to ask; of another matter its own office. After two misses the hotline comes first and
 * the words change.
 */
export function renderDecline(context: RenderContext, decision: DeclineDecision): Rendered {
  const { speaker } = context;
  const office =
    decision.reason === "elsewhere" ||
    decision.reason === "empty" ||
    decision.reason === "no-subject"
      ? undefined
      : officeOf(context, decision);
  const isAgain = context.misses >= 1 && decision.reason !== "elsewhere";
  const key =
    office !== undefined
      ? "decline-office"
      : isAgain
        ? "decline-again"
        : `decline-${decision.reason}`;
  const { text, mark } = speaker.vary(key, context.lastWording, {
    office: office?.name[speaker.language] ?? "",
    matter: office?.for[speaker.language] ?? "",
  });
  const items =
    office !== undefined
      ? [viewOffice(speaker, office)]
      : cityChannels(context)
          .filter(({ kind }) => isAgain || kind === "phone")
          .map((channel) => viewChannel(speaker, channel));
  const channels: readonly Block[] =
    items.length === 0 ? [] : [{ kind: "channels", title: speaker.say("next-step"), items }];
  return {
    ...EMPTY,
    disposition: "decline",
    blocks: [{ kind: "paragraph", text }, ...channels],
    choices: [
      ...(office === undefined ? topicChoices(context, decision.topics) : []),
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
