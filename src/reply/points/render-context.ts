import type { Act, Disposition } from "../../shared/acts.js";
import type { LocalDate } from "../../shared/dates.js";
import type { ReceiptCode } from "../../shared/receipt/receipt-code.js";
import type { KnowledgeBase, PersonKind } from "../../knowledge/index.js";
import type { Decision } from "../../dialogue/types.js";
import type {
  Answer,
  Block,
  Both,
  Choice,
  ServiceView,
  Understanding,
  VerdictView,
} from "../types.js";
import type { Speaker } from "../wordings.js";

/** What rendering needs besides the decision. */
export interface RenderContext {
  readonly base: KnowledgeBase;
  readonly speaker: Speaker;
  /** Both written languages, for what is shown to two people. */
  readonly both: Both<Speaker>;
  /** How a Chinese text is spoken: pinyin with tones. */
  readonly spell: (text: string) => string;
  readonly today: LocalDate;
  /** Names of topics, by id, in the speaker's language. */
  readonly topicNames: ReadonlyMap<string, string>;
  /** Kinds of people that a question is about, by the words for them (`intents/synonyms.yaml`). */
  readonly kindsIn: (normalized: string) => readonly PersonKind[];
  /** Whether a question asks for an address or a link. */
  readonly wantsAddress: (normalized: string) => boolean;
  /** The unit of the length of time that a question asks for (几年: `year`; 多久: `any`), or `null`. */
  readonly durationAsked: (normalized: string) => string | null;
  /** Whether a question asks in which district something is. */
  readonly asksDistrict: (normalized: string) => boolean;
  /** The particular step or thing that a question is about (预约, 停车): which, and the ways to say it; or `null`. */
  readonly particularIn: (
    normalized: string,
  ) => { readonly value: string; readonly words: readonly string[] } | null;
  /** Mark of the last fixed wording said. */
  readonly lastWording: string | null;
  /** Turns in a row that found nothing, before this one. */
  readonly misses: number;
  /** The last reply, for "say that again". */
  readonly lastReply: string | null;
}

/** One decision, rendered. */
export interface Rendered {
  /** What was read of the person, when more than the words by themselves say. */
  readonly profile?: Understanding["profile"];
  readonly disposition: Disposition;
  readonly services: readonly ServiceView[];
  readonly verdicts?: readonly VerdictView[];
  /** The judgement to keep; absent while something is asked. */
  readonly receipt?: ReceiptCode;
  readonly missing: readonly Act[];
  /** The act as answered, when the knowledge settled it; else that of the decision. */
  readonly act?: Act;
  readonly notice: Answer["notice"];
  readonly blocks: readonly Block[];
  readonly choices: readonly Choice[];
  /** The choices belong together, none may be left out. */
  readonly needsAllChoices?: boolean;
  /** Mark of the fixed wording that it used, if any. */
  readonly wording: string | null;
}

export const EMPTY: Omit<Rendered, "disposition" | "blocks"> = {
  services: [],
  missing: [],
  notice: [],
  choices: [],
  wording: null,
};

function actOf(decision: Decision): Act | null {
  switch (decision.kind) {
    case "compare":
      return "compare";
    case "talk":
    case "repeat":
    case "handoff":
    case "profile":
    case "sources":
    case "card":
      return null;
    case "decline":
      return decision.question.acts[0]?.id ?? null;
    case "answer-service":
    case "list-services":
    case "guide":
    case "faq":
    case "sides":
    case "nothing-there":
    case "clarify":
    case "judge":
      return decision.act;
    default:
      return decision satisfies never;
  }
}

/** Topics of the question; about a named service those of the service that the question may mean, first. */
function topicsOf(base: KnowledgeBase, decision: Decision): readonly string[] {
  const { question } = decision;
  if (decision.kind === "judge") {
    if (decision.about !== null && decision.about.kind !== "faq")
      return topicsOf(base, decision.about);
    return (base.service(decision.services[0] ?? "")?.topics ?? []).slice(0, 1);
  }
  if (decision.kind === "card") {
    return (base.service(decision.services[0] ?? "")?.topics ?? []).slice(0, 1);
  }
  if (decision.kind === "profile") return [];
  if (decision.kind === "talk" || decision.kind === "repeat" || decision.kind === "handoff")
    return [];
  if (decision.kind === "answer-service") {
    const own = base.service(decision.service)?.topics ?? [];
    const asked = question.topics.map((topic) => topic.id).filter((topic) => own.includes(topic));
    return asked.length > 0 ? asked.slice(0, 1) : own.slice(0, 1);
  }
  if ("topics" in decision && decision.topics.length > 0) return decision.topics;
  return question.topics.slice(0, 1).map((topic) => topic.id);
}

/** What we understood, for the outside: the decision's choice first. */
export function understandingOf(base: KnowledgeBase, decision: Decision): Understanding {
  const { question } = decision;
  const act = actOf(decision);
  const services =
    decision.kind === "answer-service"
      ? [decision.service, ...decision.related]
      : "services" in decision
        ? decision.services
        : [];
  return {
    topics: topicsOf(base, decision),
    act,
    districts:
      "districts" in decision && decision.districts.length > 0
        ? decision.districts
        : question.districts,
    services,
    profile: Object.fromEntries(
      question.entities
        .filter((entity) => !entity.negated && entity.range === undefined)
        .map((entity) => [entity.slot, entity.value]),
    ),
    confidence: question.confidence,
    alternatives: question.topics.slice(1, 4).map((topic) => ({
      topics: [topic.id],
      act: question.acts[0]?.id ?? null,
      confidence: topic.confidence,
    })),
  };
}

/** A particular thing by its name where it has one (补贴要不要交个税), else as the question says it; `null` when none is asked about. */
export function pointIn(
  { particularIn, speaker }: Pick<RenderContext, "particularIn" | "speaker">,
  normalized: string,
): { readonly words: readonly string[]; readonly said: string } | null {
  const point = particularIn(normalized);
  if (point === null) return null;
  const key = `point-${point.value}`;
  const [said = ""] = point.words
    .filter((word) => normalized.includes(word))
    .toSorted((a, b) => b.length - a.length);
  return { words: point.words, said: speaker.has(key) ? speaker.say(key) : said };
}
