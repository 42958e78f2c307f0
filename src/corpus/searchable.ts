import { FACETS } from "../shared/acts.js";
import type { Service } from "../knowledge/types.js";
import type { NluCorpus, SearchableService } from "../nlu/types.js";
import type { Corpus } from "./types.js";

function toSearchable(service: Service): SearchableService {
  const claims = FACETS.flatMap((facet) => service.claims[facet]);
  const english = claims.flatMap((claim) => claim.en ?? []);
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
    englishBody: [service.en?.what ?? [], english].flat().join("\n"),
  };
}

/** What the understanding is built from: language and names, without sources and dates. Needs nothing of Node. */
export function toNluCorpus(corpus: Corpus): NluCorpus {
  const { intents, synonyms, lexicon, services, districts } = corpus.data;
  return {
    intents,
    synonyms,
    lexicon,
    services: services.map(toSearchable),
    districts: districts.map(({ id, name, aliases, served }) => ({ id, name, aliases, served })),
  };
}
