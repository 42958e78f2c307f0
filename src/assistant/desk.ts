import { isLocalDate, type LocalDate } from "../shared/dates.js";
import type { Locale } from "../shared/acts.js";
import {
  assess,
  nextQuestion,
  readProfile,
  whatWouldChange,
  type Policy,
  type Profile,
  type SlotForm,
} from "../eligibility/index.js";
import type { KnowledgeBase } from "../knowledge/index.js";
import { createSpeaker, verdictGroups, viewNoRule, viewVerdict } from "../reply/index.js";
import type { VerdictView, VerdictVoice } from "../reply/index.js";
import { toLocale } from "./localize.js";
import { createPolicyShelf, type DeskData, type Judged } from "./policy-book.js";
import type { EligibilityDesk, EligibilityResult, FieldProblem, SlotField } from "./types.js";

const languageIn = (locale: Locale): "zh" | "en" => (locale === "en" ? "en" : "zh");

/** A slot as a form shows it; what stands for "not known" is the empty choice of the form. */
function fieldOf(form: SlotForm, language: "zh" | "en"): SlotField {
  const { id, type, min, max, name, question } = form;
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
): EligibilityDesk {
  const { policies, forms, slots, book, policiesOf } = createPolicyShelf(data, base);

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
    form: (locale) =>
      toLocale(
        data.slots.map((form) => fieldOf(form, languageIn(locale))),
        locale,
      ),
    check: (profile) => readProfile(profile, forms).problems,
    assess: ({
      profile: raw,
      today: given,
      services,
      locale = "zh-CN",
      skipped = [],
      blocks = false,
    }) => {
      const day = given ?? today();
      const { profile, problems } = readProfile(raw, forms);
      const all = problemsOf(day, services ?? [], problems);
      if (all.length > 0) return { problems: all };
      const voice: VerdictVoice = {
        base,
        speaker: createSpeaker(data.replies, locale),
        forms,
        policies: book,
      };
      const judged = judgedFor(services);
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
      return toLocale(
        {
          verdicts: views,
          next: questionFor(concerned, profile, day, skipped, voice.speaker.language),
          ...(blocks && { blocks: verdictGroups(voice.speaker, views) }),
        },
        locale satisfies Locale,
      );
    },
  };
}
