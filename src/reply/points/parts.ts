import type { Act, Facet } from "../../shared/acts.js";
import { FACETS } from "../../shared/acts.js";
import { isOlderThan, newestFirst } from "../../shared/dates.js";
import type { Channel, Claim, KnowledgeBase, Service } from "../../knowledge/index.js";
import type { Assumption } from "../../dialogue/types.js";
import type { RenderContext } from "./render-context.js";
import { sourceRemarks } from "./source-remarks.js";
import type { Speaker } from "../wordings.js";
import type { Answer, Block, Choice } from "../types.js";
import {
  districtNameOf,
  nameOf,
  plainName,
  sayDate,
  sourcesOf,
  viewChannel,
  viewClaim,
  viewOffice,
} from "../views.js";

export const claimsBlock = (
  context: RenderContext,
  facet: Facet,
  claims: readonly Claim[],
  title = context.speaker.say(`facet-${facet}`),
): readonly Block[] =>
  claims.length === 0
    ? []
    : [
        {
          kind: "claims",
          facet,
          title,
          items: claims.map((claim) =>
            viewClaim(context.base, context.speaker, claim, context.today),
          ),
        },
      ];

/** The first thing said of a service: what it is and whose. */
export function serviceBlock(
  { base, speaker, today }: RenderContext,
  service: Service,
  coveredId: string | undefined,
  claim: Claim | undefined,
): Block {
  const text =
    claim === undefined
      ? speaker.say("no-what")
      : speaker.language === "en"
        ? (claim.en ?? service.en?.what ?? claim.text)
        : claim.text;
  return {
    kind: "service",
    id: service.id,
    name: nameOf(speaker, service, coveredId),
    district: service.district,
    districtName: districtNameOf(base, speaker, service.district),
    text,
    ...(claim !== undefined && { claim: viewClaim(base, speaker, claim, today) }),
  };
}

/** What of the next step was told already, and whether the answer falls short. */
interface StepNeed {
  readonly isMissing: boolean;
  /** The way in is what was asked: more than one is shown. */
  readonly isAsked: boolean;
  /** How long it takes or how far it is was asked: a person who answers is named, too. */
  readonly isWaiting?: boolean;
  readonly told: readonly Channel[];
  /** What stands above it. */
  readonly text: string;
}

/** Where to act and whom to ask: the most specific that is held, general ones only where nothing better is. */
export function nextStep(
  context: RenderContext,
  service: Service,
  { isMissing, isAsked, isWaiting = false, told, text }: StepNeed,
): readonly Block[] {
  const { base, speaker } = context;
  const { own, general } = base.channelsFor(service);
  // A name alone, which stands above already, leads nowhere new.
  const isBare = ({ name, url, phone, address }: Channel): boolean =>
    (url ?? phone ?? address) === undefined && text.includes(name.replace(/[（(].*$/u, ""));
  const isNew = (channel: Channel): boolean => !told.includes(channel) && !isBare(channel);
  const phones = own.filter(({ kind }) => kind === "phone");
  const doors = own.filter(({ kind }) => kind !== "phone");
  const [office] = service.topics.flatMap((topic) =>
    base.offices.filter(({ topics }) => topics.includes(topic)),
  );
  const acts = doors.slice(0, isAsked ? 2 : 1);
  const hotlines = general.filter(({ kind }) => kind === "phone");
  // Without a door of its own a short answer names the one number to call, an unanswered question the site, too.
  const asks =
    phones.length > 0
      ? phones.slice(0, 1)
      : isWaiting
        ? hotlines
        : acts.length > 0 && !isMissing
          ? []
          : office !== undefined
            ? []
            : acts.length > 0 || !isMissing
              ? hotlines
              : general;
  const items = [...acts, ...asks].filter(isNew).map((channel) => viewChannel(speaker, channel));
  const all = [
    ...items,
    ...(office !== undefined && phones.length === 0 && (acts.length === 0 || isMissing)
      ? [viewOffice(speaker, office)]
      : []),
  ];
  return all.length === 0
    ? []
    : [{ kind: "channels", title: speaker.say("next-step"), items: all }];
}

export function districtChannelBlocks(context: RenderContext, district: string): readonly Block[] {
  return channelsBlock(context, context.base.generalChannels(district));
}

/** Hotlines and sites that serve everybody: those of the widest area. */
export function cityChannels({ base }: RenderContext): readonly Channel[] {
  const child = base.districts.find((district) => district.served && district.parent !== undefined);
  return child === undefined ? [] : base.generalChannels(child.parent ?? child.id);
}

export function channelsBlock(
  { speaker }: RenderContext,
  channels: readonly Channel[],
): readonly Block[] {
  if (channels.length === 0) return [];
  return [
    {
      kind: "channels",
      title: speaker.say("next-step"),
      items: channels.map((channel) => viewChannel(speaker, channel)),
    },
  ];
}

export function sourcesBlock(context: RenderContext, claims: readonly Claim[]): readonly Block[] {
  const items = sourcesOf(context.base, context.speaker, claims);
  return items.length === 0
    ? []
    : [{ kind: "sources", title: context.speaker.say("sources-title"), items }];
}

/** What was taken from the talk and not said in the question. */
export function assumedBlocks(
  { base, speaker, topicNames }: RenderContext,
  assumed: readonly Assumption[],
): readonly Block[] {
  if (assumed.length === 0) return [];
  const names = assumed.map((assumption) => {
    switch (assumption.kind) {
      case "service": {
        const service = base.service(assumption.id);
        return service === undefined
          ? ""
          : speaker.say("assumed-service", {
              district: districtNameOf(base, speaker, service.district),
              name: plainName(nameOf(speaker, service)),
            });
      }
      case "district":
        return districtNameOf(base, speaker, assumption.id);
      case "topic":
        return topicNames.get(assumption.id) ?? "";
      default:
        return assumption.kind satisfies never;
    }
  });
  const what = names.filter((name) => name !== "").join(speaker.say("of"));
  return [{ kind: "note", notice: "assumed", text: speaker.say("assumed", { what }) }];
}

type Notice = Answer["notice"][number];

const oldest = (claims: readonly Claim[]): Claim | undefined =>
  [...claims].sort((a, b) => newestFirst(b.asOf, a.asOf))[0];

/** Remarks that go with the claims shown: old, disputed, unofficial, ended, planned. */
export function noticeBlocks(
  { base, speaker, today }: RenderContext,
  service: Service | null,
  claims: readonly Claim[],
): { readonly blocks: readonly Block[]; readonly notice: readonly Notice[] } {
  const blocks: Block[] = [];
  const notice: Notice[] = [];
  const add = (kind: Notice, text: string): void => {
    notice.push(kind);
    blocks.push({ kind: "note", notice: kind, text });
  };
  if (service?.status === "ended") add("ended", speaker.say("notice-ended"));
  if (service?.status === "planned") add("planned", speaker.say("notice-planned"));
  const disputed = claims.filter((claim) => base.isDisputed(claim));
  if (disputed.length > 0) {
    const facts = disputed.flatMap((claim) => claim.facts.flatMap((id) => base.fact(id) ?? []));
    const isOpen = facts.some((fact) => base.disputes(fact).some(({ newer }) => newer === null));
    const [replaced = ""] = sourceRemarks(base, speaker, facts);
    add(
      "conflict",
      isOpen ? speaker.say("notice-conflict") : speaker.say("notice-replaced", { text: replaced }),
    );
  }
  const stale = claims.filter((claim) => viewClaim(base, speaker, claim, today).stale);
  const first = oldest(stale);
  if (first !== undefined) {
    const key = isOlderThan(first.asOf, today, 12) ? "notice-stale" : "notice-past";
    add("stale", speaker.say(key, { date: sayDate(speaker, first.asOf) }));
  }
  const trusts = sourcesOf(base, speaker, claims).map((source) => source.trust);
  if (trusts.length > 0 && trusts.every((trust) => trust === "third-party")) {
    add("unofficial", speaker.say("notice-unofficial"));
  }
  return { blocks, notice };
}

/** Remarks by how much they change what is said: the first one is shown. The others are not: the line of the source says whose word it is. */
const BY_WEIGHT: readonly Notice[] = ["ended", "planned", "conflict", "stale"];

/** One remark about what is shown; all of them are noted for the outside. */
export function oneRemark(
  context: RenderContext,
  service: Service | null,
  claims: readonly Claim[],
): { readonly blocks: readonly Block[]; readonly notice: readonly Notice[] } {
  const { blocks, notice } = noticeBlocks(context, service, claims);
  const isUsed = (block: Block): boolean =>
    block.kind === "note" &&
    BY_WEIGHT.some((each) => each === block.notice) &&
    (block.notice !== "conflict" || claims.some((claim) => isOpenOrOld(context.base, claim)));
  const weight = (block: Block): number =>
    block.kind === "note" ? BY_WEIGHT.findIndex((each) => each === block.notice) : 0;
  const [first] = blocks.filter(isUsed).toSorted((a, b) => weight(a) - weight(b));
  return {
    blocks: blocks.map((block): Block => (block === first ? block : { ...block, folded: true })),
    notice,
  };
}

/** What is shown is itself an old statement, or sources disagree and none took the other's place. */
const isOpenOrOld = (base: KnowledgeBase, claim: Claim): boolean =>
  base.isReplaced(claim) ||
  claim.facts
    .flatMap((id) => base.fact(id) ?? [])
    .some((fact) => base.disputes(fact).some(({ newer }) => newer === null));

/** The name by which a question about a service is sure to find it again. */
export const callName = (base: KnowledgeBase, context: RenderContext, service: Service): string =>
  base
    .district(service.district)
    ?.aliases.some((alias) => nameOf(context.speaker, service).includes(alias)) === true
    ? nameOf(context.speaker, service)
    : context.speaker.say("call-name", {
        district: districtNameOf(base, context.speaker, service.district),
        name: nameOf(context.speaker, service),
      });

/** Buttons for the other sides of a service that sources speak of. */
export function facetChoices(
  context: RenderContext,
  service: Service,
  shown: readonly Facet[],
): readonly Choice[] {
  const { speaker, base } = context;
  return FACETS.filter((facet) => !shown.includes(facet) && service.claims[facet].length > 0).map(
    (facet) => ({
      label: speaker.say(`facet-${facet}`),
      send: speaker.say(`send-${facet}`, { name: callName(base, context, service) }),
    }),
  );
}

/** Buttons that ask the same act of other services. */
export function serviceChoices(
  context: RenderContext,
  services: readonly Service[],
  act: Act,
): readonly Choice[] {
  const { speaker, base } = context;
  return services.map((service) => ({
    label: callName(base, context, service),
    send: speaker.say(`send-${act}`, { name: callName(base, context, service) }),
  }));
}

/** Buttons for topics. */
export function topicChoices(
  { speaker, topicNames }: RenderContext,
  topics: readonly string[],
): readonly Choice[] {
  return topics.flatMap((topic) => {
    const name = topicNames.get(topic);
    return name === undefined
      ? []
      : [{ label: name, send: speaker.say("send-topic", { topic: name }) }];
  });
}

/** Buttons kept as `label|what it sends` in the wordings. */
export function fixedChoices(speaker: Speaker, key: string): readonly Choice[] {
  return speaker.all(key).flatMap((text) => {
    const [label, send] = text.split("|");
    return label === undefined || send === undefined ? [] : [{ label, send }];
  });
}
