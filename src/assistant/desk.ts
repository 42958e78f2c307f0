import { isLocalDate, type LocalDate } from "../shared/dates.js";
import type { Locale } from "../shared/acts.js";
import {
  assess,
  makeReceipt,
  markOf,
  nextQuestion,
  readProfile,
  toCalendar,
  whatWouldChange,
  type Policy,
  type Profile,
  type SlotForm,
} from "../eligibility/index.js";
import type { KnowledgeBase } from "../knowledge/index.js";
import {
  calendarDays,
  createSpeaker,
  verdictGroups,
  viewNoRule,
  viewVerdict,
} from "../reply/index.js";
import type { VerdictView, VerdictVoice } from "../reply/index.js";
import { toLocale } from "./localize.js";
import { createOutlook } from "./outlook.js";
import { personCase, sheetOf, type PersonCase } from "./person-case.js";
import { judgePair, type PairJudged } from "./pair-desk.js";
import { createPolicyShelf, type DeskData, type Judged } from "../person/policy-book.js";
import { receiptData } from "./receipt-data.js";
import { chipOf, lineOf } from "./say-fact.js";
import type {
  EligibilityRequest,
  EligibilityResult,
  FieldProblem,
  SlotField,
  WatchingDesk,
} from "./types.js";

const languageIn = (locale: Locale): "zh" | "en" => (locale === "en" ? "en" : "zh");

/** A slot as a form shows it; what stands for "not known" is the empty choice of the form. */
function fieldOf(form: SlotForm, language: "zh" | "en"): SlotField {
  const { id, type, min, max, name, question, shared } = form;
  return {
    slot: id,
    type,
    name: name[language],
    question: question[language],
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    choices: form.choices.flatMap((choice) =>
      typeof choice.value === "string" || typeof choice.value === "boolean"
        ? [{ label: choice[language], value: choice.value }]
        : [],
    ),
    ...(shared === true && { shared }),
  };
}

/**
 * Judging without a talk. Immutable; a new one for each edit of the data.
 *
 * @param today the day it is in Hangzhou, for requests that name none
 */
export function createDesk(
  data: DeskData,
  base: KnowledgeBase,
  today: () => LocalDate,
): WatchingDesk {
  const shelf = createPolicyShelf(data, base);
  const { policies, forms, slots, book, policiesOf } = shelf;

  const judgedFor = (services: readonly string[] | undefined): readonly Judged[] =>
    services === undefined
      ? policies.map((policy) => ({ policy, service: policy.services[0] ?? policy.id }))
      : [...new Set(services)].flatMap(policiesOf);

  function problemsOf(
    day: LocalDate,
    services: readonly string[],
    problems: readonly FieldProblem[],
  ): readonly FieldProblem[] {
    return [
      ...problems.map(({ field, message }) => ({ field: `profile.${field}`, message })),
      ...(isLocalDate(day) ? [] : [{ field: "today", message: "must be a day: YYYY-MM-DD" }]),
      ...services.flatMap((id, index) =>
        base.service(id) === undefined
          ? [{ field: `services[${String(index)}]`, message: "is no service that we know" }]
          : [],
      ),
    ];
  }

  /** The request as it can be judged, or what is wrong with it. */
  function readRequest(request: EligibilityRequest):
    | { readonly problems: readonly FieldProblem[] }
    | {
        readonly day: LocalDate;
        readonly profile: Profile;
        readonly pair: PairJudged | null;
        readonly judged: readonly Judged[];
        readonly voice: VerdictVoice;
        readonly person: PersonCase;
      } {
    const { profile: raw, partner, today: given, services, locale = "zh-CN" } = request;
    const day = given ?? today();
    const { profile: own, problems } = readProfile(raw, forms);
    const { profile: other, problems: others } = readProfile(partner ?? {}, forms);
    const all = [
      ...problemsOf(day, services ?? [], problems),
      ...others.map(({ field, message }) => ({ field: `partner.${field}`, message })),
    ];
    if (all.length > 0) return { problems: all };
    const judged = judgedFor(services);
    const concerned = policies.filter(({ id }) => judged.some(({ policy }) => policy.id === id));
    const voice = { base, speaker: createSpeaker(data.replies, locale), forms, policies: book };
    const pair = partner === undefined ? null : judgePair(voice, shelf, concerned, own, other, day);
    // What the partner told of the household is known of the person, too.
    const profile = pair?.profile ?? own;
    return {
      day,
      profile,
      pair,
      judged,
      voice,
      person: personCase(concerned, profile, day, shelf, base),
    };
  }

  function questionFor(
    concerned: readonly Policy[],
    profile: Profile,
    day: LocalDate,
    skipped: readonly string[],
    language: "zh" | "en",
  ): EligibilityResult["next"] {
    const next = nextQuestion(concerned, profile, day, slots, new Set(skipped));
    const form = next === null ? undefined : forms.get(next.slot);
    if (form === undefined) return null;
    return {
      slot: form.id,
      question: form.question[language],
      choices: form.choices.map((choice) => ({ label: choice[language], send: choice.zh })),
    };
  }

  return {
    outlook: createOutlook(data, base, shelf),
    form: (locale) =>
      toLocale(
        data.slots.map((form) => fieldOf(form, languageIn(locale))),
        locale,
      ),
    check: (profile) => readProfile(profile, forms).problems,
    receiptData: (locale) => receiptData(data, base, locale),
    rules: () =>
      policies.map((policy) => ({
        id: policy.id,
        name: policy.title,
        ...markOf(policy, book),
      })),
    assess: (request) => {
      const read = readRequest(request);
      if ("problems" in read) return read;
      const { services, locale = "zh-CN", skipped = [], blocks = false } = request;
      const { day, profile, pair, judged, voice, person } = read;
      const verdicts = judged.map(({ policy, service }) =>
        viewVerdict(
          voice,
          policy,
          assess(policy, profile, day, book),
          whatWouldChange(policy, profile, day, slots, book),
          service,
        ),
      );
      const unruled = (services ?? [])
        .filter((id) => judged.every(({ service }) => service !== id))
        .flatMap((id): readonly VerdictView[] => {
          const view = viewNoRule(voice, id, day);
          return view === null ? [] : [view];
        });
      const views = [...verdicts, ...unruled];
      const concerned = services === undefined ? policies : judged.map(({ policy }) => policy);
      const { speaker } = voice;
      const titleOf = (id: string): string => book.get(id)?.title[speaker.language] ?? id;
      return toLocale(
        {
          verdicts: views,
          next: questionFor(concerned, profile, day, skipped, speaker.language),
          facts: Object.entries(profile).map(([slot, value]) => ({
            slot,
            text: chipOf(voice, slot, value),
            line: lineOf(voice, slot, value),
          })),
          steps: person.steps.map(({ policy, from, lastDay, after }) => ({
            policy,
            name: titleOf(policy),
            from,
            lastDay,
            after,
          })),
          receipt:
            judged.length === 0
              ? null
              : makeReceipt(
                  {
                    profile,
                    day,
                    policies: judged.map(({ policy }) => policy),
                    whole: services === undefined,
                  },
                  book,
                ),
          ...(blocks && {
            blocks: [
              ...(pair?.blocks ?? []),
              ...verdictGroups(speaker, views, sheetOf(voice, profile, person, day)),
            ],
          }),
          ...(pair !== null && { pair: pair.result }),
        },
        locale satisfies Locale,
      );
    },
    calendar: (request, stamp) => {
      const read = readRequest(request);
      if ("problems" in read) return read;
      const days = calendarDays(read.voice, read.person.steps, read.day);
      return {
        file:
          days.length === 0 ? null : toCalendar(toLocale(days, request.locale ?? "zh-CN"), stamp),
      };
    },
  };
}
