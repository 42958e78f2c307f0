import { Locale } from "opencc-js/t2cn";
import { buildConversion } from "./phrase-tables.js";

const fromTraditional = buildConversion(Locale.configs.tw2s);

/**
 * Traditional characters to simplified ones, phrase by phrase (裡面 → 里面); other text unchanged.
 *
 * Characters only: words that differ between regions (計程車) keep their wording. Idempotent. About 1 µs a question.
 */
export function toSimplified(text: string): string {
  // 么 is simplified already; OpenCC reads it as the traditional form of 幺.
  return fromTraditional(text.replaceAll("么", "麼"));
}
