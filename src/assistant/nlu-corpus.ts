import { FACETS } from "../shared/acts.js";
import type { Service } from "../knowledge/index.js";
import type { NluCorpus, SearchableService } from "../nlu/index.js";
import type { EngineData } from "./engine-data.js";

function toSearchable(service: Service): SearchableService {
  const claims = FACETS.flatMap((facet) => service.claims[facet]);
  return {
    id: service.id,
    district: service.district,
    topics: service.topics,
    relevance: service.relevance,
    name: service.name,
    aliases: service.aliases,
    mistakes: service.mistakes,
    terms: service.terms,
    asked: service.asked,
    covers: service.covers,
    ...(service.audience !== undefined && { audience: service.audience }),
    ...(service.en !== undefined && { englishName: service.en.name }),
    body: claims.flatMap((claim) => [claim.label ?? [], claim.text].flat()).join("\n"),
    englishBody: [service.en?.what ?? [], claims.flatMap((claim) => claim.en ?? [])]
      .flat()
      .join("\n"),
  };
}

/** What the understanding is built from: language and names, without sources and dates. */
export function nluCorpusOf(data: EngineData): NluCorpus {
  return {
    intents: data.intents,
    voices: data.voices,
    synonyms: data.synonyms,
    lexicon: data.lexicon,
    fillers: data.fillers,
    services: data.services.map(toSearchable),
    districts: data.districts.map(({ id, name, aliases, served, parent }) => ({
      id,
      name,
      aliases,
      served,
      ...(parent !== undefined && { parent }),
    })),
    slots: data.slots,
    talks: data.talks ?? [],
    faq: (data.faq ?? []).map(
      ({ id, asked, follows, after, needs, services, guide, standsFor }) => ({
        id,
        ...(standsFor !== undefined && { standsFor }),
        asked,
        follows,
        after,
        needs,
        services,
        matter: guide ?? services[0] ?? id,
      }),
    ),
  };
}
