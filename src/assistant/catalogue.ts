import type { LocalDate } from "../shared/dates.js";
import { byFacet, type Locale } from "../shared/acts.js";
import type { KnowledgeBase, Service } from "../knowledge/index.js";
import type { Intent } from "../nlu/index.js";
import { createSpeaker, fixedChoices, viewClaim, viewService } from "../reply/index.js";
import type { Wordings } from "../reply/index.js";
import { toLocale } from "./localize.js";
import type { Catalogue, ServiceDetail } from "./types.js";

/** What the catalogue is made from; `search` gives service ids for words, best first. */
export interface CatalogueParts {
  readonly version: string;
  readonly base: KnowledgeBase;
  readonly intents: readonly Intent[];
  readonly replies: Wordings;
  readonly search: (words: string, today: LocalDate) => readonly string[];
  /** The day it is now; ages of statements count from it. */
  readonly today: () => LocalDate;
}

/** Read access to services, districts, topics and wordings, without a talk. */
export function createCatalogue(parts: CatalogueParts): Catalogue {
  const { base, intents, replies } = parts;
  const speaker = createSpeaker(replies, "zh-CN");

  const matches = (
    service: Service,
    filter: { readonly district?: string; readonly topic?: string },
  ): boolean =>
    (filter.district === undefined || service.district === filter.district) &&
    (filter.topic === undefined || service.topics.includes(filter.topic));

  function detail(service: Service): ServiceDetail {
    const claims = byFacet((facet) =>
      service.claims[facet].map((claim) => viewClaim(base, speaker, claim, parts.today())),
    );
    return {
      ...viewService(base, speaker, service),
      kind: service.kind,
      status: service.status,
      partOf: service.partOf ?? null,
      claims,
    };
  }

  return {
    version: parts.version,
    districts: base.districts
      .filter((district) => district.served)
      .map(({ id, name }) => ({ id, name })),
    topics: intents
      .filter((intent) => intent.axis === "topic")
      .map(({ id, title }) => ({ id, name: title })),
    find: ({ q, limit, ...filter }) => {
      const found =
        q === undefined
          ? base.listServices({})
          : parts.search(q, parts.today()).flatMap((id) => base.service(id) ?? []);
      return found
        .filter((service) => matches(service, filter))
        .slice(0, limit)
        .map((service) => viewService(base, speaker, service));
    },
    get: (id) => {
      const service = base.service(id);
      return service === undefined ? null : detail(service);
    },
    say: (key, locale: Locale) => toLocale(createSpeaker(replies, locale).say(key), locale),
    choices: (key, locale: Locale) =>
      toLocale(fixedChoices(createSpeaker(replies, locale), key), locale),
  };
}
