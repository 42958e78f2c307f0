import { buildContentIndex } from "./content-index.js";
import type { NamedService } from "./named-services.js";
import { buildNameFinder } from "./named-services.js";
import type { ServiceName } from "./names.js";
import { buildNearNames, type NearName } from "./near-names.js";
import { buildSearchIndex } from "./search-index.js";
import { FINDING } from "./thresholds.js";
import type { Ranked, SearchableService, ServiceMatch } from "./types.js";
import { overlaps } from "./vocabulary.js";

/** What a question says, as far as finding services needs it. */
export interface ServiceQuestion {
  readonly points: readonly string[];
  /** Names found letter for letter in it. */
  readonly named: readonly NamedService[];
  /** The question without courtesy, place names and what is told about the person. */
  readonly content: string;
  /** Its words with content, parted by spaces. */
  readonly core: string;
  /** Words that mean the same as words of it. */
  readonly related: readonly string[];
  readonly districts: readonly string[];
  readonly excludedDistricts: readonly string[];
  readonly topics: readonly Ranked[];
  /** Code points with content of their own, outside places, courtesy and act words. */
  readonly contentPlaces: readonly number[];
  /** Asks what something is, or nothing at all: then a common name means the service of that name. */
  readonly asksWhat: boolean;
}

export interface ServiceFinder {
  /** Names in a text, letter for letter. */
  named(points: readonly string[]): NamedService[];
  /** Services that the question names or means, best first; empty when nothing is near. */
  find(question: ServiceQuestion): ServiceMatch[];
  /** Topics of a service; empty for an unknown id. */
  topicsOf(id: string): readonly string[];
}

/** What the content of a question says for each service: likeness 0–1, and the confidence that it is meant. */
interface Meant {
  readonly likeness: ReadonlyMap<string, number>;
  readonly confidence: ReadonlyMap<string, number>;
}

type IsName = (points: readonly string[]) => boolean;

const WIDE = new Set(["hangzhou", "zhejiang"]);

/**
 * Finds services by name, by near name and by what they are about; confidences are comparable between the three.
 *
 * @param isPlaceName whether a text is nothing but the name of a district or of a place in one
 * @param isDistrictName whether it is that of a district
 */
export function buildServiceFinder(
  services: readonly SearchableService[],
  names: readonly ServiceName[],
  isPair: (first: string, second: string) => boolean,
  isPlaceName: (points: readonly string[]) => boolean,
  isDistrictName: (points: readonly string[]) => boolean,
): ServiceFinder {
  const finder = buildNameFinder(names);
  const near = buildNearNames(names.filter((name) => !isPlaceName(name.units)), isPair);
  const content = buildContentIndex(services);
  const lines = services.flatMap((service, index) => linesOf(service).map((text) => ({ id: String(index), text })));
  const lineIndex = buildSearchIndex(lines);

  const byContent = (question: ServiceQuestion): Map<string, number> => {
    const terms = [
      { text: question.core, weight: 1 },
      { text: question.content, weight: FINDING.whole },
      ...question.related.map((text) => ({ text, weight: FINDING.related })),
    ];
    const nearest = new Map<number, number>();
    for (const hit of lineIndex.search(question.content, FINDING.lines)) {
      const index = Number(hit.id);
      nearest.set(index, Math.max(nearest.get(index) ?? 0, hit.confidence));
    }
    const shares = new Map(content.find(terms).map((hit) => [hit.service, hit.share]));
    const found = new Map<string, number>();
    for (const index of new Set([...shares.keys(), ...nearest.keys()])) {
      const service = services[index];
      if (service === undefined) continue;
      const likeness = FINDING.share * (shares.get(index) ?? 0) + (1 - FINDING.share) * (nearest.get(index) ?? 0);
      found.set(service.id, likeness * topicFactor(service, question.topics) * districtFactor(service, question) * relevanceFactor(service));
    }
    return found;
  };

  const topicsById = new Map(services.map((service) => [service.id, service.topics]));
  const overviews = services.filter((service) =>
    names.some((name) => name.service === service && name.kind !== "part" && !WIDE.has(service.district) && isDistrictName(name.units) && service.topics.includes(FINDING.profileTopic)),
  );
  /** A district's figures: its overview, as far as the question is about the district itself. */
  const overviewMatches = ({ districts, topics }: ServiceQuestion): ServiceMatch[] => {
    const profile = topics.find((topic) => topic.id === FINDING.profileTopic)?.confidence ?? 0;
    return overviews
      .filter((service) => districts.includes(service.district))
      .map(({ id }) => ({ id, confidence: FINDING.place * profile, how: "content" as const, text: "", start: 0, end: 0 }));
  };

  return {
    named: (points) => finder.find(points),
    topicsOf: (id) => topicsById.get(id) ?? [],
    find(question) {
      const likeness = byContent(question);
      const meant: Meant = { likeness, confidence: toConfidences(likeness) };
      const matches: ServiceMatch[] = question.named.map((match) => namedMatch(match, question, meant, isPlaceName, isDistrictName));
      const isSettled = question.named.some(
        (match) => !match.name.isGeneric && match.name.kind !== "part" && !isPlaceName(match.name.units) && coverage(match, question) === 1,
      );
      if (!isSettled) {
        for (const match of near.find(question.points)) {
          if (question.named.some((named) => overlaps(named, match) && named.name.service === match.name.service)) continue;
          const shorter = matches.findIndex((other) => other.start >= match.start && other.end <= match.end && other.end - other.start < match.end - match.start);
          const inner = matches[shorter];
          // A name inside a longer one that is nearly right is a part of that one.
          if (inner !== undefined) matches[shorter] = { ...inner, confidence: inner.confidence * FINDING.insideNear };
          matches.push(nearMatch(match, question, meant));
        }
      }
      matches.push(...overviewMatches(question));
      const isSaid = (id: string): boolean =>
        question.named.some((match) => match.name.service.id === id && match.name.isGeneric && !isPlaceName(match.name.units) && coverage(match, question) === 1);
      for (const [id, confidence] of meant.confidence) {
        if (isSaid(id)) continue;
        matches.push({ id, confidence, how: "content", text: "", start: 0, end: 0 });
      }
      return best(matches);
    },
  };
}

/** One match a service: the surest; content that agrees has been counted already. */
function best(matches: readonly ServiceMatch[]): ServiceMatch[] {
  const kept = new Map<string, ServiceMatch>();
  for (const match of matches) {
    const other = kept.get(match.id);
    if (other === undefined || match.confidence > other.confidence) kept.set(match.id, match);
  }
  return [...kept.values()]
    .filter((match) => match.confidence >= FINDING.least)
    .sort((a, b) => b.confidence - a.confidence || b.end - b.start - (a.end - a.start))
    .slice(0, FINDING.most);
}

/** Short texts that a question may resemble as a whole. */
function linesOf(service: SearchableService): string[] {
  const covered = service.covers.flatMap((entry) => [entry.name, ...entry.aliases]);
  return [service.name, ...service.aliases, ...covered, ...service.asked, ...service.body.split(/[。；\n]/u)].filter((line) => line.length > 1);
}

/**
 * From likeness (0–1) to how often such a match is the right one: what counts is how far the best is ahead of the
 * second, and that it is like the question at all.
 */
function toConfidences(meant: ReadonlyMap<string, number>): Map<string, number> {
  const ranked = [...meant].sort((a, b) => b[1] - a[1]);
  const first = ranked[0]?.[1] ?? 0;
  const lead = first - (ranked[1]?.[1] ?? 0);
  return new Map(
    ranked.map(([id, likeness], place) => {
      const ahead = place === 0 ? lead : likeness - first;
      const enough = logistic(FINDING.gateSlope * (likeness - FINDING.gate));
      return [id, enough * logistic(FINDING.even + FINDING.lead * ahead)];
    }),
  );
}

const logistic = (value: number): number => 1 / (1 + Math.exp(-value));

function topicFactor(service: SearchableService, topics: readonly Ranked[]): number {
  const best = topics[0]?.confidence ?? 0;
  if (best === 0) return 1;
  const own = topics.reduce((most, topic) => (service.topics.includes(topic.id) ? Math.max(most, topic.confidence) : most), 0);
  return 1 - FINDING.topic * best * (1 - own / best);
}

function districtFactor(service: SearchableService, question: ServiceQuestion): number {
  const { districts, excludedDistricts } = question;
  if (excludedDistricts.includes(service.district)) return FINDING.otherDistrict;
  const near = districts.filter((id) => !WIDE.has(id));
  if (near.length === 0) return districts.includes("hangzhou") && !WIDE.has(service.district) ? FINDING.cityAsked : 1;
  if (districts.includes(service.district)) return 1;
  return WIDE.has(service.district) ? FINDING.cityWide : FINDING.otherDistrict;
}

const relevanceFactor = (service: SearchableService): number => 1 - FINDING.relevance * (5 - service.relevance);

/** Share of the question's content that the name accounts for, 0–1. */
function coverage(match: { readonly start: number; readonly end: number }, question: ServiceQuestion): number {
  const all = question.contentPlaces.length;
  const outside = question.contentPlaces.filter((place) => place < match.start || place >= match.end).length;
  return all === 0 ? 1 : 1 - outside / all;
}

function namedMatch(match: NamedService, question: ServiceQuestion, meant: Meant, isPlaceName: IsName, isDistrictName: IsName): ServiceMatch {
  const { name, start, end } = match;
  const covered = coverage(match, question);
  const likeness = meant.likeness.get(name.service.id) ?? 0;
  const byContent = meant.confidence.get(name.service.id) ?? 0;
  const district = districtFactor(name.service, question);
  const isPlace = isPlaceName(name.units);
  let confidence: number;
  if (isPlace) confidence = question.contentPlaces.length === 0 ? FINDING.place : Math.max(byContent, isDistrictName(name.units) ? 0 : FINDING.placeInside);
  else if (name.isGeneric) {
    const isLocal = question.asksWhat || question.districts.includes(name.service.district);
    const bare = covered === 1 ? (isLocal ? FINDING.genericBare : FINDING.genericAsked) : FINDING.genericInside;
    const sure = bare * (district === FINDING.otherDistrict ? district : district ** 0.5);
    // When the name is all that the question says, its words in the service's texts prove nothing more.
    confidence = covered === 1 ? sure : Math.max(sure, byContent);
  } else {
    const sure = name.kind === "part" ? FINDING.part : FINDING.named;
    confidence = sure * (1 - FINDING.uncovered * (1 - covered)) * (district === FINDING.otherDistrict ? FINDING.namedElsewhere : 1);
  }
  // Of services that bear the same name the one that the rest of the question is nearer to comes first.
  return toMatch(match, Math.min(1, confidence + FINDING.tie * likeness), name.kind === "name" ? "name" : "alias", question);

  function toMatch(at: { start: number; end: number }, value: number, how: ServiceMatch["how"], { points }: ServiceQuestion): ServiceMatch {
    return { id: name.service.id, ...(name.coveredId !== undefined && { coveredId: name.coveredId }), confidence: Math.min(1, value), how, text: points.slice(at.start, at.end).join(""), start, end };
  }
}

function nearMatch(match: NearName, question: ServiceQuestion, meant: Meant): ServiceMatch {
  const { name, start, end } = match;
  const covered = coverage(match, question);
  const district = districtFactor(name.service, question);
  const likeness = meant.likeness.get(name.service.id) ?? 0;
  const byContent = meant.confidence.get(name.service.id) ?? 0;
  const base = name.isGeneric ? FINDING.genericBare * (question.asksWhat ? 1 : FINDING.nearGeneric) : FINDING.near;
  const elsewhere = name.isGeneric ? district : district === FINDING.otherDistrict ? FINDING.namedElsewhere : 1;
  const confidence = base * match.likeness * (1 - FINDING.uncovered * (1 - covered)) * elsewhere + FINDING.tie * likeness;
  return {
    id: name.service.id,
    ...(name.coveredId !== undefined && { coveredId: name.coveredId }),
    confidence: Math.min(1, Math.max(confidence, byContent)),
    how: "near-name",
    text: question.points.slice(start, end).join(""),
    start,
    end,
  };
}
