import type { CriterionView, Either } from "../types.js";

/** What decides over a rule that may be fulfilled in several ways. */
export interface Deciding<T> {
  /** What must be met in any case, and of each choice the way that lies nearest. */
  readonly told: readonly T[];
  /** What was told and closes another way than the nearest one, where that one is still open. */
  readonly closed: readonly T[];
  /** What is still unknown of the nearest ways of choices in which another way is closed. */
  readonly left: readonly T[];
  /** So many other ways are still open. */
  readonly others: number;
}

const count = (way: readonly CriterionView[], outcome: CriterionView["outcome"]): number =>
  way.filter((item) => item.outcome === outcome).length;

const isTold = ({ outcome, yours }: CriterionView): boolean =>
  outcome === "met" && yours !== undefined;

const byRank = (one: readonly number[], other: readonly number[]): number =>
  one.map((value, place) => value - (other[place] ?? 0)).find((by) => by !== 0) ?? 0;

/**
 * Of several ways one is enough: the one that fails in least, then the one that what was told leads to, then the one that
 * asks least.
 */
function nearestOf<T extends CriterionView>(ways: readonly (readonly T[])[]): readonly T[] {
  const rank = (way: readonly T[]): readonly number[] => [
    count(way, "unmet"),
    count(way, "unmet") > 0 ? count(way, "unknown") : 0,
    count(way, "unknown") === 0 ? 0 : 1,
    way.some(isTold) ? 0 : 1,
    count(way, "unknown"),
  ];
  return ways.toSorted((a, b) => byRank(rank(a), rank(b)))[0] ?? [];
}

/**
 * What of many criteria decides, with the choices among them gone down to the way that lies nearest.
 *
 * @param eithers groups of alternatives: places of the items of each way
 */
export function decidingOf<T extends CriterionView>(
  items: readonly T[],
  eithers: readonly Either[],
): Deciding<T> {
  const inEither = new Set(eithers.flat(2));
  const choices = eithers.map((ways) =>
    ways.map((places) => places.flatMap((place) => items[place] ?? [])),
  );
  const nearest = choices.map(nearestOf);
  const isOpen = (place: number): boolean => {
    const way = nearest[place] ?? [];
    return count(way, "unknown") > 0 && count(way, "unmet") === 0;
  };
  // The same words are met or still open in another way (35周岁以下, the year itself being in doubt): they close nothing.
  const alive = new Set(
    items.filter(({ outcome }) => outcome !== "unmet").map(({ criterion }) => criterion),
  );
  const closes = ({ outcome, yours, criterion }: T): boolean =>
    outcome === "unmet" && yours !== undefined && !alive.has(criterion);
  const closedIn = (place: number): readonly T[] =>
    isOpen(place)
      ? (choices[place] ?? []).flatMap((way) =>
          way === nearest[place] ? [] : way.filter((item) => closes(item)),
        )
      : [];
  const places = choices.map((_, place) => place);
  const canBe = (way: readonly T[]): boolean => count(way, "unmet") === 0;
  return {
    told: [...items.filter((_, place) => !inEither.has(place)), ...nearest.flat()],
    closed: places.flatMap(closedIn),
    left: places
      .filter((place) => closedIn(place).length > 0)
      .flatMap((place) => (nearest[place] ?? []).filter(({ outcome }) => outcome === "unknown")),
    others: places
      .filter(isOpen)
      .reduce((sum, place) => sum + (choices[place] ?? []).filter(canBe).length - 1, 0),
  };
}
