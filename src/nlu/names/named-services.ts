import type { ServiceName } from "./names.js";
import { compactIndexes } from "./names.js";
import { isWhole, Trie } from "../../text/trie.js";

/** A name found letter for letter; code points of the normalized text, end exclusive. */
export interface NamedService {
  readonly name: ServiceName;
  readonly start: number;
  readonly end: number;
}

export interface NameFinder {
  /** The longest names; those inside a longer one are left out. Several services may bear the same one. */
  find(points: readonly string[]): NamedService[];
}

/** Spaces, marks, quotes and brackets do not count: 1+5+20 is found in 1520, Hi TECH in hitech. */
export function buildNameFinder(names: readonly ServiceName[]): NameFinder {
  const trie = new Trie<ServiceName>();
  for (const name of names) if (name.units.length > 1) trie.add(name.units, name);
  return {
    find(points) {
      const places = compactIndexes(points);
      const units = places.map((place) => points[place] ?? "");
      const found = trie
        .all(units)
        .map(({ start, end, value }) => ({
          name: value,
          start: places[start] ?? 0,
          end: (places[end - 1] ?? -1) + 1,
        }))
        .filter(
          (match) =>
            isWhole(points, match.start, match.end) &&
            isWholeNumber(points, match.start, match.end),
        );
      return found.filter((match) => !found.some((other) => isInside(match, other)));
    },
  };
}

/** Whether a range cuts no number in two (5050 is not in 15050). */
function isWholeNumber(points: readonly string[], start: number, end: number): boolean {
  const cuts = (left: string | undefined, right: string | undefined): boolean =>
    /^\d$/.test(left ?? "") && /^\d$/.test(right ?? "");
  return !cuts(points[start - 1], points[start]) && !cuts(points[end - 1], points[end]);
}

function isInside(inner: NamedService, outer: NamedService): boolean {
  const isLonger = outer.end - outer.start > inner.end - inner.start;
  return isLonger && outer.start <= inner.start && inner.end <= outer.end;
}
