import { newestFirst } from "../../shared/dates.js";
import type { CalendarDay, Step } from "../../eligibility/index.js";
import type { CaseBlock, OrderedStep } from "../types.js";
import type { VerdictVoice } from "../verdict/view-verdict.js";
import { sayDate, sourcesOfFacts } from "../views.js";

/** From when on and until when, in words. */
function sayWhen({ speaker }: VerdictVoice, step: Step, today: string): string {
  const last =
    step.lastDay === null
      ? speaker.say("steps-open")
      : speaker.say("steps-last", { date: sayDate(speaker, step.lastDay) });
  return step.from > today
    ? speaker.say("steps-from", { date: sayDate(speaker, step.from), last })
    : last;
}

function viewStep(voice: VerdictVoice, step: Step, today: string): OrderedStep {
  const { base, speaker, policies } = voice;
  const policy = policies.get(step.policy);
  const titleOf = (id: string): string => policies.get(id)?.title[speaker.language] ?? id;
  const name = titleOf(step.policy);
  const when = sayWhen(voice, step, today);
  const after =
    step.after.length === 0
      ? ""
      : speaker.say("steps-after", { names: step.after.map(titleOf).join(speaker.say("comma")) });
  const dates = step.facts.flatMap((id) => base.fact(id)?.asOf ?? []).toSorted(newestFirst);
  return {
    policy: step.policy,
    service: policy?.services[0] ?? step.policy,
    name,
    when,
    line: speaker.say(after === "" ? "steps-line" : "steps-line-after", { name, when, after }),
    from: step.from,
    lastDay: step.lastDay,
    after,
    sources: sourcesOfFacts(base, speaker, step.facts).map(({ id }) => id),
    asOf: dates[0] ?? null,
  };
}

/** The steps of a person, in order; `null` when there is nothing to do. */
export function stepsBlock(
  voice: VerdictVoice,
  steps: readonly Step[],
  today: string,
): Extract<CaseBlock, { kind: "steps" }> | null {
  if (steps.length === 0) return null;
  const { speaker } = voice;
  return {
    kind: "steps",
    title: speaker.say("steps-title"),
    items: steps.map((step) => viewStep(voice, step, today)),
    note: speaker.say("steps-note"),
  };
}

/** The last days of steps, as days of a calendar; what no source limits has none. */
export function calendarDays(
  voice: VerdictVoice,
  steps: readonly Step[],
  today: string,
): readonly CalendarDay[] {
  const { base, speaker } = voice;
  return steps.flatMap((step): readonly CalendarDay[] => {
    if (step.lastDay === null) return [];
    const { name, when, after } = viewStep(voice, step, today);
    const sources = sourcesOfFacts(base, speaker, step.facts).map((source) =>
      speaker.say("calendar-source", {
        name: source.name ?? source.title,
        date: sayDate(speaker, source.date ?? source.retrieved ?? null),
      }),
    );
    return [
      {
        uid: `${step.policy}@hangcai`,
        day: step.lastDay,
        title: speaker.say("calendar-title", { name }),
        text: [when, after, ...sources, speaker.say("steps-note")]
          .filter((line) => line !== "")
          .join("\n"),
      },
    ];
  });
}
