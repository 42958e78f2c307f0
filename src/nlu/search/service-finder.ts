import type { Steps } from "../../shared/steps.js";
import { buildContentIndex } from "./content-index.js";
import { buildNameFinder, type NamedService } from "../names/named-services.js";
import type { ServiceName } from "../names/names.js";
import { buildNearNames } from "../names/near-names.js";
import { buildSearchIndex } from "./search-index.js";
import {
  coverage,
  districtFactor,
  namedMatch,
  nearMatch,
  relevanceFactor,
  toConfidences,
  topicFactor,
  type IsName,
  type Meant,
  type ServiceQuestion,
} from "../names/match-confidence.js";
import type { Areas } from "../places/places.js";
import type { Span } from "../split/split-questions.js";
import { FINDING } from "../thresholds.js";
import type { SearchableService, ServiceMatch } from "../types.js";
import { overlaps } from "../vocabulary.js";

export interface ServiceFinder {
  /** Names in a text, letter for letter. */
  named(points: readonly string[]): NamedService[];
  /** Services that the question names or means, best first; empty when nothing is near. */
  find(question: ServiceQuestion): ServiceMatch[];
  /** Topics of a service; empty for an unknown id. */
  readonly topicsOf: (id: string) => readonly string[];
}

/**
 * Finds services by name, by near name and by what they are about; confidences are comparable between the three.
 *
 * @param isPlaceName whether a text is nothing but the name of a district or of a place in one
 * @param isDistrictName whether it is that of a district
 */
export function* serviceFinderSteps(
  services: readonly SearchableService[],
  names: readonly ServiceName[],
  isPair: (first: string, second: string) => boolean,
  areas: Areas,
  isPlaceName: IsName,
  isDistrictName: IsName,
): Steps<ServiceFinder> {
  const finder = buildNameFinder(names);
  yield;
  const near = buildNearNames(
    names.filter((name) => !isPlaceName(name.units)),
    isPair,
  );
  yield;
  const content = buildContentIndex(services);
  yield;
  const lines = services.flatMap((service, index) =>
    linesOf(service).map((text) => ({ id: String(index), text })),
  );
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
      const likeness =
        FINDING.share * (shares.get(index) ?? 0) + (1 - FINDING.share) * (nearest.get(index) ?? 0);
      found.set(
        service.id,
        likeness *
          topicFactor(service, question.topics) *
          districtFactor(service, question, areas) *
          relevanceFactor(service),
      );
    }
    return found;
  };

  const topicsById = new Map(services.map((service) => [service.id, service.topics]));
  const overviews = services.filter((service) =>
    names.some(
      (name) =>
        name.service === service &&
        name.kind !== "part" &&
        !areas.wide.has(service.district) &&
        isDistrictName(name.units) &&
        service.topics.includes(FINDING.profileTopic),
    ),
  );
  /** A district's figures: its overview, as far as the question is about the district itself. */
  const overviewMatches = ({ districts, topics }: ServiceQuestion): ServiceMatch[] => {
    const profile = topics.find((topic) => topic.id === FINDING.profileTopic)?.confidence ?? 0;
    return overviews
      .filter((service) => districts.includes(service.district))
      .map(({ id }) => ({
        id,
        confidence: FINDING.place * profile,
        how: "content" as const,
        text: "",
        start: 0,
        end: 0,
      }));
  };

  return {
    named: (points) => finder.find(points),
    topicsOf: (id) => topicsById.get(id) ?? [],
    find(question) {
      const likeness = byContent(question);
      const meant: Meant = { likeness, confidence: toConfidences(likeness) };
      const matches: ServiceMatch[] = question.named.map((match) =>
        namedMatch(match, question, meant, areas, isPlaceName, isDistrictName),
      );
      const isSettled = question.named.some(
        (match) =>
          !match.name.isGeneric &&
          match.name.kind !== "part" &&
          !isPlaceName(match.name.units) &&
          coverage(match, question) === 1,
      );
      if (!isSettled) {
        for (const match of near.find(question.points)) {
          if (
            question.named.some(
              (named) => overlaps(named, match) && named.name.service === match.name.service,
            )
          )
            continue;
          // Nearly a name, inside what is a longer one letter for letter: that one is meant (杭州租房补贴).
          if (question.named.some((named) => isInside(match, named))) continue;
          const shorter = matches.findIndex(
            (other) =>
              other.start >= match.start &&
              other.end <= match.end &&
              other.end - other.start < match.end - match.start,
          );
          const inner = matches[shorter];
          // A name inside a longer one that is nearly right is a part of that one.
          if (inner !== undefined)
            matches[shorter] = { ...inner, confidence: inner.confidence * FINDING.insideNear };
          matches.push(nearMatch(match, question, meant, areas));
        }
      }
      matches.push(...overviewMatches(question));
      const isSaid = (id: string): boolean =>
        question.named.some(
          (match) =>
            match.name.service.id === id &&
            match.name.isGeneric &&
            !isPlaceName(match.name.units) &&
            coverage(match, question) === 1,
        );
      for (const [id, confidence] of meant.confidence) {
        if (isSaid(id)) continue;
        matches.push({ id, confidence, how: "content", text: "", start: 0, end: 0 });
      }
      return best(matches);
    },
  };
}

const isInside = (part: Span, whole: Span): boolean =>
  part.start >= whole.start &&
  part.end <= whole.end &&
  part.end - part.start < whole.end - whole.start;

const isRightlyNamed = ({ how, isCommon }: ServiceMatch): boolean =>
  (how === "name" || how === "alias") && isCommon !== true;

/** One match a service: the surest. A service that is named stays named, however sure its content makes it. */
function best(matches: readonly ServiceMatch[]): ServiceMatch[] {
  const kept = new Map<string, ServiceMatch>();
  for (const match of matches) {
    const other = kept.get(match.id);
    if (other === undefined) kept.set(match.id, match);
    else if (
      match.how === "content" &&
      isRightlyNamed(other) &&
      match.confidence > other.confidence
    )
      kept.set(match.id, { ...other, confidence: match.confidence });
    else if (match.confidence > other.confidence) kept.set(match.id, match);
  }
  return [...kept.values()]
    .filter((match) => match.confidence >= FINDING.least)
    .sort((a, b) => b.confidence - a.confidence || b.end - b.start - (a.end - a.start))
    .slice(0, FINDING.most);
}

/** Short texts that a question may resemble as a whole. */
function linesOf(service: SearchableService): string[] {
  const covered = service.covers.flatMap((entry) => [entry.name, ...entry.aliases]);
  return [
    service.name,
    ...service.aliases,
    ...covered,
    ...service.asked,
    ...service.body.split(/[。；\n]/u),
  ].filter((line) => line.length > 1);
}
