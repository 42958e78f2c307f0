import { Trie, isWhole } from "../../text/trie.js";
import type { Vocabulary } from "../vocabulary.js";

interface Range {
  readonly start: number;
  readonly end: number;
}

/** A text cut into what has content of its own and what has none. */
export interface ContentReader {
  /**
   * Code points with content, outside the ranges that are taken out.
   *
   * @param cues words that ask; a known content word inside a longer one of them (补贴 in 什么补贴) keeps its content
   */
  places(points: readonly string[], taken: readonly Range[], cues?: readonly Range[]): number[];
  /** The words of those places, each a known word or what stands between known ones; single characters left out. */
  words(points: readonly string[], places: readonly number[]): string[];
}

interface Piece extends Range {
  readonly isContent: boolean;
  /** A word of the vocabulary, not what stands between such words. */
  readonly isKnown: boolean;
}

/** Groups whose words have content, so that a function word inside one (能 in 技能) is not taken out of it. */
const CONTENT_GROUPS = [
  "topic-word",
  "same-meaning",
  "degree",
  "employment",
  "name-suffix",
] as const;
const EMPTY_GROUPS = ["function-word", "polite", "question-word", "connector"] as const;

export function buildContentReader(
  vocabulary: Vocabulary,
  lexicon: readonly string[],
  fillers: readonly string[],
): ContentReader {
  const trie = new Trie<"content" | "empty">();
  for (const group of EMPTY_GROUPS)
    for (const { word } of vocabulary.words(group)) trie.add(word, "empty");
  for (const word of fillers) trie.add(word.toLowerCase(), "empty");
  for (const group of CONTENT_GROUPS)
    for (const { word } of vocabulary.words(group)) trie.add(word, "content");
  for (const word of lexicon) trie.add(word.toLowerCase(), "content");

  const cut = (points: readonly string[]): Piece[] => {
    const pieces: Piece[] = [];
    let start = 0;
    while (start < points.length) {
      const known = trie.at(points, start).findLast(({ end }) => isWhole(points, start, end));
      const end = known?.end ?? endOfLatin(points, start);
      const isContent =
        known === undefined
          ? /^[\p{L}\p{N}]$/u.test(points[start] ?? "")
          : !known.values.includes("empty");
      pieces.push({ start, end, isContent, isKnown: known !== undefined });
      start = end;
    }
    return pieces;
  };

  return {
    places(points, taken, cues = []) {
      const isTaken = (place: number): boolean =>
        taken.some((range) => range.start <= place && place < range.end);
      const found = cut(points)
        .filter((piece) => piece.isContent)
        .flatMap((piece) => {
          const asking = cues.filter(
            (cue) => !piece.isKnown || (piece.start <= cue.start && cue.end <= piece.end),
          );
          const places = Array.from(
            { length: piece.end - piece.start },
            (_, index) => piece.start + index,
          );
          return places.filter(
            (place) => !asking.some((cue) => cue.start <= place && place < cue.end),
          );
        })
        .filter((place) => !isTaken(place));
      const all = new Set(found);
      // A character that stands alone between words without content is one of theirs (钱 of 多少钱).
      return found.filter(
        (place) =>
          all.has(place - 1) ||
          all.has(place + 1) ||
          !/^\p{Script=Han}$/u.test(points[place] ?? ""),
      );
    },
    words(points, places) {
      const wanted = new Set(places);
      const words: string[] = [];
      let run = "";
      const close = (): void => {
        if (Array.from(run).length > 1) words.push(run);
        run = "";
      };
      for (const { start, end, isContent } of cut(points)) {
        const own = isContent
          ? points
              .slice(start, end)
              .filter((_, index) => wanted.has(start + index))
              .join("")
          : "";
        if (own === "" || end - start > 1) close();
        if (end - start > 1 && own !== "") words.push(own);
        else run += own;
      }
      close();
      return [...new Set(words)];
    },
  };
}

/** A latin word or a number is one piece. */
function endOfLatin(points: readonly string[], start: number): number {
  let end = start;
  while (/^[a-z0-9'.+-]$/.test(points[end] ?? "")) end++;
  return Math.max(end, start + 1);
}
