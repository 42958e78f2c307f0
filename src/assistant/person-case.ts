import type { LocalDate } from "../shared/dates.js";
import {
  assessAll,
  assessAtPlaces,
  orderOfSteps,
  toSlotSpec,
  whatWouldChange,
  type Assessment,
  type Policy,
  type Profile,
  type Screening,
  type Step,
} from "../eligibility/index.js";
import type { KnowledgeBase } from "../knowledge/index.js";
import { caseSheet, viewVerdict } from "../reply/index.js";
import type { CaseSheet, VerdictView, VerdictVoice } from "../reply/index.js";
import type { PolicyShelf } from "../person/policy-book.js";

/** One person's case over several policies. */
export interface PersonCase {
  readonly screening: Screening;
  readonly steps: readonly Step[];
  /** Services that can be had now or soon, in the order of the steps. */
  readonly services: readonly string[];
  /** Topics of what can be had now or soon, then of what most of it speaks for. */
  readonly topics: readonly string[];
}

/** More of what is known of the person speaks for it than is open. */
function isNear({ trail }: Assessment): boolean {
  const count = (outcome: string): number =>
    trail.filter((entry) => entry.outcome === outcome && entry.op !== "version").length;
  return count("met") > 0 && count("met") >= count("unknown");
}

/** Screens a person and puts what follows in order. Pure. */
export function personCase(
  policies: readonly Policy[],
  profile: Profile,
  today: LocalDate,
  shelf: PolicyShelf,
  base: KnowledgeBase,
): PersonCase {
  const screening = assessAll(policies, profile, today, shelf.slots);
  const steps = orderOfSteps(screening, policies, profile, today);
  const serviceOf = (policy: string): readonly string[] =>
    shelf.book.get(policy)?.services.slice(0, 1) ?? [];
  const services = steps.flatMap(({ policy }) => serviceOf(policy));
  const open = screening.needsMore.filter(isNear).flatMap(({ policy }) => serviceOf(policy));
  return {
    screening,
    steps,
    services,
    topics: [
      ...new Set(
        [...services, ...open].flatMap((id) => base.service(id)?.topics.slice(0, 1) ?? []),
      ),
    ],
  };
}

const districtIn = (profile: Profile, slot: "workDistrict" | "homeDistrict") => {
  const value = profile[slot];
  return typeof value === "string" ? { [slot]: value } : {};
};

/** By served district the verdicts on what it has of its own, as if the person worked and lived there. */
export function verdictsAtDistricts(
  voice: VerdictVoice,
  profile: Profile,
  day: LocalDate,
): ReadonlyMap<string, readonly VerdictView[]> {
  const { base, forms, policies: book } = voice;
  const slots = new Map([...forms].map(([id, form]) => [id, toSlotSpec(form)]));
  const districtOf = ({ services: [first] }: Policy): string | undefined =>
    first === undefined ? undefined : base.service(first)?.district;
  const own = [...book.values()].filter((policy) => !base.isWide(districtOf(policy)));
  const served = base.districts.filter(({ id, served: is }) => is && !base.isWide(id));
  const places = served.map(({ id }) => id);
  return new Map(
    assessAtPlaces(own, profile, places, day, forms.values(), book).map((there) => [
      there.place,
      there.assessments.flatMap((assessment) => {
        const policy = book.get(assessment.policy);
        if (policy === undefined || districtOf(policy) !== there.place) return [];
        const changes = whatWouldChange(policy, there.profile, day, slots, book);
        return [viewVerdict(voice, policy, assessment, changes)];
      }),
    ]),
  );
}

/** What follows from the verdicts: sums, steps, papers, districts. */
export const sheetOf = (
  voice: VerdictVoice,
  profile: Profile,
  { screening, steps, services, topics }: PersonCase,
  day: LocalDate,
): CaseSheet =>
  caseSheet(voice, {
    // Where nothing concerns the person, no district is looked at.
    atDistricts: topics.length === 0 ? new Map() : verdictsAtDistricts(voice, profile, day),
    steps,
    services,
    topics,
    sumCny: screening.sumCny,
    conflicts: screening.conflicts,
    ...districtIn(profile, "workDistrict"),
    ...districtIn(profile, "homeDistrict"),
    today: day,
  });
