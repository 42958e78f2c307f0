import { Locale } from "opencc-js/cn2t";
import { buildConversion } from "./phrase-tables.js";

// A file of its own: its phrase table weighs half a megabyte packed, and only replies to zh-TW need it.
// Built at the first use, because a start does without.
let toTaiwan: ((text: string) => string) | undefined;

/**
 * Simplified characters to traditional ones as written in Taiwan (申请 → 申請, 里面 → 裡面).
 *
 * Characters only: names and terms keep their wording, because a name with other words is another name.
 */
export function toTraditional(text: string): string {
  toTaiwan ??= buildConversion(Locale.configs.s2tw);
  return toTaiwan(text);
}
