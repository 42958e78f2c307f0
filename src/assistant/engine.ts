import type { Locale } from "../shared/acts.js";
import type { LocalDate } from "../shared/dates.js";
import { createRecent, type Recent } from "../shared/recent.js";
import { finish, type Steps } from "../shared/steps.js";
import type { Profile } from "../eligibility/index.js";
import { createKnowledgeBase, type KnowledgeBase } from "../knowledge/index.js";
import {
  parserSteps,
  trainFaqModels,
  trainParserModels,
  type FaqModels,
  type IntentModels,
  type Intent,
  type ParseResult,
} from "../nlu/index.js";
import type { Tracker } from "../dialogue/index.js";
import { createSpeaker } from "../reply/index.js";
import type { EngineData } from "./engine-data.js";
import { createCatalogue } from "./catalogue.js";
import { readFormLines } from "../person/form-lines.js";
import {
  createEntryReader,
  createKindReader,
  createWordReader,
  generalWordsOf,
  namingWordsOf,
  sameWordsOf,
} from "./person-kinds.js";
import { toLocale } from "./localize.js";
import { faqKey, modelsKey } from "./models-key.js";
import { nluCorpusOf } from "./nlu-corpus.js";
import { createPolicyShelf } from "../person/policy-book.js";
import { keptOn, recall } from "../person/recall.js";
import { takeTurn, type EngineTurn, type TurnInput, type TurnTools } from "./turn.js";
import type { JudgeTools } from "./turn-plan.js";
import type { Catalogue } from "./types.js";

export { loadTraditional } from "../nlu/index.js";
export type { EngineTurn, TurnInput } from "./turn.js";

/** Understanding, knowing and answering, as one immutable whole; a new one for each edit of the data. */
export interface Engine {
  readonly version: string;
  readonly base: KnowledgeBase;
  /** Pure: the same input gives the same turn. Never throws for any text. */
  respond(input: TurnInput): EngineTurn;
  /** What is understood of an utterance, without a talk. */
  parse(utterance: string, today: LocalDate): ParseResult;
  /** A fixed wording, for channels (start sentence, apologies). */
  say(key: string, locale: Locale): string;
  /** What counts of the person in a talk: what is kept, and what was told in the judgement under way. */
  factsOf(tracker: Tracker, today: LocalDate): Profile;
  /** What can be looked up without a talk, as on a day. */
  catalogue(today: () => LocalDate): Catalogue;
}

const topicNamesOf = (intents: readonly Intent[], locale: Locale): ReadonlyMap<string, string> =>
  new Map(
    intents
      .filter((intent) => intent.axis === "topic")
      .map((intent) => [intent.id, locale === "en" ? intent.en : intent.title]),
  );

/** Trained classifiers, and what they were trained from. Derived: never edited, ignored when the key differs. */
export interface EngineModels {
  readonly key: string;
  readonly models: IntentModels;
  /** The same for the known questions, whose sentences change more often. */
  readonly faqKey: string;
  readonly faq: FaqModels;
}

/**
 * Trains the classifiers, so that a start can take them over. The same to the bit for the same data.
 *
 * @param before what was trained before: what still fits is taken over
 */
export function trainEngine(data: EngineData, before: EngineModels | null = null): EngineModels {
  const corpus = nluCorpusOf(data);
  const key = modelsKey(data);
  const models = before?.key === key ? before.models : trainParserModels(corpus);
  const ofFaq = faqKey(data);
  const faq = before?.faqKey === ofFaq ? before.faq : trainFaqModels(corpus, models);
  return { key, models, faqKey: ofFaq, faq };
}

/** How the engine is run. */
export interface EngineOptions {
  /** Readings that are remembered beyond their turn, some 2 KB each; by default none. */
  readonly readings?: number;
}

/** Code units; longer ones are pasted documents. A story is read again with every turn of a judgement. */
const LONGEST_REMEMBERED = 400;

/**
 * Reads a text once within a turn, and what was read lately from memory: buttons and many people say the same, what was said
 * before in a talk is read again, and reading is pure. Of very long texts nothing is remembered beyond the turn.
 */
function readingOnce(parse: Engine["parse"], lately: Recent<ParseResult>): Engine["parse"] {
  const seen = new Map<string, ParseResult>();
  return (utterance, today) => {
    const name = `${today} ${utterance}`;
    const read = (): ParseResult => parse(utterance, today);
    const known = seen.get(name);
    if (known !== undefined) return known;
    const result = utterance.length <= LONGEST_REMEMBERED ? lately.get(name, read) : read();
    seen.set(name, result);
    return result;
  };
}

/**
 * Builds the engine: indexes names and texts, and trains the classifiers unless they are handed in.
 *
 * @param trained classifiers from `trainEngine`; those of other data are ignored
 * @throws never for data that was checked
 */
export const createEngine = (
  data: EngineData,
  trained?: EngineModels,
  options?: EngineOptions,
): Engine => finish(engineSteps(data, trained, options));

/** {@link createEngine} in steps, so that turns go on while an edit of the data is taken over. */
export function* engineSteps(
  data: EngineData,
  trained?: EngineModels,
  { readings = 0 }: EngineOptions = {},
): Steps<Engine> {
  const base = createKnowledgeBase({
    ...data,
    sameWords: sameWordsOf(data.synonyms),
    generalWords: generalWordsOf(data.synonyms),
    namingWords: namingWordsOf(data.synonyms),
  });
  const durationIn = createEntryReader(data.synonyms, "duration-asked");
  const particular = createEntryReader(data.synonyms, "particular");
  const questionWords: TurnTools["questionWords"] = {
    kindsIn: createKindReader(data.synonyms),
    wantsAddress: createWordReader(data.synonyms, "address-word"),
    durationAsked: (normalized) => durationIn(normalized)?.value ?? null,
    asksDistrict: createWordReader(data.synonyms, "district-asked"),
    particularIn: particular,
  };
  yield;
  const parser = yield* parserSteps(
    nluCorpusOf(data),
    trained?.key === modelsKey(data)
      ? {
          models: trained.models,
          ...(trained.faqKey === faqKey(data) && { faq: trained.faq }),
        }
      : {},
  );
  yield;
  const shelf = createPolicyShelf(data, base);
  /** Wordings by key, in both languages. */
  const lists = new Map<string, readonly string[]>();
  const lately = createRecent<ParseResult>(readings);
  const judging: JudgeTools = {
    base,
    shelf,
    forms: shelf.forms,
    synonyms: data.synonyms,
    // Lines of a form are read as such; what is around them is understood.
    parse: (utterance, today) => parser.parse(readFormLines(utterance, shelf.forms).rest, today),
    known: (question, before) => parser.known(question, before),
    words: (key) => {
      const words =
        lists.get(key) ??
        (["zh-CN", "en"] as const).flatMap((locale) =>
          createSpeaker(data.replies, locale).all(key),
        );
      lists.set(key, words);
      return words;
    },
  };
  const voices = new Map(
    (["zh-CN", "zh-TW", "en"] as const).map((locale) => [
      locale,
      {
        speaker: createSpeaker(data.replies, locale),
        topicNames: topicNamesOf(data.intents, locale),
      },
    ]),
  );
  const voiceOf = (locale: Locale) =>
    voices.get(locale) ?? {
      speaker: createSpeaker(data.replies, locale),
      topicNames: topicNamesOf(data.intents, locale),
    };

  return {
    version: data.version,
    base,
    parse: (utterance, today) => parser.parse(utterance, today),
    catalogue: (today) =>
      createCatalogue({
        version: data.version,
        base,
        intents: data.intents,
        slots: data.slots,
        replies: data.replies,
        search: (words, day) => [
          ...new Set(
            parser
              .parse(words, day)
              .questions.flatMap((question) => question.services.map((match) => match.id)),
          ),
        ],
        today,
      }),
    say: (key, locale) => toLocale(voiceOf(locale).speaker.say(key), locale),
    factsOf: (tracker, today) => {
      const open = tracker.frame?.form ?? null;
      const kept = open !== null && open.person !== "speaker" ? {} : keptOn(tracker, shelf, today);
      return open === null
        ? kept
        : recall(
            tracker,
            open.since,
            kept,
            { ...judging, parse: readingOnce(judging.parse, lately) },
            open.person,
          );
    },
    respond: (input) =>
      takeTurn(input, {
        judging: { ...judging, parse: readingOnce(judging.parse, lately) },
        voiceOf,
        questionWords,
      }),
  };
}
