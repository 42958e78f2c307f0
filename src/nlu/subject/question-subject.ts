import type { SubjectReading } from "./intent-classifiers.js";
import type { Places } from "../places/places.js";
import type { Span } from "../split/split-questions.js";
import { INTENTS, PARSING } from "../thresholds.js";
import type { Entity, Ranked, ServiceMatch } from "../types.js";

/** 不是租房,是买房: what is denied before what is meant. */
export function findDenied(points: readonly string[]): Span[] {
  const text = points.join("");
  if (text.length !== points.length) return [];
  return [
    ...text.matchAll(
      /(?:不|没)(?:是|要|想|问|说)(?:问|说|要)?([^,。;?!是]{1,10}?)(?:,|、)?(?:我)?(?:而)?(?:是|要|想|问|说)/gu,
    ),
  ].map((match) => {
    const start = match.index + match[0].indexOf(match[1] ?? "");
    return { start, end: start + (match[1] ?? "").length };
  });
}

/** Slots whose words tell about the person, not about the matter. */
const PERSONAL = new Set([
  "degree",
  "studyMode",
  "graduatedOn",
  "birthDate",
  "age",
  "overseasDegree",
  "hukou",
  "workDistrict",
  "homeDistrict",
  "employment",
  "employerSize",
  "socialInsuranceMonths",
  "monthlyWageCny",
  "ownsHomeInHangzhou",
  "inPublicRental",
  "sharePercent",
  "companyFoundedOn",
]);

/**
 * What somebody tells about themselves before a question, when they tell at least two things in a sentence of some length.
 * In a short question (博士有房子住吗) the same words are the matter itself.
 */
export function storySpans(points: readonly string[], entities: readonly Entity[]): Span[] {
  const personal = entities.filter((entity) => PERSONAL.has(entity.slot));
  const told = new Set(personal.map((entity) => entity.slot));
  return told.size >= PARSING.storySlots && points.length >= PARSING.storyLength ? personal : [];
}

/** The surer of the whole question and of the question without its story, topic by topic. */
export function mixSubjects(whole: SubjectReading, core: SubjectReading | null): SubjectReading {
  if (core === null) return whole;
  const topics = new Map(
    whole.topics.map((topic) => [topic.id, topic.confidence * (1 - PARSING.storyCore)]),
  );
  for (const { id, confidence } of core.topics)
    topics.set(id, (topics.get(id) ?? 0) + confidence * PARSING.storyCore);
  return {
    ...whole,
    topics: [...topics]
      .map(([id, confidence]) => ({ id, confidence }))
      .sort((a, b) => b.confidence - a.confidence),
    outOfScope: Math.min(whole.outOfScope, core.outOfScope),
  };
}

/** The topics of the service that is meant lead, the more the surer it is; among them those of the wording first. */
export function topicsOf(
  topics: readonly Ranked[],
  best: ServiceMatch | undefined,
  of: (id: string) => readonly string[],
): Ranked[] {
  if (best === undefined || best.confidence < INTENTS.leastService) return [...topics];
  const own = of(best.id);
  const weight = best.confidence * INTENTS.serviceTopics;
  const wording = new Map(topics.map((topic) => [topic.id, topic.confidence]));
  const pull = own.map((id, place) => (wording.get(id) ?? 0) + 0.3 / (place + 1));
  const total = pull.reduce((sum, value) => sum + value, 0);
  const mixed = new Map(topics.map((topic) => [topic.id, topic.confidence * (1 - weight)]));
  own.forEach((id, place) =>
    mixed.set(id, (mixed.get(id) ?? 0) + (weight * (pull[place] ?? 0)) / total),
  );
  return [...mixed]
    .map(([id, confidence]) => ({ id, confidence }))
    .sort((a, b) => b.confidence - a.confidence);
}

/**
 * A long message tells much that is not its matter: what its clearest clauses are about counts half.
 *
 * @param clauses readings of its clauses one by one; none for a short message
 */
export function withClauses(
  whole: SubjectReading,
  clauses: readonly SubjectReading[],
): SubjectReading {
  const clear = clauses.filter(
    (clause) => (clause.topics[0]?.confidence ?? 0) >= PARSING.clearClause,
  );
  if (clear.length === 0) return whole;
  const topics = new Map(
    whole.topics.map(({ id, confidence }) => [id, confidence * (1 - PARSING.clauses)]),
  );
  for (const clause of clear) {
    for (const { id, confidence } of clause.topics) {
      topics.set(id, (topics.get(id) ?? 0) + (confidence * PARSING.clauses) / clear.length);
    }
  }
  return {
    ...whole,
    topics: ranked(topics),
    outOfScope: Math.min(whole.outOfScope, ...clear.map((clause) => clause.outOfScope)),
  };
}

/** The end of a story that asks decides what it is about, when its matter is clear by itself. */
export function withAsked(whole: SubjectReading, asked: SubjectReading): SubjectReading {
  if ((asked.topics[0]?.confidence ?? 0) < PARSING.clearClause) return whole;
  const topics = new Map(
    whole.topics.map(({ id, confidence }) => [id, confidence * (1 - PARSING.asked)]),
  );
  for (const { id, confidence } of asked.topics)
    topics.set(id, (topics.get(id) ?? 0) + confidence * PARSING.asked);
  return {
    ...whole,
    topics: ranked(topics),
    outOfScope: Math.min(whole.outOfScope, asked.outOfScope),
  };
}

const ranked = (topics: ReadonlyMap<string, number>): Ranked[] =>
  [...topics]
    .map(([id, confidence]) => ({ id, confidence }))
    .sort((a, b) => b.confidence - a.confidence);

/** What is found by content only is less likely meant, the likelier it is that the question is none of ours. */
export function doubt(services: readonly ServiceMatch[], outOfScope: number): ServiceMatch[] {
  return services
    .map((service) =>
      service.how === "content"
        ? { ...service, confidence: service.confidence * (1 - INTENTS.doubt * outOfScope) }
        : service,
    )
    .sort((a, b) => b.confidence - a.confidence);
}

/** A rare name of ours is in scope, another city is not; a district of ours makes it likelier that we are meant. */
export function scopeOf(
  places: Places,
  isSpecific: boolean,
  isNamed: boolean,
  subject: SubjectReading,
  evidence: number,
): number {
  if (isSpecific) return 0;
  if (places.elsewhere.length > 0) return INTENTS.elsewhere;
  if (isNamed) return 0;
  const guessed =
    subject.known < INTENTS.leastKnown
      ? Math.max(subject.outOfScope, INTENTS.unknown)
      : subject.outOfScope;
  const weighed = Math.min(1, guessed * (INTENTS.withoutEvidence - evidence));
  return places.districts.length > 0 ? weighed * INTENTS.ours : weighed;
}
