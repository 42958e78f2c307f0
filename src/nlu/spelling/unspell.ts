import type { NormalizedText } from "../../text/normalize.js";
import type { Speller } from "./spelling.js";

const LATIN = /^[a-z']$/;
const TONED = /^[a-z'āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]$/;
/** Below this mean likelihood (natural logarithm per character) the letters are not taken for pinyin. Higher reads less. */
const LEAST_LIKELY = -8.5;

/** Longer words of letters are no pinyin that anybody types. */
const LONGEST_WORD = 60;
/** Words from which on a text may be judged as a whole. */
const SHORTEST_SENTENCE = 4;
/** Words that are read together at most. */
const LONGEST_RUN = 30;

interface Word {
  readonly start: number;
  readonly end: number;
  readonly letters: string;
  readonly syllables: readonly string[] | null;
}

/**
 * Puts characters in the place of spelled-out pinyin: `qiantang luohu kuai ma` → 钱塘落户快吗, `xihu qifu平台` → 西湖企服平台.
 *
 * English stays: a run with words that are no pinyin, or known as English, is left alone.
 *
 * @param isEnglish whether a latin word is known as one (`app`, `women`)
 * @param initials words by the first letters of their syllables (`zfbt` → 租房补贴)
 */
export function unspell(
  typed: NormalizedText,
  speller: Speller,
  isEnglish: (word: string) => boolean,
  initials: ReadonlyMap<string, string>,
): NormalizedText {
  const text = expandInitials(typed, speller, isEnglish, initials);
  const words = latinWords(text.points, speller);
  const long = words.filter((word) => word.letters.length > 1);
  const isForeign = (word: Word): boolean => word.syllables === null || isEnglish(word.letters);
  // "zu fang bu tie zen me ling": where every word can be pinyin, one that is English too (me) is pinyin.
  const isAllPinyin =
    long.length >= SHORTEST_SENTENCE &&
    long.every((word) => word.syllables !== null) &&
    long.filter(isForeign).length * 3 <= long.length;
  const foreign = isAllPinyin ? [] : long.filter(isForeign);
  const spelled = isAllPinyin ? long : long.filter((word) => !isForeign(word));
  if (spelled.length === 0 || foreign.length > spelled.length) return text;
  const points: string[] = [];
  const offsets: number[] = [];
  const keep = (from: number, to: number): void => {
    for (let index = from; index < to; index++) {
      points.push(text.points[index] ?? "");
      offsets.push(text.offsets[index] ?? 0);
    }
  };
  let done = 0;
  for (const run of runsOf(spelled, text.points)) {
    const characters = speller.spell(run.flatMap((word) => word.syllables ?? []));
    if (characters === null || characters.likelihood < LEAST_LIKELY) continue;
    keep(done, run[0]?.start ?? done);
    let index = 0;
    for (const word of run) {
      for (const [place] of (word.syllables ?? []).entries()) {
        points.push(characters.characters[index++] ?? "");
        offsets.push(text.offsets[word.start + Math.min(place, word.end - word.start - 1)] ?? 0);
      }
    }
    done = run.at(-1)?.end ?? done;
  }
  if (done === 0) return text;
  keep(done, text.points.length);
  return {
    ...text,
    text: points.join(""),
    points,
    offsets: [...offsets, text.offsets.at(-1) ?? 0],
    gaps: new Set(),
  };
}

/** Puts the word in the place of its initials; letters that are pinyin or English themselves stay. */
function expandInitials(
  text: NormalizedText,
  speller: Speller,
  isEnglish: (word: string) => boolean,
  initials: ReadonlyMap<string, string>,
): NormalizedText {
  const points: string[] = [];
  const offsets: number[] = [];
  let done = 0;
  const copy = (until: number): void => {
    for (; done < until; done++) {
      points.push(text.points[done] ?? "");
      offsets.push(text.offsets[done] ?? 0);
    }
  };
  for (const word of latinWords(text.points, speller)) {
    const meant =
      word.syllables === null && !isEnglish(word.letters) ? initials.get(word.letters) : undefined;
    if (meant === undefined) continue;
    copy(word.start);
    for (const [place, point] of Array.from(meant).entries()) {
      points.push(point);
      offsets.push(text.offsets[Math.min(word.start + place, word.end - 1)] ?? 0);
    }
    done = word.end;
  }
  if (done === 0) return text;
  copy(text.points.length);
  return {
    ...text,
    text: points.join(""),
    points,
    offsets: [...offsets, text.offsets.at(-1) ?? 0],
    gaps: new Set(),
  };
}

function latinWords(points: readonly string[], speller: Speller): Word[] {
  const words: Word[] = [];
  let start = 0;
  while (start < points.length) {
    let end = start;
    while (TONED.test(points[end] ?? "")) end++;
    if (end > start) {
      const letters = points.slice(start, end).join("");
      words.push({
        start,
        end,
        letters,
        syllables: letters.length > LONGEST_WORD ? null : speller.split(letters),
      });
    }
    start = Math.max(end, start + 1);
  }
  return words;
}

/** Spelled words with nothing but spaces between them, read together. */
function runsOf(words: readonly Word[], points: readonly string[]): Word[][] {
  const runs: Word[][] = [];
  for (const word of words) {
    const last = runs.at(-1)?.at(-1);
    const isNext =
      last !== undefined &&
      (runs.at(-1)?.length ?? 0) < LONGEST_RUN &&
      points.slice(last.end, word.start).every((point) => point === " ");
    if (isNext) runs.at(-1)?.push(word);
    else runs.push([word]);
  }
  return runs;
}

/** Whether a text is English: it has latin words and no Chinese character. */
export function isLatinOnly(points: readonly string[]): boolean {
  return (
    points.some((point) => LATIN.test(point)) &&
    !points.some((point) => /\p{Script=Han}/u.test(point))
  );
}
