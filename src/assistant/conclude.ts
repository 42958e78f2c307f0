import { readProfile, type Profile } from "../eligibility/index.js";
import type { PersonOutcome } from "../dialogue/index.js";
import { judge } from "../person/judge.js";
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

/** All that counts in this turn, and what of it was said otherwise before. */
export function knownOf(
  input: JudgeInput,
  said: SaidInTurn,
  since: number,
  isOther: boolean,
  tools: JudgeTools,
): Known {
  const { tracker, today } = input;
  const kept = isOther ? {} : keptOn(tracker, tools.shelf, today);
  const given = isOther ? {} : readProfile(input.profile ?? {}, tools.forms).profile;
  const before = recall(tracker, since, { ...kept, ...given }, tools);
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

/** A judgement with its question, as the reply shows it and the tracker keeps it. */
export function conclude(
  input: JudgeInput,
  scope: Scope,
  said: SaidInTurn,
  known: Known,
  from: {
    readonly since: number;
    readonly isOther: boolean;
    readonly tries: number;
    readonly skipped: readonly string[];
    readonly isAgain: boolean;
    /** The judgement went on before this turn. */
    readonly isLater?: boolean;
  },
  tools: JudgeTools,
): { readonly person: PersonView; readonly outcome: PersonOutcome } {
  const { tracker, today, isGroup } = input;
  const asked = from.isLater === true ? (tracker.judging?.asking ?? null) : null;
  const judgement = judge(scope, known.facts, today, tools.shelf, from.skipped, asked);
  const child = isChild(known.facts, today);
  const asking = isGroup || child ? null : judgement.next;
  // What is asked of others or of nobody in particular is never kept.
  const isSelf = !from.isOther && !said.isAnyone;
  const isKept = tracker.profileOn !== undefined && isSelf;
  const hasFacts = Object.keys(recall(tracker, from.since, said.facts, tools)).length > 0;
  const offersKeep = asking === null && isSelf && !child && !isKept && !isGroup && hasFacts;
  const keepsNew = isKept && !child;
  return {
    person: {
      facts: known.facts,
      said: said.facts,
      replaced: known.replaced,
      isOther: from.isOther,
      isChild: child,
      isKept,
      offersKeep,
      judgement,
      before:
        from.isLater === true ? judge(scope, known.before, today, tools.shelf, from.skipped) : null,
      supposed: null,
      asking,
      isAgain: from.isAgain,
      skipped: from.skipped,
      isGeneral: scope.isGeneral,
      isOffer: scope.isOffer === true && asking !== null,
    },
    outcome: {
      judging: child
        ? null
        : {
            services: scope.services,
            isGeneral: scope.isGeneral,
            act: scope.act,
            since: from.since,
            isOther: from.isOther,
            asking: asking?.slot ?? null,
            tries: from.tries,
            skipped: from.skipped,
            offered: offersKeep,
          },
      ...(child
        ? childLeaves(tracker, from.isOther)
        : {
            profile: keepsNew
              ? withNewer(keptOn(tracker, tools.shelf, today), said.facts, today, said.denied)
                  .profile
              : tracker.profile,
            profileOn: keepsNew ? today : (tracker.profileOn ?? null),
            forget: "nothing",
          }),
    },
  };
}
