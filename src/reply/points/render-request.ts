import type { Decision } from "../../dialogue/types.js";
import type { Act } from "../../shared/acts.js";
import type { Block } from "../types.js";
import { viewChannel, viewOffice } from "../views.js";
import { cityChannels, fixedChoices } from "./parts.js";
import { EMPTY, type Rendered, type RenderContext } from "./render-context.js";
import { officeOf } from "./render-talk.js";

type TalkDecision = Extract<Decision, { kind: "talk" }>;

/** More ways than these are no help. */
const MOST_WAYS = 2;

/** Done for somebody: what else is asked of the matter is answered beside it. */
const DO = "request-do";
const ASKED_BESIDE: ReadonlySet<Act> = new Set<Act>([
  "amount",
  "when",
  "duration",
  "validity",
  "combine",
]);

/** Said in anger: the matter itself is the answer. */
const DESPAIR = "request-despair";
/** Somebody wants to be heard by an office. */
const COMPLAIN = "request-complain";
/** A person's own number: the office of the place answers instead. */
const PRIVATE = "request-private";

/** Whom to turn to: the matter's own ways, else its office, else the hotline of the city. */
function wayOn(
  context: RenderContext,
  { question, talk }: TalkDecision,
  about: Rendered | null,
): readonly Block[] {
  const { base, speaker } = context;
  const told = (about?.blocks ?? []).flatMap((block) =>
    block.kind === "channels" ? [{ ...block, items: block.items.slice(0, MOST_WAYS) }] : [],
  );
  if (told.length > 0 && talk !== COMPLAIN && talk !== PRIVATE) return told;
  const [district] = question.districts;
  const office = talk === PRIVATE ? undefined : officeOf(context, { question })?.office;
  const all =
    talk === PRIVATE && district !== undefined
      ? base.generalChannels(district)
      : cityChannels(context);
  const phones = all.filter(({ kind }) => kind === "phone");
  const items =
    office !== undefined
      ? [viewOffice(speaker, office)]
      : phones.slice(0, 2).map((channel) => viewChannel(speaker, channel));
  return items.length === 0 ? [] : [{ kind: "channels", title: speaker.say("next-step"), items }];
}

/**
 * A request that cannot be done, a complaint, anger: one sentence of its own, and the way on; after anger the answer to the
 * matter where one is named.
 *
 * @param isJudged what may fit the person stands below, so that nothing is asked
 */
export function renderRequest(
  context: RenderContext,
  decision: TalkDecision,
  about: Rendered | null,
  isJudged = false,
): Rendered {
  const { speaker } = context;
  const isAlone = decision.talk === DESPAIR && about === null && !isJudged;
  const key = `talk-${decision.talk}${isAlone ? "-alone" : ""}`;
  const { text, mark } = speaker.vary(key, context.lastWording);
  const sentence: Block = { kind: "paragraph", text };
  const [act] = decision.question.acts;
  const isAskedBeside =
    decision.talk === DO && about !== null && act !== undefined && ASKED_BESIDE.has(act.id);
  if (isAskedBeside || (decision.talk === DESPAIR && !isAlone)) {
    const matter = about ?? { ...EMPTY, disposition: "smalltalk" as const, blocks: [] };
    return { ...matter, blocks: [sentence, ...matter.blocks], wording: mark };
  }
  return {
    ...EMPTY,
    disposition:
      decision.talk === DESPAIR ? "smalltalk" : decision.talk === COMPLAIN ? "handoff" : "decline",
    services: about?.services ?? [],
    blocks: isAlone ? [sentence] : [sentence, ...wayOn(context, decision, about)],
    choices: isAlone ? fixedChoices(speaker, "start-choices") : (about?.choices ?? []),
    wording: mark,
  };
}
