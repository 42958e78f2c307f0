import type { TellableSlot } from "../../shared/slot-telling.js";
import { asMeant } from "../../values/rough-number.js";
import type { AskedPerson, Entity, Holder, ParsedQuestion, Standing, Statement } from "../types.js";
import { findFree, type Vocabulary } from "../vocabulary.js";
import { personAt, personsIn, type PersonMention } from "./holders.js";
import {
  isAskedOfAnyone,
  isOfAnyone,
  isTerm,
  isUnplaced,
  standingOf,
  tellingOf,
  type Telling,
} from "./standing.js";

/** A question as far as it is read before anybody asks whose its values are. */
export type ReadQuestion = Omit<ParsedQuestion, "statements" | "person">;

/** A value with how it is said, before it is clear of whom. */
interface Said {
  readonly telling: Telling;
  standing: Standing;
  /** Place of the question's first code point in the whole utterance. */
  readonly offset: number;
}

const CLAUSE = /[,，。;；?？!！]/u;

/**
 * All that an utterance says of anybody: every value with its holder and how it is said. Questions of one utterance are read
 * together: who is named in one is who the next one speaks of.
 */
export function statementReader(
  slots: readonly TellableSlot[],
  vocabulary: Vocabulary,
): (questions: readonly ReadQuestion[]) => ParsedQuestion[] {
  const slotOf = new Map(slots.map((slot) => [slot.id, slot]));
  return (questions) => {
    const read = questions.map(({ normalized }) => [...normalized]);
    const offsets = read.map((_, index) =>
      read.slice(0, index).reduce((sum, points) => sum + points.length + 1, 0),
    );
    const points = read.flatMap((part, index) => (index === 0 ? part : [",", ...part]));
    const persons = personsIn(points, vocabulary);
    const said = questions.map(({ entities }, index): Said[] =>
      entities.flatMap((entity) => {
        const slot = slotOf.get(entity.slot);
        if (slot === undefined) return [];
        const telling = tellingOf(entity, slot, read[index] ?? [], vocabulary);
        return [{ telling, standing: standingOf(telling), offset: offsets[index] ?? 0 }];
      }),
    );
    for (const one of said.flat()) if (isEndedBy(one, said.flat(), points)) one.standing = "past";
    for (const one of said.flat()) if (isPutRight(one, said.flat(), points)) one.standing = "past";
    for (const one of said.flat())
      if (isOpenByHousehold(one, points, vocabulary)) one.standing = "either";
    const person = askedPerson(said.flat(), points, persons, vocabulary);
    return questions.map((question, index) => {
      const statements = (said[index] ?? []).map((one) =>
        statementOf(one, person, points, persons),
      );
      return {
        ...question,
        entities: question.entities.filter((entity) => !isOthers(entity, statements, slotOf)),
        statements,
        person,
      };
    });
  };
}

/** What the speaker said of somebody else is none of their values, but for the household's home. */
const isOthers = (
  entity: Entity,
  statements: readonly Statement[],
  slotOf: ReadonlyMap<string, TellableSlot>,
): boolean =>
  slotOf.get(entity.slot)?.shared !== true &&
  statements.some(
    ({ slot, start, holder }) =>
      holder === "other" && slot === entity.slot && start === entity.start,
  );

/** Whom the utterance asks about: somebody else only when it ends with them, and asks or tells nothing of the speaker. */
function askedPerson(
  said: readonly Said[],
  points: readonly string[],
  persons: readonly PersonMention[],
  vocabulary: Vocabulary,
): AskedPerson {
  const text = points.join("");
  const own = said.filter(
    (one) => one.standing === "held" && holderAt(one, points, persons) === "speaker",
  );
  const isSupposed =
    findFree(vocabulary, "supposed", "supposed-not", points).length > 0 &&
    // 我本科，要是公司拖着不办呢: what is supposed is nothing of the person, and what they told stays told.
    (own.length === 0 || own.some((one) => isInSupposition(one, vocabulary)));
  const isAsked = vocabulary.has("anyone-asked", points) || /[?？]/u.test(text);
  const isOther =
    personAt(persons, points.length)?.isOther === true && (isAsked || own.length === 0);
  const told = [...new Set(own.map(({ telling }) => telling.slot))];
  // 硕士，能领吗 tells before it asks; 硕士能领吗 only asks.
  const isApart = own.some(({ telling: { clause } }) => !isAskedOfAnyone(clause, vocabulary));
  const isAnyone = !isOther && !isSupposed && !isApart && isOfAnyone(points, told, vocabulary);
  const clauses = text.split(CLAUSE).filter((clause) => clause.trim() !== "");
  return {
    holder: isOther ? "other" : isAnyone ? "anyone" : "speaker",
    isSupposed: !isOther && isSupposed,
    // 不是硕士能领吗 asks, 我不是硕士 tells.
    isTold: !isSupposed && (!isAsked || vocabulary.has("self", points)),
    isTerm: clauses.length > 0 && clauses.every(isTerm),
  };
}

const NOW = /现在|目前|如今|眼下|后来|刚来|刚到|刚入职|刚去|(?<![a-z])(?:now|currently)(?![a-z])/u;

/** 去年离职了，现在在钱塘上班: what can end has ended when a later word says how it is now. */
function isEndedBy(one: Said, all: readonly Said[], points: readonly string[]): boolean {
  const { slot, entity } = one.telling;
  if (slot.ends !== true || one.standing !== "held") return false;
  const end = one.offset + entity.end;
  return all.some((later) => {
    const { entity: next, slot: same } = later.telling;
    const start = later.offset + next.start;
    if (same.id !== slot.id || next.value === entity.value || start < end) return false;
    return later.standing === "held" && NOW.test(points.slice(end, start).join(""));
  });
}

/** Grammar: what stands behind it is said instead of what stands before it. */
const PUTS_RIGHT =
  /不对|(?:说|打|写|输|搞|记|填|弄|看)错|口误|更正|(?<![a-z])(?:i mean|sorry|correction)(?![a-z])/u;

/** 24年毕业，不对，是23年: said anew in the same words. */
function isPutRight(one: Said, all: readonly Said[], points: readonly string[]): boolean {
  const { slot, entity } = one.telling;
  if (one.standing !== "held") return false;
  const end = one.offset + entity.end;
  return all.some((later) => {
    const start = later.offset + later.telling.entity.start;
    if (later.telling.slot.id !== slot.id || start < end || later.standing !== "held") return false;
    return PUTS_RIGHT.test(points.slice(end, start).join(""));
  });
}

/** Grammar: 房子是我老婆的, 写的老公名字, 在我老公名下: who owns the household's home. */
const OWNED_BEFORE = /(?:房子?|房产证?|名字|产权|写|在|记)(?:的?是|在|的|了)?(?:我|我家)?$/u;
const OWNED_BEHIND = /^(?:的|一个人)?(?:的|名下|名字|婚前|买的|全款|家的|$|[,，。;；])/u;

/** 不是我名下没房 房子是我老婆的: of a home that the spouse owns the speaker does not tell that there is none. */
function isOpenByHousehold(one: Said, points: readonly string[], vocabulary: Vocabulary): boolean {
  const { slot, entity } = one.telling;
  if (slot.here !== true || slot.shared !== true || entity.value !== false) return false;
  return vocabulary
    .findAll("household", points)
    .some(
      ({ start, end }) =>
        OWNED_BEFORE.test(points.slice(0, start).join("")) &&
        OWNED_BEHIND.test(points.slice(end).join("")),
    );
}

/** Whether a value stands behind a word that supposes, or in a clause that does. */
const isInSupposition = (
  { telling: { lead, clause, earlier } }: Said,
  vocabulary: Vocabulary,
): boolean => {
  const has = (part: readonly string[]): boolean =>
    findFree(vocabulary, "supposed", "supposed-not", part).length > 0;
  // 我硕士，社保半年的话能领吗 supposes in the clause alone; 如果我硕士，社保半年 in all that follow.
  const before = earlier.join("").replace(/[^,，。;；?？!！]*的话[,，。;；?？!！]/gu, "");
  return has(clause) || has([...before, ...lead]);
};

/** Younger than this nobody asks for themselves without saying so. */
const YOUNGEST = 14;
const MYSELF = /(?:我|本人|自己|\b(?:i am|i'm))(?:今年|现在|刚|才|也|都|已经|已|就|满|刚满|是)*$/u;

/** 三岁半，到哪报名: the age of a child is nobody's who asks, unless they say so (我今年13岁). */
function isOfChild({ entity, slot, before, own, points }: Telling): boolean {
  const oldest = entity.range?.max ?? entity.value;
  // An age alone answers a question about whom it asked.
  const isAlone = own.length === points.length;
  return (
    slot.id === "age" &&
    typeof oldest === "number" &&
    oldest < YOUNGEST &&
    !isAlone &&
    !MYSELF.test(before)
  );
}

/** Whose a value is by who was named last before it, or right behind it (12岁的孩子, 博士室友). */
function holderAt(
  { telling, offset }: Said,
  points: readonly string[],
  persons: readonly PersonMention[],
): Holder {
  const { entity, slot } = telling;
  if (slot.family === true) return "speaker";
  if (isOfChild(telling)) return "other";
  const [start, end] = [offset + entity.start, offset + entity.end];
  const behind = points[end] === "的" ? end + 1 : end;
  // 我交了24个月他交了5个月: a pronoun right behind begins what is said of them.
  const begins = /[他她]/u.test(points[behind] ?? "") && behind === end;
  if (
    !begins &&
    persons.some((one) => one.isOther && one.start === behind && behind < points.length)
  )
    return "other";
  // The words of a value may name whose it is: 老婆有房, 朋友开公司.
  const isNamed = persons.some((one) => one.isOther && one.start >= start && one.start < end);
  // 社保我交了24个月他交了5个月: who is named within the words of a value is whose it is.
  const isWithin = persons.some((one) => one.start >= start && one.start < end);
  const last = personAt(persons, slot.shared === true || isNamed || isWithin ? end : start);
  if (last?.isOther !== true) return "speaker";
  const isHad = entity.value === true && !entity.negated;
  return slot.shared === true && isHad && last.isSpouse ? "speaker" : "other";
}

/** When somebody else is asked about: a clause is about whom it names, else about whom the clause before it was. */
function holderByClause({ telling, offset }: Said, persons: readonly PersonMention[]): Holder {
  const from = offset + telling.earlier.length;
  const until = from + telling.clause.length;
  const isNamed = persons.some((one) => one.isOther && one.start >= from && one.start < until);
  return isNamed || personAt(persons, until)?.isOther === true ? "other" : "speaker";
}

function statementOf(
  said: Said,
  person: AskedPerson,
  points: readonly string[],
  persons: readonly PersonMention[],
): Statement {
  const { telling, standing } = said;
  const { entity } = telling;
  const holder =
    person.holder === "other" ? holderByClause(said, persons) : holderAt(said, points, persons);
  const open = standing === "held" && isUnplaced(telling);
  return {
    slot: entity.slot,
    value: valueOf(telling),
    holder: holder === "speaker" && person.holder === "anyone" ? "anyone" : holder,
    standing: open ? "either" : standing === "held" && person.isSupposed ? "supposed" : standing,
    ...(open && { isUnplaced: true }),
    start: entity.start,
    end: entity.end,
  };
}

/** The value as the words around a number mean it: what is rough is a range. */
function valueOf({ entity, slot, vocabulary, lead, own, points }: Telling): Statement["value"] {
  const { value, range } = entity;
  if (slot.type !== "number" || typeof value !== "number" || slot.read?.by === "ages") {
    return range ?? value;
  }
  const min = typeof range?.min === "number" ? range.min : value;
  const max = typeof range?.max === "number" ? range.max : value;
  // What is paid out is what is left of the wage.
  if (slot.read?.by === "wages" && vocabulary.has("wage-net", [...lead, ...own])) return { min };
  const text = own.join("");
  const digits = text.search(/[\d半零一二两三四五六七八九十几]/u);
  const before = `${lead.join("")}${text.slice(0, Math.max(0, digits))}`;
  const behind = points.slice(entity.end).join("");
  return asMeant({ min, max }, before, behind, slot.min ?? 0, slot.unit === "percent" ? 0.01 : 1);
}
