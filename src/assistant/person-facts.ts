import { dayRange, type LocalDate } from "../shared/dates.js";
import { readProfile, type Profile, type SlotForm, type SlotValue } from "../eligibility/index.js";
import { asMeant } from "./rough-number.js";
import type { Entity, ParsedQuestion, ParseResult, Synonyms } from "../nlu/index.js";

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
  /** Slots of which it says two things at once: nothing follows from either. */
  readonly unclear: readonly string[];
}

/** Words of a group that stand in a text, longest first; words of letters stand alone. */
export function wordsIn(text: string, synonyms: Synonyms, group: string): readonly string[] {
  return (synonyms[group] ?? [])
    .flatMap(({ words }) => words)
    .filter((word) =>
      /^[a-z' ]+$/u.test(word)
        ? new RegExp(`(?<![a-z])${word}(?![a-z])`, "u").test(text)
        : text.includes(word),
    )
    .toSorted((a, b) => b.length - a.length);
}

const CLAUSE = /[,，。;；?？!！]/u;
/** Grammar: the third person, and the first. */
const THIRD = /[他她]|\b(?:he|she|they)\b/u;
const FIRST = /我|\b(?:i|my|we)\b/u;

/** The clause of the text in which a code point stands, up to that point. */
function leadOf(normalized: string, start: number): string {
  const points = [...normalized].slice(0, start);
  return points.slice(points.findLastIndex((point) => CLAUSE.test(point)) + 1).join("");
}

/** 必须全日制吗, 要不要本科: what a rule may ask for is no fact of the person. */
const isAskedAbout = (entity: Entity, normalized: string, synonyms: Synonyms): boolean => {
  const lead = leadOf(normalized, entity.start);
  return lead.endsWith("要") || wordsIn(lead, synonyms, "condition-asked").length > 0;
};

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
function stated(entity: Entity, normalized: string, form: SlotForm): SlotValue {
  const { value, range } = entity;
  if (form.type !== "number" || typeof value !== "number" || READ_ROUGHLY.has(form.id)) {
    return range ?? value;
  }
  const points = [...normalized];
  const own = points.slice(entity.start, entity.end).join("");
  const digits = own.search(/[\d半零一二两三四五六七八九十几]/u);
  const before = `${leadOf(normalized, entity.start)}${own.slice(0, Math.max(0, digits))}`;
  const after = points.slice(entity.end).join("");
  const min = typeof range?.min === "number" ? range.min : value;
  const max = typeof range?.max === "number" ? range.max : value;
  return asMeant({ min, max }, before, after, form.min ?? 0);
}

/** The value of an entity as a profile holds it; `null` when it is none that the slot can have. */
function valueOf(entity: Entity, normalized: string, forms: FactTools["forms"]): SlotValue | null {
  const form = forms.get(entity.slot);
  if (form === undefined) return null;
  const said = stated(entity, normalized, form);
  const value = entity.negated ? denied(form, said) : said;
  if (value === null) return null;
  return readProfile({ [entity.slot]: value }, forms).profile[entity.slot] ?? null;
}

const same = (a: SlotValue, b: SlotValue): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Of 2024 and 2024-06 the more precise one; `null` when two values do not agree. */
function agreed(values: readonly SlotValue[]): SlotValue | null {
  const [first, ...others] = values;
  if (first === undefined) return null;
  return others.reduce<SlotValue | null>((kept, value) => {
    if (kept === null || same(kept, value)) return kept;
    if (typeof kept !== "string" || typeof value !== "string") return null;
    if (value.startsWith(`${kept}-`)) return value;
    return kept.startsWith(`${value}-`) ? kept : null;
  }, first);
}

/** All that questions state of a person, slot by slot. */
function factsIn(
  questions: readonly ParsedQuestion[],
  tools: FactTools,
  counts: (question: ParsedQuestion, entity: Entity) => boolean = () => true,
): { readonly facts: Profile; readonly unclear: readonly string[] } {
  const found = new Map<string, SlotValue[]>();
  for (const question of questions) {
    const { entities, normalized } = question;
    for (const entity of entities) {
      if (!counts(question, entity)) continue;
      if (isAskedAbout(entity, normalized, tools.synonyms)) continue;
      const value = valueOf(entity, normalized, tools.forms);
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
  return { facts, unclear };
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
  return said.replace(/[他她]/gu, "我");
}

/** Whether the question itself is about the other one: its clause names them, or says 他, and does not say 我. */
function asksOfOther(question: ParsedQuestion, words: readonly string[]): boolean {
  const clause = question.normalized.split(CLAUSE).findLast((part) => part.trim() !== "") ?? "";
  if (THIRD.test(clause) || words.some((word) => clause.includes(word))) return true;
  return !FIRST.test(clause);
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
  const own = factsIn(questions, tools);
  const text = questions.map(({ normalized }) => normalized).join(",");
  const isSupposed = wordsIn(text, tools.synonyms, "supposed").length > 0;
  const words = wordsIn(text, tools.synonyms, "other-person");
  const last = questions.at(-1);
  if (words.length === 0 || last === undefined || !asksOfOther(last, words)) {
    return { ...own, isOther: isSupposed };
  }
  const turned = tools.parse(asSpeaker(utterance, words), today).questions;
  return { ...factsIn(turned, tools, ofOther(text, turned, words)), isOther: true };
}

/**
 * Which entities of the turned text speak of the other one: a clause is about whom it names, else about whom the clause
 * before it was.
 */
function ofOther(
  text: string,
  turned: readonly ParsedQuestion[],
  words: readonly string[],
): (question: ParsedQuestion, entity: Entity) => boolean {
  let isOther = false;
  const subjects = text.split(CLAUSE).map((clause) => {
    if (words.some((word) => clause.includes(word)) || THIRD.test(clause)) isOther = true;
    else if (FIRST.test(clause)) isOther = false;
    return isOther;
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

/** Facts of one life that exclude each other: the newer one is right. */
const RIVALS: readonly (readonly [string, string])[] = [["age", "birthDate"]];

/** Earlier facts with newer ones: the newest wins, and what it contradicts goes. */
export function withNewer(
  before: Profile,
  newer: Profile,
  today: LocalDate,
): { readonly profile: Profile; readonly replaced: readonly string[] } {
  const profile = new Map<string, SlotValue>(Object.entries(before));
  const replaced: string[] = [];
  const drop = (slot: string): void => {
    if (newer[slot] === undefined && profile.delete(slot)) replaced.push(slot);
  };
  for (const [slot, value] of Object.entries(newer)) {
    const old = before[slot];
    if (old !== undefined && !same(old, value) && agreed([old, value]) === null)
      replaced.push(slot);
    profile.set(slot, value);
  }
  for (const [one, other] of RIVALS) {
    if (newer[one] !== undefined) drop(other);
    if (newer[other] !== undefined) drop(one);
  }
  if (newer["studying"] === true) {
    if (hasPassed(before["graduatedOn"], today)) drop("graduatedOn");
    drop("degree");
  }
  if (hasPassed(newer["graduatedOn"], today) && before["studying"] === true) drop("studying");
  return { profile: Object.fromEntries(profile), replaced };
}

const hasPassed = (value: SlotValue | undefined, today: LocalDate): boolean => {
  const last = typeof value === "object" ? value.max : value;
  return typeof last === "string" && (dayRange(last)?.to ?? "9999") <= today;
};

/** Below this age nothing is kept. */
const CHILD = 14;

/** Whether the person is certainly or possibly a child by what they said of their age. */
export function isChild(profile: Profile, today: LocalDate): boolean {
  const { age, birthDate } = profile;
  const least = typeof age === "object" ? age.min : age;
  if (typeof least === "number" && least < CHILD) return true;
  const latest = typeof birthDate === "object" ? birthDate.max : birthDate;
  const day = typeof latest === "string" ? (dayRange(latest)?.to ?? "") : "";
  return day > `${String(Number(today.slice(0, 4)) - CHILD)}${today.slice(4)}`;
}
