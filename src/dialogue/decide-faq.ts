import type { FaqEntry, KnowledgeBase } from "../knowledge/index.js";
import type { FaqMatch, ParsedQuestion, ServiceMatch } from "../nlu/types.js";
import type { DecisionContext } from "./context.js";
import { isAboutSomething } from "./leaning.js";
import { actOf, askedDistricts, placesAsked, placesTold } from "./question.js";
import { DECISION_LIMITS, FAQ_LIMITS } from "./thresholds.js";
import type { Frame, PlainDecision } from "./types.js";

/** What is needed to tell whether a question is a known one. */
export interface FaqContext extends Pick<
  DecisionContext,
  "question" | "frame" | "base" | "hasTalk" | "isJudged"
> {
  /** How the question is said, as far as it is known yet. */
  readonly heard: Pick<
    DecisionContext["heard"],
    "facts" | "isAsking" | "told" | "moves" | "isOther" | "isSupposed"
  >;
}

/** Topics of what an entry is about: those of its guide and of its services. */
function topicsOf(entry: FaqEntry, base: KnowledgeBase): ReadonlySet<string> {
  const guide = entry.guide === undefined ? undefined : base.topic(entry.guide);
  return new Set([
    ...(guide?.intents ?? []),
    ...entry.services.flatMap((id) => base.service(id)?.topics.slice(0, 1) ?? []),
  ]);
}

/**
 * Whether an entry is about what is spoken of.
 *
 * @param isExactly of one thing that is spoken of, that very thing is meant, and not another of its matter
 */
function isSpokenOf(
  entry: FaqEntry,
  frame: Frame,
  base: KnowledgeBase,
  isExactly: boolean,
): boolean {
  const spoken = [...frame.services, ...(frame.form?.services ?? [])];
  if (entry.services.some((id) => spoken.includes(id))) return true;
  if (isExactly && entry.services.length > 0 && frame.services.length === 1) return false;
  if (entry.guide !== undefined && entry.guide === frame.guide) return true;
  const topics = topicsOf(entry, base);
  const [first] = spoken;
  const matters =
    first === undefined
      ? frame.topics.slice(0, 1)
      : (base.service(first)?.topics.slice(0, 1) ?? []);
  return matters.some((topic) => topics.has(topic));
}

/** 我们租房在余杭未来科技城 tells a place, whatever the place itself offers. */
const isPlaceTold = ({ start, text }: ServiceMatch, { places }: ParsedQuestion): boolean =>
  places.some((place) => place.start < start + [...text].length && place.end > start);

/** 余杭未来科技城的二手房 names a place that bears the name of something there. */
const isPlaceItself = ({ start, text }: ServiceMatch, { places }: ParsedQuestion): boolean =>
  places.some((place) => place.start <= start && place.end >= start + [...text].length);

/** A service is called by its name, be it one that others bear, too, or one with a slip in it. */
const isCalled = ({ how, confidence }: ServiceMatch): boolean =>
  how !== "content" &&
  confidence >= (how === "name" || how === "alias" ? FAQ_LIMITS.called : FAQ_LIMITS.calledNearly);

const isSurelyNamed = ({ how, confidence, isCommon }: ServiceMatch): boolean =>
  how !== "content" && isCommon !== true && confidence >= FAQ_LIMITS.named;

/** Whether the words of the question themselves lead to what an entry is about. */
function isMeant(
  entry: FaqEntry,
  { services, topics }: ParsedQuestion,
  base: KnowledgeBase,
): boolean {
  if (services.some(({ id, how }) => how !== "content" && entry.services.includes(id))) return true;
  const [topic] = topics;
  return (
    topic !== undefined &&
    topic.confidence >= DECISION_LIMITS.topic &&
    topicsOf(entry, base).has(topic.id)
  );
}

/**
 * Whether the words alone leave hardly another entry: then neither a name that stands beside it nor the kind of question keeps it back.
 */
function isSurelySaid(
  id: string,
  { question: { faq = [] } }: FaqContext,
  least: number = FAQ_LIMITS.certain,
): boolean {
  const whole = faq.reduce((sum, { score }) => sum + Math.exp(score), 0);
  const own = faq.find((match) => match.id === id);
  return own !== undefined && Math.exp(own.score) >= least * whole;
}

/** Whether the question names something, or a district, that an entry does not speak of. */
function isAgainst(entry: FaqEntry, context: FaqContext): boolean {
  const { question, frame, base, heard } = context;
  const isSure = isSurelySaid(entry.id, context);
  // Words that ask nothing may be a name as people remember it: what content surely leads to is meant.
  const [best] = question.services;
  if (
    !heard.isAsking &&
    best !== undefined &&
    (best.how === "content"
      ? best.confidence >= DECISION_LIMITS.meant
      : isSurelyNamed(best) && !isPlaceTold(best, question)) &&
    entry.services.length > 0 &&
    !entry.services.includes(best.id)
  )
    return true;
  const asked = placesAsked(question, base);
  const own = [
    ...(entry.district === undefined ? [] : [entry.district]),
    ...entry.services.flatMap((id) => base.service(id)?.district ?? []),
  ].filter((id) => !base.isWide(id));
  const isThere = (places: readonly string[]): boolean => places.some((id) => own.includes(id));
  // What one district has answers nobody who asks of another, or of none while none is spoken of or, of what is surely meant, told.
  const told = isSure && question.acts[0]?.id !== "eligible" ? placesTold(question, base) : [];
  const meant = asked.length > 0 ? asked : [...told, ...frame.places];
  if (entry.district !== undefined && !isThere(meant)) return true;
  if (asked.length > 0 && own.length > 0 && !isThere(asked)) return true;
  // 萧山有人才公寓吗 names what the district itself has.
  const isThereByName = question.services.some(
    (match) =>
      match.how !== "content" &&
      !isPlaceItself(match, question) &&
      asked.includes(base.service(match.id)?.district ?? "") &&
      !entry.services.includes(match.id),
  );
  if (isThereByName) return true;
  // 大学生创业那个无偿资助: what is only the shortened name of something, and a matter's, too, calls nothing.
  const isShortened = ({ id, text }: ServiceMatch): boolean => {
    const service = base.service(id);
    return (
      service !== undefined &&
      ![service.name, ...service.aliases].includes(text) &&
      base.topics.some(({ district, words }) => district === undefined && words.includes(text))
    );
  };
  const named = question.services.filter(
    (match) => isCalled(match) && !isPlaceTold(match, question) && !isShortened(match),
  );
  return (
    !isSure &&
    named.length > 0 &&
    entry.services.length > 0 &&
    !named.some(({ id }) => entry.services.includes(id))
  );
}

/** Whether only one district has what an entry is about, and the question names neither the district nor the thing. */
function isOfOneDistrict(entry: FaqEntry, { question, frame, base }: FaqContext): boolean {
  const districts = entry.services.flatMap((id) => base.service(id)?.district ?? []);
  const isCity = districts.length === 0 || districts.some((id) => base.isWide(id));
  const spoken = [...placesAsked(question, base), ...frame.places];
  const isNamed = question.services.some(
    (match) => isSurelyNamed(match) && entry.services.includes(match.id),
  );
  return !isCity && !isNamed && !districts.some((id) => spoken.includes(id));
}

interface Weighed {
  readonly entry: FaqEntry;
  readonly weight: number;
  /** The talk is about its matter. */
  readonly isHere: boolean;
  /** The question has no matter of its own, and the talk is about another one. */
  readonly isStray: boolean;
  /** The talk, or the words of the question, lead to its matter. */
  readonly isNear: boolean;
}

/** Whether a question says by itself what it is about. */
const hasOwnMatter = ({ topics, services }: ParsedQuestion): boolean =>
  (topics[0]?.confidence ?? 0) >= FAQ_LIMITS.ownTopic || services.some(isSurelyNamed);

/** 哪些医院可以用 asks of the one thing that is spoken of, whatever else has hospitals. */
function isLeaning({ question, frame, hasTalk, base }: FaqContext): boolean {
  // 户口 is the name of a matter, too, and 要杭州户口吗 asks no more than for a condition.
  const isMatter = ({ text }: ServiceMatch): boolean =>
    base.topics.some(({ words }) => words.some((word) => word.includes(text)));
  return (
    hasTalk &&
    frame.services.length === 1 &&
    [...question.normalized].length <= FAQ_LIMITS.short &&
    !question.services.some((match) => isCalled(match) && !isMatter(match))
  );
}

/** How likely an entry is beside the others, what is spoken of being likelier; `null` where it cannot be meant. */
function weigh(match: FaqMatch, context: FaqContext): Weighed | null {
  const { question, frame, base, hasTalk } = context;
  const entry = base.faqEntry(match.id);
  if (entry === undefined || isAgainst(entry, context)) return null;
  const hasOwn =
    hasOwnMatter(question) && question.reference.kind !== "same" && !isLeaning(context);
  const isHere = hasTalk && isSpokenOf(entry, frame, base, !hasOwn);
  const spoken = hasOwn ? FAQ_LIMITS.spokenOfBeside : FAQ_LIMITS.spokenOf;
  // 需要什么材料 asks of what is spoken of, and hardly of anything else.
  const isStray = hasTalk && !hasOwn && !isHere && isAboutSomething(frame);
  // 有什么条件 asks of what is spoken of, and of nothing else.
  if (isStray && isNothingParticular(question, base) && !isSurelySaid(entry.id, context))
    return null;
  // 周末有什么电影, while a subsidy is spoken of: no sentence of an entry says the word.
  // 现在能不能买股票 is like to a question of ours, too, and says a word that no sentence of the entry says.
  const isDoubted =
    isOut(question) || (match.score > -1 && !hasTalk && !isSurelySaid(entry.id, context));
  if (isDoubted && !saysAny(entry, question, base)) return null;
  if (isJustSaid(entry, context) || isOfOneWay(entry, context)) return null;
  const weight =
    Math.exp(match.score + (isHere ? spoken : 0)) *
    (isOfOneDistrict(entry, context) ? FAQ_LIMITS.ofOneDistrict : 1);
  return { entry, weight, isHere, isStray, isNear: isHere || isMeant(entry, question, base) };
}

/** 最多给多少, then 怎么报名: what was answered just now is no answer to a bare question for another side. */
function isJustSaid({ id }: FaqEntry, { question, frame, hasTalk }: FaqContext): boolean {
  const [act] = question.acts;
  return (
    hasTalk &&
    frame.known === id &&
    question.part === undefined &&
    question.focus.length === 0 &&
    act !== undefined &&
    act.confidence >= DECISION_LIMITS.outrightAct &&
    act.id !== frame.act
  );
}

/** 怎么落户, then 需要社保吗: what is asked in a word or two after the ways of a matter is asked of all, and not of one of them. */
function isOfOneWay(entry: FaqEntry, context: FaqContext): boolean {
  const { question, frame, hasTalk } = context;
  return (
    hasTalk &&
    frame.guide !== null &&
    frame.services.length > 1 &&
    entry.services.length === 1 &&
    !question.services.some(isCalled) &&
    [...question.normalized].length <= FAQ_LIMITS.short &&
    !isSurelySaid(entry.id, context, FAQ_LIMITS.sure)
  );
}

/** Whether the sentences of an entry say a word that a question holds on; a question of none holds on to nothing. */
function saysAny(
  { asked, follows }: FaqEntry,
  { focus }: ParsedQuestion,
  base: KnowledgeBase,
): boolean {
  const words = focus.filter((word) => !base.isGeneral(word));
  const pieces = words.flatMap((word) => {
    const points = [...word];
    return points.length < 2 || !/\p{Script=Han}/u.test(word)
      ? [word]
      : points.slice(1).map((point, at) => `${points[at] ?? ""}${point}`);
  });
  return (
    pieces.length === 0 ||
    [...asked, ...follows].some((sentence) => {
      const lower = sentence.toLowerCase();
      return pieces.some((piece) => lower.includes(piece));
    })
  );
}

/**
 * The share that an entry must have among those that may be asked. In a talk the words of earlier turns count, too, and shares are
 * larger than they are right: of 461 turns of talks that nobody had learnt from, those of 0.5 to 0.8 were right in 3 of 10.
 */
function leastShare({ entry, isHere, isStray }: Weighed, context: FaqContext): number {
  const { question, base, heard, hasTalk, isJudged } = context;
  const [act] = question.acts;
  const isWhole = isOfWhole(context);
  const isPersonal = act?.id === "eligible";
  const office = base.officeIn(question.normalized)?.office;
  const isOffice = office !== undefined && entry.offices[0] !== office.id;
  // In a long story the word of an office mostly tells (我开网约车), and is not what is asked.
  const isStory = tellsStory(question.normalized);
  const isThere = entry.district !== undefined && askedDistricts(question).includes(entry.district);
  // 钱塘有什么培训 asks for what is there, which no entry of the whole city tells.
  const isListThere = act?.id === "list" && placesAsked(question, base).length > 0;
  const isOfKind = isAskedOfKind(entry, question);
  const conditions: readonly (readonly [boolean, number])[] = [
    // What sounds like none of our matters, like another office's or another city's, must be told from it clearly.
    [isOut(question) && !isHere && !isThere, FAQ_LIMITS.certain],
    [question.outOfScope >= FAQ_LIMITS.surelyOut && !isHere, FAQ_LIMITS.sure],
    [isOffice && !isHere && !isStory, FAQ_LIMITS.certain],
    // 从西站坐地铁怎么去滨江 is none of our field.
    [isOffice && office.topics.length === 0 && !isHere && !isStory, FAQ_LIMITS.sure],
    // For whom other rules hold (people from Taiwan) what is known of them comes before the rules of the others.
    [
      isPersonal &&
        heard.told >= TOLD_MUCH &&
        Object.values(heard.facts).some(isMeasured) &&
        !isOfKind,
      FAQ_LIMITS.sure,
    ],
    // 融滨一本通哪年出的 asks a side of what it names for sure, and its own statements tell what is known of it.
    [isWhole && isBareSide(question), FAQ_LIMITS.toTheLetter],
    // 人才认定要怎么申报 asks a side of the whole thing.
    [isWhole && !isPersonal && !hasTalk && question.services.some(isCalled), FAQ_LIMITS.surelySaid],
    [isWhereThere(entry, context), FAQ_LIMITS.surelySaid],
    // 生活补贴能在亲清在线申请吗: what one district alone has is hardly meant where neither is named.
    [!hasTalk && isOfOneDistrict(entry, context), FAQ_LIMITS.sure],
    // 想开公司，能拿到什么钱 asks for whatever pays.
    [asksForMoney(question, base), FAQ_LIMITS.certain],
    // 我没单位，能自己交公积金不: where no rule judges what an entry is about, nobody waits for a verdict.
    [
      isWhole &&
        isPersonal &&
        Object.keys(heard.facts).length > 0 &&
        !isOfKind &&
        (isJudged === undefined || entry.services.some(isJudged)),
      FAQ_LIMITS.certain,
    ],
    [hasOtherWay(context), FAQ_LIMITS.toTheLetter],
    // 我能落户杭州吗 waits for a verdict.
    [
      isWhole && isPersonal && !isOfKind && base.saidOf("self", question.normalized) !== null,
      FAQ_LIMITS.sure,
    ],
    // 要房子吗, after one thing, is asked of it, and hardly of another.
    [isStray && isLeaning(context), FAQ_LIMITS.sure],
    [isOfLists(context), FAQ_LIMITS.sure],
    // What there is in a district is a list, and no entry of the city is one.
    [isListThere && !isThere, isCalledOf(entry, question) ? FAQ_LIMITS.certain : FAQ_LIMITS.sure],
  ];
  return Math.max(
    hasTalk ? FAQ_LIMITS.inTalk : FAQ_LIMITS.alone,
    ...conditions.flatMap(([holds, least]) => (holds ? [least] : [])),
  );
}

/** 钱塘的海归创业园在哪 asks for the place of one thing, and what an entry tells of that district may be another. */
function isWhereThere(entry: FaqEntry, { question, base }: FaqContext): boolean {
  const [act] = question.acts;
  const districts = entry.services.flatMap((id) => base.service(id)?.district ?? []);
  return (
    act?.id === "where" &&
    act.confidence >= DECISION_LIMITS.outrightAct &&
    placesAsked(question, base).length > 0 &&
    districts.some((id) => !base.isWide(id))
  );
}

/** Whether an entry is asked of a kind of persons of whom the question is. */
const isAskedOfKind = ({ id }: FaqEntry, { faq = [] }: ParsedQuestion): boolean =>
  faq.some((one) => one.id === id && one.isOfKind === true);

/** Whether one thing is named for sure, and nothing but a side of it is asked. */
const isBareSide = ({ services, focus }: ParsedQuestion): boolean =>
  focus.length === 0 && services.some((match) => isSurelyNamed(match) && match.how === "name");

/** Whether the question calls something by its name that an entry is about. */
const isCalledOf = ({ services }: FaqEntry, question: ParsedQuestion): boolean =>
  question.services.some((match) => isCalled(match) && services.includes(match.id));

/** Whether words are so many that they tell more than they ask. */
export const tellsStory = (normalized: string): boolean =>
  [...normalized].length >
  (/\p{Script=Han}/u.test(normalized) ? FAQ_LIMITS.story : FAQ_LIMITS.storyLatin);

/** A number or a day that is told: of one person, and of nobody else. */
const isMeasured = (value: unknown): boolean =>
  typeof value === "number" ||
  typeof value === "object" ||
  (typeof value === "string" && /\d/u.test(value));

/** Whether a question sounds like none of our matters. */
const isOut = ({ kind, outOfScope }: ParsedQuestion): boolean =>
  kind === "none" || outOfScope >= DECISION_LIMITS.outOfScope;

/** 苏州的租房补贴 asks of another city; 我从苏州来 tells of it. */
const isAskedElsewhere = ({ elsewhere, places }: ParsedQuestion): boolean =>
  elsewhere.some((id) => places.some((place) => place.id === id && place.role === "asked"));

/** Facts told from which somebody asks for a verdict. */
const TOLD_MUCH = 2;

/** Whether an entry is of one district, and the question names another one. */
function isOfOtherDistrict(id: string, { question, base }: FaqContext): boolean {
  const district = base.faqEntry(id)?.district;
  const named = askedDistricts(question).filter((one) => !base.isWide(one));
  return district !== undefined && named.length > 0 && !named.includes(district);
}

/** Entries that may be asked, each with its share of all that may be. */
function sharesOf(context: FaqContext): readonly (Weighed & { readonly share: number })[] {
  const matches = context.question.faq ?? [];
  const weighed = matches
    .flatMap((match) => weigh(match, context) ?? [])
    .toSorted((one, other) => other.weight - one.weight);
  // What is held back, or cannot be meant here, is counted all the same: the question is as like to it as before.
  // Only what another district has than the one that is named is no rival of what this one has.
  const whole = matches
    .filter(({ id }) => !isOfOtherDistrict(id, context))
    .reduce((sum, { score }) => sum + Math.exp(score), 0);
  const counted = weighed.reduce((sum, { weight }) => sum + weight, 0);
  return weighed.map((one) => ({ ...one, share: one.weight / Math.max(whole, counted) }));
}

/**
 * The entry that a question asks; `null` where none is likely enough.
 *
 * @param isLast nothing else answers: what is likelier than all others is better than that no source says it
 * @param least a share, 0–1, that it must have at least
 */
export function faqEntryOf(context: FaqContext, isLast = false, least = 0): FaqEntry | null {
  const { question } = context;
  const ofKind = forTheirKind(context);
  if (ofKind !== null) return ofKind;
  const [best, next, third] = sharesOf(context);
  if (best === undefined) return null;
  const isSure = isSurelySaid(best.entry.id, context, FAQ_LIMITS.surelySaid);
  // 找工作找到嘉兴去了怎么办 asks of what is spoken of here.
  // 苏州呢 asks of another city whatever it sounds like.
  const isMeantHere =
    best.isHere && question.focus.length > 0 && isSurelySaid(best.entry.id, context);
  if (isAskedElsewhere(question) && !isMeantHere) {
    return null;
  }
  if (isOfOthers(best, context, isSure)) return null;
  // 免费住几晚 在哪申请 asks for two at once: each is half as likely, and the two together are meant. So are two of one kind of persons:
  // what is known of people from Taiwan comes before a verdict by the rules of others.
  const isPair =
    next !== undefined &&
    best.share >= FAQ_LIMITS.last &&
    best.share + next.share >= FAQ_LIMITS.clear &&
    next.share >= FAQ_LIMITS.pair * best.share &&
    (third?.share ?? 0) < FAQ_LIMITS.pair * best.share &&
    (isOfOneMatter(best.entry, next.entry) ||
      [best, next].every(({ entry }) => isAskedOfKind(entry, question)));
  const share = isPair ? best.share + next.share : best.share;
  // Where nothing else answers, two that are nearly as likely are better than none: the other one is named beside it.
  const isClear =
    isLast || share >= FAQ_LIMITS.clear || share >= FAQ_LIMITS.margin * (next?.share ?? 0);
  const needed =
    isLast && best.isNear && !isOut(question) && !isWhereThere(best.entry, context)
      ? FAQ_LIMITS.last
      : leastShare(best, context);
  const isTaken = isClear && share >= Math.max(needed, least);
  return isTaken && !isHeld(best.entry, context) ? best.entry : null;
}

/**
 * 台灣同胞可以買房嗎: whether one may, asked by somebody for whom other rules hold. What is known of such persons answers, where any of it may
 * be meant, and neither an entry nor a verdict by the rules of others. `null` where nobody of a kind asks that.
 */
function forTheirKind(context: FaqContext): FaqEntry | null {
  const { question, base, heard } = context;
  const [act] = question.acts;
  const matches = question.faq ?? [];
  if (act?.id !== "eligible" || !heard.isAsking || isAskedElsewhere(question)) return null;
  const whole = matches.reduce((sum, { score }) => sum + Math.exp(score), 0);
  const [best] = matches
    .filter(
      ({ score, isOfKind }) => isOfKind === true && Math.exp(score) >= FAQ_LIMITS.maybe * whole,
    )
    .toSorted((one, other) => other.score - one.score);
  const entry = best === undefined ? undefined : base.faqEntry(best.id);
  return entry === undefined || isAgainst(entry, context) ? null : entry;
}

/**
 * The likeliest entries, where none is likely enough: offered, not said. Ids, most likely first.
 *
 * @param said entries that are said, beside which others are offered
 */
export const faqMaybe = (context: FaqContext, said: readonly string[] = []): readonly string[] =>
  sharesOf(context)
    .filter(({ share, entry }) => share >= FAQ_LIMITS.maybe && !said.includes(entry.id))
    .slice(0, FAQ_LIMITS.mostMaybe)
    .map(({ entry }) => entry.id);

/** Whether an entry only names a gap, and what is called by its name has statements on the side that is asked. */
function isHeld(entry: FaqEntry, { question, base }: FaqContext): boolean {
  // What is held for others is no answer to those for whom other rules hold.
  if (entry.answer.length > 0 || isAskedOfKind(entry, question)) return false;
  const facets = base.facetsOf(actOf(question)).slice(0, 1);
  return question.services.filter(isCalled).some(({ id }) => {
    const service = base.service(id);
    return (
      service !== undefined &&
      base.states(service, question.focus) >= DECISION_LIMITS.mostlySame &&
      facets.some((facet) => base.claimsUnder(service, facet).length > 0)
    );
  });
}

/**
 * What no entry answers: a name alone, another one of the talk, what is only supposed, words that tell of no matter, a verdict.
 *
 * @param best what is likeliest
 * @param isSure the words alone leave hardly another entry: then a sum, a figure or a verdict is asked of just that
 */
function isOfOthers({ entry, isHere }: Weighed, context: FaqContext, isSure: boolean): boolean {
  const { question, frame, hasTalk, heard, base } = context;
  const { acts, services, focus, reference } = question;
  const { id } = entry;
  const [act] = acts;
  const names = services.filter(({ how }) => how !== "content").map(({ text }) => text);
  const isName =
    names.includes(question.normalized) ||
    (names.length > 0 &&
      focus.every((word) => names.some((name) => name.includes(word))) &&
      (act === undefined || act.id === "what" || act.confidence < DECISION_LIMITS.saidAct));
  // 我硕士，28岁，能落户吗 tells of whom, and nothing in particular is asked. 大专能落户吗 asks of anybody who has that.
  const facts = Object.values(heard.facts);
  const isVerdict =
    act?.id === "eligible" &&
    (facts.length >= TOLD_MUCH ||
      facts.some(isMeasured) ||
      (facts.length > 0 && base.saidOf("self", question.normalized) !== null)) &&
    isOfWhole(context);
  // 我能领吗 asks it of what is spoken of, and 要是我是博士呢 supposes it.
  const isBareFollow =
    hasTalk &&
    isNothingParticular(question, base) &&
    ((heard.isSupposed && (facts.length > 0 || !isSurelySaid(id, context))) ||
      (act?.id === "eligible" && focus.length === 0 && !(isSure && isBesideForm(frame))));
  // 我24年硕士毕业，能拿多少补贴 asks for whatever pays.
  const isMoney =
    (heard.told > 0 || hasOwnMatter(question)) &&
    asksForMoney(question, base) &&
    isNothingParticular(question, base);
  // 要什么材料 after a list asks it of what is listed.
  const isOfSeveral =
    hasTalk && frame.services.length > 1 && focus.every((word) => base.isGeneral(word));
  const isSwap =
    hasTalk && reference.kind === "swap" && focus.length <= DECISION_LIMITS.openSubjectFocus;
  // 那硕士呢, 那余杭呢, 那落户呢 put another fact, place or matter in the stead of the one before.
  const isOther =
    isSwap &&
    (facts.length > 0 ||
      placesAsked(question, base).length > 0 ||
      ((question.topics[0]?.confidence ?? 0) >= DECISION_LIMITS.topic &&
        !isMeant(entry, question, base)));
  // 宅基地呢, 要档案吗: few words, and what was spoken of leaves hardly another question that they may be.
  const isSureOfIt = !isOther && isSurelySaid(id, context, FAQ_LIMITS.meant);
  const points = [...question.normalized];
  const told = question.entities.flatMap(({ text, start, end }) => [
    text,
    points.slice(start, end + BEHIND_FACT).join(""),
  ]);
  const onlyTells =
    !heard.isAsking && focus.every((word) => told.some((text) => text.includes(word)));
  // 它和余省心有什么不一样 sets two things side by side.
  const isCompared =
    act?.id === "compare" &&
    act.confidence >= DECISION_LIMITS.outrightAct &&
    (reference.kind !== "none" ||
      placesAsked(question, base).length >= 2 ||
      new Set(services.filter(isCalled).map(({ start }) => start)).size >= 2);
  return (
    isName ||
    question.overview !== undefined ||
    onlyTells ||
    (!isSureOfIt &&
      (question.districtsAsked !== undefined ||
        isSwap ||
        isBareFollow ||
        isOfSeveral ||
        isCompared)) ||
    (isVerdict && !(isSure && !facts.some(isMeasured))) ||
    (isMoney &&
      !(
        isSurelySaid(id, context, FAQ_LIMITS.meant) &&
        heard.told < TOLD_MUCH &&
        !facts.some(isMeasured) &&
        placesAsked(question, base).length === 0
      )) ||
    (act?.id === "figures" &&
      act.confidence >= DECISION_LIMITS.outrightAct &&
      !(
        (entry.district !== undefined || placesAsked(question, base).length === 0) &&
        (isSurelySaid(id, context) || (isSure && isHere)) &&
        services.every((match) => !isCalled(match))
      )) ||
    // 我老公是博士, while a judgement goes on, only tells.
    (!isSure && frame.form !== null && !heard.isAsking) ||
    reference.kind === "ordinal" ||
    // 怎么申请, with nothing said before: no word tells of what.
    (!hasTalk && focus.length === 0 && services.every((match) => !isCalled(match)))
  );
}

/** 我能拿到什么钱: for money, and by no name. */
const asksForMoney = (
  { acts: [act], services, normalized }: ParsedQuestion,
  base: KnowledgeBase,
): boolean =>
  services.every((match) => !isCalled(match)) &&
  FOR_ONESELF.has(act?.id ?? "") &&
  base.saidOf("money-question", normalized) !== null;

/** Whether a judgement waits, and something else was spoken of last. */
export const isBesideForm = ({ form, services }: Frame): boolean =>
  form !== null && services.length > 0 && !services.some((id) => form.services.includes(id));

/** Code points behind a fact that may still belong to it (2023年毕业). */
const BEHIND_FACT = 2;

/** What is nearly always answered in a way of its own: a list of a place, things side by side, a figure. */
function isOfLists({ question, base }: FaqContext): boolean {
  const { acts, services, districts, reference } = question;
  const [act] = acts;
  const isOutright = (id: string): boolean =>
    act?.id === id && act.confidence >= DECISION_LIMITS.outrightAct;
  const sides = new Set(services.filter(isCalled).map(({ start }) => start));
  const places = districts.filter((id) => !base.isWide(id));
  return (
    isOutright("compare") && (sides.size >= 2 || places.length >= 2 || reference.kind !== "none")
  );
}

/** What has another way that is likelier meant: a name alone, facts alone, whatever pays, one thing in several places. */
function hasOtherWay({ question }: FaqContext): boolean {
  const { acts, services, focus, districts } = question;
  const [act] = acts;
  const called = services.filter(isCalled);
  const isSided =
    act !== undefined && !BARE.has(act.id) && act.confidence >= DECISION_LIMITS.saidAct;
  const isBare = called.length > 0 && focus.length === 0 && !isSided;
  return isBare || (called.length > 0 && districts.length >= 2 && BARE.has(act?.id ?? "what"));
}

/** Sides by which somebody asks what is in it for them. */
const FOR_ONESELF: ReadonlySet<string> = new Set(["eligible", "amount", "list", "who"]);

/** Sides that are asked of a whole thing, and that its own statements answer best. */
const WHOLE: ReadonlySet<string> = new Set([
  "what",
  "eligible",
  "amount",
  "how",
  "where",
  "when",
  "who",
  "duration",
  "contact",
  "list",
]);

/** 租房补贴怎么申请 asks for a side of the whole thing, and 我硕士能落户吗 whether one may have it. */
function isOfWhole({ question, base }: FaqContext): boolean {
  const [act] = question.acts;
  const isMatter = base.topics.some(({ words }) =>
    words.some((word) => question.normalized.includes(word)),
  );
  return (
    (question.services.some(isCalled) ||
      isMatter ||
      question.focus.every((word) => base.isGeneral(word))) &&
    WHOLE.has(act?.id ?? "what") &&
    isNothingParticular(question, base)
  );
}

/** 我硕士，28岁，能落户吗 says of whom, and of what, and nothing in particular that is asked of it. */
function isNothingParticular(
  { focus, entities, services }: ParsedQuestion,
  base: KnowledgeBase,
): boolean {
  const said = [
    ...entities.map(({ text }) => text),
    ...services.filter(({ how }) => how !== "content").map(({ text }) => text),
    ...base.topics.flatMap(({ words }) => words),
  ].join(" ");
  return focus.every((word) => said.includes(word) || base.isGeneral(word));
}

/** Sides that ask of a thing whatever there is, or whether one may have it. */
const BARE: ReadonlySet<string> = new Set(["what", "eligible"]);

/** A question whose answer is known as such; `null` for any other. */
export function faqDecision(context: DecisionContext, isLast = false): PlainDecision | null {
  const { question, base, frame } = context;
  // 怎么弄, then 租房那个: the subject of what was asked before, and no question of its own.
  if (frame.act !== null && frame.services.length === 0 && frame.topics.length === 0) return null;
  if (context.heard.day !== null) return null;
  const entry = faqEntryOf(context, isLast);
  if (entry === null) return null;
  // What is spoken of, or called by its name, comes before what else an entry is about.
  // A name that several bear calls no district's own where none is named (生活补贴, of the city and of Fuyang).
  const isNear = ({ id, isCommon }: ServiceMatch): boolean => {
    const district = base.service(id)?.district ?? "";
    return isCommon !== true || base.isWide(district) || question.districts.includes(district);
  };
  const called = new Set(
    question.services.filter((match) => isCalled(match) && isNear(match)).map(({ id }) => id),
  );
  const rank = (id: string): number =>
    2 * Number(frame.services[0] === id) + Number(called.has(id));
  const services = entry.services.toSorted((one, other) => rank(other) - rank(one));
  const others = isSureOf(entry, context) ? [] : faqMaybe(context, [entry.id]);
  const also = others.find((id) => isNearlyAsLikely(id, entry, context));
  const maybe = others.filter((id) => id !== also);
  const own = topicsOf(entry, base);
  const asked = question.topics
    .filter(
      ({ id, confidence }, place) =>
        own.has(id) || (place === 0 && confidence >= FAQ_LIMITS.ownTopic),
    )
    .map(({ id }) => id);
  return {
    kind: "faq",
    question,
    entry: entry.id,
    services,
    topics: [...new Set([...asked, ...own])],
    districts: askedDistricts(question),
    act: actOf(question),
    assumed: [],
    ...(also !== undefined && { also }),
    ...(maybe.length > 0 && { maybe }),
  };
}

const isOfOneMatter = (one: FaqEntry, other: FaqEntry): boolean =>
  one.services.some((service) => other.services.includes(service)) ||
  (one.guide !== undefined && one.guide === other.guide);

/** Whether another entry of the same matter is nearly as likely: 标准是多少，分几次发 asks for both. */
function isNearlyAsLikely(id: string, entry: FaqEntry, context: FaqContext): boolean {
  const other = context.base.faqEntry(id);
  const shares = sharesOf(context);
  const shareOf = (which: string): number =>
    shares.find((one) => one.entry.id === which)?.share ?? 0;
  return (
    other !== undefined &&
    isOfOneMatter(entry, other) &&
    other.answer.length > 0 &&
    shareOf(id) >= FAQ_LIMITS.also * shareOf(entry.id)
  );
}

/** Whether nothing else is likely to be meant. */
const isSureOf = ({ id }: FaqEntry, context: FaqContext): boolean =>
  sharesOf(context).some(({ entry, share }) => entry.id === id && share >= FAQ_LIMITS.certain);
