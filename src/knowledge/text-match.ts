/** Han characters; phrases of them are compared by pairs of neighbours, others by whole words. */
const HAN = /\p{Script=Han}/u;

/** Endings of English words that change nothing about what is meant (subsidies, subsidy; applying, apply). */
const stem = (word: string): string =>
  word.length <= 3 ? word : word.replace(/(?:ies|y|es|s|ing|ed)$/u, "");

const stems = (text: string): ReadonlySet<string> =>
  new Set((text.toLowerCase().match(/[a-z]+/gu) ?? []).map(stem));

const squeeze = (text: string): string => text.toLowerCase().replace(/[\s\p{P}\p{S}]+/gu, "");

/** Pairs of neighbouring code points; a single code point stands for itself. */
function bigrams(text: string): readonly string[] {
  const points = [...squeeze(text)];
  if (points.length < 2) return points;
  return points.slice(1).map((point, index) => `${points[index] ?? ""}${point}`);
}

/** Other ways to say a phrase that mean exactly the same (公司 for 企业); none for most. */
export type Sayings = (phrase: string) => readonly string[];

const NO_SAYINGS: Sayings = () => [];

/**
 * How far a text speaks of a phrase: 1 when it holds the phrase, otherwise the share of the phrase's
 * neighbouring pairs that the text holds. Range 0–1; an empty phrase gives 1 (nothing was asked for).
 */
export const support = (phrase: string, text: string): number =>
  supportIn(phrase, text, squeeze(text));

/** @param held the text, squeezed: of one text many phrases are asked */
function supportIn(phrase: string, text: string, held: string): number {
  const wanted = squeeze(phrase);
  if (wanted === "" || held.includes(wanted)) return 1;
  if (!HAN.test(wanted)) {
    const known = stems(text);
    const words = [...stems(phrase)];
    return words.length === 0 ? 0 : words.filter((word) => known.has(word)).length / words.length;
  }
  const pairs = bigrams(wanted);
  return pairs.filter((pair) => held.includes(pair)).length / pairs.length;
}

/**
 * Mean support of several phrases, longer ones counting more (they say more).
 * Range 0–1; 1 when there are none.
 */
export function meanSupport(
  phrases: readonly string[],
  text: string,
  sayings: Sayings = NO_SAYINGS,
): number {
  const weights = phrases.map((phrase) => [...squeeze(phrase)].length);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return 1;
  const held = squeeze(text);
  const best = (phrase: string): number =>
    Math.max(...[phrase, ...sayings(phrase)].map((saying) => supportIn(saying, text, held)));
  return (
    phrases.reduce((sum, phrase, index) => sum + best(phrase) * (weights[index] ?? 0), 0) / total
  );
}
