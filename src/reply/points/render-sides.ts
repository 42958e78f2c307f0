import type { Decision } from "../../dialogue/types.js";
import type { Claim, Service } from "../../knowledge/index.js";
import type { Block, ListItem } from "../types.js";
import { districtNameOf, nameOf, sayDate, sourcesOf, viewClaim, viewService } from "../views.js";
import {
  assumedBlocks,
  channelsBlock,
  noticeBlocks,
  serviceChoices,
  sourcesBlock,
} from "./parts.js";
import { EMPTY, type Rendered, type RenderContext } from "./render-context.js";

type SidesDecision = Extract<Decision, { kind: "sides" }>;
type SourcesDecision = Extract<Decision, { kind: "sources" }>;

/** The first statement on the side asked about, a line for each service; where none is held the line says so. */
export function renderSides(context: RenderContext, decision: SidesDecision): Rendered {
  const { base, speaker, today } = context;
  const all = decision.services.flatMap((id) => base.service(id) ?? []);
  const [facet = "what"] = base.facetsOf(decision.act);
  const claimOf = (service: Service): Claim | undefined => {
    const stated =
      base.claimsUnder(service, facet)[0] ??
      base.partsOf(service.id).flatMap((part) => part.claims[facet])[0];
    if (stated !== undefined) return stated;
    const { main, miss } = base.settle({ service, act: decision.act });
    return miss === null ? main[0]?.claim : undefined;
  };
  // A line without content beside lines that answer says less than nothing: of two things that are had together, one says it of both.
  const answering = all.filter((service) => claimOf(service) !== undefined);
  const [only] = answering;
  const text = only === undefined ? "" : (claimOf(only)?.text ?? "");
  const namesOther = all.some(
    (other) => other !== only && [other.name, ...other.aliases].some((name) => text.includes(name)),
  );
  const isEnough = answering.length > 1 || (decision.act === "combine" && namesOther);
  const services = isEnough ? answering : all;
  const act = speaker.say(`act-${decision.act}`);
  const items = services.map((service): ListItem => {
    const claim = claimOf(service);
    const text = speaker.language === "en" ? (claim?.en ?? claim?.text) : claim?.text;
    return {
      id: service.id,
      name: nameOf(speaker, service),
      districtName: districtNameOf(base, speaker, service.district),
      text: text ?? speaker.say("side-silent", { act }),
      ...(claim !== undefined && { claim: viewClaim(base, speaker, claim, today) }),
    };
  });
  const shown = services.flatMap((service) => claimOf(service) ?? []);
  const notices = noticeBlocks(context, null, shown);
  const isMissing = shown.length === 0;
  // Whom to ask about what has no number of its own is never left open.
  const unreached = services.filter((service) => claimOf(service) === undefined);
  const hotlines =
    decision.act === "contact"
      ? unreached.flatMap((service) =>
          base.channelsFor(service).general.filter(({ phone }) => phone !== undefined),
        )
      : [];
  const channels = [...hotlines, ...services.flatMap((service) => base.channelsFor(service).own)];
  return {
    ...EMPTY,
    disposition: isMissing ? "partial" : "answer",
    services: services.map((service) => viewService(base, speaker, service)),
    missing: isMissing ? [decision.act] : [],
    notice: notices.notice,
    blocks: [
      ...assumedBlocks(context, decision.assumed),
      { kind: "list", title: speaker.say("sides-title", { act, count: services.length }), items },
      ...channelsBlock(context, [...new Set(channels)].slice(0, 2)),
      ...sourcesBlock(context, shown),
      ...notices.blocks,
    ],
    choices: serviceChoices(context, services, decision.act),
  };
}

/** Who says what was said, and for which day: publications by name, newest first. */
export function renderSources(context: RenderContext, decision: SourcesDecision): Rendered {
  const { base, speaker } = context;
  const services = decision.services.flatMap((id) => base.service(id) ?? []);
  const claims = services.flatMap((service) => Object.values(service.claims).flat());
  const lines = services.map((service) => {
    const own = Object.values(service.claims).flat();
    const dates = own.map(({ asOf }) => asOf).toSorted();
    const publishers = [
      ...new Set(sourcesOf(base, speaker, own).map(({ publisher }) => publisher)),
    ];
    return speaker.say("sources-line", {
      name: nameOf(speaker, service),
      publishers: publishers.slice(0, 3).join(speaker.say("comma")),
      date: sayDate(speaker, dates.at(-1) ?? context.today),
    });
  });
  const notices = noticeBlocks(context, null, claims);
  return {
    ...EMPTY,
    disposition: "answer",
    services: services.map((service) => viewService(base, speaker, service)),
    notice: notices.notice,
    blocks: [
      ...lines.map((text): Block => ({ kind: "paragraph", text })),
      { kind: "paragraph", text: speaker.say("sources-no-office") },
      ...sourcesBlock(context, claims),
    ],
    choices: serviceChoices(context, services, "what"),
  };
}
