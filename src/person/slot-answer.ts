import { readProfile, type Profile, type SlotForm, type SlotValue } from "../eligibility/index.js";
import type { LocalDate } from "../shared/dates.js";
import { asksOfTerm, toSimplified, type ParsedQuestion } from "../nlu/index.js";
import { findDates, joinDates } from "../values/dates.js";
import { daysAgo, findDurations } from "../values/durations.js";
import { findNumerals } from "../values/numerals.js";
import { valueOf, type FactTools } from "./person-facts.js";
import { asMeant } from "../values/rough-number.js";

/** How an utterance answers the question for a slot. */
export type SlotAnswer =
  | { readonly kind: "value"; readonly value: SlotValue }
  /** Does not know, or would rather not say: not asked again. */
  | { readonly kind: "skip" }
  /** `between`: it leaves open which of these it is. */
  | { readonly kind: "none"; readonly between?: readonly SlotValue[] };

const NONE: SlotAnswer = { kind: "none" };
const SKIP: SlotAnswer = { kind: "skip" };

/** As buttons and people write it, in either script: without marks and spaces around and between. */
const bare = (text: string): string =>
  toSimplified(text.toLowerCase().replace(/[\s\p{P}\p{S}]+/gu, ""));

const bareForms = (words: readonly string[]): ReadonlySet<string> => new Set(words.map(bare));

const isSaid = (text: string, words: readonly string[]): boolean =>
  bareForms(words).has(bare(text));

/** Of each list of wordings; the lists are the same in every turn. */
const listed = new WeakMap<readonly string[], ReadonlySet<string>>();

function isListed(text: string, words: readonly string[]): boolean {
  const forms = listed.get(words) ?? bareForms(words);
  listed.set(words, forms);
  return forms.has(bare(text));
}

/** Grammar around a short answer: 我也不清楚, 对啊, I'm not sure. Longest first; marks and spaces are out already. */
const BEFORE = /^(?:这个|有点|应该|我们|我|也|真|就|那|呃|额|嗯(?=.)|iam|im|well|sorry)+/u;
const BEHIND = /[的了呢啊呀吧哦哈噢哎]+$/u;

/** Whether a short answer is one of the words, but for the particles around it. */
function isAnswered(text: string, words: readonly string[]): boolean {
  const said = bare(text);
  const forms = [said, said.replace(BEHIND, ""), said.replace(BEFORE, "")];
  return [...forms, said.replace(BEFORE, "").replace(BEHIND, "")].some(
    (form) => form !== "" && isListed(form, words),
  );
}

/** The value of a choice; not knowing and not saying are choices as well. */
function chosen(choice: SlotForm["choices"][number] | undefined): SlotAnswer {
  if (choice === undefined) return NONE;
  if (choice.range !== undefined) return { kind: "value", value: choice.range };
  const { value } = choice;
  return value === undefined || value === null ? SKIP : { kind: "value", value };
}

/** A choice whose label was said, in either language. */
const choiceSaid = (form: SlotForm, text: string): SlotAnswer =>
  chosen(form.choices.find(({ zh, en }) => isSaid(text, [zh, en])));

/** 第二个, or its number alone where no number can be meant: a choice by its place among those that say something. */
function choiceCounted(
  form: SlotForm,
  text: string,
  questions: readonly ParsedQuestion[],
): SlotAnswer {
  const told = form.choices.filter(({ means }) => means === undefined);
  const isNumber = form.type === "choice" || form.type === "boolean";
  if (isNumber && /^[1-9]$/u.test(bare(text))) return chosen(told[Number(bare(text)) - 1]);
  const [question, ...others] = questions;
  const { reference, entities = [] } = question ?? {};
  if (others.length > 0 || reference?.kind !== "ordinal" || entities.length > 0) return NONE;
  return chosen(told[(reference.index ?? 0) - 1]);
}

/** 硕，24届; 没有，我租的民房: the answer may be one of several things told at once. */
const partsOf = (text: string): readonly string[] => [
  text,
  ...text.split(/[,，。;；]+\s*|(?<=\p{Script=Han})\s+/u),
];

/** The value of a slot that a word in the data stands for. */
function toValue(form: SlotForm, said: string): SlotValue {
  if (form.type === "number") return Number(said);
  return form.type === "boolean" ? said === "true" : said;
}

/** 硕, 二本, 还没交: what people answer to this question only, by its value. */
function shortAnswer(form: SlotForm, text: string): SlotAnswer {
  const answers = Object.entries(form.answers ?? {});
  const whole = text.replace(/\s+/gu, "");
  const [said] = partsOf(text).flatMap((part) =>
    // 个体户 行不行 asks of what stands before it.
    asksOfTerm(part.trim(), whole)
      ? []
      : (answers.find(([, words]) => isAnswered(part, words))?.[0] ?? []),
  );
  if (said !== undefined) return { kind: "value", value: toValue(form, said) };
  const open = form.between?.find(({ words }) => isAnswered(text, words));
  return open === undefined
    ? NONE
    : { kind: "none", between: open.values.map((value) => toValue(form, value)) };
}

/** What is known beside the words of an answer. */
export interface AnswerContext {
  readonly today: LocalDate;
  readonly known: Profile;
}

/** 1998, 2024年11月, 11月20号, 20号, 半年前: a date, joined to what is known of it. */
function dateSaid(
  form: SlotForm,
  normalized: string,
  { today, known }: AnswerContext,
): SlotValue | null {
  if (form.type !== "date" || [...normalized].length > LONGEST_LATIN_NUMBER) return null;
  if (/^(?:19|20)\d{2}年?$/u.test(normalized)) return normalized.slice(0, 4);
  const joined = joinDates(known[form.id], normalized);
  if (joined !== null) return joined;
  const ago = /^(.+?)(?:以前|之前|前| ago)(?:左右|吧|的|了)*$/u.exec(normalized)?.[1];
  const [duration, ...more] = findDurations([...(ago ?? "")]);
  if (duration !== undefined && more.length === 0) return daysAgo(duration, today);
  const [date, ...others] = findDates([...normalized], today);
  if (date === undefined || others.length > 0) return null;
  return date.kind === "span" ? { min: date.from, max: date.to } : date.value;
}

/** 有, 没有, 是, 不是 to a question of yes or no. */
function yesOrNo(form: SlotForm, text: string, tools: AnswerTools): SlotAnswer {
  if (form.type !== "boolean") return NONE;
  const first = partsOf(text)[1] ?? text;
  const isListedAs = (key: "answer-yes-words" | "answer-no-words"): boolean =>
    isAnswered(text, tools.words(key)) || isAnswered(first, tools.words(key));
  if (isListedAs("answer-yes-words")) return { kind: "value", value: true };
  return isListedAs("answer-no-words") ? { kind: "value", value: false } : NONE;
}

const MONTHS_A_YEAR = 12;

/** A longer text says more than a number; in code points. */
const LONGEST_NUMBER = 14;
const LONGEST_LATIN_NUMBER = 40;

/** Behind a number: the units in which slots are counted; grammar of measures. */
const UNITS: Readonly<Record<string, RegExp>> = {
  years: /^(?:个?(?:周?岁|年头?)|周岁|years?(?: old)?|yrs?)/u,
  months: /^(?:个?多?月份?|months?)/u,
  people: /^(?:多?个?(?:人|员工|职工)|名(?:员工|职工)?|people|employees|staff)/u,
  percent: /^(?:%|％|成|percent|per cent)/u,
  points: /^(?:分|points?)/u,
  "CNY/month":
    /^(?:多?(?:块钱|块|元|人民币)|rmb|cny|yuan)?(?:每月|一个月|\/月|a month|per month)?/u,
};

/**
 * What may stand beside the number of an answer: who, how exactly, what was done for so long, and particles. 一句话 and 你不是说要6个月
 * hold other words, so that their number is none of the person's.
 */
const BESIDE_NUMBER =
  /^(?:不对|不是|错了|[说打写输搞记填弄看]错了?|刚才|刚刚|其实|是的|对|我们|我|本人|自己|今年|现在|目前|到现在|一共|总共|大概|大约|差不多|应该|可能|好像|约|也|都|就|才|只|还|已经|已|刚刚|刚|快|将近|接近|近|马上|即将|不到|没到|没有|没|不足|不满|未满|少于|低于|超过|不止|多于|高于|至少|过|满|够|足|了|连续|累计|从来没断|没断过?|在|是|有|占|交|缴|纳|社保|公积金|工作|上班|干|做|住|领|拿|税前|每月|月薪|工资|零|左右|上下|的样子|样子|以上|以下|以内|之内|往上|出头|多一点|多点|多|来|整|吧|呢|啊|呀|的|哦|噢|啦|嘛|哈|呃|额|嗯|那|个|周|虚|实|第|且|i've|ive|i|am|i'm|paying|pay|it's|it|is|have|has|had|been|paid|for|about|around|over|under|more|less|than|at|least|almost|nearly|only|just|so|far|now|roughly|approximately|of|old|my|age|company|a|the|we|well|insured|worked|working|,|，|。|\.|!|！|、|~|～|\+|:|：|\s)*$/u;

/** Whether a number stands alone in an answer, or with the unit of the slot: 30, 30岁, 大概6个月吧; not 一句话, 6年 to how old. */
function isAloneWith(
  form: SlotForm,
  points: readonly string[],
  start: number,
  end: number,
): boolean {
  const unit = UNITS[form.unit ?? ""];
  const behind = points.slice(end).join("").trimStart();
  const rest = unit === undefined ? behind : behind.replace(unit, "");
  return BESIDE_NUMBER.test(points.slice(0, start).join("")) && BESIDE_NUMBER.test(rest);
}

/** Grammar: 52万，其中20万股票: a part of what was told before. */
const PART_OF_IT = /[,，]?(?:其中|里面)(?:有|包括|包含|含)?[^,，。;；]*$/u;
/** From so much a month on a sum is that of a year, unless its month is said. */
const RARELY_MONTHLY = 100_000;

/** 六个月, 两年, 6, 不到半年: a number in the unit of the slot. */
function numberSaid(form: SlotForm, said: string): SlotValue | null {
  const normalized = said.replace(PART_OF_IT, "");
  const points = [...normalized];
  const longest = /\p{Script=Han}/u.test(normalized) ? LONGEST_NUMBER : LONGEST_LATIN_NUMBER;
  if (form.type !== "number" || points.length > longest || /[?？]/u.test(normalized)) return null;
  const least = form.min ?? 0;
  const meant = (min: number, max: number, start: number, end: number): SlotValue =>
    asMeant({ min, max }, points.slice(0, start).join(""), points.slice(end).join(""), least);
  const [duration, ...others] = findDurations(points);
  if (others.length > 0) return null;
  if (duration !== undefined) {
    const unit = form.unit === "months" ? 1 : MONTHS_A_YEAR;
    // 6年 to the question for the age is how long something took.
    const isLength = form.unit === "months" || (form.unit === "years" && form.read?.by !== "ages");
    if (!isLength || !isAloneWith(form, points, duration.start, duration.end)) return null;
    const [min, max] = [Math.floor(duration.min / unit), Math.floor(duration.max / unit)];
    return meant(min, max, duration.start, duration.end);
  }
  const [numeral, ...more] = findNumerals(points);
  if (numeral === undefined || more.length > 0) return null;
  if (!isAloneWith(form, points, numeral.start, numeral.end)) return null;
  if (form.unit === "CNY/month" && numeral.min >= RARELY_MONTHLY && !/月/u.test(normalized)) {
    const monthly = (sum: number): number => Math.round(sum / MONTHS_A_YEAR);
    return meant(monthly(numeral.min), monthly(numeral.max), numeral.start, numeral.end);
  }
  return meant(numeral.min, numeral.max, numeral.start, numeral.end);
}

/** What reading an answer needs. */
export interface AnswerTools extends FactTools {
  /** Words of a list in the wordings, in both languages. */
  readonly words: (key: string) => readonly string[];
}

/** Whether an utterance says that the person does not know or would rather not say. */
const isSkip = (text: string, tools: AnswerTools): boolean =>
  isAnswered(text, tools.words("answer-skip-words"));

/** Whether an utterance is one of the words of a list. */
export const isOneOf = (text: string, key: string, tools: AnswerTools): boolean =>
  isListed(text, tools.words(key));

/**
 * Reads an utterance as the answer to the question for a slot: a button's label, yes or no, a number with or without
 * its unit, a date, a district; what the slot cannot have counts as no answer.
 *
 * @param facts what the utterance states of the person by itself
 */
export function readAnswer(
  form: SlotForm,
  utterance: string,
  questions: readonly ParsedQuestion[],
  facts: Profile,
  tools: AnswerTools,
  context: AnswerContext,
): SlotAnswer {
  const labelled = choiceSaid(form, utterance);
  if (labelled.kind !== "none") return labelled;
  if (isSkip(utterance, tools)) return SKIP;
  // 函授是什么 asks; it answers nothing.
  if (questions[0]?.person.isTerm === true) return NONE;
  const short = shortAnswer(form, utterance);
  if (short.kind !== "none") return short;
  const stated = facts[form.id];
  const unplaced = questions
    .flatMap(({ statements }) => statements)
    .find(({ slot, isUnplaced }) => slot === form.id && isUnplaced === true);
  const normalized = questions.map((question) => question.normalized).join(",");
  // 6月 adds to 2024; by itself it would be a month of this year.
  const joined = form.type === "date" ? joinDates(context.known[form.id], normalized) : null;
  const told =
    joined ?? stated ?? (unplaced && valueOf({ ...unplaced, standing: "held" }, tools.forms));
  if (told !== undefined && told !== null) return { kind: "value", value: told };
  const counted = choiceCounted(form, utterance, questions);
  if (counted.kind !== "none") return counted;
  const plain = yesOrNo(form, utterance, tools);
  if (plain.kind !== "none") return plain;
  const entities = questions.flatMap((question) => question.entities);
  // 住滨江 to the question for the place of work answers another one.
  const isElsewhere = [...tools.forms.values()].some(
    ({ id, place }) => place !== undefined && id !== form.id && facts[id] !== undefined,
  );
  if (form.place !== undefined && isElsewhere) return short;
  const district =
    form.place === undefined
      ? undefined
      : entities.find(({ slot, negated }) => slot === "district" && !negated)?.value;
  // 2025年6月毕业 to the question when the company was founded answers another one, too.
  const isOtherDate = questions.some(({ statements }) =>
    statements.some(({ slot }) => slot !== form.id && tools.forms.get(slot)?.type === "date"),
  );
  const date = isOtherDate ? null : dateSaid(form, normalized, context);
  const value = district ?? date ?? numberSaid(form, normalized);
  if (value === null) return short;
  const taken = readProfile({ [form.id]: value }, tools.forms).profile[form.id];
  return taken === undefined ? short : { kind: "value", value: taken };
}
