import { isLocalDate } from "../shared/dates.js";
import {
  advanceProfile,
  assessAll,
  markOf,
  orderOfSteps,
  readProfile,
  type Assessment,
} from "../eligibility/index.js";
import type { KnowledgeBase } from "../knowledge/index.js";
import { createSpeaker, sayStanding, sourcesOfFacts } from "../reply/index.js";
import type { Standing } from "../reply/index.js";
import type { DeskData, PolicyShelf } from "../person/policy-book.js";
import { toLocale } from "./localize.js";
import type { Outlook, OutlookRequest, OutlookRule } from "./types.js";

/** Sources named in a message; the others stand in the talk. */
const NAMED_SOURCES = 2;

function standingOf({ outcome, reason, amount }: Assessment, isSoon: boolean): Standing {
  return {
    state: reason === "ended" ? "ended" : isSoon ? "not-yet" : outcome,
    min: amount?.min ?? null,
    max: amount?.max ?? null,
  };
}

/**
 * How things stand for somebody by what was told on an earlier day, for who asked to be told of last days and of changes.
 * Only time has passed since: what goes on has grown, as a receipt counts it. Pure but for the day.
 */
export function createOutlook(data: DeskData, base: KnowledgeBase, shelf: PolicyShelf): Outlook {
  const { book, forms, slots, policies, policiesOf } = shelf;

  return {
    rules: ({ facts, on, today, policies: ids, services }: OutlookRequest) => {
      const { profile: told } = readProfile(facts, forms);
      const profile = isLocalDate(on) ? advanceProfile(told, slots, on, today) : told;
      const wanted =
        ids ??
        (services === undefined
          ? null
          : [...new Set(services)].flatMap(policiesOf).map(({ policy }) => policy.id));
      const concerned =
        wanted === null ? policies : policies.filter(({ id }) => wanted.includes(id));
      const screening = assessAll(concerned, profile, today, slots);
      const steps = new Map(
        orderOfSteps(screening, concerned, profile, today).map((step) => [step.policy, step]),
      );
      const soon = new Set(screening.soon.map(({ assessment }) => assessment.policy));
      const all = [
        ...screening.now,
        ...screening.soon.map(({ assessment }) => assessment),
        ...screening.needsMore,
        ...screening.missed,
        ...screening.notCovered,
      ];
      return all.flatMap((assessment): readonly OutlookRule[] => {
        const policy = book.get(assessment.policy);
        if (policy === undefined) return [];
        const step = steps.get(policy.id);
        const lastDay = step?.lastDay ?? null;
        return [
          {
            policy: policy.id,
            version: markOf(policy, book).version,
            standing: standingOf(assessment, soon.has(policy.id)),
            lastDay,
            facts: lastDay === null ? assessment.facts : (step?.facts ?? []),
          },
        ];
      });
    },
    nameOf: (policy, locale) => {
      const title = book.get(policy)?.title;
      return title === undefined ? null : toLocale(title[locale === "en" ? "en" : "zh"], locale);
    },
    say: (standing, locale) =>
      toLocale(sayStanding(createSpeaker(data.replies, locale), standing), locale),
    sources: (facts, locale) => {
      const speaker = createSpeaker(data.replies, locale);
      const named = sourcesOfFacts(base, speaker, facts).slice(0, NAMED_SOURCES);
      return toLocale(
        named.map(({ name, title, date, retrieved }) => ({
          name: name ?? title,
          date: date ?? retrieved ?? null,
        })),
        locale,
      );
    },
  };
}
