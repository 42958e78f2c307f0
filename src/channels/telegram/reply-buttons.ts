import type { Facet } from "../../shared/acts.js";
import type { Catalogue, ServiceDetail } from "../../assistant/types.js";
import type { ChannelView, Reply } from "../../reply/types.js";
import type { Button } from "./chat-record.js";
import { sourceText, type Card } from "./card.js";
import { joinRich, rich, type Rich } from "./rich-text.js";
import type { Words } from "./words.js";

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

/** The buttons under a reply: all of it, other sides of the service in place, what the reply offers, links. */
export function replyButtons(
  words: Words,
  catalogue: Catalogue,
  reply: Reply,
  card: Card,
): readonly Button[] {
  const service = serviceOf(reply);
  // Statements of the catalogue are Chinese; in other languages the sides are asked for as turns.
  const detail = service === null || words.locale !== "zh-CN" ? null : catalogue.get(service);
  const facets = detail === null ? [] : otherFacets(detail, reply);
  const titles = new Set(facets.map((facet) => words.say(`facet-${facet}`)));
  const channels = reply.blocks.flatMap((b) => (b.kind === "channels" ? b.items : []));
  return [
    ...(card.full.length > 0
      ? [{ label: words.say("telegram-all"), action: { kind: "page" as const, page: 1 } }]
      : []),
    ...facets.map((facet): Button => ({
      label: words.say(`facet-${facet}`),
      action: { kind: "facet", service: detail?.id ?? "", facet },
    })),
    ...reply.choices
      .filter(({ label }) => !titles.has(label))
      .map(({ label, send }): Button => ({ label, action: { kind: "say", send } })),
    ...linkButtons(channels),
  ];
}

/** One side of a service with its sources, for turning in place. */
export function drawFacet(
  words: Words,
  catalogue: Catalogue,
  detail: ServiceDetail,
  facet: Facet,
): Rich {
  const claims = detail.claims[facet];
  const district = catalogue.districts.find(({ id }) => id === detail.district)?.name ?? "";
  const cited = new Set(claims.flatMap(({ sources }) => sources));
  const sources = detail.sources.filter(({ id }) => cited.has(id));
  const [oldest] = claims
    .filter(({ stale }) => stale)
    .map(({ asOf }) => asOf)
    .sort();
  const notes = [
    ...(oldest === undefined ? [] : [words.say("notice-stale", { date: words.date(oldest) })]),
    ...(claims.some(({ conflict }) => conflict) ? [words.say("notice-conflict")] : []),
    ...(detail.status === "ended" ? [words.say("notice-ended")] : []),
    ...(detail.status === "planned" ? [words.say("notice-planned")] : []),
  ];
  const line = (text: string): { rich: Rich; before: string } => ({
    rich: rich(text),
    before: "\n",
  });
  return joinRich([
    { rich: rich({ bold: detail.name }, district === "" ? "" : ` · ${district}`), before: "" },
    {
      rich: rich({ bold: words.say("titled-head", { title: words.say(`facet-${facet}`) }) }),
      before: "\n\n",
    },
    ...(claims.length === 0
      ? [line(words.say("cell-empty"))]
      : claims.map((claim) =>
          line(
            words.say("bullet", {
              text: claim.conflict
                ? words.say("claim-dated", { text: claim.text, date: words.date(claim.asOf) })
                : claim.text,
            }),
          ),
        )),
    {
      rich: rich({ bold: words.say("titled-head", { title: words.say("sources-title") }) }),
      before: "\n\n",
    },
    ...sources.map((source) => line(words.say("bullet", { text: sourceText(words, source) }))),
    ...notes.map((note) => ({ rich: rich({ italic: note }), before: "\n\n" })),
  ]);
}
