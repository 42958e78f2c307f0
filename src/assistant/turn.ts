import type { Locale } from "../shared/acts.js";
import type { LocalDate } from "../shared/dates.js";
import type { Decision, PersonOutcome, Tracker } from "../dialogue/index.js";
import { LEANS_ON, type ParsedQuestion, type ParseResult } from "../nlu/index.js";
import { renderReply, type RenderContext, type Reply, type Speaker } from "../reply/index.js";
import { toSpelling } from "../text/pinyin.js";
import { cardWords } from "./card-words.js";
import { toLocale } from "./localize.js";
import { personCase, type PersonCase } from "./person-case.js";
import { planTurn } from "./plan-turn.js";
import type { JudgeInput, JudgeTools, PersonView, TurnPlan } from "./turn-plan.js";
import { viewPerson } from "./view-person.js";

/** One turn without its bookkeeping. */
export interface TurnInput {
  readonly utterance: string;
  readonly tracker: Tracker;
  readonly today: LocalDate;
  /** By default the language of the utterance. */
  readonly locale?: Locale;
  /** What is known of the person for this turn only. */
  readonly profile?: Readonly<Record<string, unknown>>;
  /** Others read along: nobody is asked about themselves. */
  readonly isGroup?: boolean;
}

/** A turn as it was answered, and what of it is to be kept. */
export interface EngineTurn {
  readonly decisions: readonly Decision[];
  readonly reply: Reply;
  /** Services in the order shown. */
  readonly shown: readonly string[];
  readonly lastWording: string | null;
  /** What the turn leaves of judging and of the person; absent when nothing was understood. */
  readonly person?: PersonOutcome;
  /** How each question was taken to lean on the talk, and what was done; holds no text of the talk. */
  readonly why?: readonly string[];
}

/** What a turn is taken with: understanding, knowledge and rules, and the words of each language. */
export interface TurnTools {
  readonly judging: JudgeTools;
  readonly voiceOf: (locale: Locale) => {
    readonly speaker: Speaker;
    readonly topicNames: ReadonlyMap<string, string>;
  };
  /** What the words of a question ask beyond its act. */
  readonly questionWords: Pick<
    RenderContext,
    "kindsIn" | "wantsAddress" | "durationAsked" | "asksDistrict" | "particularIn"
  >;
}

const HAN = /\p{Script=Han}/gu;
const LETTER = /\p{L}/gu;

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

/** A reply in English names things in Chinese now and then. */
const isChinese = (reply: string): boolean => count(reply, HAN) * 4 > count(reply, LETTER);

/**
 * A command (/profile), a number or a date, and letters that are read as Chinese (pinyin) are in no language by
 * themselves: the one of the talk goes on.
 */
function languageOfTurn({ utterance, language }: ParseResult, tracker: Tracker): Locale {
  const isCommand = utterance.trim().startsWith("/");
  const isPlain = count(utterance, HAN) > 0 || language === "en";
  const last = tracker.turns.findLast(({ reply }) => count(reply, LETTER) > 0);
  if (last === undefined || (isPlain && !isCommand)) return language;
  if (!isChinese(last.reply)) return "en";
  return language === "en" ? "zh-CN" : language;
}

/** An utterance in which nothing was said: spaces, faces, marks. */
const emptyQuestion = (utterance: string): ParsedQuestion => ({
  text: utterance,
  normalized: "",
  kind: "none",
  topics: [],
  acts: [],
  districts: [],
  excludedDistricts: [],
  elsewhere: [],
  services: [],
  places: [],
  entities: [],
  statements: [],
  person: { holder: "speaker", isSupposed: false, isTold: false, isTerm: false },
  reference: { kind: "none" },
  focus: [],
  outOfScope: 1,
  confidence: 0,
});

/** What was asked in the last turns of the talk, as far as it is still held. */
const askedBefore = (
  { turns }: Tracker,
  today: LocalDate,
  { parse }: JudgeTools,
): readonly ParsedQuestion[] =>
  turns
    .slice(-LEANS_ON)
    .filter(({ utterance }) => utterance !== "" && !utterance.startsWith("/"))
    .flatMap(({ utterance }) => parse(utterance, today).questions);

/** What was said: the questions of the utterance, and the language that goes on. */
function hear(input: TurnInput, { judging }: TurnTools) {
  const { utterance, tracker, today, locale, profile, isGroup = false } = input;
  const parsed = judging.parse(utterance, today);
  const before = askedBefore(tracker, today, judging);
  const isAlone = before.length === 0 && parsed.questions.length < 2;
  const read = isAlone
    ? parsed.questions
    : parsed.questions.map((question) => ({
        ...question,
        // What stands beside it in the message tells what it is about as well as what was asked before.
        faq: judging.known(question, [
          ...before,
          ...parsed.questions.filter((other) => other !== question),
        ]),
      }));
  const questions = read.length > 0 ? read : [emptyQuestion(utterance)];
  const heard: JudgeInput = {
    utterance,
    questions,
    tracker,
    today,
    isGroup,
    ...(profile !== undefined && { profile }),
  };
  return { heard, spoken: locale ?? languageOfTurn(parsed, tracker) };
}

/** What follows from a judgement, once nothing more is asked: of all rules, or of those that were judged. */
function caseOf(
  person: PersonView,
  { today }: TurnInput,
  { shelf, base }: JudgeTools,
): PersonCase | null {
  const { judgement, asking, supposed, isChild, isGeneral, facts } = person;
  if (judgement === null || asking !== null || supposed !== null || isChild) return null;
  const judged = judgement.verdicts.map(({ policy }) => policy);
  const found = personCase(isGeneral ? shelf.policies : judged, facts, today, shelf, base);
  // How the districts differ is no answer to a question about one service.
  return isGeneral ? found : { ...found, topics: [] };
}

/** What is to be said, in words of a language. */
function say(plan: TurnPlan, input: TurnInput, spoken: Locale, tools: TurnTools) {
  const { tracker, today, isGroup = false } = input;
  const { base, shelf } = tools.judging;
  const { speaker, topicNames } = tools.voiceOf(spoken);
  const both = { zh: tools.voiceOf("zh-CN").speaker, en: tools.voiceOf("en").speaker };
  const words = { base, speaker, forms: shelf.forms, policies: shelf.book };
  const rendered = renderReply(
    {
      ...tools.questionWords,
      base,
      speaker,
      both,
      spell: toSpelling,
      topicNames,
      today,
      lastWording: tracker.lastWording,
      misses: tracker.misses,
      lastReply: tracker.turns.at(-1)?.reply ?? null,
    },
    plan.decisions,
    plan.persons.map((person, index) => {
      if (person === null) return null;
      if (plan.decisions[index]?.kind !== "card") {
        return viewPerson(words, person, isGroup, caseOf(person, input, tools.judging), today);
      }
      const card = {
        zh: cardWords({ ...words, speaker: both.zh }, person),
        en: cardWords({ ...words, speaker: both.en }, person),
      };
      return { ...viewPerson(words, person, isGroup, null, today), card };
    }),
  );
  return { ...rendered, reply: { ...toLocale(rendered.reply, spoken), locale: spoken } };
}

/**
 * One turn. Pure: the same input gives the same turn. The path of a turn has eight steps, of which a channel and
 * `handle-turn.ts` take the outer ones:
 *
 * 1. receive: a channel makes a message
 * 2. open: the talk is loaded, alone
 * 3. read: the text becomes questions and statements ({@link hear})
 * 4. merge: each question changes the frame of the talk (`dialogue/merge.ts`, called by {@link planTurn})
 * 5. know: statements of the talk become what is known of the person (`person/recall.ts`)
 * 6. plan: frame, person and knowledge become what is to be said ({@link planTurn}); persons are judged here and nowhere else
 * 7. say: that becomes a reply in words ({@link say})
 * 8. keep: the turn is folded into the talk and made durable, and only then the reply is sent
 */
export function takeTurn(input: TurnInput, tools: TurnTools): EngineTurn {
  const { heard, spoken } = hear(input, tools);
  const plan = planTurn(heard, tools.judging);
  const { reply, shown, wording } = say(plan, input, spoken, tools);
  const { decisions, outcome, why = [] } = plan;
  return { decisions, reply, shown, lastWording: wording, person: outcome, why };
}
