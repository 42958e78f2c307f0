import type { ParsedQuestion } from "../nlu/types.js";
import type { Frame } from "./types.js";

/** Whether a talk has something that it is about, on which a question can lean. */
export const isAboutSomething = (frame: Frame): boolean =>
  frame.services.length > 0 ||
  frame.topics.length > 0 ||
  frame.guide !== null ||
  frame.overview !== undefined;

/**
 * A question that leans on what is spoken of and has no matter of its own (哪个更划算, What about Yuhang?): its wording as a whole
 * resembles some topic, but no word of it says so. What it resembles is not what it is about. Any other question, and one
 * that has nothing to lean on, is given back as it is.
 */
export function leaning(question: ParsedQuestion, frame: Frame): ParsedQuestion {
  const isLean =
    question.reference.kind !== "none" &&
    question.focus.length === 0 &&
    question.overview === undefined &&
    question.elsewhere.length === 0 &&
    question.services.every(({ how }) => how === "content") &&
    (isAboutSomething(frame) || frame.form !== null);
  return isLean ? { ...question, topics: [], services: [] } : question;
}
