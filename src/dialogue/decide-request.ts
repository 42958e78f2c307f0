import type { Request } from "../nlu/moves/requests.js";
import type { ParsedQuestion } from "../nlu/types.js";
import type { DecisionContext } from "./context.js";
import type { Decided } from "./merge.js";
import { DECISION_LIMITS } from "./thresholds.js";
import type { PlainDecision } from "./types.js";

/** Requests that lean on what is spoken of. */
const OF_THE_TALK: ReadonlySet<Request> = new Set<Request>(["do", "fee", "file"]);

/** Said in anger: it tells what went wrong, and asks only what it asks outright. */
const ANGER: ReadonlySet<Request> = new Set<Request>(["complain", "despair"]);

/** The question with the act that its words say outright, else without any: then what there is to know is told. */
const withOutrightAct = (question: ParsedQuestion): ParsedQuestion =>
  (question.acts[0]?.confidence ?? 0) >= DECISION_LIMITS.outrightAct
    ? question
    : { ...question, acts: [] };

/** Decisions that tell something of a matter; what is held elsewhere, and which of several is meant, among them. */
const TELLING: ReadonlySet<PlainDecision["kind"]> = new Set([
  "answer-service",
  "list-services",
  "nothing-there",
  "clarify",
  "compare",
  "sides",
]);

/** From here the words name a matter rather than hint at one. */
const NAMED = 0.4;

/** Whether a decision tells of a matter that the words name: hints lead nowhere when somebody is angry. */
function isNamed(decision: PlainDecision, { question, base }: DecisionContext): boolean {
  if (decision.kind === "guide") return true;
  // 人才服务中心搬到哪了，气死: a matter that an office has is said with its office.
  if (decision.kind === "decline") return base.officeIn(question.normalized) !== undefined;
  if (!TELLING.has(decision.kind)) return false;
  const [topic] = question.topics;
  return (
    question.services.some(({ how, confidence }) => how !== "content" && confidence >= NAMED) ||
    (topic?.confidence ?? 0) >= DECISION_LIMITS.guided
  );
}

/** What the request leans on: how one does it oneself, of what is spoken of (你直接帮我申请吧). */
function spokenOf({ question, frame }: DecisionContext, request: Request): PlainDecision | null {
  const [service] = frame.services;
  if (service === undefined || !OF_THE_TALK.has(request)) return null;
  return { kind: "answer-service", question, service, act: "how", related: [], assumed: [] };
}

/**
 * What cannot be done (submit for me, my file, a private number), a broker, a complaint, despair: said so before anything
 * else, with the matter that the words name, which tells the way on. `null` when nothing of that kind was said.
 */
export function requestDecision(
  context: DecisionContext,
  decideRest: (context: DecisionContext) => Decided,
): Decided | null {
  const { request } = context.heard;
  if (request === null) return null;
  const rest = decideRest({
    ...context,
    question: ANGER.has(request) ? withOutrightAct(context.question) : context.question,
    heard: { ...context.heard, request: null },
  });
  const about = isNamed(rest.decision, context) ? rest.decision : spokenOf(context, request);
  return {
    decision: { kind: "talk", question: context.question, talk: `request-${request}`, about },
    merged: { change: { kind: "fresh" }, why: `request: ${request}` },
  };
}
