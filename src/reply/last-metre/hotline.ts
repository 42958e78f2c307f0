import type { Act, Facet } from "../../shared/acts.js";
import { newestFirst } from "../../shared/dates.js";
import type { RenderContext } from "../points/render-context.js";
import { claimsBlock, fixedChoices, sourcesBlock } from "../points/parts.js";
import { EMPTY, type Rendered } from "../points/render-context.js";
import type { Block, Both, CardLine, ChannelView, PersonWords } from "../types.js";
import { sayDate, viewChannel, viewOffice, viewService } from "../views.js";
import type { Speaker } from "../wordings.js";
import { calledFor, type Called, type CardDecision, type CardMatter } from "./card-matter.js";
import { lineIn, spoken } from "./card-lines.js";

/** Sides that are asked about on the telephone where no source speaks of them, the first ones first. */
const ASKED: readonly (Facet & Act)[] = ["materials", "how", "when", "duration"];

/** More questions than these are not asked in one call. */
const MOST_ASKED = 3;

/** Papers that are named to have at hand. */
const MOST_PAPERS = 2;

/** What to ask: what only an office can tell, then what no source says. */
function questionsOf(
  { both }: RenderContext,
  { service, topic }: CardMatter,
  open: Both<readonly string[]>,
): readonly CardLine[] {
  const criteria = open.zh.map((zh, index) =>
    lineIn(both, "card-hotline-open", {
      zh: { criterion: zh },
      en: { criterion: open.en[index] ?? zh },
    }),
  );
  const silent =
    topic !== undefined
      ? topic.silent.map(({ zh, en }) =>
          lineIn(both, "card-ask-silent", { zh: { matter: zh }, en: { matter: en } }),
        )
      : ASKED.filter((facet) => service?.claims[facet].length === 0).map((facet) =>
          lineIn(both, `card-ask-${facet}`),
        );
  return [...criteria, ...silent].slice(0, MOST_ASKED);
}

/** The day of the newest statement on the matter: whether it still holds is asked. */
function newestOf({ service, topic }: CardMatter): string | undefined {
  const claims = topic !== undefined ? topic.lead : Object.values(service?.claims ?? {}).flat();
  return claims.map(({ asOf }) => asOf).toSorted(newestFirst)[0];
}

/** What is said, in the order of a call. */
function linesOf(
  context: RenderContext,
  matter: CardMatter,
  person: PersonWords | null,
): readonly CardLine[] {
  const { both } = context;
  const card = person?.card;
  const facts = (language: "zh" | "en"): string =>
    (card?.[language].chips ?? []).join(both[language].say("comma"));
  const isTold = (card?.zh.chips.length ?? 0) > 0;
  const newest = newestOf(matter);
  const date = (language: "zh" | "en"): string => sayDate(both[language], newest ?? null);
  return [
    lineIn(both, "card-hotline-hello", {
      zh: { name: matter.name.zh },
      en: { name: matter.name.en },
    }),
    ...(isTold
      ? [
          {
            ...lineIn(
              both,
              person?.isOther === true ? "card-hotline-facts-other" : "card-hotline-facts",
              { zh: { facts: facts("zh") }, en: { facts: facts("en") } },
            ),
            isOwn: true as const,
          },
          lineIn(both, "card-hotline-may"),
        ]
      : []),
    ...questionsOf(context, matter, {
      zh: card?.zh.open ?? [],
      en: card?.en.open ?? [],
    }),
    ...(newest === undefined
      ? []
      : [
          lineIn(both, "card-hotline-still", {
            zh: { date: date("zh") },
            en: { date: date("en") },
          }),
        ]),
    lineIn(both, "card-hotline-end"),
  ];
}

const viewCalled = (speaker: Speaker, { channel, office }: Called): ChannelView | null =>
  channel !== null
    ? viewChannel(speaker, channel)
    : office !== null
      ? viewOffice(speaker, office)
      : null;

/** Words for a call: whom to call, what to have at hand, what to say line by line. */
export function renderHotline(
  context: RenderContext,
  decision: CardDecision,
  matter: CardMatter,
  person: PersonWords | null,
): Rendered {
  const { speaker, base } = context;
  const called = calledFor(context, decision, matter);
  const phone = called?.phone ?? "";
  const name = matter.name[speaker.language];
  const claims = (matter.topic === undefined ? (matter.service?.claims.materials ?? []) : []).slice(
    0,
    MOST_PAPERS,
  );
  const remark =
    called === null
      ? ""
      : !called.isOwn
        ? speaker.say("card-no-phone", { name, phone })
        : called.isCommon
          ? speaker.say("card-phone-common", { phone })
          : "";
  const item = called === null ? null : viewCalled(speaker, called);
  const isWhole = speaker.language === "en" || decision.isSpelled;
  const blocks: readonly Block[] = [
    {
      kind: "card",
      card: "hotline",
      title: speaker.say("card-hotline-title", { phone }),
      items: spoken(context, linesOf(context, matter, person)),
      isWhole,
    },
    { kind: "paragraph", text: speaker.say("card-hotline-hand") },
    ...claimsBlock(context, "materials", claims),
    ...(remark === "" ? [] : [{ kind: "note" as const, notice: "phone", text: remark }]),
    ...(item === null
      ? []
      : [{ kind: "channels" as const, title: speaker.say("next-step"), items: [item] }]),
    ...sourcesBlock(context, claims),
  ];
  return {
    ...EMPTY,
    disposition: "answer",
    services: matter.service === undefined ? [] : [viewService(base, speaker, matter.service)],
    blocks,
    choices: fixedChoices(speaker, `card-hotline-${isWhole ? "whole-" : ""}choices`),
  };
}
