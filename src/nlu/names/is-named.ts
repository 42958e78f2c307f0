import type { ServiceMatch } from "../types.js";

/** From here a name is meant; 0–1. */
const NAMED = 0.2;

/** Whether a service is meant by a name in the question, and not only by what the question is about. */
export const isNamed = ({ how, confidence }: ServiceMatch): boolean =>
  how !== "content" && confidence >= NAMED;
