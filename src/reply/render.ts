import type { LocalDate } from "../shared/dates.js";
import type { Decision, PlainDecision } from "../dialogue/types.js";
import { renderAnswer } from "./points/render-answer.js";
import { renderCompare } from "./points/render-compare.js";
import {
  EMPTY,
  understandingOf,
  type Rendered,
  type RenderContext,
} from "./points/render-context.js";
import { renderFaq, sentenceOf } from "./points/render-faq.js";
import { renderGuide } from "./points/render-guide.js";
import { renderSides, renderSources } from "./points/render-sides.js";
import { renderClarify, renderList, renderNothing } from "./points/render-list.js";
import { renderCard, withCardOffer } from "./last-metre/render-card.js";
import { renderRequest } from "./points/render-request.js";
import { renderDecline, renderHandoff, renderRepeat, renderTalk } from "./points/render-talk.js";
import { renderJudged, renderProfile } from "./points/render-judged.js";
import { renderText } from "./render-text.js";
import { sayDate } from "./views.js";
import type { Answer, Block, Choice, PersonWords, Reply } from "./types.js";

/** Buttons shown at once; more would not be read. */
const MAX_CHOICES = 8;

/** A decision with what is said of the person; both come from the same turn. */
function renderOne(
  context: RenderContext,
  decision: Decision,
  person: PersonWords | null,
): Rendered {
  if (decision.kind === "card") return renderCard(context, decision, person);
  if (decision.kind !== "judge" && decision.kind !== "profile") {
    return renderDecision(context, decision);
  }
  if (person === null) return { ...EMPTY, disposition: "smalltalk", blocks: [] };
  if (decision.kind === "profile") return renderProfile(context, decision, person);
  if (decision.about?.kind !== "talk") {
    const about = decision.about === null ? null : renderDecision(context, decision.about);
    return renderJudged(context, decision, person, about);
  }
  // A human sentence comes before what may fit.
  const about = renderRequest(context, decision.about, null, true);
  const judged = renderJudged(context, decision, person, null);
  return { ...judged, blocks: [...about.blocks, ...judged.blocks], wording: about.wording };
}

/** What is told of a later day: that no source speaks of it yet, before what holds now. */
function onDay(
  { speaker }: RenderContext,
  day: LocalDate | undefined,
  rendered: Rendered,
): Rendered {
  if (day === undefined) return rendered;
  const text = speaker.say("later-day", { date: sayDate(speaker, day) });
  return { ...rendered, blocks: [{ kind: "paragraph", text }, ...rendered.blocks] };
}

/** What may have been meant, where nothing sure was found: to be pressed, or said again. */
function withMaybe(context: RenderContext, decision: PlainDecision, rendered: Rendered): Rendered {
  const ids = "maybe" in decision ? (decision.maybe ?? []) : [];
  const asked = ids.flatMap((id) => {
    const entry = context.base.faqEntry(id);
    return entry === undefined ? [] : (sentenceOf(entry, context.speaker.language) ?? []);
  });
  if (asked.length === 0) return rendered;
  const { speaker } = context;
  const isBeside = decision.kind === "faq";
  const text = speaker.say(isBeside ? "maybe-asked-beside" : "maybe-asked", {
    questions: asked.join(speaker.say("semicolon")),
  });
  const offer: Block = { kind: "paragraph", text };
  const at = rendered.blocks.findIndex(({ kind }) => kind === "channels" || kind === "sources");
  return {
    ...rendered,
    blocks: isBeside
      ? [...rendered.blocks.slice(0, at), offer, ...rendered.blocks.slice(at)]
      : [offer, ...rendered.blocks],
    choices: [...asked.map((send) => ({ label: send, send })), ...rendered.choices],
  };
}

const renderDecision = (context: RenderContext, decision: PlainDecision): Rendered =>
  withMaybe(context, decision, renderPlain(context, decision));

function renderPlain(context: RenderContext, decision: PlainDecision): Rendered {
  switch (decision.kind) {
    case "answer-service":
      return onDay(
        context,
        decision.day,
        renderAnswer(context, decision) ??
          renderDecline(context, {
            kind: "decline",
            question: decision.question,
            reason: "unknown",
            topics: [],
          }),
      );
    case "list-services":
      return renderList(context, decision);
    case "guide":
      return renderGuide(context, decision);
    case "faq":
      return renderFaq(context, decision);
    case "sides":
      return onDay(context, decision.day, renderSides(context, decision));
    case "sources":
      return renderSources(context, decision);
    case "nothing-there":
      return renderNothing(context, decision);
    case "compare":
      return renderCompare(context, decision);
    case "clarify":
      return renderClarify(context, decision);
    case "decline":
      return renderDecline(context, decision);
    case "handoff":
      return renderHandoff(context, decision);
    case "talk":
      return decision.about === undefined
        ? renderTalk(context, decision)
        : renderRequest(
            context,
            decision,
            decision.about === null ? null : renderDecision(context, decision.about),
          );
    case "repeat":
      return renderRepeat(context, decision.isShort);
    default:
      return decision satisfies never;
  }
}

/** Said once, at the end, when several answers share it; everything else is said where it comes first. */
const AT_THE_END: ReadonlySet<Block["kind"]> = new Set(["channels", "sources", "note"]);

/** The blocks of several answers without what was said already; a place to go is named where it comes last. */
function withoutRepeats(blocks: readonly Block[]): readonly Block[] {
  const keys = blocks.map((block) => JSON.stringify(block));
  return blocks
    .map((block, index): Block => {
      if (block.kind !== "channels") return block;
      const later = new Set(
        blocks
          .slice(index + 1)
          .flatMap((each) => (each.kind === "channels" ? each.items.map(({ id }) => id) : [])),
      );
      return { ...block, items: block.items.filter(({ id }) => !later.has(id)) };
    })
    .filter((block, index) => {
      if (block.kind === "channels") return block.items.length > 0;
      const key = keys[index] ?? "";
      return AT_THE_END.has(block.kind)
        ? keys.lastIndexOf(key) === index
        : keys.indexOf(key) === index;
    });
}

const distinct = (choices: readonly Choice[]): readonly Choice[] => {
  const seen = new Set<string>();
  return choices.filter((choice) => {
    const isNew = !seen.has(choice.label) && choice.label !== "" && choice.send !== "";
    seen.add(choice.label);
    return isNew;
  });
};

/** A reply, and what of it the tracker needs. */
export interface RenderedReply {
  readonly reply: Reply;
  /** Services in the order shown. */
  readonly shown: readonly string[];
  readonly wording: string | null;
}

/** Lines that are left of a reply that was given just before. */
const MOST_LEFT = 2;

/** What was said just before is not said again as it stands: that nothing changed, and the lines that decide. */
function unlessSaid(
  { speaker, lastReply }: RenderContext,
  blocks: readonly Block[],
): readonly Block[] {
  if (blocks.length <= MOST_LEFT || lastReply === null) return blocks;
  if (renderText(speaker, blocks) !== lastReply) return blocks;
  const telling = blocks.filter(({ kind }) => !AT_THE_END.has(kind));
  // Of a list every line is asked for.
  const isList = telling.some(({ kind }) => kind === "list");
  const next = blocks.filter(({ kind }) => kind === "channels");
  return [
    { kind: "paragraph", text: speaker.say("unchanged-reply") },
    ...telling.slice(0, isList ? telling.length : MOST_LEFT),
    ...next,
  ];
}

/** The whole reply to a message: each question answered, in order. Pure. */
export function renderReply(
  context: RenderContext,
  decisions: readonly Decision[],
  persons: readonly (PersonWords | null)[] = [],
): RenderedReply {
  const { speaker } = context;
  const parts: { decision: Decision; rendered: Rendered }[] = [];
  let last = context.lastWording;
  for (const [index, decision] of decisions.entries()) {
    const person = persons[index] ?? null;
    const rendered = withCardOffer(
      context,
      decision,
      renderOne({ ...context, lastWording: last }, decision, person),
    );
    last = rendered.wording ?? last;
    parts.push({ decision, rendered });
  }
  const isMany = parts.length > 1;
  const all: readonly Block[] = parts.flatMap(({ decision, rendered }, index) => [
    ...(isMany
      ? [
          {
            kind: "heading" as const,
            text: speaker.say("question-heading", {
              number: index + 1,
              question: decision.question.text,
            }),
          },
        ]
      : []),
    ...rendered.blocks,
  ]);
  const whole = isMany ? withoutRepeats(all) : all;
  // What is asked again, or of somebody else, is given whole.
  const isRepeat = decisions.some(
    ({ kind, question }) =>
      kind === "repeat" || question.reference.kind === "swap" || question.person.isSupposed,
  );
  const blocks = isRepeat ? whole : unlessSaid(context, whole);
  const answers: Answer[] = parts.map(({ decision, rendered }) => ({
    question: decision.question.text,
    disposition: rendered.disposition,
    understanding: {
      ...understandingOf(context.base, decision),
      ...(rendered.act !== undefined && { act: rendered.act }),
      ...(rendered.profile !== undefined && { profile: rendered.profile }),
    },
    services: rendered.services,
    verdicts: rendered.verdicts ?? [],
    ...(rendered.receipt !== undefined && { receipt: rendered.receipt }),
    missing: rendered.missing,
    notice: rendered.notice,
  }));
  const shown = [
    ...new Set(parts.flatMap(({ rendered }) => rendered.services.map(({ id }) => id))),
  ];
  // An answer to choose from is shown whole: the last ones are "not sure" and "rather not say".
  const room = Math.max(
    MAX_CHOICES,
    ...parts.map(({ rendered }) =>
      rendered.needsAllChoices === true ? rendered.choices.length : 0,
    ),
  );
  return {
    reply: {
      text: renderText(speaker, blocks),
      answers,
      choices: distinct(parts.flatMap(({ rendered }) => rendered.choices)).slice(0, room),
      blocks,
    },
    shown,
    wording: parts.some(({ rendered }) => rendered.wording !== null) ? last : null,
  };
}
