import { byFacet, type Act } from "../shared/acts.js";
import type { Claim, Service } from "../knowledge/index.js";
import type { ParsedQuestion, ServiceMatch } from "../nlu/types.js";
import { actOf, askedDistricts, topicsOf } from "./question.js";
import type { DecisionContext } from "./context.js";
import { DECISION_LIMITS, LIST_LENGTH, RELATED_LENGTH } from "./thresholds.js";
import type { Assumption, PlainDecision, Tracker } from "./types.js";

/** The act meant: what the question says outright, else what was asked before. */
function inheritedAct(question: ParsedQuestion, tracker: Tracker): Act {
  const [best] = question.acts;
  if (best !== undefined && best.confidence >= DECISION_LIMITS.outrightAct) return best.id;
  return tracker.focus.act ?? best?.id ?? "what";
}

/** The words of a swap or a choice say only what changes; nothing in them is asked about. */
const withoutFocus = (question: ParsedQuestion): ParsedQuestion => ({ ...question, focus: [] });

/** 第二个, 前面那个: the service at that place of the last reply. */
function ordinalDecision({ question, tracker }: DecisionContext): PlainDecision | null {
  const index = question.reference.index ?? 1;
  const id = index > 0 ? tracker.listed[index - 1] : tracker.listed.at(index);
  if (id === undefined) return null;
  return {
    kind: "answer-service",
    question,
    service: id,
    act: actOf(question),
    related: [],
    assumed: [{ kind: "service", id }],
  };
}

/** A choice among services that were offered: the ones of the district now named. */
function pendingChoice({ question, tracker, base }: DecisionContext): PlainDecision | null {
  if (tracker.pending === null) return null;
  const districts = askedDistricts(question);
  const fitting = tracker.pending.services.filter((id) =>
    districts.includes(base.service(id)?.district ?? ""),
  );
  const [service] = fitting;
  if (service === undefined || fitting.length > 1) return null;
  return {
    kind: "answer-service",
    question: withoutFocus(question),
    service,
    act: tracker.pending.act ?? "what",
    related: [],
    assumed: [{ kind: "service", id: service }],
  };
}

/** 打错了，是博士: the same question with another fact about the person. */
function correction({ question, tracker }: DecisionContext): PlainDecision | null {
  const [service] = tracker.focus.services;
  if (service === undefined || question.entities.length === 0) return null;
  return {
    kind: "answer-service",
    question: withoutFocus(question),
    service,
    act: tracker.focus.act ?? "what",
    related: [],
    assumed: [{ kind: "service", id: service }],
  };
}

/** 那滨江呢, 换成余杭: the same question about another district. */
function swapDecision(context: DecisionContext): PlainDecision | null {
  const { question, tracker, base } = context;
  const districts = askedDistricts(question);
  const [district] = districts;
  if (district === undefined) return correction(context);
  const act = inheritedAct(question, tracker);
  const before = tracker.focus.services.flatMap((id) => base.service(id) ?? []);
  const [model] = before;
  const topics = model !== undefined && before.length === 1 ? model.topics : tracker.focus.topics;
  const found =
    model !== undefined && before.length === 1
      ? base.counterparts(model, district)
      : base.listServices({ districts: [district], topics: topics.slice(0, 1) });
  const assumed: readonly Assumption[] = [
    ...districts.map((id): Assumption => ({ kind: "district", id })),
    ...topics.slice(0, 1).map((id): Assumption => ({ kind: "topic", id })),
  ];
  const [best, ...others] = found;
  if (best === undefined) {
    const near = base.listServices({
      districts: base.areasOver(districts),
      topics: topics.slice(0, 1),
    });
    return {
      kind: "nothing-there",
      question: withoutFocus(question),
      topics: topics.slice(0, 1),
      districts,
      act,
      near: near.slice(0, RELATED_LENGTH + 1).map((service) => service.id),
      assumed,
    };
  }
  if (
    model !== undefined &&
    before.length === 1 &&
    !found.some((other) => base.areAlike(model, other))
  ) {
    return {
      kind: "nothing-there",
      question: withoutFocus(question),
      topics: topics.slice(0, 1),
      districts,
      act,
      near: found.slice(0, RELATED_LENGTH + 1).map((service) => service.id),
      subject: model.id,
      assumed,
    };
  }
  if (act === "list" || act === "compare" || before.length > 1) {
    const ids = found.map((service) => service.id);
    return {
      kind: "list-services",
      question: withoutFocus(question),
      services: ids.slice(0, LIST_LENGTH),
      rest: ids.slice(LIST_LENGTH),
      topics: topics.slice(0, 1),
      districts,
      act: "list",
      assumed,
    };
  }
  return {
    kind: "answer-service",
    question: withoutFocus(question),
    service: best.id,
    act,
    related: others.slice(0, RELATED_LENGTH).map((service) => service.id),
    assumed,
  };
}

/** 在哪里用, 要什么材料: a question without a subject of its own. */
function sameSubject({ question, tracker }: DecisionContext): PlainDecision | null {
  const [service] = tracker.focus.services;
  if (service === undefined) return null;
  if (tracker.focus.services.length > 1 && question.reference.kind !== "same") return null;
  return {
    kind: "answer-service",
    question,
    service,
    act: actOf(question),
    related: tracker.focus.services.slice(1, RELATED_LENGTH + 1),
    assumed: [{ kind: "service", id: service }],
  };
}

const hasOwnSubject = (question: ParsedQuestion): boolean =>
  topicsOf(question).length > 0 ||
  (question.services[0]?.confidence ?? 0) >= DECISION_LIMITS.contentOverFocus;

/**
 * A question that leans on what was said before, or `null` when it stands alone. A question that names a
 * service stands alone.
 */
export function followUpDecision(
  context: DecisionContext,
  named: readonly ServiceMatch[],
): PlainDecision | null {
  const { question, tracker } = context;
  const condition = conditionDecision(context, named);
  if (condition !== null) return condition;
  if (named.length > 0) return null;
  if (question.reference.kind === "ordinal") {
    const chosen = ordinalDecision(context);
    if (chosen !== null) return chosen;
  }
  if (tracker.turnCount === 0) return null;
  const choice = pendingChoice(context);
  if (choice !== null && !hasOwnSubject(question)) return choice;
  if (question.reference.kind === "same" && tracker.focus.services.length > 0) {
    return sameSubject(context);
  }
  if (leansOn(context)) return sameSubject(context);
  const hasFocus = tracker.focus.services.length > 0 || tracker.focus.topics.length > 0;
  if (question.reference.kind === "swap" && hasFocus && !hasStrongTopic(question)) {
    return swapDecision(context);
  }
  const isOpen =
    question.reference.kind === "same" ||
    (question.focus.length <= DECISION_LIMITS.openSubjectFocus &&
      !hasOwnSubject(question) &&
      !isStrange(context));
  if (isOpen && askedDistricts(question).length === 0) return sameSubject(context);
  if (isOpen && hasFocus && askedDistricts(question).length > 0 && !hasOwnSubject(question)) {
    return swapDecision(context);
  }
  return null;
}

/** Acts that ask what is required. */
const REQUIRING: readonly Act[] = ["who", "eligible", "materials"];

/** A question of at most so many characters says little of its own. */
const SHORT = 8;

/**
 * "要杭州户口吗" after a subsidy asks for a condition of it, though the word is also a name: the conditions that
 * sources state of the service just spoken of are about that word.
 */
function conditionDecision(
  { question, tracker, base }: DecisionContext,
  named: readonly ServiceMatch[],
): PlainDecision | null {
  const [match] = named;
  const [id] = tracker.focus.services;
  const service = id === undefined ? undefined : base.service(id);
  if (match === undefined || match.how === "name" || service === undefined) return null;
  if (match.id === id || [...question.normalized].length > SHORT) return null;
  if (!REQUIRING.includes(actOf(question))) return null;
  const conditions = { ...service, claims: { ...NO_CLAIMS, who: service.claims.who } };
  if (base.states(bare(conditions), [match.text]) < DECISION_LIMITS.contentOverFocus) return null;
  return {
    kind: "answer-service",
    question: withoutFocus(question),
    service: service.id,
    act: "who",
    related: [],
    assumed: [{ kind: "service", id: service.id }],
  };
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
 * A short question without a name whose matter is that of the service just spoken of, and which that service
 * answers: "最高补助多少" after 5213.
 */
function leansOn({ question, tracker, base }: DecisionContext): boolean {
  const [id] = tracker.focus.services;
  const service = id === undefined ? undefined : base.service(id);
  if (service === undefined || tracker.focus.services.length > 1) return false;
  if (askedDistricts(question).length > 0 || question.elsewhere.length > 0) return false;
  if (question.focus.length > DECISION_LIMITS.openSubjectFocus) return false;
  const topics = topicsOf(question);
  if (topics.length > 0 && !topics.some((topic) => service.topics.includes(topic))) return false;
  const act = actOf(question);
  // "哪些医院可以用" after a service of the same matter asks what belongs to it, known or not.
  const isShort = [...question.normalized].length <= SHORT && question.focus.length > 0;
  if (act === "list" && isShort && topics.length > 0) return true;
  const finding = base.findClaims({ service, act, focus: question.focus, isNamed: true });
  return act !== "what" && act !== "list" && finding.status === "found";
}

/** None of ours by itself, with words that nothing said before knows: the weather between two questions. */
function isStrange({ question, tracker, base }: DecisionContext): boolean {
  if (question.outOfScope < DECISION_LIMITS.outOfScope && question.kind !== "none") return false;
  const services = tracker.focus.services.flatMap((id) => base.service(id) ?? []);
  return (
    question.focus.length > 0 &&
    !services.some(
      (service) => base.speaksOf(service, question.focus) >= DECISION_LIMITS.outOfScope,
    )
  );
}

/** A swap that brings a topic of its own ("那滨江的租房补贴呢") is a question of its own. */
function hasStrongTopic(question: ParsedQuestion): boolean {
  return (
    (question.topics[0]?.confidence ?? 0) >= DECISION_LIMITS.contentOverFocus &&
    question.focus.length > 0
  );
}
