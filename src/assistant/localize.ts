import type { Locale } from "../shared/acts.js";
import { createRecent } from "../shared/recent.js";
import { isTraditionalLoaded, toTraditional } from "../nlu/index.js";

/** Keys whose values are names for machines or addresses, never words. */
const UNTOUCHED: ReadonlySet<string> = new Set([
  "id",
  "url",
  "send",
  "kind",
  "notice",
  "facet",
  "slot",
  "value",
]);

/** Claims, labels and wordings come again with every reply: texts kept converted, some 200 bytes each. */
const converted = createRecent<string>(2000);

function convert(value: unknown): unknown {
  if (typeof value === "string") return converted.get(value, () => toTraditional(value));
  if (Array.isArray(value)) return value.map(convert);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, UNTOUCHED.has(key) ? inner : convert(inner)]),
  );
}

/**
 * A reply (or a text) in the characters of the locale: traditional ones for zh-TW, unchanged otherwise.
 * What a button sends stays simplified, because it is read by the program. Until the tables are loaded all stays so.
 */
export function toLocale<T>(value: T, locale: Locale): T {
  // The conversion keeps every shape: only the characters inside strings change.
  return locale === "zh-TW" && isTraditionalLoaded() ? (convert(value) as T) : value;
}
