import type { Service } from "../knowledge/index.js";
import type { ParsedQuestion, ServiceMatch } from "../nlu/types.js";
import { compareDecision } from "./decide-compare.js";
import {
  guideByWord,
  guideDecision,
  guideOfDistrict,
  guideOfMatter,
  guideOfMoney,
} from "./decide-guide.js";
import { requestDecision } from "./decide-request.js";
import { overviewDecision } from "./decide-overview.js";
import { contentDecision } from "./decide-content.js";
import { faqDecision, faqMaybe, tellsStory } from "./decide-faq.js";
import { needDecision } from "./decide-need.js";
import { namedDecision, namedServices } from "./decide-named.js";
import type { DecisionContext } from "./context.js";
import { leansWhereLost, merge, standsInTalk, type Change, type Decided } from "./merge.js";
import { isAboutSomething, tellsAside } from "./leaning.js";
import { planChange } from "./plan-change.js";
import { actOf, askedDistricts, placesAsked } from "./question.js";
import { DECISION_LIMITS } from "./thresholds.js";
import type { PlainDecision } from "./types.js";

/** Talk intents that are more than a friendly sentence. */
const HANDOFF = "handoff";
const REPEAT = "repeat";
const MORE = "more";
const BACK = "back";

/** 我刚从美国回来 tells where somebody was; nothing begins anew. */
const tellsOfReturn = ({ talk, focus, elsewhere }: ParsedQuestion): boolean =>
  talk === BACK && (focus.length > 0 || elsewhere.length > 0);

function talkDecision(context: DecisionContext): PlainDecision {
  const { question, frame, hasTalk } = context;
  const talk = question.talk ?? "";
  if (talk === HANDOFF) {
    const districts = question.districts.length > 0 ? question.districts : frame.places;
    return { kind: "handoff", question, districts };
  }
  if (tellsOfReturn(question)) return { kind: "talk", question, talk: "other" };
  if (talk === REPEAT && hasTalk) return { kind: "repeat", question };
  if (talk === MORE)
    return planChange(context, { kind: "more" }) ?? { kind: "talk", question, talk };
  return { kind: "talk", question, talk };
}

const nearestTopics = (question: ParsedQuestion): readonly string[] =>
  question.topics.slice(0, 3).map((topic) => topic.id);

/** 30个人, 38: a number is no small talk once something is spoken of. */
const isNumber = ({ normalized, talk }: ParsedQuestion): boolean =>
  (talk === HANDOFF || talk === "nonsense") && /^\d{1,6}\s?\p{Letter}{0,3}$/u.test(normalized);

/**
 * Small talk, unless it names a district or leans on what was said ("那滨江呢", "余杭" as an answer, "明年呢"):
 * then it is a question that goes on.
 */
function isTalk({ question, frame, hasTalk, heard }: DecisionContext): boolean {
  if (question.kind !== "talk") return false;
  if (question.elsewhere.length > 0) return false;
  const [act] = question.acts;
  const asksSide =
    frame.services.length > 0 &&
    act !== undefined &&
    act.id !== "list" &&
    act.id !== "what" &&
    act.confidence >= DECISION_LIMITS.outrightAct &&
    // 答非所问 is a complaint through and through, though it has the 问 of a question.
    act.confidence > question.confidence;
  if (tellsOfReturn(question)) return !isAboutSomething(frame);
  const goesOn =
    question.districts.length > 0 ||
    asksSide ||
    (question.reference.kind === "swap" && (heard.told > 0 || heard.isOther)) ||
    question.reference.kind === "ordinal" ||
    heard.day !== null ||
    (isAboutSomething(frame) && !heard.isAsking && (tellsAside(question) || isNumber(question))) ||
    heard.moves.has("move-sources") ||
    heard.moves.has("move-previous");
  return !(goesOn && hasTalk);
}

/**
 * Another city's matter: that city is named and nothing of Hangzhou is. A common name (生活补贴) does not count:
 * other cities have it too. Nor can another city be put beside ours: we know nothing of it.
 */
function isElsewhere(
  { question, base, frame, heard, hasTalk }: DecisionContext,
  named: readonly ServiceMatch[],
): boolean {
  if (question.elsewhere.length === 0) return false;
  // 江苏评的 tells where something was, and asks nothing there.
  if (hasTalk && isAboutSomething(frame) && !heard.isAsking) return false;
  const comparing = question.acts.find(({ id }) => id === "compare")?.confidence ?? 0;
  if (question.districts.length > 0) return comparing >= DECISION_LIMITS.besideOthers;
  return !named.some((match) => {
    const district = base.service(match.id)?.district;
    return match.how === "name" && match.isCommon !== true && !base.isWide(district);
  });
}

/** Sides that are asked of a matter, and tell nothing of which. */
const SIDES: ReadonlySet<string> = new Set([
  "how",
  "where",
  "when",
  "materials",
  "contact",
  "duration",
  "progress",
]);

/** "在哪里用" when nothing was said before: no word tells what it is about. */
function lacksSubject({ question, frame }: DecisionContext): boolean {
  const [act] = question.acts;
  const isSide =
    act !== undefined && SIDES.has(act.id) && act.confidence >= DECISION_LIMITS.outrightAct;
  const isBare =
    isSide && question.topics.every(({ confidence }) => confidence < DECISION_LIMITS.topic);
  const isOpen = (question.reference.kind === "same" || isBare) && question.focus.length === 0;
  // 怎么弄: what content leads to stands for nothing where no word tells of a matter.
  // 各区官网网址给我一份 says its matter by its words, though no name is in it.
  const isClear = (question.topics[0]?.confidence ?? 0) >= DECISION_LIMITS.clearTopic;
  const [best = 0] = question.services
    .filter(({ how }) => how !== "content" || !isSide || isClear)
    .map(({ confidence }) => confidence);
  return isOpen && frame.services.length === 0 && best < DECISION_LIMITS.subject;
}

/**
 * Whether the name tells of something else than the matter, and what content leads to is sure: 我是E类人才能摇号吗 names a
 * class, and asks for the lottery; 灵活就业能上工伤保险吗 holds a common name, and asks for the insurance.
 */
function isNameAside({ question, base }: DecisionContext, named: readonly ServiceMatch[]): boolean {
  const [topic] = question.topics;
  const [best] = question.services;
  if (topic === undefined || best?.how !== "content") return false;
  const isOnTopic = (match: ServiceMatch): boolean =>
    base.service(match.id)?.topics.includes(topic.id) === true;
  const says = (id: string): number => {
    const service = base.service(id);
    return service === undefined ? 0 : base.states(service, question.focus);
  };
  const saysMore = (id: string, other: string): boolean =>
    says(id) >= DECISION_LIMITS.verySame && says(other) < DECISION_LIMITS.verySame;
  return (
    best.confidence >= DECISION_LIMITS.overName &&
    isOnTopic(best) &&
    named.every(
      (match) =>
        match.confidence * 2 <= best.confidence &&
        (!isOnTopic(match) || (match.isCommon === true && saysMore(best.id, match.id))),
    )
  );
}

/** Names that are only the shortened name of something and name a whole matter (大学生创业, of the contest for it). */
const isMatterName = (
  { question, base }: DecisionContext,
  named: readonly ServiceMatch[],
): boolean =>
  question.focus.length === 0 &&
  named.every(({ id, text }) => {
    const service = base.service(id);
    return (
      service !== undefined &&
      ![service.name, ...service.aliases].includes(text) &&
      base.topics.some(({ district, words }) => district === undefined && words.includes(text))
    );
  });

/** A place that is a name, too, where the words ask for something that another service there has. */
function isPlaceAside(
  { question, base }: DecisionContext,
  named: readonly ServiceMatch[],
): boolean {
  const [best] = question.services;
  return (
    best?.how === "content" &&
    best.confidence >= DECISION_LIMITS.contentOverFocus &&
    question.focus.length > 0 &&
    question.districts.includes(base.service(best.id)?.district ?? "") &&
    named.every(({ id, text }) => {
      const service = base.service(id);
      return (
        question.entities.some((entity) => entity.slot === "district" && entity.text === text) &&
        (service === undefined ||
          !service.topics.some((topic) => topic === question.topics[0]?.id)) &&
        (service === undefined ||
          base.speaksOf(service, question.focus) < DECISION_LIMITS.outOfScope)
      );
    })
  );
}

/** Grammar: whether one thing counts as another. */
const COUNTS = /算不算|算.{0,8}[吗么]|count as/u;

/** 三本算本科吗: what a term of study means, which no source defines. */
const asksTerm = ({ normalized, entities }: ParsedQuestion): boolean =>
  COUNTS.test(normalized) && entities.some(({ slot }) => slot === "degree" || slot === "studyMode");

/** 萧山, 想去萧山, while a person is judged: a district and nothing else that is asked. */
function isBareDistrict(
  { question, frame, base }: DecisionContext,
  named: readonly ServiceMatch[],
): boolean {
  if (frame.form === null) return false;
  const [act] = question.acts;
  const asksOutright =
    act !== undefined && act.id !== "what" && act.confidence >= DECISION_LIMITS.outrightAct;
  const isDistrict = ({ text }: ServiceMatch): boolean =>
    base.districts.some(({ name, aliases }) => [name, ...aliases].includes(text));
  return (
    !asksOutright && question.focus.length === 0 && named.every(isDistrict) && named.length > 0
  );
}

/**
 * Whether the guides, or a service of the city or the district asked about, say a word: then it is no matter of an office alone.
 * A matter of several words is never said by chance.
 */
function isSaidHere({ question, base }: DecisionContext, word: string): boolean {
  if (word.includes(" ")) return false;
  const asked = askedDistricts(question);
  const isNear = ({ district }: Service): boolean =>
    base.isWide(district) || asked.includes(district);
  const near = question.services
    .filter(({ confidence }) => confidence >= DECISION_LIMITS.content)
    .flatMap(({ id }) => base.service(id) ?? []);
  const [topic] = question.topics;
  const onTopic = topic === undefined ? [] : base.listServices({ topics: [topic.id] });
  const guides = base.topics
    .filter(({ district }) => district === undefined || asked.includes(district))
    .map(({ words, lead, ways }) =>
      [...words, ...lead.map(({ text }) => text), ...ways.map(({ claim }) => claim.text)].join(" "),
    );
  return (
    guides.some((text) => text.includes(word)) ||
    [...near, ...onTopic]
      .filter(isNear)
      .some((service) => base.states(service, [word]) >= DECISION_LIMITS.verySame)
  );
}

/**
 * Whether a matter of ours is asked about beside a word of another office (a living allowance for who holds a passport): its
 * topic is clear, nothing hints at another field, and the words name it or its sources say the office's word (车牌 of a talent class).
 */
function isOfOurs(context: DecisionContext, word: string): boolean {
  const { question, base } = context;
  const [topic] = question.topics;
  const words = [word, ...base.sayings(word)];
  return (
    topic !== undefined &&
    topic.confidence >= DECISION_LIMITS.clearTopic &&
    question.outOfScope < DECISION_LIMITS.doubtful &&
    (question.entities.some(
      ({ slot, value, text }) =>
        slot === "topic-word" && value === topic.id && !words.includes(text.toLowerCase()),
    ) ||
      (!word.includes(" ") && words.some((saying) => isSaidHere(context, saying))))
  );
}

/**
 * The matter of an office, which the words mean outright (去西湖地铁怎么走, 社保卡丢了): what content or a place hints at is
 * not meant, but for a service of the very district that is named (visa window in Linping); in our own field only where nothing
 * here says the word.
 */
function isOfficeMatter(context: DecisionContext): boolean {
  const { question, base } = context;
  const matter = base.officeIn(question.normalized);
  if (matter === undefined) return false;
  if (matter.office.topics.length > 0) return !isSaidHere(context, matter.word);
  if (isOfOurs(context, matter.word)) return false;
  const [best] = question.services;
  const district = base.service(best?.id ?? "")?.district;
  const isThere = district !== undefined && question.districts.includes(district);
  const enough = isThere ? DECISION_LIMITS.subject : DECISION_LIMITS.overName;
  return (best?.confidence ?? 0) < enough;
}

/**
 * The city's service on the matter whose sources say an office's word (车牌 among what a talent class is good for): it answers,
 * rather than what shares another word with the question.
 */
function saidBesideOffice(context: DecisionContext): PlainDecision | null {
  const { question, base } = context;
  const matter = base.officeIn(question.normalized);
  const [topic] = question.topics;
  if (matter === undefined || topic === undefined || matter.office.topics.length > 0) return null;
  if (matter.word.includes(" ") || !isOfOurs(context, matter.word)) return null;
  const words = [matter.word, ...base.sayings(matter.word)];
  const said = base.listServices({ topics: [topic.id] }).find(
    (service) =>
      base.isWide(service.district) &&
      Object.values(service.claims)
        .flat()
        .some(({ text }) => words.some((word) => text.includes(word))),
  );
  return said === undefined
    ? null
    : {
        kind: "answer-service",
        question,
        service: said.id,
        act: "what",
        related: [],
        assumed: [],
      };
}

/** Whether a service that was only guessed is what the number was asked of: it has one, or its sources say all that was asked. */
function isReached({ question, base }: DecisionContext, guessed: PlainDecision): boolean {
  if (guessed.kind === "nothing-there") return question.focus.some((word) => !base.isGeneral(word));
  const service = guessed.kind === "answer-service" ? base.service(guessed.service) : undefined;
  if (service === undefined) return true;
  const [best] = question.services;
  const isSure = (best?.confidence ?? 0) >= DECISION_LIMITS.overName;
  return (
    base.claimsUnder(service, "contact").length > 0 ||
    base.channelsFor(service).own.some(({ phone }) => phone !== undefined) ||
    (isSure && base.states(service, question.focus) >= DECISION_LIMITS.verySame)
  );
}

/**
 * The telephone or the site of an office in a district: its public ones, where no service is meant, or where the number is
 * asked for outright and what is guessed has none.
 */
function reachDecision(
  context: DecisionContext,
  guessed: PlainDecision | null,
): PlainDecision | null {
  const { question, base } = context;
  const districts = question.districts.filter((id) => !base.isWide(id));
  if (actOf(question) !== "contact" || districts.length === 0) return guessed;
  const isOutright = (question.acts[0]?.confidence ?? 0) >= DECISION_LIMITS.outrightAct;
  if (guessed !== null && (!isOutright || isReached(context, guessed))) return guessed;
  return { kind: "handoff", question, districts };
}

/** Words alike, whoever speaks of it and in whichever of the two ways it is written. */
const asPaid = (text: string): string =>
  text.replaceAll("交", "缴").replaceAll(/[我他她俺咱]们?/gu, "");

/** What the guide itself says that no source has: the office is asked rather than the guide told. */
function isSilent({ question, base }: DecisionContext, guide: PlainDecision | null): boolean {
  const topic = guide?.kind === "guide" ? base.topic(guide.topic) : undefined;
  const words = base.offices
    .flatMap((office) => [...office.words, ...office.matters.flatMap(({ words }) => words)])
    .filter((word) => question.normalized.includes(word));
  return (topic?.silent ?? []).some(({ zh, en }) =>
    words.some((word) => asPaid(zh).includes(asPaid(word)) || en.includes(word)),
  );
}

/** Sides by which somebody asks for themselves. */
const PERSONAL: ReadonlySet<string> = new Set(["list", "eligible", "amount", "who", "what"]);

/**
 * What only content led to, where it does not say what was asked: a word in common is no match. Then the guide of the matter
 * answers, or the point is named as not written, with the office of the matter.
 */
function explainedOr(
  context: DecisionContext,
  decision: PlainDecision | null,
): PlainDecision | null {
  const { question, base } = context;
  if (decision?.kind !== "answer-service") return decision;
  const service = base.service(decision.service);
  const match = question.services.find(({ id }) => id === decision.service);
  if (service === undefined || match?.how !== "content") return decision;
  const { focus } = question;
  const finding = base.findClaims({ service, act: decision.act, focus, isNamed: false });
  const isThere = askedDistricts(question).includes(service.district);
  const isMeant =
    match.confidence >= (isThere ? DECISION_LIMITS.contentOverFocus : DECISION_LIMITS.meant);
  const isExplained =
    finding.status !== "off-focus" || base.states(service, focus) >= DECISION_LIMITS.mostlySame;
  // What one district has is no answer to who asks of the city: the guide of the matter tells it, for whom it is.
  const isElsewhere = context.heard.told === 0 && !isThere && !base.isWide(service.district);
  const guide =
    isElsewhere && match.confidence < DECISION_LIMITS.overName ? guideOfMatter(context) : null;
  if (guide?.kind === "guide" && guide.services.includes(service.id)) return guide;
  if (isMeant || isExplained) return decision;
  const isOwnMatter = isThere && service.topics[0] === question.topics[0]?.id;
  if (isOwnMatter && match.confidence >= DECISION_LIMITS.subject) return decision;
  // Who tells how things are with them is judged by what is near, not shown every way.
  if (context.heard.told > 0 && PERSONAL.has(decision.act)) return decision;
  const ways = guideOfMatter(context) ?? guideByWord(context, 2);
  if (ways !== null) return ways;
  return { kind: "decline", question, reason: "unwritten", topics: nearestTopics(question) };
}

/** A step of money that is applied for, without its name (打钱了没), where the talk has no matter that it could be of. */
const isStep = ({ question, base, frame }: DecisionContext): boolean =>
  !isAboutSomething(frame) && base.saidOf("subsidy-step", question.normalized) !== null;

/** A question that stands alone: comparisons, names, what there is in general, content, honest refusal. */
function planFresh(context: DecisionContext, named: readonly ServiceMatch[]): PlainDecision {
  const { question } = context;
  const comparison = compareDecision(context, named);
  if (comparison !== null) return comparison;
  const need = needDecision(context, named);
  if (need !== null) return need;
  // 人才码坐地铁免费吗 names a thing of ours, and asks for what is none of it.
  if (question.outOfScope >= DECISION_LIMITS.outOfScope && isOfficeMatter(context)) {
    return { kind: "decline", question, reason: "out-of-scope", topics: [] };
  }
  if (isBareDistrict(context, named)) {
    const guide = guideOfDistrict(context);
    if (guide !== null) return guide;
  }
  if (named.length > 0 && isMatterName(context, named)) {
    const guide = guideDecision(context);
    if (guide !== null) return guide;
  }
  if (named.length > 0 && !isNameAside(context, named) && !isPlaceAside(context, named)) {
    return namedDecision(context, named);
  }
  const isOut = question.kind === "none" || question.outOfScope >= DECISION_LIMITS.outOfScope;
  // 怎么弄 alone is of no field, whatever it sounds like.
  if (isOut && question.focus.length === 0 && lacksSubject(context)) {
    return { kind: "decline", question, reason: "no-subject", topics: [] };
  }
  if (isOut && asksTerm(question)) return { kind: "decline", question, reason: "term", topics: [] };
  const spoken = isOut ? null : saidBesideOffice(context);
  if (spoken !== null) return spoken;
  if (isOfficeMatter(context)) {
    const guide = isOut ? null : guideDecision(context);
    if (guide !== null && !isSilent(context, guide)) return guide;
    return { kind: "decline", question, reason: "out-of-scope", topics: [] };
  }
  const overview = overviewDecision(context);
  if (overview !== null) return guideOfDistrict(context) ?? overview;
  if (isOut) {
    return (
      guideByWord(context) ??
      guideOfMoney(context, true) ?? {
        kind: "decline",
        question,
        reason: isStep(context) ? "no-subject" : "out-of-scope",
        topics: nearestTopics(question),
      }
    );
  }
  if (lacksSubject(context)) {
    return { kind: "decline", question, reason: "no-subject", topics: [] };
  }
  const guide = guideDecision(context);
  if (isSilent(context, guide)) {
    return { kind: "decline", question, reason: "out-of-scope", topics: [] };
  }
  return (
    guide ??
    reachDecision(context, explainedOr(context, contentDecision(context))) ??
    guideByWord(context, 2) ??
    guideOfMoney(context) ?? {
      kind: "decline",
      question,
      reason: asksTerm(question) ? "term" : "unknown",
      topics: nearestTopics(question),
    }
  );
}

/** Another matter at the places of the talk, where they have something on it; else wherever. */
function planMatter(
  context: DecisionContext,
  named: readonly ServiceMatch[],
  { act, isAlone = false }: Extract<Change, { readonly kind: "matter" }>,
): PlainDecision {
  const { question, frame, base } = context;
  const topics = question.topics.slice(0, 1).map(({ id }) => id);
  const places = frame.places.filter((id) => !base.isWide(id));
  const isThere =
    places.length > 0 &&
    (question.overview !== undefined ||
      base.listServices({ districts: places, topics }).length > 0);
  const asked = {
    ...question,
    reference: { kind: "none" } as const,
    ...(act !== undefined && { acts: [{ id: act, confidence: 1 }] }),
  };
  // Of several that bear the name the one that was spoken of is meant.
  const spoken = [...new Set([...frame.services, ...(frame.form?.services ?? [])])];
  const called = named.find(({ id }) => spoken.includes(id))?.id;
  const [only, ...more] = spoken.filter((id) => base.service(id)?.topics[0] === topics[0]);
  const meant = called ?? (more.length === 0 ? only : undefined);
  if (isAlone && meant !== undefined) {
    const act = actOf(asked);
    return {
      kind: "answer-service",
      question: { ...asked, focus: [] },
      service: meant,
      act: act === "list" ? "what" : act,
      related: [],
      assumed: [],
    };
  }
  return planFresh(
    { ...context, question: isThere ? { ...asked, districts: places } : asked },
    named,
  );
}

/** 怎么弄, then 租房那个: the subject that was missing is asked for what was asked before it. */
function withOpenAct(context: DecisionContext): DecisionContext {
  const { question, frame } = context;
  const isOpen = frame.services.length === 0 && frame.topics.length === 0 && frame.guide === null;
  const [act] = question.acts;
  const isPlain =
    act === undefined || act.id === "what" || act.confidence < DECISION_LIMITS.outrightAct;
  if (!isOpen || frame.act === null || !isPlain) return context;
  return { ...context, question: { ...question, acts: [{ id: frame.act, confidence: 1 }] } };
}

/** It complains of the length and names nothing that it is to be about (就说硕士的 does). */
const isOnlyShorter = ({ question, heard }: DecisionContext): boolean =>
  heard.told === 0 &&
  question.districts.length === 0 &&
  question.services.every(({ how }) => how === "content") &&
  (question.topics[0]?.confidence ?? 0) < DECISION_LIMITS.clearTopic;

/** What was not found while a matter stands is a gap of that matter, with its office; without one it stays what it was. */
function standing(context: DecisionContext, decision: PlainDecision): PlainDecision {
  if (!standsInTalk(context)) return decision;
  const { frame, base, question } = context;
  const [service] = frame.services;
  const guide =
    frame.guide ??
    base.topics.find(
      ({ district, intents }) => district === undefined && intents.includes(frame.topics[0] ?? ""),
    )?.id;
  const isGuide = frame.guide !== null && frame.goal !== "know";
  if (service === undefined && guide === undefined) return decision;
  return {
    kind: "decline",
    question,
    reason: "standing",
    topics: [],
    subject:
      (isGuide || service === undefined) && guide !== undefined
        ? { guide }
        : { service: service ?? "" },
  };
}

/**
 * 新单位在西湖，要重新报吗: a place that is told, and a topic that the words only resemble; that the place has nothing of that
 * topic is no answer while another matter stands.
 */
function isElsewhereByChance(context: DecisionContext, { kind }: PlainDecision): boolean {
  const { question, frame } = context;
  const [topic] = question.topics;
  return (
    kind === "nothing-there" &&
    standsInTalk(context) &&
    (topic?.confidence ?? 0) < DECISION_LIMITS.guidedOverWord &&
    topic?.id !== frame.topics[0] &&
    question.places.some(({ role }) => role !== "asked") &&
    question.services.every(({ how }) => how === "content")
  );
}

/**
 * What to do about one question, the person asking aside. Pure; the order of the steps is the whole policy of the talk: talk,
 * other cities, what leans on the talk, what stands alone.
 */
export function decide(context: DecisionContext): Decided {
  const once = decideOnce(context);
  if (!isDenial(context, once.decision)) return once;
  const decided = besideToldPlaces(context, once);
  // What a place has not is told with what the city has.
  const known = decided.decision.kind === "nothing-there" ? null : faqDecision(context, true);
  if (known !== null) {
    return {
      decision: known,
      merged: { change: { kind: "fresh" }, why: "the likeliest known question" },
    };
  }
  const maybe = faqMaybe(context);
  return maybe.length === 0
    ? decided
    : { ...decided, decision: withMaybe(decided.decision, maybe) };
}

/**
 * 我们公司在余杭，能申请什么 tells where the firm is: that the district has nothing of its own is no answer where the city has one.
 */
function besideToldPlaces(context: DecisionContext, once: Decided): Decided {
  const { question, base } = context;
  if (once.decision.kind !== "nothing-there") return once;
  const { districts } = once.decision;
  const isTold = districts.every((id) =>
    question.places.some((place) => place.id === id && place.role !== "asked"),
  );
  if (!isTold || placesAsked(question, base).length > 0) return once;
  const wide = question.districts.filter((id) => base.isWide(id));
  const decided = decideOnce({ ...context, question: { ...question, districts: wide } });
  return isDenial(context, decided.decision) ? once : decided;
}

/** What was not found, with what may have been meant. */
function withMaybe(decision: PlainDecision, maybe: readonly string[]): PlainDecision {
  return decision.kind === "decline" ||
    decision.kind === "answer-service" ||
    decision.kind === "guide" ||
    decision.kind === "nothing-there"
    ? { ...decision, maybe }
    : decision;
}

/** Whether a decision says no more than that nothing was found. */
function isDenial({ base, heard }: DecisionContext, decision: PlainDecision): boolean {
  if (!heard.isAsking) return false;
  if (decision.kind === "decline") {
    // Who is sent to another office is told where to ask; in a story its word mostly tells (我开网约车).
    const isSent =
      decision.reason === "out-of-scope" &&
      !tellsStory(decision.question.normalized) &&
      base.officeIn(decision.question.normalized) !== undefined;
    return !isSent && DENIED.has(decision.reason);
  }
  if (decision.kind === "guide") return decision.isNear === true;
  if (decision.kind === "nothing-there") return true;
  if (decision.kind !== "answer-service") return false;
  const service = base.service(decision.service);
  const { focus } = decision.question;
  return (
    service !== undefined &&
    base.findClaims({ service, act: decision.act, focus, isNamed: false }).status === "off-focus" &&
    base.states(service, focus) < DECISION_LIMITS.mostlySame
  );
}

/** Reasons for which nothing is said of a matter that is ours. */
const DENIED: ReadonlySet<string> = new Set([
  "unwritten",
  "unknown",
  "standing",
  "term",
  "out-of-scope",
]);

function decideOnce(context: DecisionContext): Decided {
  const { question } = context;
  const alone = (decision: PlainDecision, why: string): Decided => ({
    decision,
    merged: { change: { kind: "fresh" }, why },
  });
  // Beside a request the matter is named, and no question of it answered.
  const request = requestDecision({ ...context, question: { ...question, faq: [] } }, decide);
  if (request !== null) return request;
  // 太长了, 说重点: no matter, and no praise.
  if (context.hasTalk && context.heard.moves.has("move-shorter") && isOnlyShorter(context)) {
    return alone({ kind: "repeat", question, isShort: true }, "wants it shorter");
  }
  if (isTalk(context)) return alone(talkDecision(context), "talk");
  if (question.normalized === "") {
    return alone({ kind: "decline", question, reason: "empty", topics: [] }, "empty");
  }
  const known = faqDecision(context);
  if (known !== null) return alone(known, "known question");
  const named = namedServices(question, context.base);
  if (isElsewhere(context, named)) {
    const topics = nearestTopics(question);
    return alone({ kind: "decline", question, reason: "elsewhere", topics }, "another city");
  }
  const merged = merge(context, named);
  const decision =
    merged.change.kind === "matter"
      ? planMatter(context, named, merged.change)
      : (planChange(context, merged.change) ?? planFresh(withOpenAct(context), named));
  const isLost =
    decision.kind === "decline" &&
    (decision.reason === "unknown" ||
      decision.reason === "out-of-scope" ||
      (decision.reason === "unwritten" && !context.heard.isAsking)) &&
    !isOfficeMatter(context);
  if (isElsewhereByChance(context, decision)) {
    return { decision: standing(context, decision), merged };
  }
  if (!isLost) return { decision, merged };
  if (!leansWhereLost(context)) return { decision: standing(context, decision), merged };
  const { isOther, told } = context.heard;
  const change: Change =
    isOther && told > 0
      ? { kind: "person" }
      : context.heard.isAsking && question.acts[0] !== undefined
        ? { kind: "act", act: actOf(question) }
        : { kind: "told" };
  const leant = planChange(context, change);
  return leant === null
    ? { decision: standing(context, decision), merged }
    : { decision: leant, merged: { change, why: "nothing of its own found" } };
}
