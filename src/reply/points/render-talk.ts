import type { Bilingual, Claim, Office } from "../../knowledge/index.js";
import type { Decision } from "../../dialogue/types.js";
import { EMPTY, type Rendered, type RenderContext } from "./render-context.js";
import type { Block } from "../types.js";
import { nameOf, plainName, viewChannel, viewOffice } from "../views.js";
import {
  channelsBlock,
  cityChannels,
  claimsBlock,
  fixedChoices,
  sourcesBlock,
  topicChoices,
} from "./parts.js";

type TalkDecision = Extract<Decision, { kind: "talk" }>;
type DeclineDecision = Extract<Decision, { kind: "decline" }>;
type HandoffDecision = Extract<Decision, { kind: "handoff" }>;

/** Talk intents that are a request for help rather than small talk. */
const HELP = "help";

/** What nobody can read: asked once to say it otherwise, then it is a miss like any other. */
const NONSENSE = "nonsense";

/** Greeting, thanks, who are you, help: a friendly sentence and ways in. */
export function renderTalk(context: RenderContext, decision: TalkDecision): Rendered {
  const { speaker } = context;
  // Who is not understood twice gets the hotline, however it was said.
  if (decision.talk === NONSENSE && context.misses >= 1) {
    return renderDecline(context, {
      kind: "decline",
      question: decision.question,
      reason: "unknown",
      topics: [],
    });
  }
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

/** Lines of the gist of a reply. */
const MOST_LINES = 2;

/** Lines of a reply that are beside its matter: numbers of parts, what was understood, sources, where to go. */
const ASIDE =
  /^(?:【|我理解|按|来源|依据|依據|來源|下一步|提醒|这是|這是|\[|I understand|Sources?|Next|Based on|Reminder)/u;

/** The last reply again, whole or its gist. */
export function renderRepeat(context: RenderContext, isShort = false): Rendered {
  const { speaker } = context;
  if (isShort) {
    const lines = (context.lastReply ?? "").split("\n").filter((line) => line.trim() !== "");
    const told = lines.filter((line) => !ASIDE.test(line));
    return {
      ...EMPTY,
      disposition: "smalltalk",
      blocks: [
        { kind: "paragraph", text: speaker.say("repeat-short") },
        ...told.slice(0, MOST_LINES).map((text): Block => ({ kind: "paragraph", text })),
      ],
    };
  }
  return {
    ...EMPTY,
    disposition: "smalltalk",
    blocks: [
      { kind: "paragraph", text: speaker.say("repeat") },
      { kind: "paragraph", text: context.lastReply ?? "" },
    ],
  };
}

/** From here a topic is what a question is about. */
const SURE_TOPIC = 0.6;

/** Whom to ask, and the matter by name where a word of the question means it outright. */
interface Whom {
  readonly office: Office;
  readonly matter: Bilingual | null;
}

/** The office whose matter the question is: by a word that means it outright, else by its topic. */
export function officeOf(
  { base }: RenderContext,
  { question }: Pick<DeclineDecision, "question">,
  isNone = false,
): Whom | undefined {
  const byWord = base.officeIn(question.normalized);
  if (byWord !== undefined) return { office: byWord.office, matter: byWord.name };
  // What is none of ours is sent only where its words say so: a topic that is merely nearest sends to the wrong door.
  const [topic] = isNone ? [] : question.topics;
  if (topic === undefined || topic.confidence < SURE_TOPIC) return undefined;
  const office = base.offices.find(({ topics }) => topics.includes(topic.id));
  return office === undefined ? undefined : { office, matter: null };
}

/**
 * Nothing is claimed: why, and whom to ask; of another matter its own office. After two misses the hotline comes first and
 * the words change.
 */
export function renderDecline(context: RenderContext, decision: DeclineDecision): Rendered {
  const { speaker } = context;
  const standing = renderStanding(context, decision);
  if (standing !== null) return standing;
  const whom =
    decision.reason === "elsewhere" ||
    decision.reason === "empty" ||
    decision.reason === "no-subject"
      ? undefined
      : officeOf(context, decision, decision.reason === "out-of-scope");
  const topicName = context.topicNames.get(decision.topics[0] ?? "");
  const isUnwritten = decision.reason === "unwritten" && whom?.matter === null;
  const office = whom?.office;
  const isAgain = context.misses >= 1 && decision.reason !== "elsewhere";
  const isStudy = decision.question.entities.some(
    ({ slot }) => slot === "degree" || slot === "studyMode",
  );
  const key =
    decision.reason === "term" && isStudy
      ? "decline-term-study"
      : office !== undefined
        ? isUnwritten && topicName !== undefined
          ? "decline-point"
          : whom?.matter === null
            ? "decline-office"
            : "decline-matter"
        : isAgain
          ? "decline-again"
          : `decline-${decision.reason}`;
  const { text, mark } = speaker.vary(key, context.lastWording, {
    topic: topicName ?? "",
    office: office?.name[speaker.language] ?? "",
    matter: whom?.matter?.[speaker.language] ?? office?.for[speaker.language] ?? "",
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

/** What is known of the matter that stands, where its gap is told: its conditions, or the key facts of its guide. */
const MOST_KNOWN = 2;

/** A point that nothing was found on, of the matter that is spoken of: named as its gap, with what decides it and its office. */
function renderStanding(context: RenderContext, decision: DeclineDecision): Rendered | null {
  const { speaker, base } = context;
  const { service: id, guide } = decision.subject ?? {};
  const service = id === undefined ? undefined : base.service(id);
  const topic = guide === undefined ? undefined : base.topic(guide);
  const name =
    service === undefined ? topic?.name[speaker.language] : plainName(nameOf(speaker, service));
  if (name === undefined) return null;
  const of = (facet: "who" | "amount" | "what"): readonly Claim[] => service?.claims[facet] ?? [];
  const [some = []] = [of("who"), of("amount"), of("what")].filter((each) => each.length > 0);
  const known = (topic === undefined || service !== undefined ? some : topic.lead).slice(
    0,
    MOST_KNOWN,
  );
  const topics = service?.topics ?? topic?.intents ?? [];
  const byWord = base.officeIn(decision.question.normalized)?.office;
  const office =
    byWord ?? base.offices.find((each) => topics.some((one) => each.topics.includes(one)));
  const items =
    office === undefined
      ? cityChannels(context)
          .filter(({ kind }) => kind === "phone")
          .map((channel) => viewChannel(speaker, channel))
      : [viewOffice(speaker, office)];
  const { text, mark } = speaker.vary("decline-standing", context.lastWording, { matter: name });
  return {
    ...EMPTY,
    disposition: "decline",
    blocks: [
      { kind: "paragraph", text },
      ...claimsBlock(context, "who", known, name),
      { kind: "channels", title: speaker.say("next-step"), items },
      ...sourcesBlock(context, known),
    ],
    choices: fixedChoices(speaker, "decline-choices"),
    wording: mark,
  };
}

/** A person, please: real places to call or go to. */
export function renderHandoff(context: RenderContext, decision: HandoffDecision): Rendered {
  const { speaker, base } = context;
  const [district] = decision.districts;
  const channels = district === undefined ? cityChannels(context) : base.generalChannels(district);
  // Which office it is was asked, and no person.
  const isOffice = decision.question.kind !== "talk" && district !== undefined;
  const { text, mark } = speaker.vary(isOffice ? "handoff-office" : "handoff", context.lastWording);
  return {
    ...EMPTY,
    disposition: "handoff",
    blocks: [{ kind: "paragraph", text }, ...channelsBlock(context, [...channels])],
    choices: fixedChoices(speaker, "start-choices"),
    wording: mark,
  };
}
