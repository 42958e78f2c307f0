/** Names in the order of their UTF-16 code units, whatever the language of the machine. */
const inOrder = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : one > other ? 1 : 0;

/**
 * JSON of which there is one text only for one value, after RFC 8785: names in order, nothing between the parts, numbers as
 * ECMAScript writes them. For plain data: texts, finite numbers, booleans, `null`, lists and records; what is `undefined` is
 * left out.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const parts = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(inOrder)
    .map(([name, inner]) => `${JSON.stringify(name)}:${canonicalJson(inner)}`);
  return `{${parts.join(",")}}`;
}
