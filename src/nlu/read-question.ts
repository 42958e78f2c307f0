import type { PartialDate } from "../shared/provenance.js";
import { actsByCue, allCueSpans, cuesAtEndOf, findActCues } from "./moves/cues.js";
import { readEntities } from "./statements/entities.js";
import type { ContentReader } from "./subject/focus.js";
import type { IntentClassifiers } from "./subject/intent-classifiers.js";
import { typedSlice, type NormalizedText } from "../text/normalize.js";
import type { overviewReader } from "./moves/overview.js";
import type { SlotTools } from "./statements/entity-text.js";
import type { ReadQuestion } from "./statements/statements.js";
import { findPlaces } from "./places/places.js";
import {
  doubt,
  findDenied,
  mixSubjects,
  scopeOf,
  storySpans,
  topicsOf,
  withAsked,
  withClauses,
} from "./subject/question-subject.js";
import { EXPLICIT_SWAP, readReference } from "./moves/reference.js";
import type { NamedService } from "./names/named-services.js";
import type { ServiceFinder } from "./search/service-finder.js";
import { stripCourtesy, type Span } from "./split/split-questions.js";
import { INTENTS, PARSING } from "./thresholds.js";
import type { Entity, ServiceMatch } from "./types.js";
import { overlaps, type Vocabulary } from "./vocabulary.js";

/** What questions are read by. */
export interface QuestionTools extends SlotTools {
  readonly vocabulary: Vocabulary;
  readonly reader: ContentReader;
  readonly finder: ServiceFinder;
  readonly classifiers: IntentClassifiers;
  readonly isPlaceName: (points: readonly string[]) => boolean;
  readonly isDistrictName: (points: readonly string[]) => boolean;
  readonly overviewOf: ReturnType<typeof overviewReader>;
}

export interface QuestionText {
  readonly utterance: string;
  readonly text: NormalizedText;
  /** The part of the text that is this question. */
  readonly span: Span;
  readonly today: PartialDate;
}

/** The text of the code points outside the spans. */
export function without(points: readonly string[], spans: readonly Span[]): string {
  return points
    .filter((_, index) => !spans.some((span) => span.start <= index && index < span.end))
    .join("")
    .trim();
}

/** Roles of a place in which the speaker, or the firm of the speaker, is there already. */
const TOLD_OF: ReadonlySet<string> = new Set(["works", "lives", "insured"]);

/** Reads one question: names, places, what it is about, what is asked, of whom, and what it leans on. */
export function questionReader(tools: QuestionTools): (question: QuestionText) => ReadQuestion {
  const { vocabulary, reader, finder, classifiers, isPlaceName, isDistrictName, overviewOf } =
    tools;
  return ({ utterance, text, span, today }) => {
    const bare = stripCourtesy(span, text.points, vocabulary);
    const at = bare.start < bare.end ? bare : span;
    const points = text.points.slice(
      at.start,
      Math.min(at.end, at.start + PARSING.longestQuestion),
    );
    // 钱塘江 is no district: a name inside a longer word of another matter is not meant.
    const shadows = vocabulary.find("shadow", points);
    // 公租房补贴 is no 租房补贴: a name that overlaps the word of another matter is not meant.
    const matters = vocabulary.find("other-matter", points);
    const named = finder
      .named(points)
      .filter((name) => !shadows.some((shadow) => overlaps(shadow, name)));
    const specific = named.filter(({ name }) => !name.isGeneric && !isPlaceName(name.units));
    const places = findPlaces(points, vocabulary, tools.areas, specific);
    const ownPlaces = places.spans.filter(
      (place) => !specific.some((name) => name.start <= place.start && place.end <= name.end),
    );
    const around = findActCues(points, vocabulary, specific);
    const cues = around.length > 0 ? around : cuesAtEndOf(points, vocabulary, specific);
    // 我是E类人才 tells a class, though a programme bears its name.
    const isHeld = ({ slot, start }: Entity): boolean =>
      slot === "talentClass" &&
      vocabulary.findAll("told-held", points.slice(0, start)).some(({ end }) => end === start);
    const entities = readEntities({ points, vocabulary, today }, places, tools).filter(
      // 领过生活补贴 holds the name of a programme, and says more.
      (entity) =>
        isHeld(entity) ||
        (OF_PLACE.has(entity.slot) && entity.slot !== "district") ||
        !specific.some(
          (name) => overlaps(name, entity) && entity.end - entity.start <= name.end - name.start,
        ),
    );
    const denied = findDenied(points);
    const aside = [...ownPlaces, ...denied];
    const story = storySpans(points, entities);
    const mixed = mixSubjects(
      classifiers.subject(without(points, aside), keep(points, aside)),
      story.length === 0
        ? null
        : classifiers.subject(
            without(points, [...aside, ...story]),
            keep(points, [...aside, ...story]),
          ),
    );
    const told = withClauses(
      mixed,
      clausesOf(points, [...aside, ...story]).map((clause) =>
        classifiers.subject(clause.join(""), clause),
      ),
    );
    const tail = askingTail(points, vocabulary);
    const subject =
      tail === 0
        ? told
        : withAsked(
            told,
            classifiers.subject(
              without(points, [{ start: 0, end: tail }, ...aside]),
              keep(points, [{ start: 0, end: tail }, ...aside]),
            ),
          );
    const asks =
      text.points[span.end - 1] === "?" || vocabulary.find("question-word", points).length > 0;
    const contentPlaces = reader.places(
      points,
      [...aside, ...story],
      allCueSpans(points, vocabulary),
    );
    const hasOwnMatter = contentPlaces.length > 1;
    const reference = readReference(
      points,
      vocabulary,
      hasOwnMatter || specific.length > 0,
      specific.length > 0,
      places.districts.length > 0,
    );
    const cued = actsByCue(points, cues, vocabulary)[0] ?? (asks ? undefined : "what");
    const asksWhat = cued === "what";
    const isPlaceMeant =
      reference !== EXPLICIT_SWAP && (hasOwnMatter || cued === undefined || ABOUT_PLACES.has(cued));
    // Where somebody works or lives is told of them; a place that bears the name of something held, and is no district, may be asked about by any word.
    const isMeant = ({ name, start, end }: NamedService): boolean =>
      !isPlaceName(name.units) ||
      (!places.mentions.some(
        ({ role, ...at }) => role !== "asked" && overlaps(at, { start, end }),
      ) &&
        (isPlaceMeant || (reference !== EXPLICIT_SWAP && !isDistrictName(name.units))));
    const every = vocabulary.find("every-district", points).map(({ value }) => value);
    const found = finder.find({
      points,
      named: named.filter(isMeant),
      content: without(points, [...aside, ...story]),
      core: coreText(points, contentPlaces),
      related: relatedWords(points, vocabulary),
      districts: places.districts,
      excludedDistricts: places.excluded,
      topics: subject.topics,
      contentPlaces,
      asksWhat,
    });
    const services = found.filter(
      (service) =>
        (service.how === "content" || !shadows.some((word) => overlaps(word, service))) &&
        !matters.some(
          (word) =>
            (service.how === "content"
              ? word.end - word.start >= PARSING.wholeMatter
              : overlaps(word, service)) && !finder.topicsOf(service.id).includes(word.value),
        ),
    );
    const isNamed = services.some(
      (service) =>
        service.how !== "content" &&
        service.confidence > 0.5 &&
        (contentPlaces.length === 0 || !isPlaceName(Array.from(service.text))),
    );
    const isTopical = vocabulary.find("topic-word", points).length > 0;
    const talk = subject.talk[0];
    const tells = entities.some(({ slot }) => !IMPERSONAL.has(slot));
    const isTalk =
      talk !== undefined &&
      talk.confidence >= INTENTS.talk &&
      !isNamed &&
      !isTopical &&
      // 不对，我还没毕业 tells a fact, however much it sounds like a complaint.
      !tells &&
      places.elsewhere.length === 0 &&
      places.districts.length === 0;
    const nameSpans = isNamed
      ? services.filter((service) => service.how !== "content" && service.confidence > 0.5)
      : [];
    const acts = classifiers.acts(
      without(points, [{ start: 0, end: tail }, ...places.spans, ...specific, ...nameSpans]),
      points.slice(tail),
      cues.filter((cue) => cue.start >= tail),
      asks,
    );
    const evidence = Math.max(services[0]?.confidence ?? 0, subject.topics[0]?.confidence ?? 0);
    // 40岁，硕士: who only tells of themselves asks for what is ours.
    const isIntroduction = tells && !asks && cues.length === 0 && places.elsewhere.length === 0;
    const scope = scopeOf(places, specific.length > 0, isNamed, subject, evidence);
    // 滨江有啥补贴, 我大专有补贴吗: money that is asked of a place of ours, or by who tells of themselves, is ours.
    const isOfMoney =
      vocabulary.has("overview-paid", points) ||
      (vocabulary.has("money-question", points) && scope < PARSING.surelyNone);
    const isMoneyHere =
      isOfMoney &&
      places.elsewhere.length === 0 &&
      (tells || places.mentions.some(({ isExcluded }) => !isExcluded));
    // 哪个合适, who do I call: what names nothing at all is about what was spoken of.
    const namesNothing =
      cues.length > 0 && contentPlaces.length === 0 && places.elsewhere.length === 0;
    const isOurs =
      (isIntroduction && scope < PARSING.strange) ||
      isMoneyHere ||
      (namesNothing && scope < PARSING.nearlyNone);
    const outOfScope = isOurs ? Math.min(scope, PARSING.none / 2) : scope;
    const focusPlaces = contentPlaces.filter(
      (place) => !specific.some((name) => name.start <= place && place < name.end),
    );
    const focus = reader.words(points, focusPlaces);
    const overview = overviewOf(
      points,
      { acts, focus, services },
      every.length > 0,
      places.mentions.some(({ role, isElsewhere }) => !isElsewhere && TOLD_OF.has(role)),
    );
    return {
      text: typedSlice(utterance, text, at.start, at.end),
      normalized: points.join(""),
      kind: isTalk ? "talk" : outOfScope >= PARSING.none ? "none" : "question",
      ...(isTalk && { talk: talk.id }),
      topics: topicsOf(subject.topics, services[0], finder.topicsOf)
        .filter((topic) => topic.confidence >= PARSING.leastTopic)
        .slice(0, PARSING.mostTopics),
      acts: acts.slice(0, PARSING.mostActs),
      districts: places.districts,
      excludedDistricts: places.excluded,
      elsewhere: places.elsewhere,
      services: doubt(services, outOfScope),
      places: places.mentions.map(({ id, isElsewhere, role, start, end }) => ({
        id,
        isElsewhere,
        role,
        start,
        end,
      })),
      entities: entities.filter((entity) => isHeld(entity) || !isInsideName(entity, services)),
      reference: isNamed && reference.kind === "same" ? { kind: "none" } : reference,
      focus,
      ...(overview !== null && { overview }),
      ...(every.length > 0 && { districtsAsked: every.includes("all") ? "all" : "which" }),
      outOfScope,
      confidence: isTalk ? talk.confidence : (1 - outOfScope) * evidence,
    };
  };
}

/** The clauses of a long question without what is set aside; none of a short one. */
function clausesOf(points: readonly string[], aside: readonly Span[]): string[][] {
  if (points.length < PARSING.longStory) return [];
  const clauses: string[][] = [[]];
  points.forEach((point, index) => {
    if (/^[,，。;?!]$/u.test(point)) clauses.push([]);
    else if (!aside.some((span) => span.start <= index && index < span.end))
      clauses.at(-1)?.push(point);
  });
  return clauses.filter((clause) => clause.length > 2);
}

/**
 * Where the part of a long story begins that asks: its last clause with a word that asks, and the clauses after it.
 * A clause that only confirms (是吗) takes the one before along. 0 for a short question and where no clause asks.
 */
function askingTail(points: readonly string[], vocabulary: Vocabulary): number {
  if (points.length < PARSING.longStory) return 0;
  const starts = [
    0,
    ...points.flatMap((point, index) => (/^[,，。;?!]$/u.test(point) ? [index + 1] : [])),
  ];
  for (const start of starts.toReversed()) {
    const clause = points.slice(start);
    if (clause.length < PARSING.leastClause) continue;
    const asks =
      vocabulary.find("question-word", clause).length > 0 ||
      findActCues(clause, vocabulary).some(({ isOpen }) => isOpen);
    if (asks) return start;
  }
  return 0;
}

/** A place inside a name is a place all the same. */
const OF_PLACE: ReadonlySet<string> = new Set(["district", "workDistrict", "homeDistrict"]);

/** Slots whose words tell nothing of a person. */
const IMPERSONAL: ReadonlySet<string> = new Set(["district", "date", "amount"]);

/** What can be asked about a district that is named and nothing else. */
const ABOUT_PLACES: ReadonlySet<string> = new Set(["what", "figures", "list"]);

const keep = (points: readonly string[], taken: readonly Span[]): string[] =>
  points.filter((_, index) => !taken.some((span) => span.start <= index && index < span.end));

/** The words with content, parted by spaces. */
function coreText(points: readonly string[], places: readonly number[]): string {
  return places
    .map((place, index) =>
      index > 0 && places[index - 1] !== place - 1
        ? ` ${points[place] ?? ""}`
        : (points[place] ?? ""),
    )
    .join("");
}

function relatedWords(points: readonly string[], vocabulary: Vocabulary): string[] {
  return [...vocabulary.find("same-meaning", points), ...vocabulary.find("english", points)].map(
    (found) => found.value,
  );
}

/** Words of a name (一本 in a misspelled 一本通) tell nothing about the person. */
function isInsideName(entity: Entity, services: readonly ServiceMatch[]): boolean {
  const best = services[0];
  const isName =
    best !== undefined &&
    best.how !== "content" &&
    best.end - best.start > entity.end - entity.start;
  return isName && !OF_PLACE.has(entity.slot) && overlaps(best, entity);
}
