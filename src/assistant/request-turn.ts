import type { Decision } from "../dialogue/index.js";
import type { PlainDecision } from "../dialogue/types.js";

/** Anger is about what is said beside it; what cannot be done stands for itself. */
const DESPAIR = "request-despair";

/** Whether a decision meets a request that cannot be done, a complaint, or anger. */
export const isRequest = (decision: Decision): boolean =>
  decision.kind === "judge"
    ? decision.about !== null && isRequest(decision.about)
    : decision.kind === "talk" && decision.about !== undefined;

/** Whether it meets anger that names no matter: what the person tells may do so. */
export const isBareAnger = (decision: Decision): boolean =>
  decision.kind === "talk" && decision.talk === DESPAIR && decision.about === null;

/** What says nothing beside a request: it was cut off the same breath. */
const EMPTY_BESIDE: ReadonlySet<Decision["kind"]> = new Set(["decline", "talk", "clarify"]);

const MATTERS: ReadonlySet<Decision["kind"]> = new Set([
  "answer-service",
  "list-services",
  "guide",
  "faq",
] satisfies PlainDecision["kind"][]);

/**
 * A message with a request is met once: parts that say nothing beside it go, and a matter that stands alone beside it is
 * what it is about (抢了个寂寞，我本科啥也没领到).
 */
export function settleRequests<One extends { readonly decision: Decision }>(
  planned: readonly One[],
): readonly One[] {
  const first = planned.find(({ decision }) => isRequest(decision));
  if (first === undefined) return planned;
  const others = planned.filter(
    ({ decision }) => !isRequest(decision) && !EMPTY_BESIDE.has(decision.kind),
  );
  const [matter, ...more] = others;
  const { decision } = first;
  if (
    decision.kind === "talk" &&
    isBareAnger(decision) &&
    matter !== undefined &&
    more.length === 0 &&
    MATTERS.has(matter.decision.kind)
  ) {
    return [{ ...first, decision: { ...decision, about: matter.decision as PlainDecision } }];
  }
  return planned.filter((one) => one === first || others.includes(one));
}
