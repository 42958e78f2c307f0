import { assessPair, pairProfiles, readProfile } from "../eligibility/index.js";
import { EMPTY_FRAME, type Decision, type Form, type PlainDecision } from "../dialogue/index.js";
import type { ParsedQuestion } from "../nlu/index.js";
import { asksOfTwo, asksTotal, factsOfTwo, recallTwo, spouseIn } from "../person/couple.js";
import { keptOn, type SaidInTurn } from "../person/recall.js";
import type { Scope } from "../person/scope.js";
import { asksForAnything } from "./anything-asked.js";
import { asks } from "./asks.js";
import { conclude } from "./conclude.js";
import { sharedSlots } from "./pair-desk.js";
import type { JudgeInput, JudgeTools, TurnPlan } from "./turn-plan.js";
import { anythingFor, servicesOf, withCity } from "./what-to-judge.js";

/** Decisions that are about the talk or what is kept, and about no matter. */
const NO_MATTER: ReadonlySet<Decision["kind"]> = new Set(["profile", "card", "handoff"]);

/** Services that a decision leads to, best first. */
const servicesIn = (decision: Decision | undefined, tools: JudgeTools): readonly string[] => {
  if (decision === undefined || decision.kind === "profile" || decision.kind === "card") return [];
  return decision.kind === "judge" ? decision.services : servicesOf(decision, tools);
};

/** The answer that stands above the verdicts: that of a known question. */
function aboutOf(decision: Decision | undefined): PlainDecision | null {
  if (decision?.kind === "faq") return decision;
  return decision?.kind === "judge" && decision.about?.kind === "faq" ? decision.about : null;
}

/** What is to be judged of the two; `null` where no rule judges anything of it. */
function scopeOfTwo(
  question: ParsedQuestion,
  plan: TurnPlan,
  facts: Parameters<typeof anythingFor>[1],
  form: Form | null,
  isBegun: boolean,
  tools: JudgeTools,
): Scope | null {
  const { synonyms, shelf } = tools;
  const told = Object.keys(facts).length;
  const points = [...question.normalized];
  // 没住公租房 tells of what it names, and asks nothing of it.
  const isTold = (name: string): boolean =>
    question.statements.some(({ start, end }) => points.slice(start, end).join("").includes(name));
  const isNamed = question.services.some(({ how, text }) => how !== "content" && !isTold(text));
  const isAnything =
    !isNamed &&
    (asksForAnything(question, { told, hasSubject: false }, synonyms) ||
      asksTotal(question, synonyms));
  if (isBegun && isAnything) return anythingFor(question, facts, tools);
  const meant = isBegun ? servicesIn(plan.decisions.at(-1), tools) : [];
  const [only, ...more] = meant;
  // Beside one service of a district the city's counts, too.
  const found = only !== undefined && more.length === 0 ? withCity(only, tools) : meant;
  const judged = found.filter((id) => shelf.policiesOf(id).length > 0);
  if (judged.length > 0) return { services: judged, isGeneral: false, act: "eligible" };
  return form?.pair === true && form.services.length > 0 ? form : null;
}

/**
 * A turn about two persons of one household: both judged beside each other, with who applies for what they have once. `null` when
 * the turn is of one person, tells nothing of either, or is about nothing that a rule judges: then the plan stands.
 *
 * @param plan what the turn is by itself: it finds the matter
 * @param said what the utterance says of the speaker, and as the answer to the question that is open
 */
export function planOfTwo(
  input: JudgeInput,
  said: SaidInTurn,
  plan: TurnPlan,
  tools: JudgeTools,
): TurnPlan | null {
  const { utterance, questions, tracker, today } = input;
  const { shelf, forms } = tools;
  const frame = tracker.frame ?? EMPTY_FRAME;
  const stands = frame.form?.pair === true;
  const question = questions.at(-1);
  if (question === undefined || plan.decisions.some(({ kind }) => NO_MATTER.has(kind))) return null;
  const since = frame.form?.since ?? frame.since;
  const kept = {
    ...keptOn(tracker, shelf, today),
    ...readProfile(input.profile ?? {}, forms).profile,
  };
  const isNamedNow = spouseIn(utterance, tools.synonyms) !== null;
  if (!stands && !isNamedNow && !asksOfTwo(questions, { one: {}, other: {} }, tools.synonyms)) {
    return null;
  }
  const before = recallTwo(tracker, since, kept, tools);
  const now = factsOfTwo(questions, before.whom !== null, today, tools);
  // 那租房补贴呢 asks of both what was asked of both before.
  const isSwap = stands && question.reference.kind === "swap";
  const isBegun = isSwap || asksOfTwo(questions, now, tools.synonyms);
  const asked = frame.form?.asking ?? null;
  const given =
    stands && asked !== null && said.answer.kind === "value" ? { [asked]: said.answer.value } : {};
  const isSkipped = stands && said.answer.kind === "skip";
  const isTold =
    [now.one, now.other, given].some((facts) => Object.keys(facts).length > 0) || isSkipped;
  // What is asked beside the two of them is answered as it is.
  const goesOn = stands && isTold && !asks(utterance, questions, tools.synonyms);
  if (!isBegun && !goesOn) return null;
  const told = { ...now.one, ...given };
  const { profiles, unclear } = pairProfiles(
    { ...before.one, ...told },
    { ...before.other, ...now.other },
    sharedSlots(shelf),
  );
  const [one, other] = profiles;
  if (Object.keys(one).length + Object.keys(other).length === 0) return null;
  const scope = scopeOfTwo(question, plan, one, frame.form, isBegun, tools);
  if (scope === null) return null;
  const form = stands ? frame.form : null;
  const speaker: SaidInTurn = {
    ...said,
    facts: told,
    isOther: false,
    isSupposed: false,
    isAnyone: false,
  };
  const { person, outcome } = conclude(
    input,
    scope,
    speaker,
    { before: before.one, facts: one, replaced: [] },
    {
      began: form?.began ?? tracker.turnCount,
      since,
      person: "speaker",
      put: form?.put ?? {},
      skipped: [...(form?.skipped ?? []), ...(isSkipped && asked !== null ? [asked] : [])],
      isAgain: false,
      isLater: form !== null,
    },
    tools,
  );
  const policies = (person.judgement?.verdicts ?? []).map(({ policy }) => policy);
  const { services, act } = scope;
  return {
    decisions: [
      {
        kind: "judge",
        question,
        about: isBegun ? aboutOf(plan.decisions.at(-1)) : null,
        services,
        act,
      },
    ],
    persons: [
      {
        ...person,
        // Of two persons nothing is offered to be kept, and the verdicts before were those of one.
        offersKeep: false,
        before: null,
        isOffer: false,
        pair: {
          whom: spouseIn(utterance, tools.synonyms) ?? before.whom,
          facts: other,
          unclear,
          screening: assessPair(policies, profiles, today, shelf.slots),
          policies: policies.map(({ id }) => id),
        },
      },
    ],
    outcome: {
      ...outcome,
      form: outcome.form === null ? null : { ...outcome.form, offered: false, pair: true },
      tells: true,
    },
    why: [...(plan.why ?? []), "two persons of one household: judge"],
  };
}
