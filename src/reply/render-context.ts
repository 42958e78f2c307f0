import type { Act, Disposition } from "../shared/acts.js";
import type { LocalDate } from "../shared/dates.js";
import type { KnowledgeBase } from "../knowledge/index.js";
import type { Decision } from "../dialogue/types.js";
import type { Answer, Block, Choice, ServiceView, Understanding, VerdictView } from "./types.js";
import type { Speaker } from "./wordings.js";

/** What rendering needs besides the decision. */
export interface RenderContext {
  readonly base: KnowledgeBase;
  readonly speaker: Speaker;
  readonly today: LocalDate;
  /** Names of topics, by id, in the speaker's language. */
  readonly topicNames: ReadonlyMap<string, string>;
  /** Mark of the last fixed wording said. */
  readonly lastWording: string | null;
  /** Turns in a row that found nothing, before this one. */
  readonly misses: number;
  /** The last reply, for "say that again". */
  readonly lastReply: string | null;
}

/** One decision, rendered. */
export interface Rendered {
  readonly disposition: Disposition;
  readonly services: readonly ServiceView[];
  readonly verdicts?: readonly VerdictView[];
  readonly missing: readonly Act[];
  readonly notice: Answer["notice"];
  readonly blocks: readonly Block[];
  readonly choices: readonly Choice[];
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

/** What we understood, for the outside: the decision's choice first. */
export function understandingOf(decision: Decision): Understanding {
  const { question } = decision;
  const act: Act | null = "act" in decision ? decision.act : (question.acts[0]?.id ?? null);
  const services =
    decision.kind === "answer-service"
      ? [decision.service, ...decision.related]
      : "services" in decision
        ? decision.services
        : [];
  const topics =
    "topics" in decision && decision.topics.length > 0
      ? decision.topics
      : question.topics.slice(0, 1).map((topic) => topic.id);
  return {
    topics,
    act: decision.kind === "compare" ? "compare" : act,
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
