import type { KnowledgeIndex } from "./knowledge-index.js";
import { support } from "./text-match.js";
import type { Service } from "./types.js";

/** Filters of a listing; an absent one does not filter. */
export interface ServiceFilter {
  readonly districts?: readonly string[];
  readonly topics?: readonly string[];
}

/** The areas that contain districts (the city, the province), nearest first, each once. */
export function areasOver(base: KnowledgeIndex, districts: readonly string[]): readonly string[] {
  const areas: string[] = [];
  for (const district of districts) {
    let area = base.district(district)?.parent;
    while (area !== undefined && !areas.includes(area)) {
      areas.push(area);
      area = base.district(area)?.parent;
    }
  }
  return areas;
}

/** Services of districts and topics, most relevant first; a topic counts more the earlier it stands in a service. */
export function listServices(base: KnowledgeIndex, filter: ServiceFilter): readonly Service[] {
  const topicRank = (service: Service): number => {
    if (filter.topics === undefined || filter.topics.length === 0) return 0;
    const ranks = filter.topics
      .map((topic) => service.topics.indexOf(topic))
      .filter((rank) => rank >= 0);
    return ranks.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...ranks);
  };
  return base.services
    .map((service, order) => ({ service, rank: topicRank(service), order }))
    .filter(
      ({ service, rank }) =>
        Number.isFinite(rank) &&
        (filter.districts === undefined ||
          filter.districts.length === 0 ||
          filter.districts.includes(service.district)),
    )
    .sort(
      (a, b) => a.rank - b.rank || b.service.relevance - a.service.relevance || a.order - b.order,
    )
    .map(({ service }) => service);
}

/** From here two names say the same thing of two districts (人才公寓, 人才租房 do; 机场快通, 服务中心 do not). */
const ALIKE = 0.3;

/** Whether what is held about another service speaks of this one's name. */
export function areAlike(service: Service, other: Service): boolean {
  const words = (each: Service): string =>
    [
      each.name,
      ...each.aliases,
      ...each.terms,
      ...each.asked,
      ...each.claims.what.map((claim) => claim.text),
    ].join(" ");
  return support(service.name, words(other)) >= ALIKE;
}

/**
 * What another district has in place of a service: same topics, same kind, similar name; best first.
 * Empty when nothing there shares its first topic.
 */
export function counterparts(
  base: KnowledgeIndex,
  service: Service,
  district: string,
): readonly Service[] {
  const [first] = service.topics;
  if (first === undefined) return [];
  const rate = (other: Service): number =>
    2 * support(service.name, `${other.name} ${other.aliases.join(" ")}`) +
    (other.kind === service.kind ? 0.5 : 0) +
    (other.topics[0] === first ? 0.5 : 0) +
    0.2 * other.topics.filter((topic) => service.topics.includes(topic)).length +
    0.2 * other.relevance;
  return listServices(base, { districts: [district], topics: [first] })
    .map((other) => ({ other, rate: rate(other) }))
    .sort((a, b) => b.rate - a.rate)
    .map(({ other }) => other);
}
