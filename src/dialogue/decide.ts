import type { ParsedQuestion, ServiceMatch } from "../nlu/types.js";
import { compareDecision } from "./decide-compare.js";
import { overviewDecision, swappedOverview } from "./decide-overview.js";
import { contentDecision } from "./decide-content.js";
import { namedDecision, namedServices } from "./decide-named.js";
import { followUpDecision } from "./decide-follow-up.js";
import type { DecisionContext } from "./context.js";
import { actOf } from "./question.js";
import { DECISION_LIMITS, LIST_LENGTH } from "./thresholds.js";
import type { PlainDecision } from "./types.js";

/** Talk intents that are more than a friendly sentence. */
const HANDOFF = "handoff";
const REPEAT = "repeat";
const MORE = "more";

function talkDecision({ question, tracker }: DecisionContext): PlainDecision {
  const talk = question.talk ?? "";
  if (talk === HANDOFF) {
    const districts = question.districts.length > 0 ? question.districts : tracker.focus.districts;
    return { kind: "handoff", question, districts };
  }
  if (talk === REPEAT && tracker.turns.length > 0) return { kind: "repeat", question };
  if (talk === MORE && tracker.rest.length > 0) {
    return {
      kind: "list-services",
      question,
      services: tracker.rest.slice(0, LIST_LENGTH),
      rest: tracker.rest.slice(LIST_LENGTH),
      ...(tracker.focus.overview !== undefined && { overview: tracker.focus.overview }),
      topics: tracker.focus.topics,
      // The rest of an overview holds the city's, too.
      districts: tracker.focus.overview === undefined ? tracker.focus.districts : [],
      act: "list",
      assumed: [],
    };
  }
  return { kind: "talk", question, talk };
}

const nearestTopics = (question: ParsedQuestion): readonly string[] =>
  question.topics.slice(0, 3).map((topic) => topic.id);

/**
 * Small talk, unless it names a district or leans on what was said ("那滨江呢", "余杭" as an answer):
 * then it is a question that goes on.
 */
function isTalk({ question, tracker }: DecisionContext): boolean {
  if (question.kind !== "talk") return false;
  if (question.elsewhere.length > 0) return false;
  const goesOn = question.districts.length > 0 || question.reference.kind === "ordinal";
  return !(goesOn && tracker.turnCount > 0);
}

/**
 * Another city's matter: that city is named and nothing of Hangzhou is. A common name (生活补贴) does not count:
 * other cities have it too. Nor can another city be put beside ours: we know nothing of it.
 */
function isElsewhere({ question, base }: DecisionContext, named: readonly ServiceMatch[]): boolean {
  if (question.elsewhere.length === 0) return false;
  if (question.districts.length > 0) return actOf(question) === "compare";
  return !named.some((match) => {
    const district = base.service(match.id)?.district;
    return match.how === "name" && match.isCommon !== true && !base.isWide(district);
  });
}

/** "在哪里用" when nothing was said before: no word tells what it is about. */
function lacksSubject({ question, tracker }: DecisionContext): boolean {
  const isOpen = question.reference.kind === "same" && question.focus.length === 0;
  const best = question.services[0]?.confidence ?? 0;
  return isOpen && tracker.focus.services.length === 0 && best < DECISION_LIMITS.subject;
}

/**
 * Whether the name tells of something else than the matter, and what content leads to is sure: 我是E类人才能摇号吗 names a
 * class, and asks for the lottery.
 */
function isNameAside({ question, base }: DecisionContext, named: readonly ServiceMatch[]): boolean {
  const [topic] = question.topics;
  const [best] = question.services;
  if (topic === undefined || best?.how !== "content") return false;
  const isOnTopic = (match: ServiceMatch): boolean =>
    base.service(match.id)?.topics.includes(topic.id) === true;
  return (
    best.confidence >= DECISION_LIMITS.overName &&
    isOnTopic(best) &&
    named.every((match) => !isOnTopic(match) && match.confidence * 2 <= best.confidence)
  );
}

/**
 * What to do about one question. Pure; the order of the steps is the whole policy of the talk:
 * talk, other cities, names, follow-ups, comparisons, content, honest refusal.
 */
export function decide(context: DecisionContext): PlainDecision {
  const { question } = context;
  if (isTalk(context)) return talkDecision(context);
  if (question.normalized === "") {
    return { kind: "decline", question, reason: "empty", topics: [] };
  }
  const named = namedServices(question, context.base);
  if (isElsewhere(context, named)) {
    return { kind: "decline", question, reason: "elsewhere", topics: nearestTopics(question) };
  }
  const followUp = swappedOverview(context) ?? followUpDecision(context, named);
  if (followUp !== null) return followUp;
  const comparison = compareDecision(context, named);
  if (comparison !== null) return comparison;
  if (named.length > 0 && !isNameAside(context, named)) return namedDecision(context, named);
  const overview = overviewDecision(context);
  if (overview !== null) return overview;
  if (question.kind === "none" || question.outOfScope >= DECISION_LIMITS.outOfScope) {
    return { kind: "decline", question, reason: "out-of-scope", topics: nearestTopics(question) };
  }
  if (lacksSubject(context)) {
    return { kind: "decline", question, reason: "no-subject", topics: [] };
  }
  return (
    contentDecision(context) ?? {
      kind: "decline",
      question,
      reason: "unknown",
      topics: nearestTopics(question),
    }
  );
}
