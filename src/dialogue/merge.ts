import { byFacet, type Act } from "../shared/acts.js";
import type { LocalDate } from "../shared/dates.js";
import type { Claim, Service } from "../knowledge/index.js";
import type { ParsedQuestion, ServiceMatch } from "../nlu/types.js";
import type { DecisionContext } from "./context.js";
import { actOf, askedDistricts, topicsOf } from "./question.js";
import { isAboutSomething, tellsAside, tellsOfHad } from "./leaning.js";
import { waysAbout } from "./decide-guide.js";
import { DECISION_LIMITS } from "./thresholds.js";
import type { PlainDecision } from "./types.js";

/**
 * What a question changes of the frame of the talk: one part, or everything. Closed; every way in which a turn leans on an
 * earlier one is a kind of it.
 */
export type Change =
  /** It stands alone: nothing said before is in it. */
  | { readonly kind: "fresh" }
  /** 怎么申请, 要什么材料: another side of what is spoken of. */
  | { readonly kind: "act"; readonly act: Act }
  /** 那余杭呢: the same elsewhere. */
  | { readonly kind: "place"; readonly places: readonly string[] }
  /** 那落户呢: another matter, for the same person, at the same places. */
  | { readonly kind: "matter"; readonly act?: Act; readonly isAlone?: boolean }
  /** 第二个, 滨江的那个: one of what was listed. */
  | { readonly kind: "choice"; readonly service: string; readonly act: Act }
  /** 那我老婆呢: the same for somebody else. */
  | { readonly kind: "person" }
  /** 如果是博士呢, 那硕士呢: the same with another fact. */
  | { readonly kind: "fact" }
  /** 没买房, 社保交了8个月: what is told of the one who asks; the question stands. */
  | { readonly kind: "told" }
  /** 明年呢: the same on another day. */
  | { readonly kind: "day"; readonly day: LocalDate }
  /** 我能领吗: the same, judged for the person. */
  | { readonly kind: "judge" }
  /** 谁说的: where it comes from. */
  | { readonly kind: "sources" }
  /** 还有吗: what comes after it. */
  | { readonly kind: "more" };

/** A change with the reason in a word, for the log and for failing tests. */
export interface Merged {
  readonly change: Change;
  readonly why: string;
}

/** A question of at most so many characters says little of its own. */
const SHORT = 8;

/** Longer than this a sentence tells more than a follow-up does; in code points, with and without Han characters. */
const LONGEST = 14;
const LONGEST_LATIN = 48;
const ONE_THING = 18;

/** So short a message is a word, and answers something. */
const A_WORD = 3;

/** Acts that ask what is required. */
const REQUIRING: readonly Act[] = ["who", "eligible", "materials"];

/** Slots that tell nothing of a person. */
const IMPERSONAL: ReadonlySet<string> = new Set(["district", "date", "amount"]);

const lengthOf = (question: ParsedQuestion): number => [...question.normalized].length;

const isShort = (question: ParsedQuestion): boolean =>
  lengthOf(question) <= (/\p{Script=Han}/u.test(question.normalized) ? LONGEST : LONGEST_LATIN);

/** A sentence that tells or asks one thing. */
const isBrief = (question: ParsedQuestion): boolean =>
  lengthOf(question) <= (/\p{Script=Han}/u.test(question.normalized) ? ONE_THING : LONGEST_LATIN);

/** Topics that a question brings: of a short one only sure ones, as its few words say little by themselves. */
const ownTopics = (question: ParsedQuestion): readonly string[] =>
  lengthOf(question) > SHORT
    ? topicsOf(question)
    : question.topics
        .filter(({ confidence }) => confidence >= DECISION_LIMITS.contentOverFocus)
        .map(({ id }) => id);

const hasOwnSubject = (question: ParsedQuestion): boolean =>
  ownTopics(question).length > 0 ||
  (question.services[0]?.confidence ?? 0) >= DECISION_LIMITS.contentOverFocus;

/** It brings a topic of its own (那滨江的租房补贴呢). */
const hasStrongTopic = (question: ParsedQuestion): boolean =>
  (question.topics[0]?.confidence ?? 0) >= DECISION_LIMITS.contentOverFocus &&
  question.focus.length > 0;

/** Words that it is about, beside what it tells of a person. */
const matterOf = ({ focus, entities }: ParsedQuestion): readonly string[] =>
  focus.filter((word) => !entities.some(({ text }) => text.includes(word) || word.includes(text)));

/** 如果是博士呢, 那硕士呢: what it says is a fact of a person and nothing else. */
const isFactOnly = (question: ParsedQuestion): boolean => {
  const { entities } = question;
  return entities.some(({ slot }) => !IMPERSONAL.has(slot)) && matterOf(question).length === 0;
};

/** Grammar around a place that is all that is said: 那, 我在, 的话呢, what about. */
const AROUND_PLACE =
  /^(?:那边|这边|那么?|就|我们?|人|公司|单位|工作|上班|现在|目前|是|在|住在?|去|到|想去|选|换成?|如果|要是|假如|maybe|and|so|in|or|what about|how about)+|(?:的话|这边|那边|街道|镇|区|的|呢|吧|啊|呀|吗|么|上班|工作|发展|也?有没有|也?有|也?一样|也?可以|也?行)+$/giu;

/** 余杭, 那在临平, Maybe Yuhang, 余杭五常街道的: a place and nothing else; what is asked of it is what was asked before. */
function isBarePlace(question: ParsedQuestion, base: DecisionContext["base"]): boolean {
  const { entities, normalized, statements } = question;
  const named = entities.filter(({ slot }) => /district$/iu.test(slot)).map(({ text }) => text);
  const [place] = named;
  if (place === undefined || !isShort(question) || question.elsewhere.length > 0) return false;
  // 想去萧山 wishes, and 公司在临平 tells; neither asks.
  if (statements.some(({ slot }) => !slot.endsWith("District"))) return false;
  const names = base.districts.flatMap(({ name, aliases }) => [name, ...aliases]);
  const known = [...named, ...names].toSorted((a, b) => b.length - a.length);
  const rest = known.reduce(
    (text, name) => text.replaceAll(name.toLowerCase(), " "),
    normalized.toLowerCase(),
  );
  const bare = rest
    .split(/[\s\p{P}]+/u)
    .map((part) => part.replace(AROUND_PLACE, "").replace(AROUND_PLACE, ""))
    .join("");
  // What is left is a part of the place, if anything: 五常 of 余杭五常街道.
  return (
    bare === "" ||
    (bare !== rest &&
      [...bare].length <= 2 &&
      question.focus.length <= 1 &&
      /(?:街道|镇|村|社区)的?$/u.test(normalized))
  );
}

const NO_CLAIMS = byFacet<readonly Claim[]>(() => []);

/** A service without its names, so that only its claims speak. */
const bare = (service: Service): Service => ({
  ...service,
  name: "",
  aliases: [],
  terms: [],
  covers: [],
});

/**
 * "要杭州户口吗" after a subsidy asks for a condition of it, though the word is also a name: the conditions that
 * sources state of the service just spoken of are about that word.
 */
function asksCondition(
  { question, frame, base }: DecisionContext,
  named: readonly ServiceMatch[],
): boolean {
  const [match] = named;
  const [id] = frame.services;
  const service = id === undefined ? undefined : base.service(id);
  if (match === undefined || match.how === "name" || service === undefined) return false;
  if (match.id === id || lengthOf(question) > SHORT) return false;
  if (!REQUIRING.includes(actOf(question))) return false;
  const conditions = { ...service, claims: { ...NO_CLAIMS, who: service.claims.who } };
  return base.states(bare(conditions), [match.text]) >= DECISION_LIMITS.contentOverFocus;
}

/** Grammar: something is required. */
const MUST = /^(?:还|也|那|一定|是不是|需不需)*(?:要|需要|得|必须|must|do i need|need)/u;

/** 要交社保吗, 要房子吗 after a service: one of its conditions, though the words are another matter, too. */
const asksWhetherNeeded = (question: ParsedQuestion): boolean =>
  isShort(question) &&
  MUST.test(question.normalized) &&
  /[吗么][?？]?$/u.test(question.text) &&
  (question.focus.length > 0 || question.services.some(({ how }) => how !== "content")) &&
  question.services.every(({ how, isCommon }) => how === "content" || isCommon === true) &&
  REQUIRING.includes(actOf(question));

/** 要交社保吗, 要有房吗 after the ways of a matter: it asks which of them require it. */
const asksConditionOfWays = (context: DecisionContext): boolean =>
  context.frame.guide !== null &&
  context.frame.goal !== "know" &&
  isShort(context.question) &&
  context.question.focus.length > 0 &&
  MUST.test(context.question.normalized) &&
  waysAbout(context, context.frame.guide, "who") !== null;

/** Grammar: whether a matter is dealt with there (能办落户吗). */
const DONE_THERE = /^(?:那|那里|这里|在那|在这)*(?:能不能|可不可以|能|可以)(?:一起|直接|顺便)*办/u;

/** 能办落户吗 after a service of a district: whether that district deals with the matter. */
function asksThere({ question, frame, base }: DecisionContext): boolean {
  const [id] = frame.services;
  const district = base.service(id ?? "")?.district;
  return (
    district !== undefined &&
    !base.isWide(district) &&
    frame.services.length === 1 &&
    isShort(question) &&
    DONE_THERE.test(question.normalized) &&
    hasOwnSubject(question)
  );
}

/** Characters from which a piece of a name is no chance. */
const PIECE = 4;

/** A piece of another service's name behind a pronoun (那个什么伙伴计划), of which the one spoken of says nothing. */
function namesByPiece({ question, frame, base }: DecisionContext): boolean {
  const spoken = frame.services.flatMap((id) => base.service(id) ?? []);
  return question.services.some(({ id }) => {
    const service = base.service(id);
    if (service === undefined || spoken.includes(service)) return false;
    return [service.name, ...service.aliases].some((name) => {
      const points = [...name];
      return points.some((_, at) => {
        const piece = points.slice(at, at + PIECE).join("");
        return (
          [...piece].length === PIECE &&
          question.normalized.includes(piece) &&
          !spoken.some((one) => base.speaksOf(one, [piece]) >= DECISION_LIMITS.outOfScope)
        );
      });
    });
  });
}

/** 有什么政策, once a district is spoken of: what there is in general, there. */
const isBareOverview = ({ question, frame, base }: DecisionContext): boolean =>
  question.overview !== undefined &&
  question.districtsAsked === undefined &&
  askedDistricts(question).length === 0 &&
  question.elsewhere.length === 0 &&
  isShort(question) &&
  frame.places.some((id) => !base.isWide(id));

/** 第二个, 前面那个, 上一个: what was listed at that place, or spoken of before. */
function countedService({ question, frame, heard, listed }: DecisionContext): string | undefined {
  if (heard.moves.has("move-previous")) return frame.earlier[0];
  if (question.reference.kind !== "ordinal") return undefined;
  const index = question.reference.index ?? 1;
  return index > 0 ? listed[index - 1] : listed.at(index);
}

/** A choice among services that were offered: the one of the district now named. */
function offeredService({ question, frame, base }: DecisionContext): string | undefined {
  if (!frame.isOpen || hasOwnSubject(question)) return undefined;
  const districts = askedDistricts(question);
  const fitting = frame.services.filter((id) =>
    districts.includes(base.service(id)?.district ?? ""),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

/**
 * A short question without a name whose matter is that of the service just spoken of, and which that service
 * answers: "最高补助多少" after 5213.
 */
function leansOn(context: DecisionContext): boolean {
  const { question, frame, base } = context;
  const [id] = frame.services;
  const service = id === undefined ? undefined : base.service(id);
  if (service === undefined || frame.services.length > 1) return false;
  if (askedDistricts(question).length > 0 || question.elsewhere.length > 0) return false;
  if (question.focus.length > DECISION_LIMITS.openSubjectFocus) return false;
  if (isStrange(context, DECISION_LIMITS.quiteStrange)) return false;
  const topics = ownTopics(question);
  // 有多少家企业 after a place that sources count firms of asks of that place.
  if (isShort(question) && actOf(question) === "figures" && question.focus.length > 0) {
    const found = base.findClaims({
      service,
      act: "figures",
      focus: question.focus,
      isNamed: false,
    });
    if (found.status === "found" && found.unknownFocus.length === 0) return true;
  }
  if (topics.length > 0 && !topics.some((topic) => service.topics.includes(topic))) return false;
  const act = actOf(question);
  // "哪些医院可以用" after a service of the same matter asks what belongs to it, known or not.
  const isBrief = lengthOf(question) <= SHORT && question.focus.length > 0;
  if (act === "list" && isBrief && topics.length > 0) return true;
  const finding = base.findClaims({ service, act, focus: question.focus, isNamed: true });
  return act !== "what" && act !== "list" && finding.status === "found";
}

/** Grammar: which one is meant, and no more (租房的, 先说生活补贴的, 我问的是落户的). */
const MEANT =
  /^(?:那|先|就|只|我|是|说|讲|问|看|想问|的是|的)*\p{Script=Han}{2,6}(?:的|那个|那块|这块)[吧呢呀啊]?[。！!~～]*$/u;

/** 租房的: a matter by its name, of which the same is asked; what is told of the speaker is none. */
const isMatterAlone = (question: ParsedQuestion, told: number): boolean =>
  told === 0 &&
  isShort(question) &&
  MEANT.test(question.normalized) &&
  !tellsOfHad(question) &&
  (question.topics[0]?.confidence ?? 0) >= DECISION_LIMITS.clearTopic &&
  question.focus.length > 0;

/** What is told of what is asked: it names no other matter, and asks nothing. */
function tellsOfStanding(
  { question, frame, heard, base }: DecisionContext,
  named: readonly ServiceMatch[],
): boolean {
  if (frame.guide === null && frame.services.length === 0) return false;
  if (isMatterAlone(question, heard.told)) return false;
  if (question.reference.kind === "ordinal" || !isBrief(question)) return false;
  if (question.reference.kind === "swap" && hasStrongTopic(question)) return false;
  // 想去余杭 while all that one may have is judged asks what there is in that place.
  if (frame.goal === "screen" && isBarePlace(question, base)) return false;
  if (named.length > 0) return tellsOfHad(question);
  if (tellsAside(question) || tellsOfHad(question)) return true;
  // 社保交了8个月 is about insurance only by the fact that it tells.
  return heard.told > 0 && question.kind !== "talk" && !namesMatter(withoutTold(question), base);
}

/** The question without the words that tell of a person. */
function withoutTold(question: ParsedQuestion): Pick<ParsedQuestion, "normalized"> {
  const points = [...question.normalized];
  const isTold = (at: number): boolean =>
    question.statements.some(({ start, end }) => at >= start && at < end);
  return { normalized: points.map((point, at) => (isTold(at) ? " " : point)).join("") };
}

/** Grammar: whether something else counts as well (租房也能落, 个体户也算吗, 也行吗). */
const ALSO = /也(?:能|可以|可|算|行|有|要|得|包括|适用)/u;

/** 租房也能落吗 after a matter: whether that will do for it, though the words are another matter, too. */
const asksWhetherAlso = ({ question }: DecisionContext, named: readonly ServiceMatch[]): boolean =>
  isShort(question) &&
  ALSO.test(question.normalized) &&
  named.every(({ how, isCommon }) => how !== "name" || isCommon === true);

/** Grammar: what was spoken of is meant by a pronoun. */
const THIS = /^(?:那)?(?:这个|这项|这两个|两个|它|这|can i (?:get|have) (?:it|this|both))/u;

/** 这个跟公租房能同时享受吗: of what is spoken of, though another is named beside it. */
const asksTogether = ({ question, frame }: DecisionContext): boolean =>
  frame.services.length > 0 &&
  outrightAct(question) === "combine" &&
  THIS.test(question.normalized);

/** Grammar: whether that will do, is counted or matters. */
const WILL_DO =
  /(?:行吗|行不行|行么|可以吗|可不可以|可以么|能行吗|算吗|算不算|要紧吗|有影响吗|影响吗|有区别吗|一样吗)[?？]?$/u;

/** 租房合同没备案行吗 after a matter, of which it is as likely as of any other. */
function asksWhetherWillDo(
  { question, frame, base }: DecisionContext,
  named: readonly ServiceMatch[],
): boolean {
  const service = base.service(frame.services[0] ?? "");
  const [topic] = question.topics;
  return (
    isBrief(question) &&
    WILL_DO.test(question.normalized) &&
    named.length === 0 &&
    service !== undefined &&
    frame.services.length === 1 &&
    (topic === undefined ||
      topic.confidence < DECISION_LIMITS.guided ||
      service.topics.includes(topic.id) ||
      !namesMatter(question, base))
  );
}

/** Sides that are asked of what is spoken of, with hardly a word of their own. */
const SIDES: ReadonlySet<Act> = new Set([
  "amount",
  "how",
  "where",
  "when",
  "materials",
  "contact",
  "duration",
  "progress",
  "validity",
  "combine",
  "applicant",
]);

/** From here the act is what a short question asks. */
const CLEAR_ACT = 0.6;

/** 地址有哪些, 那排队要多久, 利息谁出: a side, in words that name no matter; what they resemble is not what is asked about. */
function asksSideOfIt(context: DecisionContext, places: readonly string[]): boolean {
  const { question, frame, base } = context;
  const [act] = question.acts;
  const [best] = question.services;
  return (
    (frame.services.length > 0 || frame.guide !== null) &&
    act !== undefined &&
    SIDES.has(act.id) &&
    act.confidence >= CLEAR_ACT &&
    places.length === 0 &&
    question.elsewhere.length === 0 &&
    isShort(question) &&
    matterOf(question).length <= 1 &&
    !isStrange(context, DECISION_LIMITS.strange) &&
    (best?.confidence ?? 0) < DECISION_LIMITS.overName &&
    (question.topics[0]?.confidence ?? 0) < DECISION_LIMITS.clearTopic &&
    !namesMatter(question, base)
  );
}

/** Whether a word of some guide stands in it: then that matter is asked about. */
const namesMatter = (
  { normalized }: Pick<ParsedQuestion, "normalized">,
  base: DecisionContext["base"],
): boolean =>
  base.topics.some(({ words }) =>
    words.some((word) => [...word].length >= 2 && normalized.includes(word.toLowerCase())),
  );

/**
 * Whether a question of which nothing was found leans on the talk nevertheless: it is short, tells or asks of no matter of its
 * own, and is hardly strange (做AI应用的 after the ways to found a company; the weather is strange).
 */
export function leansWhereLost(context: DecisionContext): boolean {
  const { question, heard, base } = context;
  return (
    standsInTalk(context) &&
    (context.frame.services.length > 0 || context.frame.guide !== null) &&
    question.elsewhere.length === 0 &&
    isBrief(question) &&
    (question.outOfScope < DECISION_LIMITS.strange ||
      asksOfStanding(context) ||
      (lengthOf(question) <= A_WORD && !heard.isAsking)) &&
    !namesMatter(question, base)
  );
}

/** Whether something is spoken of to which a question may belong that names nothing: all but what is plainly none of ours. */
export const standsInTalk = ({ frame, hasTalk, heard }: DecisionContext): boolean =>
  hasTalk &&
  (frame.services.length > 0 || frame.guide !== null || frame.topics.length > 0) &&
  !heard.moves.has("far-matter");

/** Sides that hardly anything but a matter of offices has. */
const OFFICIAL: ReadonlySet<Act> = new Set([
  "materials",
  "duration",
  "progress",
  "applicant",
  "validity",
  "combine",
]);

/** Grammar: whether it is over, counts, is enough or is in time: of what was told, by the rule that is spoken of. */
const BY_THE_RULE =
  /超不超|超没超|超了[吗么没]|够不够|够了?[吗么]|算不算|算哪|算数|来得及|过期|晚不晚|迟不迟|要不要紧/u;

/** Strange words that ask for a side of what is spoken of, or tell of somebody whom it may concern. */
const asksOfStanding = ({ question, heard }: DecisionContext): boolean => {
  const act = outrightAct(question);
  return (
    (act !== null && OFFICIAL.has(act)) ||
    BY_THE_RULE.test(question.normalized) ||
    (heard.told > 0 && (heard.isOther || !heard.isAsking))
  );
};

/** None of ours by itself, with words that nothing said before knows: the weather between two questions. */
function isStrange(
  { question, frame, base }: DecisionContext,
  least: number = DECISION_LIMITS.outOfScope,
): boolean {
  if (
    question.outOfScope < least &&
    (least > DECISION_LIMITS.outOfScope || question.kind !== "none")
  )
    return false;
  const services = frame.services.flatMap((id) => base.service(id) ?? []);
  return (
    question.focus.length > 0 &&
    !services.some(
      (service) => base.speaksOf(service, question.focus) >= DECISION_LIMITS.outOfScope,
    )
  );
}

/** The act of a question is said outright, or it is a question without a word of its own. */
const outrightAct = ({ acts }: ParsedQuestion): Act | null => {
  const [best] = acts;
  return best !== undefined && best.confidence >= DECISION_LIMITS.outrightAct ? best.id : null;
};

/** 我社保才交了一个月可以吗: what it names is what it tells, and it asks whether that will do for what is judged. */
function asksWithWhatIsTold({ question, frame, heard, isJudged }: DecisionContext): boolean {
  const told = [
    ...question.entities.map(({ text }) => text),
    ...question.statements.map(({ start, end }) =>
      [...question.normalized].slice(start, end).join(""),
    ),
  ].join(" ");
  return (
    heard.told > 0 &&
    !heard.isOther &&
    !heard.isSupposed &&
    question.elsewhere.length === 0 &&
    outrightAct(question) === "eligible" &&
    isShort(question) &&
    isJudged !== undefined &&
    frame.services.some(isJudged) &&
    question.focus.every((word) => told.includes(word))
  );
}

const merged = (change: Change, why: string): Merged => ({ change, why });

const FRESH = (why: string): Merged => merged({ kind: "fresh" }, why);

/**
 * How a question leans on what was said before: which part of the frame it replaces. Pure and total; the only place where a
 * turn leans on an earlier one. The order matters: what is said outright comes first.
 *
 * @param named services that the words of the question name, the surest first
 */
export function merge(context: DecisionContext, named: readonly ServiceMatch[]): Merged {
  const { question, frame, hasTalk, base } = context;
  const places = askedDistricts(question);
  const { reference } = question;
  const isAbout = isAboutSomething(frame);
  if (!hasTalk) return FRESH("first");
  if (asksCondition(context, named)) return merged({ kind: "act", act: "who" }, "condition");
  if (asksConditionOfWays(context)) return merged({ kind: "act", act: "who" }, "condition of ways");
  if (frame.services.length > 0 && places.length === 0 && asksWhetherNeeded(question)) {
    return merged({ kind: "act", act: "who" }, "whether it is needed");
  }
  // 西湖区 names a service, too; after a question about a matter it says where.
  if (
    isAbout &&
    question.districts.length > 0 &&
    isAtPlaces(context) &&
    isBarePlace(question, base)
  ) {
    return merged({ kind: "place", places: question.districts }, "a place alone");
  }
  if (asksTogether(context)) return merged({ kind: "act", act: "combine" }, "together with it");
  if (isAbout && places.length === 0 && asksWhetherWillDo(context, named)) {
    return merged({ kind: "act", act: "who" }, "whether that will do");
  }
  if (isAbout && places.length === 0 && asksWhetherAlso(context, named)) {
    const act = outrightAct(question) ?? "who";
    return merged({ kind: "act", act: SIDES.has(act) ? act : "who" }, "whether that will do, too");
  }
  if (isAbout && places.length === 0 && isMatterAlone(question, context.heard.told)) {
    const act = outrightAct(question) === null ? frame.act : null;
    const isSide = act !== null && act !== "list" && act !== "compare";
    return merged({ kind: "matter", isAlone: true, ...(isSide && { act }) }, "the matter alone");
  }
  if (isAbout && !context.heard.isAsking && tellsOfStanding(context, named)) {
    return merged({ kind: "told" }, "tells something of what is asked");
  }
  const isNamed = named.length > 0;
  const counted = isNamed ? undefined : countedService(context);
  if (counted !== undefined) {
    const act = frame.act !== null && outrightAct(question) === null ? frame.act : actOf(question);
    const plain = act === "compare" || act === "list" ? "what" : act;
    return merged({ kind: "choice", service: counted, act: plain }, "counted");
  }
  if (isAbout && !isNamed && isShort(question) && question.elsewhere.length === 0) {
    const change = shortChange(context, places);
    if (change !== null) return change;
  }
  if (isAbout && !isNamed && places.length === 0 && asksWithWhatIsTold(context)) {
    return merged({ kind: "judge" }, "told, and whether that will do");
  }
  if (isBareOverview(context)) return merged({ kind: "matter" }, "all there is at the places");
  if (isNamed) {
    // 那租房补贴呢: another matter, at the same places.
    return isAbout && reference.kind === "swap" && places.length === 0 && isShort(question)
      ? merged({ kind: "matter" }, "named matter")
      : FRESH("named");
  }
  const offered = offeredService(context);
  if (offered !== undefined) {
    return merged({ kind: "choice", service: offered, act: frame.act ?? "what" }, "offered");
  }
  if (places.length === 0 && asksThere(context)) {
    return merged({ kind: "matter" }, "whether it is done there");
  }
  if (reference.kind === "same" && frame.services.length > 0 && namesByPiece(context)) {
    return FRESH("piece of a name");
  }
  if (reference.kind === "same" && frame.services.length > 0) {
    return merged({ kind: "act", act: actOf(question) }, "pronoun");
  }
  if (isAbout && asksSideOfIt(context, places)) {
    return merged({ kind: "act", act: actOf(question) }, "a side of it");
  }
  if (leansOn(context)) return merged({ kind: "act", act: actOf(question) }, "answers it");
  if (reference.kind === "swap" && isAbout && !hasStrongTopic(question) && places.length > 0) {
    return merged({ kind: "place", places }, "swap of places");
  }
  if (reference.kind === "swap" && isAbout && isFactOnly(question)) {
    return merged({ kind: "fact" }, "swap of a fact");
  }
  if (
    reference.kind === "swap" &&
    isAbout &&
    places.length === 0 &&
    isShort(question) &&
    hasStrongTopic(question)
  ) {
    return merged({ kind: "matter" }, "swap of matter");
  }
  // 不是租房，是买房 says another matter, however few its words.
  if (/^不是.{1,8}[,，]/u.test(question.normalized)) return FRESH("not this but that");
  const isOpen =
    reference.kind === "same" ||
    (question.focus.length <= DECISION_LIMITS.openSubjectFocus &&
      !hasOwnSubject(question) &&
      !namesOtherMatter(context) &&
      !isStrange(context));
  if (isOpen && places.length === 0 && isAbout) {
    return merged({ kind: "act", act: actOf(question) }, "no subject");
  }
  if (isOpen && isAbout && places.length > 0 && !hasOwnSubject(question)) {
    return merged({ kind: "place", places }, "places alone");
  }
  if (isWeak(context, places) && context.heard.isOther && context.heard.told > 0) {
    return merged({ kind: "person" }, "somebody else, and what is told of them");
  }
  if (isWeak(context, places)) {
    return merged(
      context.heard.isAsking ? { kind: "act", act: actOf(question) } : { kind: "told" },
      "hardly a subject of its own",
    );
  }
  return FRESH("own subject");
}

/** 我问的是租房的 says the word of a whole matter, and of another one than is spoken of. */
const namesOtherMatter = ({ question, base, frame }: DecisionContext): boolean =>
  base.topics.some(
    ({ district, words, intents }) =>
      district === undefined &&
      !intents.some((id) => frame.topics.includes(id)) &&
      question.focus.some((word) => words.includes(word)),
  );

/** 20人左右: what it resembles is so little that what was spoken of is meant. */
const isWeak = (context: DecisionContext, places: readonly string[]): boolean =>
  places.length === 0 &&
  context.question.overview === undefined &&
  leansWhereLost(context) &&
  isShort(context.question) &&
  (context.question.services[0]?.confidence ?? 0) < DECISION_LIMITS.subject &&
  (context.question.topics[0]?.confidence ?? 0) < DECISION_LIMITS.topic;

/** What a short utterance replaces that names nothing of its own; `null` when it may mean something by itself. */
function shortChange(context: DecisionContext, places: readonly string[]): Merged | null {
  const { question, heard } = context;
  const { moves } = heard;
  if (moves.has("move-sources")) return merged({ kind: "sources" }, "asks who says so");
  if (heard.day !== null && matterOf(question).length === 0) {
    return merged({ kind: "day", day: heard.day }, "another day");
  }
  if (moves.has("move-more") && places.length === 0 && matterOf(question).length === 0) {
    return merged({ kind: "more" }, "asks on");
  }
  const isLean = question.reference.kind === "swap" || heard.isSupposed;
  const isTold = heard.told > 0 && context.frame.form === null;
  if (isLean && heard.isOther && !isTold && !hasStrongTopic(question)) {
    return merged({ kind: "person" }, "somebody else");
  }
  if (isLean && places.length === 0 && isFactOnly(question)) {
    return merged({ kind: "fact" }, "another fact");
  }
  if (
    outrightAct(question) === "eligible" &&
    question.focus.length === 0 &&
    places.length === 0 &&
    heard.told === 0
  ) {
    return merged({ kind: "judge" }, "asks for the person");
  }
  return null;
}

/** What is spoken of is a matter that may be otherwise elsewhere; what a place has in general is not. */
const isAtPlaces = ({ frame, base }: DecisionContext): boolean =>
  (frame.topics.length > 0 || frame.guide !== null || frame.goal === "know") &&
  frame.overview === undefined &&
  (frame.guide === null || base.topic(frame.guide)?.district === undefined) &&
  !frame.topics.includes("district-profile");

/** A decision with how the question was taken to lean on the talk. */
export interface Decided {
  readonly decision: PlainDecision;
  readonly merged: Merged;
}
