/** A sum that can be had, under a key of its own. In CNY, above 0. */
export interface ChoiceItem {
  readonly key: string;
  readonly sum: number;
}

/** Two keys that cannot be had together. */
export type Pair = readonly [string, string];

/** What is chosen, and what it comes to. */
export interface Choice {
  readonly sum: number;
  readonly counted: readonly string[];
}

/**
 * The choice of sums that comes to most without two that cannot be had together. All choices are tried: there are few pairs
 * of which both sides can be had. Of two equal choices the one that keeps the second of a pair is taken.
 *
 * @param items in the order in which they are to be named
 */
export function bestChoice(items: readonly ChoiceItem[], pairs: readonly Pair[]): Choice {
  const has = (key: string): boolean => items.some((item) => item.key === key);
  const [pair, ...others] = pairs.filter((keys) => keys.every(has));
  if (pair === undefined) {
    return {
      sum: items.reduce((total, { sum }) => total + sum, 0),
      counted: items.map(({ key }) => key),
    };
  }
  const [first, second] = pair;
  const without = (key: string): Choice =>
    bestChoice(
      items.filter((item) => item.key !== key),
      others,
    );
  const [keepsSecond, keepsFirst] = [without(first), without(second)];
  return keepsSecond.sum >= keepsFirst.sum ? keepsSecond : keepsFirst;
}
