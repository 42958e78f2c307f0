import type { NamedService } from "./named-services.js";
import type { NearName } from "./near-names.js";
import type { Areas } from "../places/places.js";
import { FINDING } from "../thresholds.js";
import type { Ranked, SearchableService, ServiceMatch } from "../types.js";

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

/** What the content of a question says for each service: likeness 0–1, and the confidence that it is meant. */
export interface Meant {
  readonly likeness: ReadonlyMap<string, number>;
  readonly confidence: ReadonlyMap<string, number>;
}

/** Whether a text is nothing but a name of that kind. */
export type IsName = (points: readonly string[]) => boolean;

/**
 * From likeness (0–1) to how often such a match is the right one: what counts is how far the best is ahead of the
 * second, and that it is like the question at all.
 */
export function toConfidences(meant: ReadonlyMap<string, number>): Map<string, number> {
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

export function topicFactor(service: SearchableService, topics: readonly Ranked[]): number {
  const best = topics[0]?.confidence ?? 0;
  if (best === 0) return 1;
  const own = topics.reduce(
    (most, topic) => (service.topics.includes(topic.id) ? Math.max(most, topic.confidence) : most),
    0,
  );
  return 1 - FINDING.topic * best * (1 - own / best);
}

/** How far the places named speak for a service; those of the city and its province are for every district. */
export function districtFactor(
  service: SearchableService,
  question: ServiceQuestion,
  { city, wide }: Areas,
): number {
  const { districts, excludedDistricts } = question;
  if (excludedDistricts.includes(service.district)) return FINDING.otherDistrict;
  const near = districts.filter((id) => !wide.has(id));
  if (near.length === 0)
    return districts.includes(city) && !wide.has(service.district) ? FINDING.cityAsked : 1;
  if (districts.includes(service.district)) return 1;
  return wide.has(service.district) ? FINDING.cityWide : FINDING.otherDistrict;
}

export const relevanceFactor = (service: SearchableService): number =>
  1 - FINDING.relevance * (5 - service.relevance);

/** Share of the question's content that the name accounts for, 0–1. */
export function coverage(
  match: { readonly start: number; readonly end: number },
  question: ServiceQuestion,
): number {
  const all = question.contentPlaces.length;
  const outside = question.contentPlaces.filter(
    (place) => place < match.start || place >= match.end,
  ).length;
  return all === 0 ? 1 : 1 - outside / all;
}

export function namedMatch(
  match: NamedService,
  question: ServiceQuestion,
  meant: Meant,
  areas: Areas,
  isPlaceName: IsName,
  isDistrictName: IsName,
): ServiceMatch {
  const { name, start, end } = match;
  const covered = coverage(match, question);
  const likeness = meant.likeness.get(name.service.id) ?? 0;
  const byContent = meant.confidence.get(name.service.id) ?? 0;
  const district = districtFactor(name.service, question, areas);
  const isPlace = isPlaceName(name.units);
  let confidence: number;
  if (isPlace)
    confidence =
      question.contentPlaces.length === 0
        ? FINDING.place
        : Math.max(byContent, isDistrictName(name.units) ? 0 : FINDING.placeInside);
  else if (name.isGeneric) {
    const isLocal = question.asksWhat || question.districts.includes(name.service.district);
    const bare =
      covered === 1
        ? isLocal
          ? FINDING.genericBare
          : FINDING.genericAsked
        : FINDING.genericInside;
    const sure = bare * (district === FINDING.otherDistrict ? district : district ** 0.5);
    // When the name is all that the question says, its words in the service's texts prove nothing more.
    confidence = covered === 1 ? sure : Math.max(sure, byContent);
  } else {
    const sure = name.kind === "part" ? FINDING.part : FINDING.named;
    confidence =
      sure *
      (1 - FINDING.uncovered * (1 - covered)) *
      (district === FINDING.otherDistrict ? FINDING.namedElsewhere : 1);
  }
  // Of services that bear the same name the one that the rest of the question is nearer to comes first.
  return toMatch(
    match,
    Math.min(1, confidence + FINDING.tie * likeness),
    name.kind === "name" ? "name" : "alias",
    question,
  );

  function toMatch(
    at: { start: number; end: number },
    value: number,
    how: ServiceMatch["how"],
    { points }: ServiceQuestion,
  ): ServiceMatch {
    return {
      id: name.service.id,
      ...(name.coveredId !== undefined && { coveredId: name.coveredId }),
      confidence: Math.min(1, value),
      how,
      ...(name.isGeneric && { isCommon: true }),
      text: points.slice(at.start, at.end).join(""),
      start,
      end,
    };
  }
}

export function nearMatch(
  match: NearName,
  question: ServiceQuestion,
  meant: Meant,
  areas: Areas,
): ServiceMatch {
  const { name, start, end } = match;
  const covered = coverage(match, question);
  const district = districtFactor(name.service, question, areas);
  const likeness = meant.likeness.get(name.service.id) ?? 0;
  const byContent = meant.confidence.get(name.service.id) ?? 0;
  const base = name.isGeneric
    ? FINDING.genericBare * (question.asksWhat ? 1 : FINDING.nearGeneric)
    : FINDING.near;
  const elsewhere = name.isGeneric
    ? district
    : district === FINDING.otherDistrict
      ? FINDING.namedElsewhere
      : 1;
  const confidence =
    base * match.likeness * (1 - FINDING.uncovered * (1 - covered)) * elsewhere +
    FINDING.tie * likeness;
  return {
    id: name.service.id,
    ...(name.coveredId !== undefined && { coveredId: name.coveredId }),
    confidence: Math.min(1, Math.max(confidence, byContent)),
    how: "near-name",
    ...(name.isGeneric && { isCommon: true }),
    text: question.points.slice(start, end).join(""),
    start,
    end,
  };
}
