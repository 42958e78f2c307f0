import type { LocalDate } from "../shared/dates.js";
import {
  assess,
  assessAll,
  nextQuestion,
  whatWouldChange,
  type Assessment,
  type ChangeSet,
  type Conflict,
  type Outcome,
  type Policy,
  type Profile,
} from "../eligibility/index.js";
import type { Judged, PolicyShelf } from "./policy-book.js";
import type { Scope } from "./scope.js";

/** One policy judged for the person. */
export interface JudgedPolicy extends Judged {
  readonly assessment: Assessment;
  readonly changes: readonly ChangeSet[];
}

/** All that judging gives for one question of the talk. */
export interface Judgement {
  readonly verdicts: readonly JudgedPolicy[];
  /** The one question to ask, and how many there may be in all, this one included. */
  readonly next: { readonly slot: string; readonly left: number } | null;
  /** What can be had together now, in CNY; 0 unless money in general was asked about. */
  readonly sumCny: number;
  readonly conflicts: readonly Conflict[];
}

/** So many services asked about are all judged: a district's, and the city's beside it. */
const MOST_KEPT = 2;

const ORDER: readonly Outcome[] = ["eligible", "needs-more", "ineligible", "not-covered"];

/** The policies of a service that concern the person: its main one, and others where they change the answer. */
function ofService(
  service: string,
  shelf: PolicyShelf,
  outcomeOf: (policy: Policy) => Outcome,
): readonly Judged[] {
  const [main, ...others] = shelf.policiesOf(service);
  if (main === undefined) return [];
  const isOver = outcomeOf(main.policy) === "ineligible";
  return [
    main,
    ...others.filter(({ policy }) => {
      const outcome = outcomeOf(policy);
      return outcome === "eligible" || (isOver && outcome === "needs-more");
    }),
  ];
}

/**
 * Judges what a question asks for one person as on a day. Pure.
 *
 * @param skipped slots that are not to be asked
 * @param asked the slot asked for just before: asked again as long as it settles something
 */
export function judge(
  scope: Scope,
  profile: Profile,
  today: LocalDate,
  shelf: PolicyShelf,
  skipped: readonly string[],
  asked: string | null = null,
): Judgement {
  const outcomeOf = (policy: Policy): Outcome => assess(policy, profile, today, shelf.book).outcome;
  const judged = scope.services.flatMap((service) => ofService(service, shelf, outcomeOf));
  const isSpokenFor = ({ policy }: Judged): boolean => {
    const { outcome, trail } = assess(policy, profile, today, shelf.book);
    return outcome !== "needs-more" || trail.some((entry) => entry.outcome === "met");
  };
  // Of many, those that nothing speaks for would only lengthen the list and the questions.
  const [first] = scope.services;
  const isMany = scope.services.length > MOST_KEPT && Object.keys(profile).length > 0;
  const near = judged.filter(
    (one) => !isMany || (one.service === first && !scope.isGeneral) || isSpokenFor(one),
  );
  const shown = near.length > 0 ? near : judged;
  const unique = [...new Map(shown.map((one) => [one.policy.id, one])).values()];
  // Found by content, a part of a programme (本科落户) answers only for what is its own, when nothing else is open; else
  // the programme does.
  const nameOf = (policy: Policy, service: string): string => {
    const { outcome, trail } = assess(policy, profile, today, shelf.book);
    const isOwn =
      outcome === "not-covered" &&
      trail.every((entry) => entry.outcome !== "unknown" || entry.op === "open");
    return scope.isNamed === true || isOwn ? service : (policy.services[0] ?? service);
  };
  const verdicts = unique.map(({ policy, service }) => ({
    policy,
    service: nameOf(policy, service),
    assessment: assess(policy, profile, today, shelf.book),
    changes: whatWouldChange(policy, profile, today, shelf.slots, shelf.book),
  }));
  const policies = unique.map(({ policy }) => policy);
  const next = nextQuestion(policies, profile, today, shelf.slots, new Set(skipped));
  const screening = scope.isGeneral ? assessAll(policies, profile, today, shelf.slots) : null;
  // What was asked about by name comes first while it is open; other ways of the matter stand below it.
  const isAsked = (one: JudgedPolicy): boolean =>
    !scope.isGeneral &&
    one.assessment.outcome === "not-covered" &&
    one.assessment.trail.some((entry) => entry.outcome === "met" && entry.yours !== null) &&
    first !== undefined &&
    one.policy.services.includes(first);
  const place = (one: JudgedPolicy): number =>
    isAsked(one) ? ORDER.indexOf("needs-more") - 0.5 : ORDER.indexOf(one.assessment.outcome);
  return {
    verdicts:
      scope.services.length > 1 ? verdicts.toSorted((a, b) => place(a) - place(b)) : verdicts,
    next:
      next === null
        ? null
        : {
            slot: asked !== null && next.askable.includes(asked) ? asked : next.slot,
            left: next.most,
          },
    sumCny: screening?.sumCny ?? 0,
    conflicts: screening?.conflicts ?? [],
  };
}
