import type { Act } from "../shared/acts.js";
import type { ParsedQuestion } from "../nlu/types.js";
import { DECISION_LIMITS } from "./thresholds.js";

/** The act of a question: its best one, else "what is it". */
export function actOf(question: ParsedQuestion): Act {
  return question.acts[0]?.id ?? "what";
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
