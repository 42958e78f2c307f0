import type { FaqEntry, KnowledgeBase } from "../knowledge/index.js";
import type { FaqMatch, ParsedQuestion, ServiceMatch } from "../nlu/types.js";
import type { DecisionContext } from "./context.js";
import { actOf, askedDistricts } from "./question.js";
import { DECISION_LIMITS, FAQ_LIMITS } from "./thresholds.js";
import type { Frame, PlainDecision } from "./types.js";

/** What is needed to tell whether a question is a known one. */
export type FaqContext = Pick<DecisionContext, "question" | "frame" | "base" | "hasTalk">;

/** Topics of what an entry is about: those of its guide and of its services. */
function topicsOf(entry: FaqEntry, base: KnowledgeBase): ReadonlySet<string> {
  const guide = entry.guide === undefined ? undefined : base.topic(entry.guide);
  return new Set([
    ...(guide?.intents ?? []),
    ...entry.services.flatMap((id) => base.service(id)?.topics.slice(0, 1) ?? []),
  ]);
}

/** Whether an entry is about what is spoken of. */
function isSpokenOf(entry: FaqEntry, frame: Frame, base: KnowledgeBase): boolean {
  const spoken = [...frame.services, ...(frame.form?.services ?? [])];
  if (entry.services.some((id) => spoken.includes(id))) return true;
  if (entry.guide !== undefined && entry.guide === frame.guide) return true;
  const topics = topicsOf(entry, base);
  const [first] = spoken;
  const matters =
    first === undefined
      ? frame.topics.slice(0, 1)
      : (base.service(first)?.topics.slice(0, 1) ?? []);
  return matters.some((topic) => topics.has(topic));
}

const isSurelyNamed = ({ how, confidence, isCommon }: ServiceMatch): boolean =>
  how !== "content" && isCommon !== true && confidence >= FAQ_LIMITS.named;

/** Whether the words of the question themselves lead to what an entry is about. */
function isMeant(
  entry: FaqEntry,
  { services, topics }: ParsedQuestion,
  base: KnowledgeBase,
): boolean {
  if (services.some(({ id, how }) => how !== "content" && entry.services.includes(id))) return true;
  const [topic] = topics;
  return (
    topic !== undefined &&
    topic.confidence >= DECISION_LIMITS.topic &&
    topicsOf(entry, base).has(topic.id)
  );
}

/** Whether the question names something, or a district, that an entry does not speak of. */
function isAgainst(entry: FaqEntry, { question, frame, base }: FaqContext): boolean {
  const asked = askedDistricts(question).filter((id) => !base.isWide(id));
  const own = [
    ...(entry.district === undefined ? [] : [entry.district]),
    ...entry.services.flatMap((id) => base.service(id)?.district ?? []),
  ].filter((id) => !base.isWide(id));
  const isThere = (places: readonly string[]): boolean => places.some((id) => own.includes(id));
  // What one district has answers nobody who asks of another, or of none while none is spoken of.
  if (entry.district !== undefined && !isThere(asked.length > 0 ? asked : frame.places))
    return true;
  if (asked.length > 0 && own.length > 0 && !isThere(asked)) return true;
  const named = question.services.filter(isSurelyNamed);
  return (
    named.length > 0 &&
    entry.services.length > 0 &&
    !named.some(({ id }) => entry.services.includes(id)) &&
    !named.some(({ id }) => {
      const [topic = ""] = base.service(id)?.topics ?? [];
      return topicsOf(entry, base).has(topic);
    })
  );
}

/** How sure it is that the question is the one of an entry: 0 where it is not. */
function sureness(match: FaqMatch, context: FaqContext): number {
  const { question, frame, base, hasTalk } = context;
  const entry = base.faqEntry(match.id);
  if (entry === undefined || isAgainst(entry, context)) return 0;
  const isHere = hasTalk && isSpokenOf(entry, frame, base);
  const isNear = isHere || isMeant(entry, question, base);
  const least = isNear ? FAQ_LIMITS.near : FAQ_LIMITS.alone;
  const asked = match.asked >= least ? match.asked : 0;
  const follows = isHere && match.follows >= FAQ_LIMITS.follows ? match.follows : 0;
  return Math.max(asked, follows) + (isNear ? FAQ_LIMITS.bonus : 0) * Math.sign(asked + follows);
}

/** The entry that a question asks, the surest one; `null` where it resembles none enough. */
export function faqEntryOf(context: FaqContext): FaqEntry | null {
  const { question, base } = context;
  const ranked = (question.faq ?? [])
    .map((match) => ({ match, sure: sureness(match, context) }))
    .filter(({ sure }) => sure > 0)
    .toSorted((one, other) => other.sure - one.sure);
  const [best] = ranked;
  return best === undefined ? null : (base.faqEntry(best.match.id) ?? null);
}

/** A question whose answer is known as such; `null` for any other. */
export function faqDecision(context: DecisionContext): PlainDecision | null {
  const { question, base } = context;
  if (question.overview !== undefined) return null;
  const entry = faqEntryOf(context);
  if (entry === null) return null;
  return {
    kind: "faq",
    question,
    entry: entry.id,
    services: entry.services,
    topics: [...topicsOf(entry, base)],
    districts: askedDistricts(question),
    act: actOf(question),
    assumed: [],
  };
}
