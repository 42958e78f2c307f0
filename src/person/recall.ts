import { addMonths, type LocalDate } from "../shared/dates.js";
import { advanceProfile, type Profile, type SlotValue } from "../eligibility/index.js";
import { asksOfTerm, speaksForFirm, type ParsedQuestion } from "../nlu/index.js";
import type { Form, Tracker, TurnRecord } from "../dialogue/index.js";
import { readFormLines } from "./form-lines.js";
import { bornInstead, isOpenTo, unplacedFacts } from "./bare-facts.js";
import { readFacts, withNewer, type StatedFacts } from "./person-facts.js";
import type { PolicyShelf } from "./policy-book.js";
import { isWhatIf } from "./what-if.js";
import { readAnswer, type AnswerTools, type SlotAnswer } from "./slot-answer.js";

/** What one utterance says of the person: by itself, and as the answer to a question. */
export interface SaidInTurn {
  readonly facts: Profile;
  readonly answer: SlotAnswer;
  readonly isOther: boolean;
  /** What it says is only supposed. */
  readonly isSupposed: boolean;
  /** Of nobody in particular. */
  readonly isAnyone: boolean;
  readonly unclear: readonly string[];
  readonly denied: StatedFacts["denied"];
  /** It says one thing anew that was told before, and nothing else (打错了，是52万). */
  readonly isPutRight?: boolean;
}

/**
 * Reads an utterance, given the slot that was asked for just before it.
 *
 * @param known what is known already: 11月20号 adds the day to 2024-11
 * @param isForFirm whether the speaker sees to the matters of a firm's staff, as they said before: what is told is of them, unless
 * it is told of 我 or answers a question
 */
export function readTurn(
  utterance: string,
  heard: readonly ParsedQuestion[],
  asked: string | null,
  today: LocalDate,
  tools: AnswerTools,
  known: Profile = {},
  isForFirm = false,
): SaidInTurn {
  const said = readWords(utterance, heard, asked, today, tools, known);
  const isOfStaff =
    isForFirm &&
    said.answer.kind === "none" &&
    !said.isOther &&
    !said.isAnyone &&
    !OF_MYSELF.test(utterance);
  if (isForFirm && OF_SEVERAL.test(utterance) && said.answer.kind === "none") {
    return { ...said, facts: {}, unclear: [], denied: [], isOther: true };
  }
  return isOfStaff ? { ...said, isOther: true } : said;
}

/** Grammar: 有10个人左右，大部分本科，有一个没工作: of several people, no one of whom is judged by what the others are. */
const OF_SEVERAL =
  /大部分|大多|多数|一半|有的.+有的|[两二三四五六七八九十\d]个人|有(?:一|两|几)个(?!月|孩子|公司)/u;

/** Grammar: who tells of themselves; 我们 is the firm. */
const OF_MYSELF = /我(?!们|司|想问|要问)|本人|自己|(?<![a-z])(?:i|my|me)(?![a-z])/iu;

/** Derived from turns, which are never changed. */
const firmTurns = new WeakMap<TurnRecord, boolean>();

function isFirmTurn(record: TurnRecord): boolean {
  const is = firmTurns.get(record) ?? speaksForFirm(record.utterance);
  firmTurns.set(record, is);
  return is;
}

/** Whether one of the utterances of a talk shows that the speaker sees to the matters of a firm's staff. */
export const isForFirm = (turns: readonly TurnRecord[]): boolean => turns.some(isFirmTurn);

/** {@link readTurn}, whosever matters the speaker sees to. */
function readWords(
  utterance: string,
  heard: readonly ParsedQuestion[],
  asked: string | null,
  today: LocalDate,
  tools: AnswerTools,
  known: Profile,
): SaidInTurn {
  const lines = readFormLines(utterance, tools.forms);
  const questions = asked === null ? heard : heard.map((question) => withoutTerms(question, asked));
  const read = readFacts(questions, today, tools);
  const askedType = asked === null ? undefined : tools.forms.get(asked)?.type;
  const bare = unplacedFacts(
    utterance,
    questions,
    { ...known, ...read.facts },
    {
      today,
      forms: tools.forms,
      isFor: (type) => type !== askedType,
    },
  );
  const born = asked === "graduatedOn" ? bornInstead(utterance, known, today) : null;
  const stated = {
    ...read,
    facts: { ...bare, ...withoutYearOf(bare, read.facts), ...born, ...lines.facts },
  };
  const form = asked === null || born !== null ? undefined : tools.forms.get(asked);
  const answer: SlotAnswer =
    form === undefined
      ? { kind: "none" }
      : readAnswer(form, lines.rest, questions, stated.facts, tools, { today, known });
  if (form === undefined || answer.kind !== "value") return { ...stated, answer };
  const facts = { ...stated.facts, [form.id]: answer.value };
  return { ...stated, facts, answer, isAnyone: false };
}

/** 个体户行不行, where the employment was asked for: whether the term will do is asked, so that its words tell nothing. */
function withoutTerms(question: ParsedQuestion, asked: string): ParsedQuestion {
  const { normalized, statements } = question;
  const points = [...normalized];
  const terms = statements.filter(
    ({ slot, start, end }) =>
      slot === asked && asksOfTerm(points.slice(start, end).join(""), normalized),
  );
  if (terms.length === 0) return question;
  const isOfTerm = ({ start, end }: { readonly start: number; readonly end: number }): boolean =>
    terms.some((term) => term.start < end && start < term.end);
  return { ...question, statements: statements.filter((one) => !isOfTerm(one)) };
}

/** 本科毕业 95年的: nobody graduates in the year of their birth, so that the day of graduation was read from it by mistake. */
function withoutYearOf({ birthDate }: Profile, read: Profile): Profile {
  const { graduatedOn, ...others } = read;
  return birthDate !== undefined && birthDate === graduatedOn ? others : read;
}

/** A turn of a judgement, to be read again. */
interface TurnHeard {
  readonly record: TurnRecord;
  readonly day: LocalDate;
  readonly utterance: string;
  readonly asked: string | null;
  /** The judgement began with it. */
  readonly isFirst: boolean;
  /** What was said before it shows that the speaker sees to the matters of a firm's staff. */
  readonly isForFirm: boolean;
}

/** The turns of a judgement that are still held, each with what was asked before it. */
function turnsSince({ turns, turnCount }: Tracker, since: number): readonly TurnHeard[] {
  const begun = turns.length - (turnCount - since);
  const first = Math.max(0, begun);
  const firm = turns.findIndex(isFirmTurn);
  return turns.slice(first).flatMap((record, index): readonly TurnHeard[] => {
    const { utterance, on, at, tells, answers } = record;
    return tells === false
      ? []
      : [
          {
            record,
            day: on ?? at.slice(0, 10),
            utterance,
            asked: answers ?? turns[first + index - 1]?.asked ?? null,
            isFirst: first + index === begun,
            isForFirm: firm >= 0 && firm < first + index,
          },
        ];
  });
}

/** What a turn says, read with the data of one engine. */
interface Reading {
  readonly forms: AnswerTools["forms"];
  readonly asked: string | null;
  /** What was known of the slot asked for, and to what a bare year may be added: nothing else that is known changes how words are read. */
  readonly known: string;
  readonly said: SaidInTurn;
  readonly isWhatIf: boolean;
}

/** The questions of a turn: they are the same whatever was known before it. */
interface Parsed {
  readonly forms: AnswerTools["forms"];
  readonly questions: readonly ParsedQuestion[];
}

/** What was known before a turn, and with it. */
interface Step {
  readonly forms: AnswerTools["forms"];
  readonly asked: string | null;
  readonly person: Form["person"];
  readonly isFirst: boolean;
  readonly before: Profile;
  readonly after: Profile;
}

/**
 * Derived from turns, kept with them as long as they are in memory, and never written: without it the k-th turn of a
 * judgement would read k turns. A turn is never changed, and data that was edited comes with other forms.
 */
const kept = new WeakMap<
  TurnRecord,
  { parsed: Parsed | null; reading: Reading | null; steps: readonly Step[] }
>();

/** A judgement asks for what is known from two starts, and the page's form from a third. */
const KEPT_STEPS = 3;

function keptWith(record: TurnRecord) {
  const known = kept.get(record) ?? { parsed: null, reading: null, steps: [] };
  kept.set(record, known);
  return known;
}

const same = (one: Profile, other: Profile): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

function readingOf(turn: TurnHeard, profile: Profile, tools: AnswerTools): Reading {
  const { day, utterance, asked, record, isForFirm: isOfFirm } = turn;
  const { forms } = tools;
  const memory = keptWith(record);
  const known = JSON.stringify([
    asked === null ? null : (profile[asked] ?? null),
    isOpenTo(profile),
    isOfFirm,
  ]);
  const last = memory.reading;
  if (last?.forms === forms && last.asked === asked && last.known === known) return last;
  const parsed =
    memory.parsed?.forms === forms
      ? memory.parsed
      : { forms, questions: tools.parse(utterance, day).questions };
  memory.parsed = parsed;
  const { questions } = parsed;
  const said = readTurn(utterance, questions, asked, day, tools, profile, isOfFirm);
  const reading = { forms, asked, known, said, isWhatIf: isWhatIf(questions, day, tools.synonyms) };
  memory.reading = reading;
  return reading;
}

/** What is known with a turn. */
function heard(
  turn: TurnHeard,
  profile: Profile,
  tools: AnswerTools,
  person: Form["person"],
): Profile {
  const { said, isWhatIf: isSupposed } = readingOf(turn, profile, tools);
  if (said.isOther && person !== "other") return profile;
  const isBegun = turn.isFirst && person !== "speaker";
  if (!isBegun && (said.isAnyone || isSupposed)) return profile;
  return withNewer(profile, said.facts, turn.day, said.denied).profile;
}

/**
 * What the person told in the turns of a judgement, read from the turns again; nothing else remembers it.
 *
 * @param before what was known before
 * @param since `turnCount` before the first of these turns
 * @param person of whom it is: what was said of others, of anybody, or only supposed is no fact of the speaker; a judgement
 * that began with anybody (硕士能落户吗) counts what it began with
 */
export function recall(
  tracker: Tracker,
  since: number,
  before: Profile,
  tools: AnswerTools,
  person: Form["person"] = "speaker",
): Profile {
  if (since >= tracker.turnCount) return before;
  const { forms } = tools;
  return turnsSince(tracker, since).reduce<Profile>((profile, turn) => {
    const { asked, isFirst } = turn;
    const memory = keptWith(turn.record);
    const step = memory.steps.find(
      (one) =>
        one.forms === forms &&
        one.asked === asked &&
        one.person === person &&
        one.isFirst === isFirst &&
        same(one.before, profile),
    ) ?? {
      forms,
      asked,
      person,
      isFirst,
      before: profile,
      after: heard(turn, profile, tools, person),
    };
    // The one used last comes first.
    if (memory.steps[0] !== step) {
      memory.steps = [step, ...memory.steps.filter((one) => one !== step)].slice(0, KEPT_STEPS);
    }
    return step.after;
  }, before);
}

/**
 * What was kept, as it may be taken on a later day: an age has grown; months that go on may have been interrupted, so that
 * after a month they are asked for again.
 */
export function keptOn(tracker: Tracker, shelf: PolicyShelf, today: LocalDate): Profile {
  const { profile, profileOn } = tracker;
  if (profileOn === undefined || today < addMonths(profileOn, 1)) return profile;
  const grown = advanceProfile(profile, shelf.slots, profileOn, today);
  return Object.fromEntries(
    Object.entries(grown).filter(
      ([slot]: [string, SlotValue]) => shelf.slots.get(slot)?.grows !== "month",
    ),
  );
}
