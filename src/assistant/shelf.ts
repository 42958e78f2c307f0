import { FACETS, type Facet, type Locale } from "../shared/acts.js";
import type { LocalDate } from "../shared/dates.js";
import type { Claim, KnowledgeBase, Service, Topic } from "../knowledge/index.js";
import type { Intent } from "../nlu/index.js";
import {
  districtNameOf,
  fixedChoices,
  nameOf,
  sourcesOf,
  viewChannel,
  viewClaim,
  viewOffice,
  viewSource,
  type Speaker,
} from "../reply/index.js";
import type { ChannelView, ClaimView, SourceView } from "../reply/types.js";
import { toLocale } from "./localize.js";
import type {
  GuideView,
  NamedItem,
  ServiceLine,
  Shelf,
  ShelfDistrict,
  ShelfService,
  ShelfSource,
  ShelfTopic,
} from "./types.js";

/** What a shelf is made from, in one language. */
export interface ShelfParts {
  readonly base: KnowledgeBase;
  readonly intents: readonly Intent[];
  readonly speaker: Speaker;
  readonly locale: Locale;
  readonly today: () => LocalDate;
}

/** The statement that says best what a service is: what it is, else the first one that there is. */
const leadOf = ({ claims }: Service): Claim | undefined =>
  FACETS.flatMap((facet) => claims[facet]).at(0);

/** Sides of a service about which sources say something, in the order in which they are read. */
const sidesOf = ({ claims }: Service): readonly Facet[] =>
  FACETS.filter((facet) => claims[facet].length > 0);

/**
 * All that is known, arranged for reading: services, topics with their guides, districts, sources. Made on demand; who shows
 * it keeps what was made.
 */
export function createShelf({ base, intents, speaker, locale, today }: ShelfParts): Shelf {
  const language = speaker.language;
  const spoken = <T>(value: T): T => toLocale(value, locale);
  const byRelevance = [...base.services].sort((a, b) => b.relevance - a.relevance);
  const guides = base.topics.filter(({ district }) => district === undefined);
  const subjects = intents.filter(({ axis }) => axis === "topic");
  const nameOfTopic = (id: string): string | undefined => {
    const guide = guides.find((each) => each.id === id);
    if (guide !== undefined) return guide.name[language];
    const subject = subjects.find((each) => each.id === id);
    return language === "en" ? subject?.en : subject?.title;
  };

  const claimView = (claim: Claim): ClaimView => viewClaim(base, speaker, claim, today());
  const callName = (service: Service): string => {
    const name = nameOf(speaker, service);
    const district = districtNameOf(base, speaker, service.district);
    return speaker.say("call-name", { district, name });
  };

  function lineOf(service: Service): ServiceLine {
    const lead = leadOf(service);
    return {
      id: service.id,
      name: nameOf(speaker, service),
      district: service.district,
      districtName: districtNameOf(base, speaker, service.district),
      topics: service.topics,
      status: service.status,
      claim: lead === undefined ? null : claimView(lead),
    };
  }

  const channelsOf = (ids: readonly string[]): readonly ChannelView[] =>
    ids.flatMap((id) => {
      const office = base.office(id);
      if (office !== undefined) return [viewOffice(speaker, office)];
      const channel = base.channel(id);
      return channel === undefined ? [] : [viewChannel(speaker, channel)];
    });

  function guideOf(topic: Topic): GuideView {
    return {
      lead: topic.lead.map(claimView),
      ways: topic.ways.map((way) => {
        const service = way.service === undefined ? undefined : base.service(way.service);
        return {
          for: way.for[language],
          group: way.group?.[language] ?? null,
          service:
            service === undefined ? null : { id: service.id, name: nameOf(speaker, service) },
          claim: claimView(way.claim),
        };
      }),
      silent: topic.silent.map((matter) => matter[language]),
      channels: channelsOf(topic.offices),
    };
  }

  /** Services of a topic: those of its ways first, then those that bear it or one of the subjects that lead to its guide. */
  function servicesOf(id: string, guide: Topic | undefined): readonly Service[] {
    const meant = new Set([id, ...(guide?.intents ?? [])]);
    const named = (guide?.ways ?? []).flatMap(({ service }) => base.service(service ?? "") ?? []);
    const others = byRelevance.filter(({ topics }) => topics.some((topic) => meant.has(topic)));
    return [...new Set([...named, ...others])];
  }

  /** The documents behind a guide and the lines of services under it. */
  const sourcesBehind = (
    guide: Topic | undefined,
    listed: readonly Service[],
  ): readonly SourceView[] =>
    sourcesOf(base, speaker, [
      ...(guide?.lead ?? []),
      ...(guide?.ways ?? []).map(({ claim }) => claim),
      ...listed.flatMap((one) => leadOf(one) ?? []),
    ]);

  function topic(id: string): ShelfTopic | null {
    const name = nameOfTopic(id);
    if (name === undefined) return null;
    const guide = guides.find((each) => each.id === id);
    const services = servicesOf(id, guide);
    return spoken({
      id,
      name,
      guide: guide === undefined ? null : guideOf(guide),
      services: services.map(lineOf),
      sources: sourcesBehind(guide, services),
      guides: guides
        .filter((each) => each.id !== id && each.intents.includes(id))
        .map((each) => ({ id: each.id, name: each.name[language] })),
    });
  }

  const districtIds = [...new Set(base.services.map(({ district }) => district))];
  /** In the order of the data, which begins with the widest. */
  const districts = base.districts.filter(({ id }) => districtIds.includes(id));

  function district(id: string): ShelfDistrict | null {
    const known = districts.find((each) => each.id === id);
    if (known === undefined) return null;
    const guide = base.topics.find((each) => each.district === id);
    const services = byRelevance.filter((each) => each.district === id);
    return spoken({
      id,
      name: districtNameOf(base, speaker, id),
      guide: guide === undefined ? null : guideOf(guide),
      services: services.map(lineOf),
      sources: sourcesBehind(guide, services),
      channels: base.generalChannels(id).map((channel) => viewChannel(speaker, channel)),
    });
  }

  function service(id: string): ShelfService | null {
    const known = base.service(id);
    if (known === undefined) return null;
    const whole = known.partOf === undefined ? undefined : base.service(known.partOf);
    const named = (one: Service): NamedItem => ({ id: one.id, name: nameOf(speaker, one) });
    return spoken({
      id: known.id,
      name: nameOf(speaker, known),
      kind: known.kind,
      aliases: known.aliases.filter((alias) => alias !== known.name),
      covers: known.covers.map(({ name }) => name),
      districtName: districtNameOf(base, speaker, known.district),
      sides: sidesOf(known).map((facet) => ({
        facet,
        title: speaker.say(`facet-${facet}`),
        question: speaker.say(`send-${facet}`, { name: callName(known) }),
        claims: known.claims[facet].map(claimView),
      })),
      topics: known.topics.flatMap((topicId) => {
        const name = nameOfTopic(topicId);
        return name === undefined ? [] : [{ id: topicId, name }];
      }),
      partOf: whole === undefined ? null : named(whole),
      parts: base.partsOf(known.id).map(named),
    });
  }

  /** Every statement that rests on a source, with the page that it stands on. */
  interface Told {
    readonly claim: Claim;
    readonly on: { readonly kind: "s" | "t" | "d"; readonly id: string; readonly name: string };
  }

  function* allTold(): Generator<Told> {
    for (const one of byRelevance) {
      const on = { kind: "s" as const, id: one.id, name: nameOf(speaker, one) };
      for (const facet of FACETS) for (const claim of one.claims[facet]) yield { claim, on };
    }
    for (const each of base.topics) {
      const on =
        each.district === undefined
          ? { kind: "t" as const, id: each.id, name: each.name[language] }
          : { kind: "d" as const, id: each.district, name: each.name[language] };
      for (const claim of each.lead) yield { claim, on };
      for (const { claim } of each.ways) yield { claim, on };
    }
  }

  let told: ReadonlyMap<string, readonly Told[]> | null = null;

  /** Made with the first source that is asked for: most nodes are never asked for one. */
  function toldBySource(): ReadonlyMap<string, readonly Told[]> {
    if (told !== null) return told;
    const bySource = new Map<string, Told[]>();
    for (const each of allTold()) {
      for (const { id } of base.sourcesOf(each.claim)) {
        const list = bySource.get(id) ?? [];
        list.push(each);
        bySource.set(id, list);
      }
    }
    told = bySource;
    return bySource;
  }

  function source(id: string): ShelfSource | null {
    const found = base.source(id);
    const all = toldBySource().get(id);
    if (found === undefined || all === undefined) return null;
    const cites = all.flatMap(({ claim }) =>
      claim.facts.flatMap((factId) => {
        const fact = base.fact(factId);
        return fact?.source === id ? fact.cites : [];
      }),
    );
    const view: SourceView = viewSource(speaker, found, cites);
    return spoken({
      source: view,
      isRepost: found.reposts === true,
      told: all.map(({ claim, on }) => ({ ...on, claim: claimView(claim) })),
    });
  }

  /** Questions that lead to the guides of topics; a subject without a guide has none. */
  const asked = new Map(
    fixedChoices(speaker, "browse-ask-choices").map(({ label, send }) => [label, send]),
  );

  /** What a page asks the talk: `s.<service>`, `s.<service>.<side>`, `t.<topic>`, `d.<district>`. */
  function question(about: string): string | null {
    const [kind, id = "", side = "what"] = about.split(".");
    if (kind === "s") {
      const known = base.service(id);
      return known === undefined || !FACETS.some((facet) => facet === side)
        ? null
        : spoken(speaker.say(`send-${side}`, { name: callName(known) }));
    }
    if (kind === "t") return spoken(asked.get(id) ?? null);
    if (kind === "d" && districts.some((each) => each.id === id)) {
      const name = districtNameOf(base, speaker, id);
      return spoken(speaker.say("browse-ask-district", { district: name }));
    }
    return null;
  }

  return {
    services: () => spoken(byRelevance.map(lineOf)),
    topics: () =>
      spoken([
        ...guides.map(({ id, name }) => ({ id, name: name[language], isGuide: true })),
        ...subjects
          .filter(({ id }) => guides.every((guide) => guide.id !== id))
          .map(({ id, title, en }) => ({
            id,
            name: language === "en" ? en : title,
            isGuide: false,
          })),
      ]),
    districts: () =>
      spoken(
        districts.map(({ id }) => ({
          id,
          name: districtNameOf(base, speaker, id),
          count: base.services.filter((each) => each.district === id).length,
        })),
      ),
    sourceIds: () => [...toldBySource().keys()],
    service,
    topic,
    district,
    source,
    question,
  };
}
