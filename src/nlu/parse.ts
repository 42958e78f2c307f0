import type { PartialDate } from "../shared/provenance.js";
import { findActCues } from "./cues.js";
import { readEntities } from "./entities.js";
import { buildContentReader } from "./focus.js";
import { trainIntents } from "./intent-classifiers.js";
import { collectNames } from "./names.js";
import { normalize, typedSlice, type NormalizedText } from "./normalize.js";
import { findPlaces } from "./places.js";
import { readReference } from "./reference.js";
import { buildServiceFinder } from "./service-finder.js";
import { buildSpeller } from "./spelling.js";
import { splitQuestions, stripCourtesy, type Span } from "./split-questions.js";
import { INTENTS, PARSING } from "./thresholds.js";
import type { NluCorpus, ParsedQuestion, ParseResult } from "./types.js";
import { isLatinOnly, unspell } from "./unspell.js";
import { buildVocabulary } from "./vocabulary.js";

export interface Parser {
  /**
   * Reads an utterance. Never throws, whatever is typed; one without letters has no questions.
   *
   * @param today relative dates (去年6月) count from here
   */
  parse(utterance: string, today: PartialDate): ParseResult;
}

const SPELLED = ["district", "place", "elsewhere"];
const HAN = /\p{Script=Han}/u;

/** Builds everything that understanding needs, once: vocabulary, names, search and classifiers. Pure and deterministic. */
export function createParser(corpus: NluCorpus): Parser {
  const districts = corpus.districts.map(({ id, name, aliases }) => ({ value: id, words: [name, ...aliases] }));
  const synonyms = { ...corpus.synonyms, district: [...(corpus.synonyms["district"] ?? []), ...districts] };
  const vocabulary = buildVocabulary(synonyms, SPELLED);
  const phrasings = corpus.intents.flatMap((intent) => (intent.axis === "topic" ? intent.utterances.map((text) => normalize(text).text) : []));
  const names = collectNames(corpus.services, vocabulary, phrasings);
  const speller = buildSpeller(spellingTexts(corpus, phrasings));
  const isEnglish = englishWords(corpus);
  const reader = buildContentReader(vocabulary, corpus.lexicon, corpus.fillers);
  const isPlaceName = (points: readonly string[]): boolean =>
    vocabulary.find("district", points).some((found) => found.start === 0 && found.end === points.length);
  const finder = buildServiceFinder(corpus.services, names, speller.isPair, isPlaceName);
  const strip = (text: string): string => {
    const { points } = normalize(text);
    return without(points, findPlaces(points, vocabulary).spans);
  };
  const classifiers = trainIntents(corpus.intents, strip, vocabulary, corpus.fillers);

  const read = (typed: string, text: NormalizedText, span: Span, today: PartialDate): ParsedQuestion => {
    const bare = stripCourtesy(span, text.points, vocabulary);
    const at = bare.start < bare.end ? bare : span;
    const points = text.points.slice(at.start, Math.min(at.end, at.start + PARSING.longestQuestion));
    const named = finder.named(points);
    const specific = named.filter(({ name }) => !name.isGeneric && !isPlaceName(name.units));
    const places = findPlaces(points, vocabulary, specific);
    const cues = findActCues(points, vocabulary, specific);
    const outsideNames = places.spans.filter((place) => !specific.some((name) => name.start <= place.start && place.end <= name.end));
    const content = without(points, outsideNames);
    const subject = classifiers.subject(content, points);
    const acts = classifiers.acts(without(points, [...places.spans, ...specific]), points, cues);
    const contentPlaces = reader.places(points, [...places.spans, ...cues]);
    const services = finder.find({
      points,
      named,
      content,
      related: relatedWords(points),
      placeSpans: places.spans,
      districts: places.districts,
      excludedDistricts: places.excluded,
      topics: subject.topics,
      contentPlaces,
      asksWhat: acts[0]?.id === "what" || (cues.length === 0 && !/[吗么呢?]/u.test(points.join(""))),
    });
    const talk = subject.talk[0];
    const isNamed = services.some((service) => service.how !== "content" && service.confidence > 0.5);
    const isTopical = vocabulary.find("topic-word", points).length > 0;
    const isTalk = talk !== undefined && talk.confidence >= INTENTS.talk && !isNamed && !isTopical;
    const outOfScope = places.elsewhere.length > 0 && !isNamed ? INTENTS.elsewhere : isNamed ? 0 : subject.outOfScope;
    const focusPlaces = contentPlaces.filter((place) => !specific.some((name) => name.start <= place && place < name.end));
    const hasSubject = isNamed || contentPlaces.length > 1;
    return {
      text: typedSlice(typed, text, at.start, at.end),
      normalized: points.join(""),
      kind: isTalk ? "talk" : outOfScope >= PARSING.none ? "none" : "question",
      ...(isTalk && { talk: talk.id }),
      topics: subject.topics.filter((topic) => topic.confidence >= PARSING.leastTopic).slice(0, PARSING.mostTopics),
      acts: acts.slice(0, PARSING.mostActs),
      districts: places.districts,
      excludedDistricts: places.excluded,
      elsewhere: places.elsewhere,
      services,
      entities: readEntities({ points, vocabulary, today }, places),
      reference: readReference(points, vocabulary, hasSubject, places.districts.length > 0),
      focus: reader.words(points, focusPlaces),
      outOfScope,
      confidence: isTalk ? talk.confidence : (1 - outOfScope) * Math.max(services[0]?.confidence ?? 0, subject.topics[0]?.confidence ?? 0),
    };
  };

  const relatedWords = (points: readonly string[]): string[] =>
    [...vocabulary.find("same-meaning", points), ...vocabulary.find("english", points)].map((found) => found.value);

  return {
    parse(utterance, today) {
      const typed = normalize(utterance);
      const text = unspell(typed, speller, isEnglish);
      const kept = text.points.length <= PARSING.longestUtterance ? text : cutMiddle(text);
      const questions = splitQuestions(kept, vocabulary, finder.named(kept.points))
        .map((span) => read(utterance, kept, span, today));
      return { utterance, language: languageOf(typed, text), questions: inherit(dropTalk(questions)) };
    },
  };
}

function without(points: readonly string[], spans: readonly Span[]): string {
  return points.filter((_, index) => !spans.some((span) => span.start <= index && index < span.end)).join("").trim();
}

/** Courtesy and small talk beside a question is not answered; a wish for a person is. */
function dropTalk(questions: readonly ParsedQuestion[]): readonly ParsedQuestion[] {
  const rest = questions.filter((question) => question.kind !== "talk" || question.talk === "handoff" || question.talk === "forget");
  return rest.length === 0 ? questions.slice(0, 1) : rest;
}

/** A later question of the same message without a subject is about what the one before it was about. */
function inherit(questions: readonly ParsedQuestion[]): ParsedQuestion[] {
  const read: ParsedQuestion[] = [];
  for (const question of questions) {
    const before = read.at(-1);
    const leans = before !== undefined && before.kind === "question" && question.kind !== "talk" && question.reference.kind === "same";
    if (!leans) {
      read.push(question);
      continue;
    }
    read.push({
      ...question,
      kind: "question",
      topics: before.topics,
      districts: question.districts.length > 0 ? question.districts : before.districts,
      excludedDistricts: before.excludedDistricts,
      services: before.services,
      reference: before.reference,
      focus: [...new Set([...before.focus, ...question.focus])],
      outOfScope: before.outOfScope,
      confidence: before.confidence,
    });
  }
  return read;
}

/** Keeps the beginning and the end of a very long text: stories put their question last. */
function cutMiddle(text: NormalizedText): NormalizedText {
  const half = PARSING.longestUtterance / 2;
  const points = [...text.points.slice(0, half), "。", ...text.points.slice(-half)];
  const offsets = [...text.offsets.slice(0, half), text.offsets[half] ?? 0, ...text.offsets.slice(-half - 1)];
  return { ...text, text: points.join(""), points, offsets, gaps: new Set() };
}

function languageOf(typed: NormalizedText, read: NormalizedText): ParseResult["language"] {
  if (typed.isTraditional) return "zh-TW";
  return isLatinOnly(read.points) ? "en" : "zh-CN";
}

/** What pinyin is read by: names and phrasings count more than running text. */
function spellingTexts(corpus: NluCorpus, phrasings: readonly string[]): { text: string; weight: number }[] {
  const words = Object.values(corpus.synonyms).flatMap((entries) => entries.flatMap((entry) => entry.words));
  const acts = corpus.intents.filter((intent) => intent.axis !== "topic").flatMap((intent) => intent.utterances);
  const names = corpus.services.flatMap((service) => [
    service.name, ...service.aliases, ...service.terms, ...service.asked, ...service.covers.flatMap((entry) => [entry.name, ...entry.aliases]),
  ]);
  const weigh = (texts: readonly string[], weight: number): { text: string; weight: number }[] =>
    texts.filter((text) => HAN.test(text)).map((text) => ({ text: normalize(text).text, weight }));
  return [...weigh(words, 2), ...weigh(acts, 2), ...weigh(phrasings, 2), ...weigh(names, 2), ...weigh(corpus.lexicon, 2)];
}

/** Latin words of English examples, names and synonyms. */
function englishWords(corpus: NluCorpus): (word: string) => boolean {
  const known = new Set<string>();
  const texts = [
    ...corpus.intents.flatMap((intent) => intent.utterances.filter((text) => !HAN.test(text) && / .* /u.test(text))),
    ...(corpus.synonyms["english"] ?? []).flatMap((entry) => entry.words),
    ...(corpus.synonyms["function-word"] ?? []).flatMap((entry) => entry.words),
    ...(corpus.synonyms["act-cue"] ?? []).flatMap((entry) => entry.words.filter((word) => word.includes(" "))),
    ...corpus.services.flatMap((service) => [service.englishName ?? "", service.name, ...service.aliases]),
  ];
  for (const text of texts) for (const word of text.toLowerCase().match(/[a-z']+/g) ?? []) known.add(word);
  return (word) => known.has(word);
}
