import type { Act } from "../shared/acts.js";
import type { KnowledgeBase } from "../knowledge/index.js";
import type { ParsedQuestion } from "../nlu/types.js";
import { DECISION_LIMITS } from "./thresholds.js";

/** Whether two things are there to be compared. */
const canCompare = (question: ParsedQuestion): boolean =>
  askedDistricts(question).length >= 2 ||
  new Set(question.services.filter((match) => match.how !== "content").map((match) => match.start))
    .size >= 2;

/**
 * The act of a question: its best one, else "what is it". A comparison that is not said outright needs two
 * things to compare.
 */
export function actOf(question: ParsedQuestion): Act {
  const fitting = question.acts.filter(
    ({ id, confidence }) =>
      id !== "compare" || confidence >= DECISION_LIMITS.outrightAct || canCompare(question),
  );
  const [first] = fitting;
  // What is left of a comparison that cannot be one is a guess.
  const isGuess =
    first !== question.acts[0] && (first?.confidence ?? 0) < DECISION_LIMITS.guessedAct;
  return first === undefined || isGuess ? "what" : first.id;
}

/** Topics sure enough to act on, best first. */
export function topicsOf(question: ParsedQuestion): readonly string[] {
  return question.topics
    .filter((topic) => topic.confidence >= DECISION_LIMITS.topic)
    .map((topic) => topic.id);
}

/**
 * Districts that are asked about. A district that is only where the person works or lives is a fact about
 * the person; it counts as asked about when no other is named.
 */
export function askedDistricts(question: ParsedQuestion): readonly string[] {
  return question.districts.filter((district) => !question.excludedDistricts.includes(district));
}

/** Districts that the question asks about; where somebody only works or lives is told. */
export const placesAsked = (question: ParsedQuestion, base: KnowledgeBase): readonly string[] =>
  askedDistricts(question).filter((id) => {
    const named = question.places.filter((place) => place.id === id);
    return !base.isWide(id) && (named.length === 0 || named.some(({ role }) => role === "asked"));
  });

/** Districts of a question that are only told: where somebody works or lives. */
export const placesTold = (question: ParsedQuestion, base: KnowledgeBase): readonly string[] => {
  const asked = placesAsked(question, base);
  return askedDistricts(question).filter((id) => !base.isWide(id) && !asked.includes(id));
};
