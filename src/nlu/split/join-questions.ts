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
      question.reference.kind === "same";
    joined.push(leans ? inherit(question, before) : question);
  }
  return joined;
}

function inherit(question: ReadQuestion, before: ReadQuestion): ReadQuestion {
  return {
    ...question,
    kind: "question",
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
