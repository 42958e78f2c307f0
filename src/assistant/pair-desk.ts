import type { LocalDate } from "../shared/dates.js";
import {
  assess,
  assessPair,
  pairProfiles,
  toSlotSpec,
  whatWouldChange,
  type PairScreening,
  type Policy,
  type Profile,
} from "../eligibility/index.js";
import {
  pairWords,
  viewVerdict,
  type Block,
  type PairInput,
  type VerdictView,
  type VerdictVoice,
} from "../reply/index.js";
import type { PolicyShelf } from "../person/policy-book.js";
import type { PairResult } from "./types.js";

/** The slots that are the household's: what one of two tells of them counts for both. */
export const sharedSlots = ({ forms }: Pick<PolicyShelf, "forms">): ReadonlySet<string> =>
  new Set([...forms.values()].filter(({ shared }) => shared === true).map(({ id }) => id));

/** Both verdicts on each of some policies, the first person's first. */
export const viewsOfTwo = (
  voice: VerdictVoice,
  policies: readonly Policy[],
  [one, other]: readonly [Profile, Profile],
  today: LocalDate,
): PairInput["verdicts"] => {
  const slots = new Map([...voice.forms].map(([id, form]) => [id, toSlotSpec(form)]));
  const viewOf = (policy: Policy, profile: Profile): VerdictView =>
    viewVerdict(
      voice,
      policy,
      assess(policy, profile, today, voice.policies),
      whatWouldChange(policy, profile, today, slots, voice.policies),
    );
  return policies.map((policy) => [viewOf(policy, one), viewOf(policy, other)] as const);
};

/** The names of who applies, as the outside sees them. */
const APPLICANTS = { 0: "speaker", 1: "partner", either: "either", open: "open" } as const;

/** Two persons judged without a talk. */
export interface PairJudged {
  /** The first one with what is the household's. */
  readonly profile: Profile;
  readonly result: PairResult;
  /** The same, drawn. */
  readonly blocks: readonly Block[];
}

/** Whether one of the two can have it now or soon, or it is the household's and open. */
const isTold = ({ persons, household }: PairScreening, policy: string): boolean =>
  household.some((share) => share.policy === policy && share.applicant !== null) ||
  persons.some(
    ({ now, soon }) =>
      now.some((assessment) => assessment.policy === policy) ||
      soon.some(({ assessment }) => assessment.policy === policy),
  );

/** Judges a person and the partner beside each other. Pure. Told is what one of them can have, or may have for the household. */
export function judgePair(
  voice: VerdictVoice,
  shelf: PolicyShelf,
  policies: readonly Policy[],
  one: Profile,
  other: Profile,
  today: LocalDate,
): PairJudged {
  const { speaker, policies: book } = voice;
  const { profiles, unclear } = pairProfiles(one, other, sharedSlots(shelf));
  const screening = assessPair(policies, profiles, today, shelf.slots);
  const words = pairWords(voice, {
    whom: null,
    unclear,
    screening,
    verdicts: viewsOfTwo(
      voice,
      policies.filter(({ id }) => isTold(screening, id)),
      profiles,
      today,
    ),
  });
  const { lines, sum } = words;
  // What is still open is seen in the form; how to tell it in a talk is no word of a form.
  const said = [sum, ...lines, words.unclear].flatMap((text) => text ?? []);
  return {
    profile: profiles[0],
    result: {
      sumCny: screening.sumCny,
      household: screening.household.map(({ policy, applicant, facts }) => ({
        policy,
        name: book.get(policy)?.title[speaker.language] ?? policy,
        applicant: applicant === null ? null : APPLICANTS[applicant],
        facts,
      })),
      unclear,
      lines: said,
    },
    blocks: [
      { kind: "heading", text: speaker.say("pair-title") },
      ...said.map((text): Block => ({ kind: "paragraph", text })),
    ],
  };
}
