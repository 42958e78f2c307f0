import type { Synonyms } from "../nlu/index.js";
import { findWords } from "../person/group-words.js";

/** Groups of `intents/moves.yaml` by which a turn leans on the talk. */
const MOVES = [
  "move-leave",
  "move-pause",
  "move-wrong",
  "move-sources",
  "move-previous",
  "move-more",
] as const;

/** A longer utterance says more than a move; in code points, with and without Han characters. */
const LONGEST = 12;
const LONGEST_LATIN = 40;

/** What is asked of all there is, however long the question. */
const ASKS_ALL = "asks-all";

/** Moves that a normalized utterance says outright; of a long one, in which the words mean something else, only the last kind. */
export function movesIn(normalized: string, synonyms: Synonyms): ReadonlySet<string> {
  const all = findWords(normalized, synonyms, ASKS_ALL).length > 0 ? [ASKS_ALL] : [];
  const length = [...normalized].length;
  const longest = /\p{Script=Han}/u.test(normalized) ? LONGEST : LONGEST_LATIN;
  if (length > longest) return new Set(all);
  return new Set([
    ...all,
    ...MOVES.filter((move) => findWords(normalized, synonyms, move).length > 0),
  ]);
}

/** Words that say nothing beside a move: marks, particles. */
const AROUND = /[\s\p{P}\p{S}了吧啊呀呢哦嗯好的我就先请]+/gu;

/** Whether an utterance is one move and nothing else (停止, 好了不想继续了). */
export function isOnlyMove(normalized: string, move: string, synonyms: Synonyms): boolean {
  const words = findWords(normalized, synonyms, move);
  const [first] = words;
  if (first === undefined) return false;
  const rest = `${normalized.slice(0, first.start)}${normalized.slice(first.end)}`;
  return rest.replace(AROUND, "") === "";
}
