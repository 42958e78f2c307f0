import { normalize } from "../../text/normalize.js";
import type { FaqMatch, SearchableFaq } from "../types.js";
import { FAQ } from "../thresholds.js";
import { buildSearchIndex, type SearchHit } from "./search-index.js";

/** Finds the known questions that a question resembles. */
export interface FaqFinder {
  /**
   * Entries that ask nearly the same, best first; at most {@link FAQ.most}. Those whose needed words the question does not hold are
   * left out.
   *
   * @param text normalized
   */
  find(text: string): FaqMatch[];
}

/** Where a question may be cut: what stands before may only tell. */
const SEAM = /[,，。;；:：?？!！\s]+/u;

/**
 * The texts that may be the question itself: all of it, and of a long one its last clauses, which ask more often than those that
 * tell before them.
 */
function readings(text: string): readonly string[] {
  if ([...text].length <= FAQ.longest) return [text];
  const clauses = text.split(SEAM).filter((clause) => clause.length > 1);
  const tails = [1, 2, 3]
    .filter((count) => count < clauses.length)
    .map((count) => clauses.slice(-count).join(" "))
    .filter((tail) => [...tail].length >= FAQ.leastTail);
  return [...new Set([text, ...tails])];
}

interface Sentence {
  readonly entry: SearchableFaq;
  readonly isFollowing: boolean;
}

/** Builds the index over all sentences of all entries; some 15 ms for 5,000. */
export function buildFaqFinder(entries: readonly SearchableFaq[]): FaqFinder {
  const sentences = entries.flatMap((entry): (Sentence & { readonly text: string })[] => [
    ...entry.asked.map((text) => ({ entry, isFollowing: false, text })),
    ...entry.follows.map((text) => ({ entry, isFollowing: true, text })),
  ]);
  const index = buildSearchIndex(
    sentences.map(({ text }, at) => ({ id: String(at), text: normalize(text).text })),
  );
  const isHeld = ({ needs }: SearchableFaq, text: string): boolean =>
    needs.every((words) => words.some((word) => text.includes(word)));
  const add = (found: Map<string, FaqMatch>, { id, confidence }: SearchHit, text: string): void => {
    const sentence = sentences[Number(id)];
    if (sentence === undefined || !isHeld(sentence.entry, text)) return;
    const { entry, isFollowing } = sentence;
    const before = found.get(entry.id);
    const match = { id: entry.id, asked: before?.asked ?? 0, follows: before?.follows ?? 0 };
    found.set(
      entry.id,
      isFollowing
        ? { ...match, follows: Math.max(match.follows, confidence) }
        : { ...match, asked: Math.max(match.asked, confidence) },
    );
  };
  return {
    find(text) {
      const found = new Map<string, FaqMatch>();
      if (entries.length === 0) return [];
      for (const reading of readings(text)) {
        for (const hit of index.search(reading, FAQ.hits)) add(found, hit, text);
      }
      return [...found.values()]
        .filter(({ asked, follows }) => Math.max(asked, follows) >= FAQ.least)
        .sort((a, b) => Math.max(b.asked, b.follows) - Math.max(a.asked, a.follows))
        .slice(0, FAQ.most);
    },
  };
}
