import type { LocalDate } from "../shared/dates.js";
import { makeReceipt } from "../eligibility/index.js";
import type { Profile, SlotForm, SlotValue } from "../eligibility/index.js";
import {
  bestDistrict,
  pairWords,
  saySlotValue,
  sourcesOfFacts,
  viewVerdict,
} from "../reply/index.js";
import type { Choice, PersonWords, VerdictVoice } from "../reply/index.js";
import { alsoWays } from "./also-ways.js";
import { viewsOfTwo } from "./pair-desk.js";
import { sheetOf, verdictsAtDistricts, type PersonCase } from "./person-case.js";
import { chipOf, lineOf } from "./say-fact.js";
import type { PersonView } from "./turn-plan.js";

/** Buttons of a slot's question; what a button sends is read in either language. */
const choicesOf = (form: SlotForm, language: "zh" | "en"): readonly Choice[] =>
  form.choices.map((choice) => ({ label: choice[language], send: choice[language] }));

const plainValues = (profile: Profile): PersonWords["profile"] =>
  Object.fromEntries(
    Object.entries(profile).flatMap(([slot, value]) =>
      typeof value === "object" ? [] : [[slot, value] as const],
    ),
  );

/** The question for a slot; of what is known only roughly it is asked how it is exactly. */
const questionOf = ({ speaker }: VerdictVoice, form: SlotForm, known?: SlotValue): string =>
  known === undefined
    ? form.question[speaker.language]
    : speaker.say("judged-finer", {
        value: saySlotValue(speaker, form, known),
        question: form.question[speaker.language],
      });

/** The judgement to keep: the person's facts, and the rules that were judged. */
function receiptOf(
  { policies }: VerdictVoice,
  { facts, judgement }: PersonView,
  day: LocalDate,
): PersonWords["receipt"] {
  const judged = (judgement?.verdicts ?? []).map(({ policy }) => policy);
  return judged.length === 0 || Object.keys(facts).length === 0
    ? null
    : makeReceipt({ profile: facts, day, policies: judged, whole: false }, policies);
}

/** How the districts differ for the person, by the matters that were judged. */
function viewDistricts(
  voice: VerdictVoice,
  { facts, judgement }: PersonView,
  today: LocalDate,
): NonNullable<PersonWords["districts"]> {
  const paying = (judgement?.verdicts ?? []).filter(({ policy }) =>
    policy.rules.some(({ value }) => value?.amount !== undefined),
  );
  const topics = paying.flatMap(
    ({ service }) => voice.base.service(service)?.topics.slice(0, 1) ?? [],
  );
  return bestDistrict(voice, {
    topics: [...new Set(topics)],
    verdicts: verdictsAtDistricts(voice, facts, today),
    own: new Map(),
    today,
  });
}

/** The spouse beside the speaker, in words. */
function viewPair(
  voice: VerdictVoice,
  facts: Profile,
  { whom, facts: other, unclear, screening, policies }: NonNullable<PersonView["pair"]>,
  today: LocalDate,
): NonNullable<PersonWords["pair"]> {
  const judged = policies.flatMap((id) => voice.policies.get(id) ?? []);
  const verdicts = viewsOfTwo(voice, judged, [facts, other], today);
  return {
    ...pairWords(voice, { whom, unclear, screening, verdicts }),
    facts: Object.entries(other).map(([slot, value]) => chipOf(voice, slot, value)),
  };
}

/**
 * What is said of the person, in words of the voice's language.
 *
 * @param found what follows from the judgement; `null` while something is asked
 */
export function viewPerson(
  voice: VerdictVoice,
  person: PersonView,
  isGroup: boolean,
  found: PersonCase | null,
  today: LocalDate,
): PersonWords {
  const { speaker, forms, policies } = voice;
  const { language } = speaker;
  const { pair } = person;
  const nameOf = (slot: string): string => forms.get(slot)?.name[language] ?? slot;
  const titleOf = (policy: string): string => policies.get(policy)?.title[language] ?? policy;
  const facts = Object.entries(person.facts);
  const viewsOf = (judgement: PersonView["judgement"]): PersonWords["verdicts"] =>
    (judgement?.verdicts ?? []).map(({ policy, service, assessment, changes }) =>
      viewVerdict(voice, policy, assessment, changes, service),
    );
  const form = person.asking === null ? undefined : forms.get(person.asking.slot);
  const verdicts = viewsOf(person.judgement);
  return {
    verdicts,
    sheet: found === null ? null : sheetOf(voice, person.facts, found, today),
    // A receipt is one person's.
    receipt: found === null || pair !== undefined ? null : receiptOf(voice, person, today),
    also: alsoWays(voice.base, person, today).map((way) => ({
      text: speaker.say("judged-also", {
        whom: way.for[language],
        text: language === "en" ? (way.claim.en ?? way.claim.text) : way.claim.text,
      }),
      sources: sourcesOfFacts(voice.base, speaker, way.claim.facts),
    })),
    before: viewsOf(person.before),
    supposed:
      person.supposed === null
        ? null
        : {
            facts: Object.entries(person.supposed.facts).map(([slot, value]) =>
              chipOf(voice, slot, value),
            ),
            day: person.supposed.day,
          },
    understood: facts.map(([slot, value]) => chipOf(voice, slot, value)),
    news: Object.keys(person.said)
      .filter((slot) => person.replaced.every((one) => one.slot !== slot))
      .flatMap((slot) => {
        const value = person.facts[slot];
        return value === undefined ? [] : [chipOf(voice, slot, value)];
      }),
    lines: facts.map(([slot, value]) => lineOf(voice, slot, value)),
    replaced: person.replaced.map(({ slot, before }) => {
      const now = person.facts[slot];
      return {
        before: chipOf(voice, slot, before),
        ...(now !== undefined && { now: chipOf(voice, slot, now) }),
      };
    }),
    isOther: person.isOther,
    whom: person.whom,
    isChild: person.isChild,
    isGroup,
    offersKeep: person.offersKeep,
    question:
      form === undefined
        ? null
        : {
            slot: form.id,
            text: questionOf(voice, form, person.facts[form.id]),
            choices: choicesOf(form, language),
            left: person.asking?.left ?? 1,
          },
    isOffer: person.isOffer,
    isAgain: person.isAgain,
    skipped: person.skipped.map(nameOf),
    sumCny: person.judgement?.sumCny ?? 0,
    conflicts: (person.judgement?.conflicts ?? []).map(({ policies: [one, other], better }) => ({
      one: titleOf(one),
      other: titleOf(other),
      better: better === null ? null : titleOf(better),
    })),
    changes: facts.map(([slot]) => {
      const label = speaker.say("profile-change", { name: nameOf(slot) });
      return { label, send: label };
    }),
    profile: plainValues(person.said),
    ...(person.asksDistricts === true && { districts: viewDistricts(voice, person, today) }),
    ...(pair !== undefined && { pair: viewPair(voice, person.facts, pair, today) }),
  };
}
