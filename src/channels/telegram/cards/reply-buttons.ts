import type { Facet } from "../../../shared/acts.js";
import type { Catalogue, ServiceDetail } from "../../../assistant/types.js";
import type { ChannelView, Choice, Reply } from "../../../reply/types.js";
import type { Button } from "../talk/chat-record.js";
import type { Card } from "./card.js";
import type { Section } from "./section.js";
import { questionAbout } from "../talk/menus.js";
import { joinRich, rich, splitRich, type Rich } from "./rich-text.js";
import type { Words } from "../talk/words.js";

/** The sides of a service in the order in which people ask for them. */
const FACET_ORDER: readonly Facet[] = [
  "who",
  "how",
  "materials",
  "when",
  "amount",
  "where",
  "contact",
  "what",
  "figures",
];

const MAX_FACETS = 6;
const MAX_LINKS = 2;
const MAX_SIMILAR = 6;

/** The service that a reply is about, when it is about one. */
function serviceOf(reply: Reply): string | null {
  const named = reply.blocks.filter((block) => block.kind === "service");
  const [only] = named;
  return reply.answers.length === 1 && named.length === 1 && only !== undefined ? only.id : null;
}

/** Sides of the service that have something to say and stand not yet in the reply. */
function otherFacets(detail: ServiceDetail, reply: Reply): readonly Facet[] {
  const shown = new Set(reply.blocks.flatMap((b) => (b.kind === "claims" ? [b.facet] : [])));
  return FACET_ORDER.filter(
    (facet) =>
      detail.claims[facet].length > 0 &&
      !shown.has(facet) &&
      // The first sentence of "what it is" opens every card.
      !(facet === "what" && detail.claims.what.length < 2),
  ).slice(0, MAX_FACETS);
}

const hostOf = (url: string): string | null =>
  URL.canParse(url) && /^https?:$/u.test(new URL(url).protocol) ? new URL(url).host : null;

/** Links as buttons, with the real host in words. */
function linkButtons(channels: readonly ChannelView[]): readonly Button[] {
  return channels
    .flatMap((channel): readonly Button[] => {
      const host = channel.url === undefined ? null : hostOf(channel.url);
      if (channel.url === undefined || host === null) return [];
      const label = channel.name.includes(host) ? channel.name : `${channel.name} · ${host}`;
      return [{ label, action: { kind: "url", url: channel.url } }];
    })
    .slice(0, MAX_LINKS);
}

/** By the detail that a catalogue gives, which is one object a day, service and language. */
const similarOf = new WeakMap<ServiceDetail, readonly Section[]>();

/** Services on the same matter, those of other districts too, each with its first sentence; made once a day. */
function similarSection(
  words: Words,
  catalogue: Catalogue,
  detail: ServiceDetail,
): readonly Section[] {
  const made = similarOf.get(detail) ?? makeSimilarSection(words, catalogue, detail);
  similarOf.set(detail, made);
  return made;
}

function makeSimilarSection(
  words: Words,
  catalogue: Catalogue,
  detail: ServiceDetail,
): readonly Section[] {
  const [topic] = detail.topics;
  if (topic === undefined) return [];
  const similar = catalogue
    .find({ topic, limit: MAX_SIMILAR * 2 })
    .filter(({ id }) => id !== detail.id)
    .slice(0, MAX_SIMILAR);
  if (similar.length === 0) return [];
  const placeOf = (id: string): string =>
    catalogue.districts.find((district) => district.id === id)?.name ?? "";
  const title = words.say("telegram-similar");
  const page = joinRich([
    { rich: rich({ bold: words.say("titled-head", { title }) }), before: "" },
    ...similar.map(({ id, name, district }) => {
      const place = placeOf(district);
      const what = catalogue.get(id)?.claims.what[0]?.text ?? "";
      return {
        rich: rich(
          { bold: name },
          place === "" ? "" : ` · ${place}`,
          what === "" ? "" : `\n${what}`,
        ),
        before: "\n\n",
      };
    }),
  ]);
  const choices = similar.map(({ id, name }): Choice => {
    const send = questionAbout(catalogue, { service: id }) ?? name;
    return { label: name, send };
  });
  return [{ label: title, pages: splitRich(page).slice(0, 1), choices }];
}

/** Buttons and the pages that they turn to. */
interface Turned {
  readonly buttons: readonly Button[];
  /** Without the first one, which is the card itself. */
  readonly pages: readonly Rich[];
}

/** A button for each section, its pages one after another, and the choices that stand under it alone. */
export function turnedBy(
  sections: readonly Section[],
): Turned & { readonly under: readonly Button[] } {
  const buttons: Button[] = [];
  const under: Button[] = [];
  const pages: Rich[] = [];
  for (const { label, pages: own, choices = [] } of sections) {
    const page = pages.length + 1;
    buttons.push({ label, action: { kind: "page", page } });
    under.push(
      ...choices.map((choice): Button => ({
        label: choice.label,
        action: { kind: "say", send: choice.send },
        on: page,
      })),
    );
    pages.push(...own);
  }
  return { buttons, pages, under };
}

const inNewRow = (buttons: readonly Button[]): readonly Button[] =>
  buttons.map((button, index) => (index === 0 ? { ...button, isFirst: true } : button));

/** What the reply offers: answers to its question, bound to it, or further things to say. */
function choiceButtons(reply: Reply, card: Card, taken: ReadonlySet<string>): readonly Button[] {
  const { asks } = card;
  return reply.choices
    .filter(({ label }) => !taken.has(label))
    .map(({ label, send }) => ({
      label,
      action: asks === null ? { kind: "say", send } : { kind: "answer", slot: asks.slot, send },
    }));
}

/**
 * The buttons under a reply: answers first while something is asked; then what is behind the card, other sides of the
 * service in place, what the reply offers, links.
 *
 * @param catalogue in the language of the words
 */
export function replyButtons(words: Words, catalogue: Catalogue, reply: Reply, card: Card): Turned {
  const service = serviceOf(reply);
  const detail = service === null ? null : catalogue.get(service);
  const facets = detail === null || card.isJudged ? [] : otherFacets(detail, reply);
  const titles = new Set(
    (card.isJudged ? FACET_ORDER : facets).map((facet) => words.say(`facet-${facet}`)),
  );
  const similar = detail === null || card.isJudged ? [] : similarSection(words, catalogue, detail);
  const { buttons, pages, under } = turnedBy([...card.sections, ...similar]);
  const behind = new Set([...titles, ...buttons.map(({ label }) => label)]);
  const offered = choiceButtons(reply, card, behind);
  const channels = reply.blocks.flatMap((b) => (b.kind === "channels" ? b.items : []));
  const sides = facets.map((facet): Button => ({
    label: words.say(`facet-${facet}`),
    action: { kind: "facet", service: detail?.id ?? "", facet },
  }));
  return {
    buttons: [
      ...(card.asks === null ? [] : offered),
      ...inNewRow([
        ...buttons.filter(({ label }) => label === words.say("telegram-all")),
        ...sides,
        ...buttons.filter(({ label }) => label !== words.say("telegram-all")),
      ]),
      ...(card.asks === null ? inNewRow(offered) : []),
      ...under,
      ...(card.isQuestion ? [] : inNewRow(linkButtons(channels))),
    ],
    pages,
  };
}
