import type { Act } from "../shared/acts.js";
import type { ParsedQuestion, ServiceMatch } from "../nlu/types.js";
import type { KnowledgeBase } from "../knowledge/index.js";
import { actOf, askedDistricts } from "./question.js";
import type { DecisionContext } from "./context.js";
import { DECISION_LIMITS, LIST_LENGTH, RELATED_LENGTH } from "./thresholds.js";
import type { Assumption, PlainDecision } from "./types.js";

/**
 * Services that the words of a question name: those on the matter asked about first ("E类人才买房补贴" names a
 * class and a subsidy, and asks for the subsidy), then the surest.
 */
export function namedServices(
  question: ParsedQuestion,
  base: KnowledgeBase,
): readonly ServiceMatch[] {
  const [topic] = question.topics;
  const isOnTopic = (match: ServiceMatch): boolean =>
    topic !== undefined &&
    topic.confidence >= DECISION_LIMITS.contentOverFocus &&
    base.service(match.id)?.topics.includes(topic.id) === true;
  return allNamed(question, base).toSorted((a, b) => Number(isOnTopic(b)) - Number(isOnTopic(a)));
}

/** Grammar in front of a name that is not meant: 不是21条. */
const DENIED = /(?:不是|不要|不问|没问|not )$/u;

/** Whether the words name the matter of a guide (上小学), and a service on other topics is none of it. */
const isOfOtherGuide = (
  question: ParsedQuestion,
  base: KnowledgeBase,
  topics: readonly string[],
): boolean =>
  base.topics.some(
    ({ district, words, intents }) =>
      district === undefined &&
      intents.length > 0 &&
      !intents.some((intent) => topics.includes(intent)) &&
      words.some((word) => [...word].length >= 3 && question.normalized.includes(word)),
  );

/** A common name that is a fact of a person (D类人才), where the question is clearly about another matter (买房补多少). */
function isFactName(question: ParsedQuestion, base: KnowledgeBase, match: ServiceMatch): boolean {
  const [topic] = question.topics;
  const isFact = question.entities.some(
    ({ slot, text }) =>
      !IMPERSONAL.includes(slot) && text !== "" && match.text.startsWith(text.toLowerCase()),
  );
  const topics = base.service(match.id)?.topics ?? [];
  const isClear =
    topic !== undefined &&
    topic.confidence >= DECISION_LIMITS.clearTopic &&
    !topics.includes(topic.id);
  return match.isCommon === true && isFact && (isClear || isOfOtherGuide(question, base, topics));
}

/**
 * A piece of a name that many places share (人才服务中心, 服务窗口), of a place in a district that is not asked about: said in a
 * longer question, it names none of them.
 */
function isSharedName(question: ParsedQuestion, base: KnowledgeBase, match: ServiceMatch): boolean {
  const district = base.service(match.id)?.district ?? "";
  const isAsked = question.focus.every((word) => match.text.includes(word));
  return (
    match.how !== "content" &&
    !isAsked &&
    base.isShared(match.text) &&
    !base.isWide(district) &&
    !question.districts.includes(district)
  );
}

/** Topics of services that are only a way to get at others: sites, numbers, apps. */
const CHANNEL = "channel";

/** A site or number that is named beside the matter itself (生活补贴在浙里办还是人才码上申请): the matter is asked about. */
function isBesideMatter(
  base: KnowledgeBase,
  match: ServiceMatch,
  all: readonly ServiceMatch[],
): boolean {
  const isChannel = ({ id }: ServiceMatch): boolean => base.service(id)?.topics[0] === CHANNEL;
  return isChannel(match) && all.some((other) => !isChannel(other) && other.start !== match.start);
}

function allNamed(question: ParsedQuestion, base: KnowledgeBase): readonly ServiceMatch[] {
  const points = [...question.normalized];
  const isDenied = ({ start }: ServiceMatch): boolean =>
    DENIED.test(points.slice(0, start).join(""));
  const named = question.services.filter((match) => {
    if (isFactName(question, base, match)) return false;
    if (isSharedName(question, base, match)) return false;
    if (match.how !== "content" && isDenied(match)) return false;
    switch (match.how) {
      case "name":
      case "alias":
        return match.confidence >= DECISION_LIMITS.named;
      case "near-name":
      case "pinyin":
        return match.confidence >= DECISION_LIMITS.nearNamed;
      case "content":
        return false;
      default:
        return match.how satisfies never;
    }
  });
  return named.filter((match) => !isBesideMatter(base, match, named));
}

/** Names that stand at the same place in the question: one name, several bearers. */
function bearersOfFirst(named: readonly ServiceMatch[]): readonly ServiceMatch[] {
  const [first] = named;
  if (first === undefined) return [];
  return named.filter(
    (match) =>
      match.start === first.start &&
      match.end === first.end &&
      match.confidence >= first.confidence * DECISION_LIMITS.sameName,
  );
}

/**
 * What the district asked about has itself on the matter, when the name is that of a city-wide service:
 * "下沙人才落户有没有绿色通道" names the city's rule and means the district's counter.
 */
function inDistrict(
  question: ParsedQuestion,
  base: KnowledgeBase,
  named: ServiceMatch,
): ServiceMatch | undefined {
  const asked = askedDistricts(question);
  const service = base.service(named.id);
  if (service === undefined || !base.isWide(service.district) || asked.includes(service.district))
    return undefined;
  const own = question.services.filter((match) => {
    const other = base.service(match.id);
    return (
      other !== undefined &&
      match.confidence >= DECISION_LIMITS.ownOfDistrict &&
      asked.includes(other.district) &&
      other.topics.some((topic) => service.topics.includes(topic))
    );
  });
  return firstAnswering(question, base, own);
}

/**
 * Of matches that are nearly as sure as the first, the first that has the figure asked for ("滨江新引进多少大学生": the
 * district's figures stand with its overview, not with its nickname), speaks of the degree told or states the sum to be confirmed; else the first. Other sides are
 * asked of one service: what no source says of it is not to be answered by its neighbour.
 */
export function firstAnswering(
  question: ParsedQuestion,
  base: KnowledgeBase,
  matches: readonly ServiceMatch[],
): ServiceMatch | undefined {
  const [first] = matches;
  const act = actOf(question);
  if (first === undefined) return first;
  const near = matches.filter(
    ({ confidence }) => confidence >= first.confidence * DECISION_LIMITS.nearlyAsSure,
  );
  if (act === "amount") return near.find((match) => statesSum(question, base, match)) ?? first;
  if (FOR_ONESELF.includes(act))
    return near.find((match) => isOfDegree(question, base, match)) ?? first;
  if (act !== "figures") return first;
  const answers = (match: ServiceMatch): boolean => {
    const service = base.service(match.id);
    if (service === undefined) return false;
    const focus = question.focus;
    return base.findClaims({ service, act, focus, isNamed: false }).status === "found";
  };
  return near.find(answers) ?? first;
}

/** Whether a service's sources speak of the degree that somebody tells (硕士能先落户吗: not the rule for 本科 and 博士). */
function isOfDegree(question: ParsedQuestion, base: KnowledgeBase, { id }: ServiceMatch): boolean {
  const degrees = question.entities.filter(({ slot }) => slot === "degree").map(({ text }) => text);
  const service = base.service(id);
  return (
    degrees.length > 0 &&
    service !== undefined &&
    base.states(service, degrees) >= DECISION_LIMITS.verySame
  );
}

const NUMBER = /\d/u;

/** Whether a service states the sum that is to be confirmed (能拿40万是真的吗). */
function statesSum(question: ParsedQuestion, base: KnowledgeBase, { id }: ServiceMatch): boolean {
  const sums = question.focus.filter((word) => NUMBER.test(word));
  const service = base.service(id);
  return (
    sums.length > 0 &&
    question.entities.some(({ slot }) => slot === "amount") &&
    service !== undefined &&
    base.states(service, sums) >= DECISION_LIMITS.verySame
  );
}

/** Acts by which somebody asks for themselves: the city's rule is looked at at once. */
const FOR_ONESELF: readonly Act[] = ["who", "eligible", "compare"];

/** Slots that tell nothing about the person, or no more than the place that is asked about. */
const IMPERSONAL: readonly string[] = [
  "district",
  "homeDistrict",
  "workDistrict",
  "date",
  "amount",
];

/**
 * The districts asked about when the name is common (租房补贴) and what bears it is the whole city's: "萧山租房补贴多少" gets
 * the city's, said to be that. With more told about the person, the place may be only where they work or live.
 */
function ofWholeCity(
  question: ParsedQuestion,
  base: KnowledgeBase,
  named: ServiceMatch,
): readonly string[] {
  if (named.isCommon !== true || FOR_ONESELF.includes(actOf(question))) return [];
  const home = base.service(named.id)?.district;
  if (!base.districts.some((other) => other.parent === home)) return [];
  const isAboutPerson = question.entities.some(({ slot }) => !IMPERSONAL.includes(slot));
  if (isAboutPerson) return [];
  // 桐庐淳安建德落户 is called after the places.
  const isInName = (id: string): boolean =>
    question.entities.some(
      ({ slot, value, text }) => slot === "district" && value === id && named.text.includes(text),
    );
  return askedDistricts(question).filter(
    (id) => id !== home && !isInName(id) && !base.districts.some((other) => other.parent === id),
  );
}

/** Sides that a district's own may leave to the city's: who only knows that there is something cannot say how it is done. */
const LEFT_TO_CITY: readonly Act[] = [
  "how",
  "where",
  "when",
  "materials",
  "contact",
  "applicant",
  "interruption",
  "combine",
  "duration",
  "progress",
];

/** Whether no source states a side of what a district has itself, and one does of the city's: the city's answers. */
function isLeftToCity(base: KnowledgeBase, act: Act, own: string, wide: string): boolean {
  const finds = (id: string): boolean => {
    const service = base.service(id);
    return (
      service !== undefined &&
      base.findClaims({ service, act, focus: [], isNamed: true }).status === "found"
    );
  };
  return LEFT_TO_CITY.includes(act) && !finds(own) && finds(wide);
}

/** Acts that ask what there is: then the city's stands beside the district's own. */
const FOR_ALL: readonly Act[] = ["list", "what"];

/** Whether the district and the whole city pay for the same, each of its own. */
function isPaidTwice(base: KnowledgeBase, own: string, wide: string): boolean {
  const [local, whole] = [base.service(own), base.service(wide)];
  return (
    local !== undefined &&
    whole !== undefined &&
    local.topics[0] === whole.topics[0] &&
    local.claims.amount.length > 0 &&
    whole.claims.amount.length > 0
  );
}

/** Whether what only content led to stands beside the bearers of a common name: on their matter, and as near. */
function isBeside(
  question: ParsedQuestion,
  base: KnowledgeBase,
  first: ServiceMatch,
  id: string,
  confidence: number,
): boolean {
  const [topic] = base.service(first.id)?.topics ?? [];
  const asked = askedDistricts(question).filter((one) => !base.isWide(one));
  const service = base.service(id);
  return (
    service !== undefined &&
    topic !== undefined &&
    service.topics[0] === topic &&
    asked.length === 0 &&
    confidence >= first.confidence * DECISION_LIMITS.nearlyAsSure
  );
}

/** No more than the name: then nothing tells which bearer is meant. */
const isBareName = (question: ParsedQuestion): boolean =>
  question.focus.length <= 1 &&
  ["what", "list"].includes(actOf(question)) &&
  question.entities.every((entity) => entity.slot === "district");

const relatedTo = (question: ParsedQuestion, chosen: string): readonly string[] =>
  question.services
    .filter((match) => match.id !== chosen)
    .slice(0, RELATED_LENGTH)
    .map((match) => match.id);

/**
 * A question that names one service: answer about it. When several services bear the name, the district
 * talked about decides; otherwise we ask which one is meant, but not twice in a row.
 */
export function namedDecision(
  { question, frame, base }: DecisionContext,
  named: readonly ServiceMatch[],
): PlainDecision {
  const act = actOf(question);
  const bearers = bearersOfFirst(named);
  const [first] = bearers;
  if (first === undefined) {
    return { kind: "decline", question, reason: "unknown", topics: [] };
  }
  const answer = (match: ServiceMatch, assumed: readonly Assumption[]) => ({
    kind: "answer-service" as const,
    question,
    service: match.id,
    ...(match.coveredId !== undefined && { coveredId: match.coveredId }),
    act,
    related: relatedTo(question, match.id),
    assumed,
  });
  const list = (
    services: readonly string[],
    topics = (base.service(first.id)?.topics ?? []).slice(0, 1),
  ): PlainDecision => ({
    kind: "list-services",
    question,
    services: services.slice(0, LIST_LENGTH),
    rest: services.slice(LIST_LENGTH),
    topics,
    districts: [],
    act,
    assumed: [],
  });
  const asked = askedDistricts(question);
  const there = bearers.find((match) => asked.includes(base.service(match.id)?.district ?? ""));
  const isSaid = (question.acts[0]?.confidence ?? 0) >= DECISION_LIMITS.saidAct;
  const city = bearers.find(({ id }) => base.isWide(base.service(id)?.district));
  if (there !== undefined) {
    const isLeft = city !== undefined && isSaid && isLeftToCity(base, act, there.id, city.id);
    return isLeft ? { ...answer(city, []), inStead: there.id } : answer(there, []);
  }
  const own = inDistrict(question, base, first);
  if (own !== undefined && isSaid && isLeftToCity(base, act, own.id, first.id)) {
    return { ...answer(first, []), inStead: own.id };
  }
  if (own !== undefined) {
    return isPaidTwice(base, own.id, first.id) && FOR_ALL.includes(act)
      ? list([own.id, first.id])
      : answer(own, []);
  }
  const local = ofWholeCity(question, base, first);
  if (local.length > 0) {
    return {
      kind: "nothing-there",
      question,
      topics: (base.service(first.id)?.topics ?? []).slice(0, 1),
      districts: local,
      act,
      near: [first.id],
      holdsThere: true,
      assumed: [],
    };
  }
  if (bearers.length === 1) return answer(first, []);
  const here = bearers.find((match) =>
    frame.places.includes(base.service(match.id)?.district ?? ""),
  );
  if (here !== undefined) {
    return answer(here, [{ kind: "district", id: base.service(here.id)?.district ?? "" }]);
  }
  const wide = bearers.find((match) => {
    const district = base.service(match.id)?.district;
    return base.districts.some((other) => other.parent === district);
  });
  if (wide !== undefined && !isBareName(question)) {
    return answer(wide, [{ kind: "service", id: wide.id }]);
  }
  const services = bearers.map((match) => match.id);
  // 有免费住的吗 asks what there is: all that bear the name, and what is as near without it.
  if (act === "list" && first.isCommon === true) {
    const all = question.services
      .filter(
        ({ id, confidence }) =>
          services.includes(id) || isBeside(question, base, first, id, confidence),
      )
      .map(({ id }) => id);
    return list(all);
  }
  if (frame.isOpen) return list(services, []);
  return { kind: "clarify", question, services, act };
}
