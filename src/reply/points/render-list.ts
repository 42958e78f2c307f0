import type { Claim, Service } from "../../knowledge/index.js";
import type { Decision } from "../../dialogue/types.js";
import type { Rendered, RenderContext } from "./render-context.js";
import {
  channelsBlock,
  cityChannels,
  claimsBlock,
  districtChannelBlocks,
  nextStep,
  oneRemark,
  serviceBlock,
  serviceChoices,
  sourcesBlock,
} from "./parts.js";
import type { Block } from "../types.js";
import { districtNameOf, nameOf, plainName, viewClaim, viewService } from "../views.js";

type ListDecision = Extract<Decision, { kind: "list-services" }>;
type NothingDecision = Extract<Decision, { kind: "nothing-there" }>;
type ClarifyDecision = Extract<Decision, { kind: "clarify" }>;

/** What is said of a service in a list: the sum where there is one, else what it is. */
const headline = ({ base }: RenderContext, service: Service): Claim | undefined => {
  const { main, known } = base.settle({ service, act: "what" });
  return (main[0] ?? known[0])?.claim;
};

/** Services as lines. */
function listBlock(context: RenderContext, title: string, services: readonly Service[]): Block {
  const { base, speaker, today } = context;
  return {
    kind: "list",
    title,
    items: services.map((service) => {
      const claim = headline(context, service);
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

const folded = (blocks: readonly Block[]): readonly Block[] =>
  blocks.map((block): Block => ({ ...block, folded: true }));

/** Where to act: the own door of the first listed service that has one; else whom to ask about the matter. */
function stepOf(context: RenderContext, services: readonly Service[]): readonly Block[] {
  const first =
    services.find((service) => context.base.channelsFor(service).own.length > 0) ?? services[0];
  const need = { isMissing: false, isAsked: false, told: [], text: "" };
  return first === undefined ? [] : nextStep(context, first, need);
}

/** Which district is best: no source says so, whatever the list shows. */
const winnerBlocks = ({ base, speaker }: RenderContext, { question }: ListDecision) =>
  question.districtsAsked === "which" && base.saidOf("asks-best", question.normalized) !== null
    ? [{ kind: "note" as const, notice: "no-winner" as const, text: speaker.say("no-winner") }]
    : [];

/** Several services on one matter: how many there are, each with its deciding statement; the rest waits behind "more". */
export function renderList(context: RenderContext, decision: ListDecision): Rendered {
  const { base, speaker } = context;
  const services = decision.services.flatMap((id) => base.service(id) ?? []);
  const shown = services.flatMap((service) => headline(context, service) ?? []);
  const remark = oneRemark(context, null, shown);
  const topic = decision.overview?.matter ?? topicName(context, decision.topics);
  const where = districtNames(context, decision.districts);
  const total = services.length + decision.rest.length;
  const goesOn = decision.rest.length > 0 ? "-some" : "";
  const title = speaker.say(`list-title${where === "" ? "" : "-district"}${goesOn}`, {
    district: where,
    topic,
    count: total,
    ...(goesOn !== "" && { shown: services.length }),
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
  const channels = district === undefined ? [] : districtChannelBlocks(context, district);
  return {
    disposition: without.length === 0 ? "answer" : "partial",
    services: services.map((service) => viewService(base, speaker, service)),
    missing: without.length === 0 ? [] : [decision.act],
    notice: [...(decision.assumed.length > 0 ? (["assumed"] as const) : []), ...remark.notice],
    blocks: [
      ...missing,
      listBlock(context, title, services),
      ...winnerBlocks(context, decision),
      ...(without.length === 0 ? [...stepOf(context, services), ...folded(channels)] : channels),
      ...sourcesBlock(context, shown),
      ...remark.blocks,
    ],
    choices: [...serviceChoices(context, services, "what"), ...more],
    wording: null,
  };
}

/** Services of a district that are listed beside a miss. */
const MOST_THERE = 3;

/** From here texts speak of the words, 0–1. */
const SPOKEN = 0.75;

/**
 * No source speaks of this in the district. What the district has on the matter comes first, then what holds there for
 * the whole city; what other districts have is said to count there only.
 */
export function renderNothing(context: RenderContext, decision: NothingDecision): Rendered {
  const { base, speaker } = context;
  const subject = decision.subject === undefined ? undefined : base.service(decision.subject);
  const topics = decision.topics.length > 0 ? decision.topics : (subject?.topics.slice(0, 1) ?? []);
  const there =
    topics.length === 0 || decision.districts.length === 0
      ? []
      : base
          .listServices({ districts: decision.districts, topics })
          .filter(({ id }) => id !== subject?.id);
  // Words that only other districts' sources, or the whole city's, speak of are something particular.
  const matter = topicName(context, decision.topics);
  const focus = decision.question.focus.filter((word) => !matter.includes(word));
  const isParticular =
    ((decision.others ?? []).length > 0 || (decision.holdsThere === true && focus.length > 0)) &&
    !there.some((service) => base.states(service, focus) >= SPOKEN);
  // The matter itself is held: nothing is denied.
  if (subject === undefined && there.length > 0 && !isParticular) {
    return renderList(context, {
      ...decision,
      kind: "list-services",
      services: there.slice(0, MOST_THERE + 2).map(({ id }) => id),
      rest: there.slice(MOST_THERE + 2).map(({ id }) => id),
    });
  }
  const held = decision.near.flatMap((id) => base.service(id) ?? []);
  const counts = ({ district }: Service): boolean =>
    base.isWide(district) || decision.districts.includes(district);
  const near = held.filter(counts);
  const elsewhere = (decision.others ?? []).flatMap((id) => base.service(id) ?? []);
  const [first, ...rest] = near;
  const settled = first === undefined ? null : base.settle({ service: first, act: decision.act });
  const statements = (settled?.main.length ?? 0) > 0 ? settled?.main : settled?.known;
  const told = (statements ?? []).slice(0, 2);
  const beside = (settled?.keyFacts ?? []).slice(0, 2);
  const claims = [...told, ...beside].map(({ claim }) => claim);
  const shown = [...new Set(claims)];
  const remark = oneRemark(context, first ?? null, shown);
  const [district = ""] = decision.districts;
  const [head, ...also] = told;
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
          serviceBlock(context, first, undefined, head?.claim),
          ...claimsBlock(
            context,
            also[0]?.facet ?? beside[0]?.facet ?? "what",
            [...also, ...beside].map(({ claim }) => claim),
            speaker.say("key-facts"),
          ),
        ];
  const shownElsewhere = elsewhere.flatMap((service) => headline(context, service) ?? []);
  const topic =
    subject === undefined
      ? topicName(context, decision.topics)
      : plainName(nameOf(speaker, subject));
  // A district of which nothing is held is called as the question calls it.
  const asked = decision.question.entities
    .filter(({ slot, value }) => slot === "district" && decision.districts.includes(String(value)))
    .map(({ text }) => text);
  const named = districtNames(context, decision.districts);
  const place = named === "" ? asked.join(speaker.say("comma")) : named;
  const isHeld = base.district(district) !== undefined;
  const thereBlocks: readonly Block[] =
    there.length === 0
      ? []
      : [
          listBlock(
            context,
            speaker.say("there-title", { district: place }),
            there.slice(0, MOST_THERE),
          ),
        ];
  const elsewhereBlocks: readonly Block[] =
    elsewhere.length === 0 ? [] : [listBlock(context, speaker.say("other-districts"), elsewhere)];
  const listed = isParticular ? [...elsewhere, ...there] : [...there, ...elsewhere];
  const missKey =
    place === ""
      ? "nothing-such"
      : subject === undefined && there.length > 0
        ? "nothing-just-that"
        : "nothing-there";
  return {
    disposition: "partial",
    services: [...near, ...listed].map((service) => viewService(base, speaker, service)),
    missing: [decision.act],
    notice: [...(decision.assumed.length > 0 ? (["assumed"] as const) : []), ...remark.notice],
    blocks: [
      {
        kind: "missing",
        act: decision.act,
        text: speaker.say(missKey, {
          district: place,
          topic,
        }),
      },
      ...nearBlocks,
      ...(isParticular
        ? [...elsewhereBlocks, ...thereBlocks]
        : [...thereBlocks, ...elsewhereBlocks]),
      ...(isHeld
        ? districtChannelBlocks(context, district)
        : channelsBlock(context, cityChannels(context))),
      ...sourcesBlock(context, [...new Set([...shown, ...shownElsewhere])]),
      ...remark.blocks,
    ],
    choices: serviceChoices(
      context,
      [
        ...(first === undefined ? [] : [first]),
        ...rest,
        ...there.slice(0, MOST_THERE),
        ...elsewhere,
      ],
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
