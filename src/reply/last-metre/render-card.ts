import type { Decision } from "../../dialogue/types.js";
import { callName, fixedChoices } from "../points/parts.js";
import { EMPTY, type Rendered, type RenderContext } from "../points/render-context.js";
import type { PersonWords } from "../types.js";
import { matterOf, type CardDecision } from "./card-matter.js";
import { renderCounter } from "./counter.js";
import { renderHotline } from "./hotline.js";
import { renderSite } from "./site.js";

/** Something to take along; where the talk is about nothing, what it is to be about is asked. */
export function renderCard(
  context: RenderContext,
  decision: CardDecision,
  person: PersonWords | null,
): Rendered {
  const matter = matterOf(context, decision);
  if (decision.card === "site") return renderSite(context, decision, matter);
  if (matter === null) {
    const { speaker } = context;
    return {
      ...EMPTY,
      disposition: "ask",
      blocks: [{ kind: "paragraph", text: speaker.say("card-about") }],
      choices: fixedChoices(speaker, `card-${decision.card}-about-choices`),
    };
  }
  return decision.card === "hotline"
    ? renderHotline(context, decision, matter, person)
    : renderCounter(context, decision, matter, person);
}

/** Answers after which somebody may have to call. */
const OFFERED: ReadonlySet<Decision["kind"]> = new Set(["answer-service", "faq", "judge"]);

/** So many buttons may stand before it: further ones are cut off where there are many. */
const BEFORE_OFFER = 7;

/** Whether a reply ends with a place to go or a verdict, and asks nothing. */
const leadsOn = ({ blocks, needsAllChoices }: Rendered): boolean =>
  needsAllChoices !== true &&
  blocks.every((block) => block.kind !== "paragraph" || block.asks === undefined) &&
  blocks.some(({ kind }) => kind === "channels" || kind === "verdict");

/** The button for a call under an answer that leads to one. */
export function withCardOffer(
  context: RenderContext,
  decision: Decision,
  rendered: Rendered,
): Rendered {
  const { speaker, base } = context;
  const service = base.service(rendered.services[0]?.id ?? "");
  if (!OFFERED.has(decision.kind) || service === undefined || !leadsOn(rendered)) return rendered;
  const isOne = decision.kind !== "judge" || decision.services.length === 1;
  const send = isOne
    ? speaker.say("card-offer-send", { name: callName(base, context, service) })
    : speaker.say("card-offer-talk");
  const offer = { label: speaker.say("card-offer"), send };
  const { choices } = rendered;
  return {
    ...rendered,
    choices: [...choices.slice(0, BEFORE_OFFER), offer, ...choices.slice(BEFORE_OFFER)],
  };
}
