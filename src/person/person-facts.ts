import type { LocalDate } from "../shared/dates.js";
import { readProfile, type Profile, type SlotForm, type SlotValue } from "../eligibility/index.js";
import { asMeant } from "../values/rough-number.js";
import type { Entity, ParsedQuestion, ParseResult, Synonyms } from "../nlu/index.js";
import { findWords, hasWord } from "./group-words.js";
import { agreed, type DeniedValue } from "./newer-facts.js";
import { isFact, isOfAnyone, tellingOf, type Told } from "./told-how.js";
import { isSpouseAt, othersIn, subjectAt, type Mention } from "./whose-facts.js";

export { isChild, withNewer } from "./newer-facts.js";

/** What facts are read with. */
export interface FactTools {
  readonly parse: (utterance: string, today: LocalDate) => ParseResult;
  readonly synonyms: Synonyms;
  readonly forms: ReadonlyMap<string, SlotForm>;
}

/** Facts that one utterance states, and of whom. */
export interface StatedFacts {
  readonly facts: Profile;
  /** Of somebody else, or only supposed. */
  readonly isOther: boolean;
  /** Only supposed (如果我是博士呢): the speaker with one thing changed. */
  readonly isSupposed: boolean;
  /** Of nobody in particular (硕士有补贴吗): nothing of it is the speaker's. */
  readonly isAnyone: boolean;
  /** Slots of which it says two things at once: nothing follows from either. */
  readonly unclear: readonly string[];
  /** What it says is not so (我不在余杭上班), when nothing follows from that but an end of what was said before. */
  readonly denied: readonly DeniedValue[];
}

/** Words of a group that stand in a text. */
export const wordsIn = (text: string, synonyms: Synonyms, group: string): readonly string[] =>
  findWords(text, synonyms, group).map(({ start, end }) => text.slice(start, end));

/** 必须全日制吗, 要不要本科: what a rule may ask for is no fact of the person. */
function isAskedAbout({ lead }: Told, synonyms: Synonyms): boolean {
  if (lead.endsWith("要")) return true;
  // 我只有大专文凭 tells, 只有硕士 asks.
  const told = lead.replace(/我(?:就)?只有/u, "");
  return hasWord(told, synonyms, "condition-asked");
}

/** 不是全日制: the other of two values; of more than two a denial tells nothing that rules use. */
function denied(form: SlotForm, value: SlotValue): SlotValue | null {
  const stored = form.choices.flatMap(({ value: one }) =>
    typeof one === "string" || typeof one === "boolean" ? [one] : [],
  );
  const [other, ...more] = stored.filter((one) => one !== value);
  return stored.includes(value as string) && more.length === 0 ? (other ?? null) : null;
}

/** Slots whose rough numbers the reading itself has made ranges of. */
const READ_ROUGHLY: ReadonlySet<string> = new Set(["age"]);

/** What an entity states, with the words around a number that make it rough. */
function stated(told: Told, normalized: string, form: SlotForm, synonyms: Synonyms): SlotValue {
  const { entity, lead } = told;
  const { value, range } = entity;
  if (form.type !== "number" || typeof value !== "number" || READ_ROUGHLY.has(form.id)) {
    return range ?? value;
  }
  const points = [...normalized];
  const own = points.slice(entity.start, entity.end).join("");
  const digits = own.search(/[\d半零一二两三四五六七八九十几]/u);
  const before = `${lead}${own.slice(0, Math.max(0, digits))}`;
  const after = points.slice(entity.end).join("");
  const min = typeof range?.min === "number" ? range.min : value;
  const max = typeof range?.max === "number" ? range.max : value;
  // What is paid out is what is left of the wage.
  if (form.id === "monthlyWageCny" && hasWord(`${lead}${own}`, synonyms, "wage-net")) {
    return { min };
  }
  return asMeant({ min, max }, before, after, form.min ?? 0, form.unit === "percent" ? 0.01 : 1);
}

/** The value of an entity as a profile holds it; `null` when it is none that the slot can have. */
function valueOf(told: Told, normalized: string, tools: FactTools): SlotValue | null {
  const { entity } = told;
  const form = tools.forms.get(entity.slot);
  if (form === undefined) return null;
  const said = stated(told, normalized, form, tools.synonyms);
  const value = entity.negated ? denied(form, said) : said;
  if (value === null) return null;
  return readProfile({ [entity.slot]: value }, tools.forms).profile[entity.slot] ?? null;
}

/** All that questions state of a person, slot by slot. */
function factsIn(
  questions: readonly ParsedQuestion[],
  tools: FactTools,
  counts: (question: ParsedQuestion, entity: Entity) => boolean,
): Pick<StatedFacts, "facts" | "unclear" | "denied"> {
  const denials: DeniedValue[] = [];
  const found = new Map<string, SlotValue[]>();
  for (const question of questions) {
    const { entities, normalized } = question;
    for (const entity of entities) {
      if (!tools.forms.has(entity.slot) || !counts(question, entity)) continue;
      const told = tellingOf(entity, normalized);
      const { slot, value: said } = entity;
      if (entity.negated && entity.range === undefined) denials.push({ slot, value: said });
      if (isAskedAbout(told, tools.synonyms) || !isFact(told, tools.synonyms)) continue;
      const value = valueOf(told, normalized, tools);
      if (value !== null) found.set(entity.slot, [...(found.get(entity.slot) ?? []), value]);
    }
  }
  const facts: Record<string, SlotValue> = {};
  const unclear: string[] = [];
  for (const [slot, values] of found) {
    const value = agreed(values);
    if (value === null) unclear.push(slot);
    else facts[slot] = value;
  }
  // Who still studies for a degree does not hold it yet.
  if (facts["studying"] === true && facts["degree"] !== undefined) {
    delete facts["degree"];
    unclear.push("degree");
  }
  return { facts, unclear, denied: denials };
}

/** The same words said of the speaker: 我老公 becomes 我. */
function asSpeaker(text: string, words: readonly string[]): string {
  let said = text;
  for (const word of words) {
    said = said
      .replaceAll(`我的${word}`, "我")
      .replaceAll(`我${word}`, "我")
      .replaceAll(word, "我");
  }
  return said.replace(/(?<!其)[他她]/gu, "我");
}

/** A home of the household is one of the speaker's, too; that a relative has none says nothing of them. */
const SHARED: ReadonlySet<string> = new Set(["ownsHomeInHangzhou", "inPublicRental"]);

/** 12岁的孩子: whose it is stands right behind it. */
const isNamedBehind = (mentions: readonly Mention[], text: string, end: number): boolean =>
  text[end] === "的" && mentions.some(({ isOther, start }) => isOther && start === end + 1);

/** Which entities of the text speak of the speaker. */
function ofSpeaker(
  questions: readonly ParsedQuestion[],
  mentions: readonly Mention[],
  synonyms: Synonyms,
): (question: ParsedQuestion, entity: Entity) => boolean {
  return (question, entity) => {
    const before = questions
      .slice(0, questions.indexOf(question))
      .map(({ normalized }) => `${normalized},`)
      .join("");
    const lead = [...question.normalized].slice(0, entity.start).join("");
    // The words of an entity may name whose it is: 老婆有房.
    const at = before.length + lead.length;
    const until = SHARED.has(entity.slot) ? at + entity.text.length : at;
    if (isNamedBehind(mentions, before + question.normalized, at + entity.text.length))
      return false;
    if (!subjectAt(mentions, until)) return true;
    const isHad = entity.value === true && !entity.negated;
    return SHARED.has(entity.slot) && isHad && isSpouseAt(mentions, until, synonyms);
  };
}

/**
 * What an utterance states of the person whom it asks about. Somebody else's facts (我老公是博士，他能领吗) count for that
 * question alone; the speaker's own stand apart.
 */
export function readFacts(
  utterance: string,
  questions: readonly ParsedQuestion[],
  today: LocalDate,
  tools: FactTools,
): StatedFacts {
  const { synonyms } = tools;
  const text = questions.map(({ normalized }) => normalized).join(",");
  const mentions = othersIn(text, synonyms);
  const own = factsIn(questions, tools, ofSpeaker(questions, mentions, synonyms));
  const courtesy = findWords(text, synonyms, "supposed-not");
  const isSupposed = findWords(text, synonyms, "supposed").some(
    (word) => !courtesy.some((other) => word.start < other.end && other.start < word.end),
  );
  const slots = Object.keys(own.facts);
  const isAsked = hasWord(text, synonyms, "anyone-asked") || /[?？]/u.test(utterance);
  const isOwn =
    !subjectAt(mentions, text.length) ||
    !mentions.some(({ isOther }) => isOther) ||
    (!isAsked && slots.length > 0);
  if (isOwn) {
    const isAnyone = !isSupposed && isOfAnyone(text, slots, synonyms);
    // 不是硕士能领吗 asks, 我不是硕士 tells.
    const isTold = !isSupposed && (!isAsked || hasWord(text, synonyms, "self"));
    return {
      ...own,
      denied: isTold ? own.denied : [],
      isOther: isSupposed,
      isSupposed,
      isAnyone,
    };
  }
  const words = mentions.flatMap(({ isOther, word }) => (isOther && word !== "" ? [word] : []));
  const turned = tools.parse(asSpeaker(utterance, words), today).questions;
  const facts = factsIn(turned, tools, ofOther(text, turned, mentions));
  return { ...facts, isOther: true, isSupposed: false, isAnyone: false };
}

const CLAUSE = /[,，。;；?？!！]/u;

/**
 * Which entities of the turned text speak of the other one: a clause is about whom it names, else about whom the clause
 * before it was.
 */
function ofOther(
  text: string,
  turned: readonly ParsedQuestion[],
  mentions: readonly Mention[],
): (question: ParsedQuestion, entity: Entity) => boolean {
  let at = 0;
  const subjects = text.split(CLAUSE).map((clause) => {
    const [from, until] = [at, at + clause.length];
    at = until + 1;
    const named = mentions.some(({ isOther, start }) => isOther && start >= from && start < until);
    return named || subjectAt(mentions, until);
  });
  const clausesOf = (said: string): number => said.split(CLAUSE).length;
  const all = turned.map(({ normalized }) => normalized);
  const isAligned = clausesOf(all.join(",")) === subjects.length;
  return (question, entity) => {
    if (!isAligned) return false;
    const before = all.slice(0, turned.indexOf(question)).map((said) => `${said},`);
    const lead = [...question.normalized].slice(0, entity.start).join("");
    return subjects[clausesOf(`${before.join("")}${lead}`) - 1] === true;
  };
}
