import { buildConversion, type ConversionSteps } from "./phrase-tables.js";

let steps: ConversionSteps | null = null;
// Built at the first use, because a start does without.
let toTaiwan: ((text: string) => string) | undefined;

/**
 * Loads the phrase tables. They weigh more than the rest of the engine together and only replies to zh-TW need them, so
 * that a page loads them when somebody writes in traditional characters; the program loads them before it starts.
 */
export async function loadTraditional(): Promise<void> {
  const { Locale } = await import("opencc-js/cn2t");
  steps = Locale.configs.s2tw;
}

/** Whether {@link toTraditional} can convert. */
export const isTraditionalLoaded = (): boolean => steps !== null;

/**
 * Simplified characters to traditional ones as written in Taiwan (申请 → 申請, 里面 → 裡面); unchanged until
 * {@link loadTraditional} has run.
 *
 * Characters only: names and terms keep their wording, because a name with other words is another name.
 */
export function toTraditional(text: string): string {
  if (steps === null) return text;
  toTaiwan ??= buildConversion(steps);
  return toTaiwan(text);
}
