import type { ReadQuestion } from "../statements/statements.js";

/** Small talk that is answered even beside a question. */
export const ALWAYS_ANSWERED: ReadonlySet<string> = new Set(["handoff", "forget"]);

/**
 * The questions of one message as a whole: small talk beside a question is dropped, and a later question without a
 * subject is about what the one before it was about.
 */
export function joinQuestions(questions: readonly ReadQuestion[]): ReadQuestion[] {
  const rest = questions.filter(
    (question) => question.kind !== "talk" || ALWAYS_ANSWERED.has(question.talk ?? ""),
  );
  const joined: ReadQuestion[] = [];
  for (const question of rest.length === 0 ? questions.slice(0, 1) : rest) {
    const before = joined.at(-1);
    const leans =
      before !== undefined &&
      before.kind === "question" &&
      question.kind !== "talk" &&
      question.elsewhere.length === 0 &&
      (question.reference.kind === "same" || isWithoutMatter(question, before));
    joined.push(leans ? inherit(question, before) : question);
  }
  return joined;
}

/** Surer of its topic than this, a question is about it. */
const OWN_TOPIC = 0.5;
/** Less likely to be ours than this, it is none of ours whatever stands before it. */
const BESIDE_US = 0.9;

/** 创业担保贷款哪家银行做？个体户行不行: what names no matter is about the one before it. */
const isWithoutMatter = (question: ReadQuestion, before: ReadQuestion): boolean =>
  (question.topics[0]?.confidence ?? 0) < OWN_TOPIC &&
  (before.topics[0]?.confidence ?? 0) >= OWN_TOPIC &&
  question.outOfScope < BESIDE_US &&
  question.districts.length === 0 &&
  question.overview === undefined &&
  !question.services.some(({ how }) => how !== "content");

function inherit(question: ReadQuestion, before: ReadQuestion): ReadQuestion {
  return {
    ...question,
    kind: "question",
    part: { focus: question.focus, districts: question.districts },
    topics: before.topics,
    districts: question.districts.length > 0 ? question.districts : before.districts,
    excludedDistricts: before.excludedDistricts,
    services: before.services,
    reference: before.reference,
    focus: [...new Set([...before.focus, ...question.focus])],
    outOfScope: before.outOfScope,
    confidence: before.confidence,
  };
}
