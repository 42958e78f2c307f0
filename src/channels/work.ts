/** Characters that a short message has at most. */
const SHORT = 100;
/** Further characters for which one more is counted: long texts are rare among people, and what a thread can be filled with. */
const CHARACTERS = 10;
/** Further characters that take as long to read as a short message; for the order in the queue. */
const READ_LIKE_SHORT = 200;
/** A person judged by all rules takes about as long as so many short messages; each service asked for alone, one. */
const ALL_RULES = 20;

/** Work that a text asks for, with the facts that came along; a short message is 1. */
export const messageWork = (text: string, facts = 0): number =>
  1 + Math.max(0, Math.ceil((text.length - SHORT) / CHARACTERS)) + facts;

/** Work that a judgement asks for. */
export const judgementWork = (services: readonly string[] | undefined, facts: number): number =>
  1 + Math.min(ALL_RULES, services?.length ?? ALL_RULES) + facts;

/** How long a text has the thread, in short messages. */
export const messageTime = (text: string): number => 1 + text.length / READ_LIKE_SHORT;

/** The same of a judgement. */
export const judgementTime = (services: readonly string[] | undefined): number =>
  1 + Math.min(ALL_RULES, services?.length ?? ALL_RULES) / 10;
