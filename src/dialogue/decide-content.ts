import type { Service } from "../knowledge/index.js";
import type { ServiceMatch } from "../nlu/types.js";
import type { DecisionContext } from "./context.js";
import { firstAnswering } from "./decide-named.js";
import { actOf, askedDistricts, topicsOf } from "./question.js";
import { DECISION_LIMITS, LIST_LENGTH, RELATED_LENGTH } from "./thresholds.js";
import type { PlainDecision } from "./types.js";

/** Content matches worth speaking of, within the districts asked about. */
function candidates(context: DecisionContext): readonly ServiceMatch[] {
  const { question, base } = context;
  const excluded = question.excludedDistricts;
  return question.services
    .map((match) =>
      isOfLongerWord(context, match)
        ? { ...match, confidence: match.confidence * DECISION_LIMITS.longerWord }
        : match,
    )
    .filter((match) => {
      const district = base.service(match.id)?.district ?? "";
      return match.confidence >= DECISION_LIMITS.content && !excluded.includes(district);
    })
    .toSorted((a, b) => b.confidence - a.confidence);
}

/** Whether a service's names hold a degree of the question only inside one longer word: 博士后补贴 is not for every 博士. */
function isOfLongerWord({ question, base }: DecisionContext, { id, how }: ServiceMatch): boolean {
  const service = base.service(id);
  if (service === undefined || how !== "content") return false;
  const names = [service.name, ...service.aliases].join(" ");
  return question.entities.some(({ slot, text }) => {
    if (slot !== "degree") return false;
    const after = new Set(
      names
        .split(text)
        .slice(1)
        .map((rest) => Array.from(rest)[0] ?? " "),
    );
    const [next = " "] = after;
    return (
      after.size === 1 && /\p{Script=Han}/u.test(next) && !question.normalized.includes(text + next)
    );
  });
}

/**
 * A question that names no service: answer with the one that it means by content, or list several, or
 * say that no source speaks of that district. `null` when nothing comes near.
 */
export function contentDecision(context: DecisionContext): PlainDecision | null {
  const { question, base } = context;
  const act = actOf(question);
  const topics = topicsOf(question);
  const districts = askedDistricts(question).filter((id) => !base.isWide(id));
  const found = candidates(context);
  const inDistrict = found.filter((match) =>
    districts.includes(base.service(match.id)?.district ?? ""),
  );
  const near = districts.length > 0 ? inDistrict : found;
  const meant = near.filter((match) => !isByChance(context, match));
  // Where a district is asked about, what only shares a word with the question stands for nothing there.
  const pool = districts.length > 0 ? meant : near;

  if (districts.length > 0 && !speaksOf(context, pool, topics)) {
    const wide = found.filter((match) => base.isWide(base.service(match.id)?.district));
    const held = [
      ...wide.filter((match) => sharesTopic(context, match, topics)).map((match) => match.id),
      ...base
        .listServices({ districts: base.areasOver(districts), topics: topics.slice(0, 1) })
        .filter(() => topics.length > 0)
        .map((service) => service.id),
    ];
    if (topics.length === 0 && held.length === 0) return null;
    const others = inOtherDistricts(context, districts);
    return {
      kind: "nothing-there",
      question,
      topics: topics.slice(0, 1),
      districts,
      act,
      // Where another district has the very thing, what only shares its topic would mislead.
      near: [...new Set(held)]
        .filter((id) => others.length === 0 || speaksOfIt(context, id, DECISION_LIMITS.mostlySame))
        .slice(0, RELATED_LENGTH + 1),
      others: others.slice(0, RELATED_LENGTH),
      assumed: [],
    };
  }

  const best = firstAnswering(question, base, onTopicFirst(context, pool, topics));
  const others = pool.filter((match) => match !== best);
  if (best === undefined || isByChance(context, best)) return null;
  if (isStrangers(context, best)) return null;
  if (act === "list") {
    const ids = pool
      .filter((match) => knowsWords(context, match))
      .filter((match) => match.confidence >= best.confidence * DECISION_LIMITS.related)
      .map((match) => match.id);
    const more = base
      .listServices({ districts, topics: topics.slice(0, 1) })
      .filter((service) => topics.length > 0 && statesWords(context, service))
      .map((service) => service.id);
    const all = [...new Set([...ids, ...more])];
    if (ids.length > 0 && all.length > 1) {
      return {
        kind: "list-services",
        question,
        services: all.slice(0, LIST_LENGTH),
        rest: all.slice(LIST_LENGTH),
        topics: topics.slice(0, 1),
        districts,
        act,
        assumed: [],
      };
    }
  }
  const equal = equalTo(context, best, others);
  if (equal !== undefined) {
    return {
      kind: "list-services",
      question,
      services: [best.id, equal.id],
      rest: [],
      topics: topics.slice(0, 1),
      districts,
      act,
      assumed: [],
    };
  }
  return {
    kind: "answer-service",
    question,
    service: best.id,
    ...(best.coveredId !== undefined && { coveredId: best.coveredId }),
    act,
    related: others
      .filter((match) => match.confidence >= best.confidence * DECISION_LIMITS.related)
      .slice(0, RELATED_LENGTH)
      .map((match) => match.id),
    assumed: [],
  };
}

/**
 * Another one of the same kind that is as likely meant, when a thing is asked for by what it is (那个电子手册叫什么): both are
 * named. Where one is clearly nearer, or another side is asked, it alone is.
 */
function equalTo(
  { question, base }: DecisionContext,
  best: ServiceMatch,
  others: readonly ServiceMatch[],
): ServiceMatch | undefined {
  if (actOf(question) !== "what" || best.confidence >= DECISION_LIMITS.contentOverFocus)
    return undefined;
  const service = base.service(best.id);
  const [second] = others;
  const other = second === undefined ? undefined : base.service(second.id);
  const isEqual =
    second !== undefined &&
    second.confidence >= best.confidence * DECISION_LIMITS.level &&
    service?.kind === other?.kind &&
    service?.district === other?.district &&
    service?.topics[0] === other?.topics[0];
  return isEqual ? second : undefined;
}

/** Whether sources say of a service so much of what the question is about (0–1). */
const speaksOfIt = ({ question, base }: DecisionContext, id: string, share: number): boolean => {
  const service = base.service(id);
  return service !== undefined && base.states(service, question.focus) >= share;
};

/** Services of other districts on the matter of which sources say all that the question is about, the likeliest first. */
function inOtherDistricts(context: DecisionContext, districts: readonly string[]): string[] {
  const { question, base } = context;
  if (question.focus.length === 0) return [];
  return base
    .listServices({ topics: question.topics.slice(0, 2).map(({ id }) => id) })
    .filter(
      ({ id, district }) =>
        !districts.includes(district) &&
        !question.excludedDistricts.includes(district) &&
        !base.isWide(district) &&
        speaksOfIt(context, id, DECISION_LIMITS.verySame),
    )
    .map(({ id }) => id);
}

/** Of matches nearly as sure as the first, those on the matter first: 外地户口能摇号吗 is no question about schools. */
function onTopicFirst(
  context: DecisionContext,
  pool: readonly ServiceMatch[],
  topics: readonly string[],
): readonly ServiceMatch[] {
  const [first] = pool;
  const near = context.question.topics.slice(0, 2).map(({ id }) => id);
  if (first === undefined || topics.length === 0 || sharesTopic(context, first, near)) return pool;
  const least = first.confidence * DECISION_LIMITS.onTopic;
  const isBetter = (match: ServiceMatch): boolean =>
    match.confidence >= least && sharesTopic(context, match, near);
  return [...pool.filter(isBetter), ...pool.filter((match) => !isBetter(match))];
}

const knowsWords = (context: DecisionContext, match: ServiceMatch): boolean => {
  const service = context.base.service(match.id);
  return service !== undefined && statesWords(context, service);
};

/** Whether sources speak of the particular words of the question (小客车) for a service, and of most others. */
function statesWords({ question, base }: DecisionContext, service: Service): boolean {
  const particular = question.focus.filter((word) => [...word].length >= 3);
  return (
    particular.every((word) => base.states(service, [word]) >= DECISION_LIMITS.particular) &&
    base.states(service, question.focus) >= DECISION_LIMITS.related
  );
}

/**
 * A service of quite another matter that shares a word by chance ("申请进度" and a mechanism that watches
 * "质量与进度"): the topic is clear, the service is not on it and is found with little confidence.
 */
function isByChance(context: DecisionContext, match: ServiceMatch): boolean {
  const [topic] = context.question.topics;
  if (topic === undefined || topic.confidence < DECISION_LIMITS.clearTopic) return false;
  if (match.confidence >= DECISION_LIMITS.contentOverFocus) return false;
  const near = context.question.topics.slice(0, 2).map(({ id }) => id);
  return !sharesTopic(context, match, near);
}

/**
 * A question that is likely none of ours, and a service near it that does not say what was asked: speaking of that
 * service would only mislead ("how do I renew my passport" and the hukou rules).
 */
function isStrangers({ question, base }: DecisionContext, match: ServiceMatch): boolean {
  if (question.outOfScope < DECISION_LIMITS.doubtful) return false;
  // What somebody needs of a district, in their own words, is not what sources write: a need that we thought of leads there.
  const service = base.service(match.id);
  const isThere = service !== undefined && askedDistricts(question).includes(service.district);
  if (isThere && match.confidence >= DECISION_LIMITS.contentOverFocus) return false;
  // What the district has on the very matter is spoken of, if only to say what no source states of it.
  const [topic] = question.topics;
  const isClear = (topic?.confidence ?? 0) >= DECISION_LIMITS.guided;
  const isOwn = isThere && !base.isWide(service.district);
  if (isOwn && isClear && service.topics[0] === topic?.id) return false;
  if (service === undefined) return true;
  const finding = base.findClaims({
    service,
    act: actOf(question),
    focus: question.focus,
    isNamed: false,
  });
  return finding.status !== "found" || question.focus.length === 0;
}

function sharesTopic(
  context: DecisionContext,
  match: ServiceMatch,
  topics: readonly string[],
): boolean {
  const service = context.base.service(match.id);
  return service !== undefined && service.topics.some((topic) => topics.includes(topic));
}

/**
 * Whether something in the district is about what was asked: one of the topics, or the words themselves.
 * Otherwise a service of the right district and the wrong matter would be taken.
 */
function speaksOf(
  context: DecisionContext,
  pool: readonly ServiceMatch[],
  topics: readonly string[],
): boolean {
  const { question, base } = context;
  return pool.slice(0, 3).some((match) => {
    if (topics.length > 0 && sharesTopic(context, match, topics.slice(0, 2))) return true;
    const service = base.service(match.id);
    return (
      service !== undefined &&
      question.focus.length > 0 &&
      base.speaksOf(service, question.focus) >= DECISION_LIMITS.contentOverFocus
    );
  });
}
