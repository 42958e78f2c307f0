import type { Claim, Service } from "../../knowledge/index.js";
import type { Decision } from "../../dialogue/types.js";
import type { Rendered, RenderContext } from "./render-context.js";
import {
  assumedBlocks,
  claimsBlock,
  districtChannelBlocks,
  noticeBlocks,
  serviceBlock,
  serviceChoices,
  sourcesBlock,
} from "./parts.js";
import type { Block } from "../types.js";
import { districtNameOf, nameOf, plainName, viewClaim, viewService } from "../views.js";

type ListDecision = Extract<Decision, { kind: "list-services" }>;
type NothingDecision = Extract<Decision, { kind: "nothing-there" }>;
type ClarifyDecision = Extract<Decision, { kind: "clarify" }>;

/** What is said of a service in a list: its first claim. */
const headline = (service: Service): Claim | undefined => service.claims.what[0];

function listBlock(
  { base, speaker, today }: RenderContext,
  title: string,
  services: readonly Service[],
): Block {
  return {
    kind: "list",
    title,
    items: services.map((service) => {
      const claim = headline(service);
      const text = speaker.language === "en" ? (claim?.en ?? service.en?.what) : claim?.text;
      return {
        id: service.id,
        name: nameOf(speaker, service),
        districtName: districtNameOf(base, speaker, service.district),
        text: text ?? claim?.text ?? speaker.say("no-what"),
        ...(claim !== undefined && { claim: viewClaim(base, speaker, claim, today) }),
      };
    }),
  };
}

const districtNames = (context: RenderContext, ids: readonly string[]): string =>
  ids
    .map((id) => districtNameOf(context.base, context.speaker, id))
    .filter((name) => name !== "")
    .join(context.speaker.say("comma"));

const topicName = (context: RenderContext, topics: readonly string[]): string =>
  context.topicNames.get(topics[0] ?? "") ?? context.speaker.say("this-matter");

/** Several services on one matter, each with its first claim; the rest waits behind "more". */
export function renderList(context: RenderContext, decision: ListDecision): Rendered {
  const { base, speaker } = context;
  const services = decision.services.flatMap((id) => base.service(id) ?? []);
  const shown = services.flatMap((service) => headline(service) ?? []);
  const notices = noticeBlocks(context, null, shown);
  const topic = decision.overview?.matter ?? topicName(context, decision.topics);
  const where = districtNames(context, decision.districts);
  const title = speaker.say(where === "" ? "list-title" : "list-title-district", {
    district: where,
    topic,
    count: services.length,
  });
  const more =
    decision.rest.length > 0
      ? [{ label: speaker.say("more"), send: speaker.say("send-more") }]
      : [];
  const without = decision.without ?? [];
  const [district] = [
    ...decision.districts,
    ...without,
    ...services.map((service) => service.district),
  ];
  const missing: readonly Block[] =
    without.length === 0
      ? []
      : [
          {
            kind: "missing",
            act: decision.act,
            text: speaker.say("nothing-there", {
              district: districtNames(context, without),
              topic,
            }),
          },
        ];
  return {
    disposition: without.length === 0 ? "answer" : "partial",
    services: services.map((service) => viewService(base, speaker, service)),
    missing: without.length === 0 ? [] : [decision.act],
    notice: [...(decision.assumed.length > 0 ? (["assumed"] as const) : []), ...notices.notice],
    blocks: [
      ...assumedBlocks(context, decision.assumed),
      ...missing,
      listBlock(context, title, services),
      ...(district === undefined ? [] : districtChannelBlocks(context, district)),
      ...sourcesBlock(context, shown),
      ...notices.blocks,
    ],
    choices: [...serviceChoices(context, services, "what"), ...more],
    wording: null,
  };
}

/** No source speaks of this district; what holds for the whole city stands beside it, said to be that. */
export function renderNothing(context: RenderContext, decision: NothingDecision): Rendered {
  const { base, speaker } = context;
  const near = decision.near.flatMap((id) => base.service(id) ?? []);
  const subject = decision.subject === undefined ? undefined : base.service(decision.subject);
  const [first, ...others] = near;
  const [facet = "what"] = base.facetsOf(decision.act);
  const intro = first === undefined ? undefined : headline(first);
  const claims = first === undefined ? [] : base.claimsUnder(first, facet).slice(0, 3);
  const shown = [...new Set([...(intro === undefined ? [] : [intro]), ...claims])];
  const notices = noticeBlocks(context, first ?? null, shown);
  const [district = ""] = decision.districts;
  const nearBlocks: readonly Block[] =
    first === undefined
      ? []
      : [
          {
            kind: "paragraph",
            text: speaker.say(
              decision.districts.includes(first.district) ? "near-title-district" : "near-title",
            ),
          },
          serviceBlock(context, first, undefined, intro),
          ...claimsBlock(
            context,
            facet,
            claims.filter((claim) => claim !== intro),
          ),
        ];
  const elsewhere = (decision.others ?? []).flatMap((id) => base.service(id) ?? []);
  const shownElsewhere = elsewhere.flatMap((service) => headline(service) ?? []);
  return {
    disposition: "partial",
    services: [...near, ...elsewhere].map((service) => viewService(base, speaker, service)),
    missing: [decision.act],
    notice: [...(decision.assumed.length > 0 ? (["assumed"] as const) : []), ...notices.notice],
    blocks: [
      ...assumedBlocks(context, decision.assumed),
      {
        kind: "missing",
        act: decision.act,
        text: speaker.say("nothing-there", {
          district: districtNames(context, decision.districts),
          topic:
            subject === undefined
              ? topicName(context, decision.topics)
              : plainName(nameOf(speaker, subject)),
        }),
      },
      ...nearBlocks,
      ...(elsewhere.length === 0
        ? []
        : [listBlock(context, speaker.say("other-districts"), elsewhere)]),
      ...districtChannelBlocks(context, district),
      ...sourcesBlock(context, [...new Set([...shown, ...shownElsewhere])]),
      ...notices.blocks,
    ],
    choices: serviceChoices(
      context,
      [...(first === undefined ? [] : [first]), ...others, ...elsewhere],
      decision.act,
    ),
    wording: null,
  };
}

/** Several services bear the name: which one is meant. */
export function renderClarify(context: RenderContext, decision: ClarifyDecision): Rendered {
  const { base, speaker } = context;
  const services = decision.services.flatMap((id) => base.service(id) ?? []);
  const { text, mark } = speaker.vary("clarify", context.lastWording, { count: services.length });
  return {
    disposition: "clarify",
    services: services.map((service) => viewService(base, speaker, service)),
    missing: [],
    notice: [],
    blocks: [listBlock(context, text, services)],
    choices: serviceChoices(context, services, decision.act),
    wording: mark,
  };
}
