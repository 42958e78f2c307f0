import type { Act } from "../shared/acts.js";
import { dayRange, type LocalDate } from "../shared/dates.js";
import type { Profile, SlotValue } from "../eligibility/index.js";
import type { Bar, KnowledgeBase, Topic, Way } from "../knowledge/index.js";
import type { ParsedQuestion } from "../nlu/types.js";
import type { DecisionContext } from "./context.js";
import { actOf, askedDistricts, topicsOf } from "./question.js";
import { DECISION_LIMITS } from "./thresholds.js";
import type { PlainDecision } from "./types.js";

/** Acts that a general question is read as; where a place or a telephone is asked for, one service is meant. */
const GENERAL: ReadonlySet<Act> = new Set<Act>([
  "what",
  "list",
  "how",
  "who",
  "amount",
  "eligible",
  "when",
  "materials",
  "validity",
]);

const numberOf = (value: SlotValue): number | string | null =>
  typeof value === "number" || typeof value === "string" ? value : null;

/** Completed months since the latest day that a date can mean; `null` for what is no date. */
function monthsSince(date: SlotValue, today: LocalDate): number | null {
  const latest = typeof date === "string" ? dayRange(date)?.to : undefined;
  if (latest === undefined) return null;
  const [year = 0, month = 0, day = 0] = latest.split("-").map(Number);
  const [nowYear = 0, nowMonth = 0, nowDay = 0] = today.split("-").map(Number);
  return (nowYear - year) * 12 + nowMonth - month - (nowDay < day ? 1 : 0);
}

/**
 * Whether one of the facts known closes a way; what is known only within limits closes none. A number beside a date counts
 * completed months since it.
 */
export function isBarred({ slot, op, value }: Bar, facts: Profile, today: LocalDate): boolean {
  const told = facts[slot];
  if (told === undefined || typeof told === "object") return false;
  const known = typeof value === "number" ? (monthsSince(told, today) ?? told) : told;
  switch (op) {
    case "eq":
      return known === value;
    case "in":
      return Array.isArray(value) && value.includes(known);
    case "lt":
    case "gt": {
      const one = numberOf(known);
      if (one === null || typeof one !== typeof value) return false;
      return op === "lt" ? one < (value as number | string) : one > (value as number | string);
    }
    default:
      return op satisfies never;
  }
}

const isClosed = ({ out }: Way, facts: Profile, today: LocalDate): boolean =>
  out.some((bar) => isBarred(bar, facts, today));

/** Characters of a guide's word that name its matter outright: 啥都没有, not 租房. */
const OUTRIGHT_WORD = 4;

/** Slots that tell nothing of a way. */
const IMPERSONAL: ReadonlySet<string> = new Set(["district", "date", "amount"]);

/** What a question says beside the topic itself: particular words, and the kind of person it tells of. */
function wordsAsked(topic: Topic, { question, base }: DecisionContext): readonly string[] {
  const told = question.entities
    .filter(({ slot }) => !IMPERSONAL.has(slot))
    .map(({ text }) => text.toLowerCase());
  const said = question.focus.filter((word) => !base.isGeneral(word));
  return [...said, ...said.flatMap((word) => base.sayings(word)), ...told].filter(
    (word) => [...word].length >= 2 && !topic.words.includes(word),
  );
}

/** Whether a way speaks of one of the words. */
function speaksOfAny({ for: who, claim }: Way, words: readonly string[]): boolean {
  const text = [who.zh, who.en, claim.text, claim.en ?? ""].join(" ").toLowerCase();
  return words.some((word) => text.includes(word));
}

/** The ways of a guide that speak of what is asked (要交社保吗 after the ways to a hukou); `null` when none does. */
export function waysAbout(context: DecisionContext, id: string, act: Act): PlainDecision | null {
  const topic = context.base.topic(id);
  const guide = guideOf(context, id, act);
  if (topic === undefined || guide?.kind !== "guide") return null;
  const asked = wordsAsked(topic, context);
  const ways = guide.ways.filter((place) => {
    const way = topic.ways[place];
    return way !== undefined && speaksOfAny(way, asked);
  });
  return ways.length === 0 ? null : { ...guide, ways };
}

/** The guide of a topic for the one who asks: ways that what is known of them closes stand apart. */
export function guideOf(context: DecisionContext, id: string, act: Act): PlainDecision | null {
  const { question, heard, base } = context;
  const topic = base.topic(id);
  if (topic === undefined) return null;
  const asked = wordsAsked(topic, context);
  const places = topic.ways
    .map((way, place) => ({ way, place, speaks: speaksOfAny(way, asked) }))
    .toSorted((a, b) => Number(b.speaks) - Number(a.speaks));
  const open = places.filter(({ way }) => !isClosed(way, heard.facts, heard.today));
  const told = open.length > 0 ? open : places;
  return {
    kind: "guide",
    question,
    topic: id,
    ways: told.map(({ place }) => place),
    closed: places.filter((one) => !told.includes(one)).map(({ place }) => place),
    services: [...new Set(told.flatMap(({ way }) => way.service ?? []))],
    topics: topic.intents.slice(0, 1),
    districts: topic.district === undefined ? [] : [topic.district],
    act,
    assumed: [],
  };
}

/** The words of a topic that a text holds; empty when none. */
const wordsIn = ({ words }: Topic, text: string): readonly string[] =>
  words.filter((word) => text.includes(word.toLowerCase()));

const longest = (words: readonly string[]): number =>
  Math.max(0, ...words.map((word) => [...word].length));

/** The guide of a district, when what it has in general is asked for. */
export function guideOfDistrict(context: DecisionContext): PlainDecision | null {
  const { question, base } = context;
  const places = askedDistricts(question).filter((id) => !base.isWide(id));
  const [district, ...others] = places;
  if (district === undefined || others.length > 0) return null;
  const topic = base.topics.find((each) => each.district === district);
  return topic === undefined ? null : guideOf(context, topic.id, actOf(question));
}

/** 刚搬来杭州，想认识点年轻人: what was told first is no matter where the question has a clear one of its own. */
function isToldOnly({ intents, words }: Topic, question: ParsedQuestion): boolean {
  const [surest] = question.topics;
  const asking = lastClause(question.normalized);
  return (
    surest !== undefined &&
    surest.confidence >= DECISION_LIMITS.guidedOverWord &&
    !intents.includes(surest.id) &&
    !words.some((word) => asking.includes(word.toLowerCase()))
  );
}

/** The topic that a question means outright, by its longest word; else the one that its surest topic leads to. */
function topicOf({ question, base }: DecisionContext): Topic | undefined {
  const general = base.topics.filter(({ district }) => district === undefined);
  // What happened to the person steers, whatever else the story names.
  const facts = question.entities.filter(({ slot }) => slot === "employment");
  const steers = (topic: Topic): boolean =>
    topic.words.some((word) => facts.some(({ text }) => text === word)) &&
    wordsIn(topic, lastClause(question.normalized)).length === 0;
  const named = general
    .map((topic) => ({
      topic,
      length: steers(topic) ? Infinity : longest(wordsIn(topic, question.normalized)),
    }))
    .filter(
      ({ topic, length }) => length === Infinity || (length > 0 && !isToldOnly(topic, question)),
    )
    .toSorted((a, b) => b.length - a.length);
  const [intent] = topicsOf(question);
  const sure = (question.topics[0]?.confidence ?? 0) >= DECISION_LIMITS.guided;
  const byIntent = general.filter(
    ({ intents }) => intent !== undefined && sure && intents.includes(intent),
  );
  // Of several named alike, or where the topic is clear (留学生回国创业), the one that its topic leads to.
  const isClear = (question.topics[0]?.confidence ?? 0) >= DECISION_LIMITS.guidedOverWord;
  const isSteered = named[0]?.length === Infinity;
  const best = named
    .filter(({ length }) => (isClear && !isSteered) || length === named[0]?.length)
    .map(({ topic }) => topic);
  return best.find((topic) => byIntent.includes(topic)) ?? best[0] ?? byIntent[0];
}

/** Where people come from: money for those (留学生回国创业给多少) is not what everybody gets. */
const ORIGINS: ReadonlySet<string> = new Set(["overseasDegree", "nationality"]);

/** The last clause with words: who tells a story first, asks there. */
export const lastClause = (text: string): string =>
  text.split(/[,，。;；?？!！]+|\.\s/u).findLast((clause) => clause.trim() !== "") ?? text;

/** Whether the matter is told first, and what is asked then says nothing of its own (下岗了，有什么地方能帮帮). */
function isStory(topic: Topic, { question, base }: DecisionContext): boolean {
  const asking = lastClause(question.normalized);
  return (
    actOf(question) === "where" &&
    wordsIn(topic, question.normalized).length > 0 &&
    wordsIn(topic, asking).length === 0 &&
    question.focus.every((word) => !asking.includes(word) || base.isGeneral(word))
  );
}

/** 落户在哪里办: where the matter is seen to, and nothing but the matter said. */
function isBareWhere(topic: Topic, { question, base }: DecisionContext): boolean {
  const { focus } = question;
  const [best] = question.services;
  return (
    actOf(question) === "where" &&
    focus.length === 1 &&
    focus.every((word) => topic.words.includes(word) && !base.isGeneral(word)) &&
    (best === undefined || best.confidence < DECISION_LIMITS.overName)
  );
}

/** What a question asks beyond the topic itself: words that no guide and no word for having or getting holds. */
function beyond(topic: Topic, { question, base }: DecisionContext): readonly string[] {
  const known = [
    ...topic.words,
    topic.name.zh,
    ...topic.lead.map(({ text }) => text),
    ...topic.ways.flatMap((way) => [way.for.zh, way.for.en, way.claim.text, way.claim.en ?? ""]),
  ]
    .join(" ")
    .toLowerCase();
  // A sum is no fact about the person: 能拿40万是真的吗 is answered by what states it. Nor is whom a sum is asked for.
  const isMatter = (slot: string): boolean =>
    slot === "amount" || (actOf(question) === "amount" && ORIGINS.has(slot));
  const told = question.entities
    .filter(({ slot }) => !isMatter(slot))
    .map(({ text }) => text)
    .join(" ");

  const asking = lastClause(question.normalized);
  return question.focus.filter(
    (word) =>
      asking.includes(word) &&
      !told.includes(word) &&
      !base.isGeneral(word) &&
      !isHeld(word, known, base),
  );
}

const isHeld = (word: string, known: string, base: KnowledgeBase): boolean =>
  [word, ...base.sayings(word)].some((saying) => known.includes(saying));

/** Whether one service says all of several particular words (骑手买了意外险还有补贴吗): it is the answer, not the ways. */
function isSaidByOne({ question, base }: DecisionContext): boolean {
  const [best] = question.services;
  const service = best === undefined ? undefined : base.service(best.id);
  const told = question.entities.map(({ text }) => text).join(" ");
  const asking = lastClause(question.normalized);
  const words = question.focus.filter(
    (word) => asking.includes(word) && !told.includes(word) && !base.isGeneral(word),
  );
  if (best?.how !== "content" || service === undefined || words.length < 2) return false;
  const said = base.states(service, words);
  return best.confidence >= DECISION_LIMITS.overName
    ? said >= DECISION_LIMITS.mostlySame
    : best.confidence >= DECISION_LIMITS.contentOverFocus && said >= DECISION_LIMITS.verySame;
}

/** Sides of getting something done. */
const DOING = ["how", "where"] as const;

/**
 * Whether one service of the city alone is meant: it says all particular words (生二胎有补贴吗), or how something is done is
 * asked outright and it says how (社保从外地转来怎么弄).
 */
function isDoneByOne(topic: Topic, { question, base }: DecisionContext): boolean {
  const [best, second] = question.services;
  const [act] = question.acts;
  const service = best === undefined ? undefined : base.service(best.id);
  if (best?.how !== "content" || act === undefined || service === undefined) return false;
  const told = question.entities.map(({ text }) => text).join(" ");
  const words = question.focus.filter(
    (word) => !base.isGeneral(word) && !told.includes(word) && !topic.words.includes(word),
  );
  const isSaidAlone =
    best.confidence >= DECISION_LIMITS.alone &&
    words.length > 0 &&
    base.isWide(service.district) &&
    base.states(service, words) >= DECISION_LIMITS.verySame;
  if (isSaidAlone) return true;
  const side = DOING.find((one) => one === act.id);
  // Where nothing but the matter itself is said (落户在哪里办), all its ways are meant.
  return (
    side !== undefined &&
    (words.length > 0 || best.confidence >= DECISION_LIMITS.overName) &&
    act.confidence >= DECISION_LIMITS.outrightAct &&
    base.isWide(service.district) &&
    best.confidence >= DECISION_LIMITS.contentOverFocus &&
    best.confidence >= 2 * (second?.confidence ?? 0) &&
    base.claimsUnder(service, side).length > 0
  );
}

/**
 * A general question (怎么落户, 刚来杭州先办什么): no single service is the answer, the ways of its topic are. `null` when something
 * particular is asked, or a place that the city's guide does not speak of.
 */
export function guideDecision(context: DecisionContext): PlainDecision | null {
  const { question, base } = context;
  const act = actOf(question);
  if (base.topics.length === 0) return null;
  if (askedDistricts(question).some((id) => !base.isWide(id))) return null;
  const topic = topicOf(context);
  if (topic === undefined) return null;
  const isMeant = GENERAL.has(act) || isStory(topic, context) || isBareWhere(topic, context);
  if (!isMeant) return null;
  if (beyond(topic, context).length > 0 || isSaidByOne(context) || isDoneByOne(topic, context))
    return null;
  return guideOf(context, topic.id, act);
}

/** A guide that is told because no source says what was asked: that is said first. */
const asNear = (guide: PlainDecision | null): PlainDecision | null =>
  guide?.kind === "guide" ? { ...guide, isNear: true } : guide;

/**
 * The guide of a matter that the words name outright, where nothing else answers and the question would be denied: what the
 * guide knows is nearer than a denial. `null` where no word of a guide is said.
 */
export function guideByWord(
  context: DecisionContext,
  least: number = OUTRIGHT_WORD,
): PlainDecision | null {
  const { question, base } = context;
  const act = actOf(question);
  const [named] = base.topics
    .filter(({ district }) => district === undefined)
    .map((topic) => ({
      topic,
      // 我是海归硕士 tells who asks; what for is another matter.
      length: longest(
        wordsIn(topic, question.normalized).filter(
          (word) => !question.entities.some(({ text }) => text.includes(word)),
        ),
      ),
    }))
    .filter(({ topic, length }) => length >= least && !isToldOnly(topic, question))
    .toSorted((a, b) => b.length - a.length);
  const guide = named === undefined ? null : guideOf(context, named.topic.id, act);
  return named !== undefined && named.length < OUTRIGHT_WORD ? asNear(guide) : guide;
}

/**
 * The guide of the matter that a question is clearly about, where no service says what was asked. `null` where the matter is
 * not clear, a district is asked about, or a side that no guide tells.
 */
export function guideOfMatter(context: DecisionContext): PlainDecision | null {
  const { question, base } = context;
  const act = actOf(question);
  const [topic] = question.topics;
  if (topic === undefined || topic.confidence < DECISION_LIMITS.clearTopic) return null;
  if (!GENERAL.has(act) || askedDistricts(question).some((id) => !base.isWide(id))) return null;
  const guide = base.topics.find(
    ({ district, intents }) => district === undefined && intents.includes(topic.id),
  );
  return guide === undefined ? null : asNear(guideOf(context, guide.id, act));
}

/** The topic of money for people who come, where no other is named. */
const MONEY = "living-subsidy";

/**
 * What looks like none of ours, and asks for money in general with nothing that the guide does not speak of (公司说补贴要我自己弄).
 */
function asksMoney(topic: Topic, context: DecisionContext): boolean {
  const { question, base } = context;
  return (
    question.focus.some((word) => base.isGeneral(word) && [...word].length >= 2) &&
    beyond(topic, context).length === 0
  );
}

/** Somebody speaks of money got or to be had, and of no matter (我同学领了5万，我有没有): what there is for people who come. */
export function guideOfMoney(context: DecisionContext, isOut = false): PlainDecision | null {
  const { question, base } = context;
  const act = actOf(question);
  const isOfMoney = question.entities.some(({ slot }) => slot === "amount") && GENERAL.has(act);
  const topic = base.topics.find(
    ({ district, intents }) => district === undefined && intents.includes(MONEY),
  );
  if (topic === undefined || !GENERAL.has(act)) return null;
  // What looks like none of ours is of money only beside what another city pays, or where nothing else is asked.
  const isBeside = question.places.some(({ isElsewhere }) => isElsewhere);
  const isMeant = isOut ? (isOfMoney && isBeside) || asksMoney(topic, context) : isOfMoney;
  return isMeant ? guideOf(context, topic.id, act) : null;
}
