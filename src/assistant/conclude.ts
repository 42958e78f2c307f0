import { readProfile, type Profile } from "../eligibility/index.js";
import type { Form, PersonOutcome } from "../dialogue/index.js";
import { judge, type Judgement } from "../person/judge.js";
import { isChild, withNewer } from "../person/person-facts.js";
import { keptOn, recall, type SaidInTurn } from "../person/recall.js";
import type { JudgeInput, JudgeTools, PersonView, Replaced } from "./turn-plan.js";
import type { Scope } from "../person/scope.js";

/** All that counts in a turn, and what of it was said otherwise before. */
export interface Known {
  readonly before: Profile;
  readonly facts: Profile;
  readonly replaced: readonly Replaced[];
}

/** All that counts in this turn of the one it is about, and what of it was said otherwise before. */
export function knownOf(
  input: JudgeInput,
  said: SaidInTurn,
  since: number,
  person: Form["person"],
  tools: JudgeTools,
): Known {
  const { tracker, today } = input;
  const isSpeaker = person === "speaker";
  const kept = isSpeaker ? keptOn(tracker, tools.shelf, today) : {};
  const given = isSpeaker ? readProfile(input.profile ?? {}, tools.forms).profile : {};
  const before = recall(tracker, since, { ...kept, ...given }, tools, person);
  const { profile, replaced } = withNewer(before, said.facts, today, said.denied);
  const facts = Object.fromEntries(
    Object.entries(profile).filter(([slot]) => !said.unclear.includes(slot)),
  );
  return {
    before,
    facts,
    replaced: replaced.flatMap((slot) => {
      const old = before[slot];
      return old === undefined ? [] : [{ slot, before: old }];
    }),
  };
}

/**
 * What is left of the person when a turn is about a child: of the speaker nothing, not even what was told or kept before;
 * of another child not the words of this turn.
 */
export const childLeaves = (
  tracker: JudgeInput["tracker"],
  isOther: boolean,
): Pick<PersonOutcome, "profile" | "profileOn" | "forget"> =>
  isOther
    ? { profile: tracker.profile, profileOn: tracker.profileOn ?? null, forget: "words" }
    : { profile: {}, profileOn: null, forget: "all" };

/** Whether a turn's words tell something of a person, so that they are read again later. */
export const tellsOf = ({ facts, unclear, denied, answer }: SaidInTurn): boolean =>
  Object.keys(facts).length > 0 ||
  unclear.length > 0 ||
  denied.length > 0 ||
  answer.kind !== "none";

/** What a judgement goes on from. */
export interface GoingOn {
  readonly began: number;
  readonly since: number;
  readonly person: Form["person"];
  readonly put: Form["put"];
  readonly skipped: readonly string[];
  /** What was said could not be read as an answer: the question is put once more. */
  readonly isAgain: boolean;
  /** The judgement went on before this turn. */
  readonly isLater?: boolean;
  /** A question about the judgement (为什么, 明年呢): the one that is open stays open, and is put again once at most. */
  readonly isAside?: boolean;
  /** The person leaves: nothing more is asked. */
  readonly isLeft?: boolean;
}

/** How often a question is put before it is let go. */
export const MOST_PUT = 2;

/** Names a question among those put: how exactly something is asks otherwise than what it is. */
export const questionKey = (slot: string, facts: Profile): string =>
  facts[slot] === undefined ? slot : `${slot}~`;

/**
 * Who tells something else than was asked for is asked the next thing first, and not the same at once again; `null` when
 * nothing else is open, or the question was not put before.
 */
function otherThanPut(
  next: Judgement["next"],
  scope: Scope,
  { facts }: Known,
  { put, skipped, isAgain, isAside }: GoingOn,
  { today }: JudgeInput,
  { shelf }: JudgeTools,
): Judgement["next"] {
  if (
    next === null ||
    isAgain ||
    isAside === true ||
    put[questionKey(next.slot, facts)] === undefined
  ) {
    return null;
  }
  return judge(
    scope,
    facts,
    today,
    shelf,
    [...skipped, ...shelf.slots.keys()].filter(
      (slot) => skipped.includes(slot) || put[questionKey(slot, facts)] !== undefined,
    ),
  ).next;
}

/** A judgement with its question, as the reply shows it and the tracker keeps it. */
export function conclude(
  input: JudgeInput,
  scope: Scope,
  said: SaidInTurn,
  known: Known,
  from: GoingOn,
  tools: JudgeTools,
): { readonly person: PersonView; readonly outcome: PersonOutcome } {
  const { tracker, today, isGroup } = input;
  const before = tracker.frame?.form ?? null;
  const asked = from.isLater === true ? (before?.asking ?? null) : null;
  const keyOf = (slot: string): string => questionKey(slot, known.facts);
  const tired = [...tools.forms.keys()].filter((slot) => (from.put[keyOf(slot)] ?? 0) >= MOST_PUT);
  const notAsked = [...new Set([...from.skipped, ...tired])];
  const judgement = judge(scope, known.facts, today, tools.shelf, notAsked, asked);
  const child = isChild(known.facts, today);
  const asking =
    isGroup || child || from.isLeft === true
      ? null
      : (otherThanPut(judgement.next, scope, known, from, input, tools) ?? judgement.next);
  // The question stays open behind a question about the judgement, even where it is not put again.
  const open = asking?.slot ?? (from.isAside === true ? asked : null);
  const isOther = from.person === "other";
  // What is asked of others or of nobody in particular is never kept.
  const isSelf = from.person === "speaker" && !said.isAnyone;
  const isKept = tracker.profileOn !== undefined && isSelf;
  const mayOffer = asking === null && isSelf && !child && !isKept && !isGroup;
  const offersKeep =
    mayOffer && Object.keys(recall(tracker, from.since, said.facts, tools, from.person)).length > 0;
  const keepsNew = isKept && !child;
  return {
    person: {
      facts: known.facts,
      said: said.facts,
      replaced: known.replaced,
      isOther,
      whom: null,
      isChild: child,
      isKept,
      offersKeep,
      judgement,
      before:
        from.isLater === true ? judge(scope, known.before, today, tools.shelf, notAsked) : null,
      supposed: null,
      asking,
      isAgain: from.isAgain,
      skipped: notAsked.filter((slot) => known.facts[slot] === undefined),
      isGeneral: scope.isGeneral,
      isOffer: scope.isOffer === true && asking !== null,
    },
    outcome: {
      form: child
        ? null
        : {
            services: scope.services,
            isGeneral: scope.isGeneral,
            act: scope.act,
            began: from.began,
            since: from.since,
            person: from.person,
            asking: open,
            put:
              asking === null
                ? from.put
                : { ...from.put, [keyOf(asking.slot)]: (from.put[keyOf(asking.slot)] ?? 0) + 1 },
            digressions: 0,
            skipped: from.skipped,
            offered: offersKeep,
          },
      ...(child
        ? childLeaves(tracker, isOther)
        : {
            profile: keepsNew
              ? withNewer(keptOn(tracker, tools.shelf, today), said.facts, today, said.denied)
                  .profile
              : tracker.profile,
            profileOn: keepsNew ? today : (tracker.profileOn ?? null),
            forget: "nothing",
          }),
      tells: tellsOf(said),
    },
  };
}
