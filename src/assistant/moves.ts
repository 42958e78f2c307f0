import { hasWord, vocabularyOf, type Synonyms } from "../nlu/index.js";

/** Groups of `intents/moves.yaml` by which a turn leans on the talk. */
const MOVES = [
  "move-leave",
  "move-pause",
  "move-thanks",
  "move-wrong",
  "move-sources",
  "move-previous",
  "move-more",
  "move-shorter",
] as const;

/** A longer utterance says more than a move; in code points, with and without Han characters. */
const LONGEST = 12;
const LONGEST_LATIN = 40;

/** What is asked of all there is, and what is none of ours, however long the question. */
const ANY_LENGTH = ["asks-all", "far-matter"] as const;

/** Moves that a normalized utterance says outright; of a long one, in which the words mean something else, only the last kind. */
export function movesIn(normalized: string, synonyms: Synonyms): ReadonlySet<string> {
  const all = ANY_LENGTH.filter((group) => hasWord(normalized, synonyms, group));
  const length = [...normalized].length;
  const longest = /\p{Script=Han}/u.test(normalized) ? LONGEST : LONGEST_LATIN;
  if (length > longest) return new Set(all);
  return new Set([...all, ...MOVES.filter((move) => hasWord(normalized, synonyms, move))]);
}

/** Words that say nothing beside a move: marks, particles. */
const AROUND =
  /[\s\p{P}\p{S}了吧啊呀呢哦嗯啦哈好的我就先请]+|\b(?:ok|okay|great|good|well|a lot|so much|very much)\b/gu;

/** Whether an utterance is one move and nothing else (停止, 好了不想继续了). */
export function isOnlyMove(
  normalized: string,
  move: (typeof MOVES)[number],
  synonyms: Synonyms,
): boolean {
  const points = [...normalized];
  const [first] = vocabularyOf(synonyms).find(move, points);
  if (first === undefined) return false;
  const rest = [...points.slice(0, first.start), ...points.slice(first.end)].join("");
  return rest.replace(AROUND, "") === "";
}
