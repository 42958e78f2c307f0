import type { Difference, KnownHost } from "../../knowledge/index.js";
import {
  channelsBlock,
  cityChannels,
  claimsBlock,
  fixedChoices,
  sourcesBlock,
} from "../points/parts.js";
import { EMPTY, type Rendered, type RenderContext } from "../points/render-context.js";
import type { Block } from "../types.js";
import type { Speaker } from "../wordings.js";
import { nameOf, sayAsOf, viewService, viewSource } from "../views.js";
import type { CardDecision, CardMatter } from "./card-matter.js";

/** Official doors that are shown. */
const MOST_DOORS = 3;

const HAN = /\p{Script=Han}/u;

/** Whose a known host is; its own name where the language has no other. */
const ownerOf = ({ language }: Speaker, { name, host }: KnownHost): string =>
  language === "en" && HAN.test(name.en) ? host : name[language];

/** The document that names a host, with its date and how far it is trusted; or that it is common knowledge. */
function basisOf(speaker: Speaker, { source }: KnownHost): string {
  if (source === null) return speaker.say("card-host-common");
  const view = viewSource(speaker, source, []);
  const title = view.name ?? view.title;
  return speaker.say("card-host-basis", {
    title: speaker.language === "en" && HAN.test(title) ? view.publisher : title,
    trust: speaker.say(`trust-${source.trust}`),
    date: sayAsOf(speaker, source.date, view),
  });
}

const differenceOf = (speaker: Speaker, difference: Difference): string =>
  speaker.say(`card-differs-${difference.kind}`, {
    yours: "yours" in difference ? difference.yours : "",
    theirs: "theirs" in difference ? difference.theirs : "",
    count: "count" in difference ? difference.count : 0,
  });

/** What is known of one host: whose it is, what it resembles, or that no source names it. */
function sayHost({ base, speaker }: RenderContext, host: string): string {
  const finding = base.compareHost(host);
  switch (finding.kind) {
    case "known": {
      const { known } = finding;
      const name = ownerOf(speaker, known);
      const basis = basisOf(speaker, known);
      if (known.kind === "publisher") {
        return speaker.say("card-host-publisher", { host, name, basis });
      }
      return name === known.host
        ? speaker.say("card-host-known-bare", { host, basis })
        : speaker.say("card-host-known", { host, name, basis });
    }
    case "alike":
      return speaker.say("card-host-alike", {
        host,
        known: finding.known.host,
        name: ownerOf(speaker, finding.known),
        difference: differenceOf(speaker, finding.difference),
      });
    case "listed":
      return speaker.say("card-host-listed", { host });
    case "unknown":
      return finding.under === null
        ? speaker.say("card-host-unknown", { host })
        : speaker.say("card-host-under", {
            host,
            known: finding.under.host,
            name: ownerOf(speaker, finding.under),
          });
    default:
      return finding satisfies never;
  }
}

/** What sources say of a fee, or that none states one. */
function feeBlocks(context: RenderContext, matter: CardMatter | null): readonly Block[] {
  const { base, speaker } = context;
  const words = base.wordsFor("speaks-of-fee");
  const service = matter?.topic === undefined ? matter?.service : undefined;
  const claims = Object.values(service?.claims ?? {})
    .flat()
    .filter(({ text }) => words.some((word) => text.includes(word)));
  if (service !== undefined && claims.length > 0) {
    const told = claims.slice(0, 1);
    return [
      ...claimsBlock(context, "amount", told, nameOf(speaker, service)),
      ...sourcesBlock(context, told),
    ];
  }
  const text =
    matter === null
      ? speaker.say("card-fee-none-all")
      : speaker.say("card-fee-none", { name: matter.name[speaker.language] });
  return [{ kind: "paragraph", text }];
}

/** The official doors of the matter, else of the city. */
function waysBlock(context: RenderContext, matter: CardMatter | null): readonly Block[] {
  const { base, speaker } = context;
  const found = matter?.service === undefined ? null : base.channelsFor(matter.service);
  const doors = [...(found?.own ?? []), ...(found?.general ?? cityChannels(context))];
  return channelsBlock(context, [...new Set(doors)].slice(0, MOST_DOORS)).map((block) =>
    block.kind === "channels" ? { ...block, title: speaker.say("card-site-ways") } : block,
  );
}

/** Whether a pasted address is one that a source names. Opens nothing, and calls nothing safe. */
export function renderSite(
  context: RenderContext,
  { addresses }: CardDecision,
  matter: CardMatter | null,
): Rendered {
  const { speaker, base } = context;
  const said = addresses.flatMap(({ host, isMasked }): readonly string[] => [
    ...(isMasked ? [speaker.say("card-host-masked", { host })] : []),
    sayHost(context, host),
  ]);
  const lines = said.length === 0 ? [speaker.say("card-site-paste")] : said;
  const fee = feeBlocks(context, matter);
  const service = matter?.service;
  return {
    ...EMPTY,
    disposition: said.length === 0 ? "ask" : "answer",
    services: service === undefined ? [] : [viewService(base, speaker, service)],
    blocks: [
      ...lines.map((text): Block => ({ kind: "paragraph", text })),
      ...fee.filter(({ kind }) => kind !== "sources"),
      ...waysBlock(context, matter),
      ...fee.filter(({ kind }) => kind === "sources"),
    ],
    choices: matter === null ? [] : fixedChoices(speaker, "card-site-choices"),
  };
}
