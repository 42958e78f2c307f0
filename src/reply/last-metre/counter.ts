import { claimsBlock, fixedChoices, sourcesBlock } from "../points/parts.js";
import { EMPTY, type Rendered, type RenderContext } from "../points/render-context.js";
import type { Block, CardLine, PersonWords } from "../types.js";
import { viewChannel, viewService } from "../views.js";
import { cityHotline, type CardDecision, type CardMatter } from "./card-matter.js";
import { lineIn } from "./card-lines.js";

/** Papers that stand on the card; the others below it. */
const MOST_PAPERS = 2;

/** What a clerk reads: what is wanted, the case, the papers, what to write down. */
function linesOf(
  { both }: RenderContext,
  { name, service, topic }: CardMatter,
  person: PersonWords | null,
): readonly CardLine[] {
  const card = person?.card;
  const papers = topic === undefined ? (service?.claims.materials ?? []) : [];
  return [
    lineIn(both, "card-counter-want", { zh: { name: name.zh }, en: { name: name.en } }),
    ...(card?.zh.facts ?? []).map((zh, index) => ({
      zh,
      en: card?.en.facts[index] ?? zh,
      isOwn: true as const,
    })),
    ...(card?.zh.open ?? []).map((zh, index) =>
      lineIn(both, "card-counter-open", {
        zh: { criterion: zh },
        en: { criterion: card?.en.open[index] ?? zh },
      }),
    ),
    ...(papers.length === 0
      ? [lineIn(both, "card-counter-which")]
      : papers
          .slice(0, MOST_PAPERS)
          .map(({ text, en }) =>
            lineIn(both, "card-counter-papers", { zh: { text }, en: { text: en ?? text } }),
          )),
    lineIn(both, "card-counter-write"),
  ];
}

/** A card that is shown at a counter, in both languages, and where the counter is. */
export function renderCounter(
  context: RenderContext,
  _decision: CardDecision,
  matter: CardMatter,
  person: PersonWords | null,
): Rendered {
  const { speaker, base } = context;
  const { service, topic } = matter;
  const papers = topic === undefined ? (service?.claims.materials ?? []) : [];
  const counters =
    topic !== undefined || service === undefined
      ? []
      : base.channelsFor(service).own.filter(({ kind }) => kind === "counter");
  const hotline = cityHotline(context);
  const places = counters.length > 0 || hotline === undefined ? counters : [hotline];
  const isTold = (person?.card?.zh.facts.length ?? 0) > 0;
  const blocks: readonly Block[] = [
    {
      kind: "card",
      card: "counter",
      title: speaker.say("card-counter-title"),
      items: linesOf(context, matter, person),
      isWhole: true,
    },
    { kind: "paragraph", text: speaker.say(isTold ? "card-facts-shown" : "card-facts-none") },
    ...claimsBlock(context, "materials", papers.slice(MOST_PAPERS)).map((block) => ({
      ...block,
      folded: true as const,
    })),
    ...(counters.length > 0
      ? []
      : [
          {
            kind: "note" as const,
            notice: "counter",
            text: speaker.say("card-no-counter", {
              name: matter.name[speaker.language],
              phone: hotline?.phone ?? "",
            }),
          },
        ]),
    ...(places.length === 0
      ? []
      : [
          {
            kind: "channels" as const,
            title: speaker.say("next-step"),
            items: places.map((channel) => viewChannel(speaker, channel)),
          },
        ]),
    ...sourcesBlock(context, papers),
  ];
  return {
    ...EMPTY,
    disposition: "answer",
    services: service === undefined ? [] : [viewService(base, speaker, service)],
    blocks,
    choices: fixedChoices(speaker, "card-counter-choices"),
  };
}
