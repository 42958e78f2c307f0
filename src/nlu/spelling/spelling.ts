import { splitPinyin, toSyllables } from "../../text/pinyin.js";

/** Turns spelled-out pinyin into the characters that the corpus would have there. */
export interface Speller {
  /** The likeliest characters for syllables, and how likely each is (natural logarithm, mean); `null` when a syllable is in no text. */
  spell(
    syllables: readonly string[],
  ): { readonly characters: readonly string[]; readonly likelihood: number } | null;
  /** Cuts latin letters into syllables, the likelier the better; `null` when they are no pinyin. */
  split(latin: string): readonly string[] | null;
  /** Whether the corpus holds these two characters side by side. */
  readonly isPair: (first: string, second: string) => boolean;
}

const HAN = /^\p{Script=Han}$/u;
const START = "^";
/** Weight of a pair of characters against a single one in their probability, 0–1. Higher trusts phrases of the corpus more. */
const PAIR_WEIGHT = 0.85;
const RARE = 1e-7;
/** Readings that people type and dictionaries give second. */
const SPOKEN: Readonly<Record<string, string>> = { shei: "shui", lue: "lve", nue: "nve" };

/**
 * Learns from texts which characters stand for which syllables, and which follow each other.
 *
 * @param texts normalized texts with how often each counts
 */
export function buildSpeller(
  texts: readonly { readonly text: string; readonly weight: number }[],
): Speller {
  const singles = new Map<string, number>();
  const pairs = new Map<string, number>();
  const readings = new Map<string, Set<string>>();
  const syllableCounts = new Map<string, number>();
  let total = 0;
  for (const { text, weight } of texts) {
    const syllables = toSyllables(text);
    let before = START;
    Array.from(text).forEach((point, index) => {
      const syllable = syllables[index] ?? null;
      if (!HAN.test(point) || syllable === null) {
        before = START;
        return;
      }
      count(singles, point, weight);
      count(singles, before === START ? START : "", weight);
      count(pairs, before + point, weight);
      count(syllableCounts, syllable, weight);
      const known = readings.get(syllable) ?? new Set();
      readings.set(syllable, known.add(point));
      total += weight;
      before = point;
    });
  }
  const probability = (before: string, point: string): number => {
    const base = singles.get(before) ?? 0;
    const pair = base === 0 ? 0 : (pairs.get(before + point) ?? 0) / base;
    return (
      PAIR_WEIGHT * pair +
      (1 - PAIR_WEIGHT) * ((singles.get(point) ?? 0) / Math.max(1, total)) +
      RARE
    );
  };
  return {
    isPair: (first, second) => pairs.has(first + second),
    split: (latin) =>
      splitPinyin(latin, (syllable) =>
        Math.log(((syllableCounts.get(syllable) ?? 0) + 0.01) / (total + 1)),
      ),
    spell: (syllables) =>
      likeliest(
        syllables.map((syllable) => [...(readings.get(SPOKEN[syllable] ?? syllable) ?? [])]),
        probability,
      ),
  };
}

function count(counts: Map<string, number>, key: string, weight: number): void {
  counts.set(key, (counts.get(key) ?? 0) + weight);
}

interface Path {
  readonly point: string;
  readonly before: Path | null;
  readonly score: number;
}

/** The likeliest path through the candidates (Viterbi). */
function likeliest(
  candidates: readonly (readonly string[])[],
  probability: (before: string, point: string) => number,
): { characters: readonly string[]; likelihood: number } | null {
  let paths = new Map<string, Path>([[START, { point: START, before: null, score: 0 }]]);
  for (const choices of candidates) {
    if (choices.length === 0) return null;
    const next = new Map<string, Path>();
    for (const point of choices) {
      let best: Path | null = null;
      for (const [before, path] of paths) {
        const score = path.score + Math.log(probability(before, point));
        if (best === null || score > best.score) best = { point, before: path, score };
      }
      if (best !== null) next.set(point, best);
    }
    paths = next;
  }
  let best: Path | null = null;
  for (const path of paths.values()) if (best === null || path.score > best.score) best = path;
  if (best === null || candidates.length === 0) return null;
  const characters: string[] = [];
  let path: Path = best;
  while (path.before !== null) {
    characters.push(path.point);
    path = path.before;
  }
  return { characters: characters.reverse(), likelihood: best.score / candidates.length };
}
