import { splitPinyin } from "../text/pinyin.js";
import type { PartialDate } from "../shared/provenance.js";
import { finish, type Steps } from "../shared/steps.js";
import { buildContentReader } from "./subject/focus.js";
import { loadIntents, trainIntents, type IntentModels } from "./subject/intent-classifiers.js";
import { ALWAYS_ANSWERED, joinQuestions } from "./split/join-questions.js";
import { placeMender } from "./places/mend-places.js";
import { collectNames } from "./names/names.js";
import { addressesIn, withoutAddresses } from "../text/addresses.js";
import { normalize, type NormalizedText } from "../text/normalize.js";
import { overviewReader } from "./moves/overview.js";
import { areasOf, findPlaces, type Areas } from "./places/places.js";
import { questionReader, without } from "./read-question.js";
import { joinReadings } from "./faq/faq-features.js";
import { buildFaqFinder, trainFaq, type FaqModels } from "./faq/faq-finder.js";
import { serviceFinderSteps } from "./search/service-finder.js";
import { buildSpeller } from "./spelling/spelling.js";
import { initialWords, isEnglishWord, spellingTexts } from "./spelling/spelling-texts.js";
import { slotGroups } from "./statements/slot-words.js";
import { statementReader } from "./statements/statements.js";
import { splitQuestions } from "./split/split-questions.js";
import { PARSING } from "./thresholds.js";
import type { FaqMatch, NluCorpus, ParsedQuestion, ParseResult } from "./types.js";
import { isLatinOnly, unspell } from "./spelling/unspell.js";
import { buildVocabulary, type Vocabulary } from "./vocabulary.js";

export interface Parser {
  /**
   * Reads an utterance. Never throws, whatever is typed; one without letters has no questions.
   *
   * @param today relative dates (去年6月) count from here
   */
  parse(utterance: string, today: PartialDate): ParseResult;
  /**
   * The known questions that a question may be, in a talk.
   *
   * @param before what was asked before it
   */
  known(question: ParsedQuestion, before: readonly ParsedQuestion[]): readonly FaqMatch[];
}

export interface ParserOptions {
  /** What {@link trainParserModels} made of the same `intents/`; without it the classifiers are trained at once (about 1 s). */
  readonly models?: IntentModels;
  /** What {@link trainFaqModels} made of the known questions; without it they are learnt at once (some 20 s for 900). */
  readonly faq?: FaqModels;
}

/** Groups whose words are also read spelled in pinyin. */
const SPELLED = ["district", "place", "elsewhere"] as const;

/** Trains the classifiers of a corpus: plain data, the same to the bit for the same `intents/`. */
export function trainParserModels(corpus: NluCorpus): IntentModels {
  const vocabulary = vocabularyFor(corpus);
  return trainIntents(
    corpus.intents,
    corpus.voices,
    vocabulary,
    placeStripper(vocabulary, areasOf(corpus.districts)),
    corpus.fillers,
  );
}

/**
 * Builds everything that understanding needs, once: vocabulary, names, search and classifiers. Pure and deterministic; in steps of
 * some tens of milliseconds, unless classifiers must be trained.
 */
export function* parserSteps(corpus: NluCorpus, options: ParserOptions = {}): Steps<Parser> {
  const vocabulary = vocabularyFor(corpus);
  const areas = areasOf(corpus.districts);
  const phrasings = corpus.intents.flatMap((intent) =>
    intent.axis === "topic" ? intent.utterances.map((text) => normalize(text).text) : [],
  );
  const isWordOf = (group: "district" | "place", points: readonly string[]): boolean =>
    vocabulary
      .find(group, points)
      .some((found) => found.start === 0 && found.end === points.length);
  const isDistrictName = (points: readonly string[]): boolean => isWordOf("district", points);
  const isPlaceName = (points: readonly string[]): boolean =>
    isDistrictName(points) || isWordOf("place", points);
  yield;
  const speller = buildSpeller(spellingTexts(corpus, phrasings));
  yield;
  const names = collectNames(corpus.services, vocabulary, phrasings);
  yield;
  const finder = yield* serviceFinderSteps(
    corpus.services,
    names,
    speller.isPair,
    areas,
    isPlaceName,
    isDistrictName,
  );
  yield;
  const classifiers = loadIntents(options.models ?? trainParserModels(corpus), vocabulary);
  yield;
  const reader = buildContentReader(vocabulary, corpus.lexicon, corpus.fillers);
  const isEnglish = isEnglishWord(corpus, SPELLED);
  const initials = initialWords(corpus);
  // Of words that sound alike the place is meant: it comes last.
  const mendPlaces = placeMender(
    vocabulary,
    ["function-word", "topic-word", "place", "district"],
    speller.isPair,
  );
  const alone = new Set(
    corpus.intents
      .filter(({ axis, id }) => axis === "talk" && ALWAYS_ANSWERED.has(id))
      .flatMap((intent) => intent.utterances.map((text) => normalize(text).text)),
  );
  const readQuestion = questionReader({
    vocabulary,
    reader,
    finder,
    classifiers,
    isPlaceName,
    isDistrictName,
    slots: corpus.slots,
    areas,
    overviewOf: overviewReader(vocabulary, corpus.synonyms),
  });
  const withStatements = statementReader(corpus.slots, vocabulary);
  const read: Parser["parse"] = (utterance, today) => {
    const typed = cutMiddle(normalize(utterance));
    const text = mendPlaces(unspell(typed, speller, isEnglish, initials));
    const spans = splitQuestions(text, vocabulary, { names: finder.named(text.points), alone });
    const questions = spans.map((span) => readQuestion({ utterance, text, span, today }));
    return {
      utterance,
      language: languageIn(utterance, typed, text),
      questions: withStatements(joinQuestions(questions)),
    };
  };
  const { faq: entries = [], talks = [] } = corpus;
  if (entries.length === 0) return { parse: read, known: () => [] };
  const faq = buildFaqFinder(
    entries,
    options.faq ??
      trainFaq(
        entries,
        (sentence) => read(sentence, TRAINED_ON).questions,
        strangeTo(corpus),
        talks,
      ),
    (said) => vocabulary.find("faq-person", [...said]).map(({ value }) => value),
  );
  return {
    parse(utterance, today) {
      const { questions, ...result } = read(utterance, today);
      return {
        ...result,
        questions: questions.map((question) => ({ ...question, faq: faq.find(question) })),
      };
    },
    known: (question, before) =>
      faq.find(question, before.length === 0 ? null : joinReadings(before)),
  };
}

/** The day as on which the sentences of the known questions are read: any day will do, and it must not change. */
const TRAINED_ON = "2026-01-01";

/** Learns the known questions of a corpus, as its parser reads them: plain data, the same to the bit for the same corpus and models. */
export function trainFaqModels(corpus: NluCorpus, models: IntentModels): FaqModels {
  const { faq = [], talks = [], ...others } = corpus;
  const parser = finish(parserSteps(others, { models }));
  return trainFaq(
    faq,
    (sentence) => parser.parse(sentence, TRAINED_ON).questions,
    strangeTo(corpus),
    talks,
  );
}

/** Sentences of a corpus that are none of the known questions: what is not ours, and small talk. */
export const strangeTo = ({ intents }: NluCorpus): readonly string[] =>
  intents
    .filter(({ axis }) => axis === "none" || axis === "talk")
    .flatMap(({ utterances }) => utterances);

function vocabularyFor(corpus: NluCorpus): Vocabulary {
  const district = corpus.districts.map(({ id, name, aliases }) => ({
    value: id,
    words: [name, ...aliases],
  }));
  return buildVocabulary(corpus.synonyms, SPELLED, { district, ...slotGroups(corpus.slots) });
}

/** Takes place names out of an example, as they are taken out of questions before they are classified. */
function placeStripper(vocabulary: Vocabulary, areas: Areas): (text: string) => string {
  return (text) => {
    const { points } = normalize(text);
    return without(points, findPlaces(points, vocabulary, areas).spans);
  };
}

/** "What is 余省心?": two English words or more, and Chinese ones that only name something. */
function isEnglishAround(typed: NormalizedText): boolean {
  const latin = [...typed.text.matchAll(/[a-z']{2,}/gu)].map(([word]) => word);
  const isQuestion = latin.length >= 2 && splitPinyin(latin.join("")) === null;
  const chinese = [...typed.text.matchAll(/\p{Script=Han}+/gu)].map(([run]) => run);
  return isQuestion && chinese.length === 1 && latin.join("").length > chinese.join("").length;
}

/** Keeps the beginning and the end of a very long text: stories put their question last. */
function cutMiddle(text: NormalizedText): NormalizedText {
  if (text.points.length <= PARSING.longestUtterance) return text;
  const half = PARSING.longestUtterance / 2;
  const points = [...text.points.slice(0, half), "。", ...text.points.slice(-half)];
  const offsets = [
    ...text.offsets.slice(0, half),
    text.offsets[half] ?? 0,
    ...text.offsets.slice(-half - 1),
  ];
  return { ...text, text: points.join(""), points, offsets, gaps: new Set() };
}

/** The sentence decides the language, and no address in it. */
function languageIn(
  utterance: string,
  typed: NormalizedText,
  read: NormalizedText,
): ParseResult["language"] {
  if (addressesIn(utterance).length === 0) return languageOf(typed, read);
  const beside = normalize(withoutAddresses(utterance));
  return languageOf(beside, beside);
}

function languageOf(typed: NormalizedText, read: NormalizedText): ParseResult["language"] {
  if (typed.isTraditional) return "zh-TW";
  return isLatinOnly(read.points) || isEnglishAround(typed) ? "en" : "zh-CN";
}
