import { Converter } from "opencc-js/cn2t";

// A file of its own: its phrase table weighs half a megabyte packed, and only replies to zh-TW need it.
// Built at the first use, because building its trie costs a fifth of the start and some ten megabytes.
let toTaiwan: ((text: string) => string) | undefined;

/**
 * Simplified characters to traditional ones as written in Taiwan (申请 → 申請, 里面 → 裡面).
 *
 * Characters only: names and terms keep their wording, because a name with other words is another name.
 */
export function toTraditional(text: string): string {
  toTaiwan ??= Converter({ from: "cn", to: "tw" });
  return toTaiwan(text);
}
