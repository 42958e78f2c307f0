import Fuse from "fuse.js";

/** Pairs of neighbouring characters: fuse.js cuts at spaces by itself, and Chinese has none. */
function pairs(text: string): string[] {
  const points = Array.from(text);
  return points.length < 2
    ? points
    : points.slice(1).map((point, index) => `${points[index] ?? ""}${point}`);
}

/** Longer texts are cut: fuse.js compares every word of the text with every word of every item. */
const LONGEST = 64;

/**
 * Brings the names that fuse.js holds to be the likeliest to the front and keeps `limit` of them.
 *
 * It scans all items on every call (0.1 ms for 24), so only ever give it a short list. Items that it finds nothing
 * in keep their order behind the others.
 */
export function orderByFuse<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  text: string,
  limit: number,
): Item[] {
  if (items.length <= limit) return [...items];
  const fuse = new Fuse(items.map(nameOf), {
    useTokenSearch: true,
    tokenize: pairs,
    ignoreLocation: true,
    includeScore: true,
  });
  const found = fuse
    .search(Array.from(text).slice(0, LONGEST).join(""))
    .map((result) => result.refIndex);
  const order = [
    ...found,
    ...items.map((_, index) => index).filter((index) => !found.includes(index)),
  ];
  return order.slice(0, limit).flatMap((index) => items[index] ?? []);
}
