import type { Synonyms } from "../nlu/index.js";
import { findWords } from "./group-words.js";

/** A word that says of whom the text speaks from there on; UTF-16 offsets. */
export interface Mention {
  readonly isOther: boolean;
  /** The word for the other one as it stands in the text; empty for the speaker and for 他. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Grammar: the third person, and the first. 其他 is neither. */
const THIRD = /(?<!其)[他她]|(?<![a-z])(?:he|she|they)(?![a-z])/gu;
const FIRST = /我|本人|(?<![a-z])(?:i|my|we)(?![a-z])/gu;
/** 和老婆, 跟父母: somebody at the speaker's side is not who it is about. */
const BESIDE = /(?:和|跟|与|陪|带|with )(?:我的?|my )?$/u;

/** Everybody of whom a text speaks, in order. */
export function othersIn(text: string, synonyms: Synonyms): readonly Mention[] {
  const named = findWords(text, synonyms, "other-person").map(({ start, end }) => ({
    isOther: true,
    word: text.slice(start, end),
    start,
    end,
  }));
  const others: readonly Mention[] = [
    ...named.filter(({ start }) => !BESIDE.test(text.slice(0, start))),
    ...[...text.matchAll(THIRD)].map(({ index, 0: said }) => ({
      isOther: true,
      word: "",
      start: index,
      end: index + said.length,
    })),
  ];
  const selves = [...text.matchAll(FIRST)]
    .map(({ index, 0: said }) => ({
      isOther: false,
      word: "",
      start: index,
      end: index + said.length,
    }))
    // 我老公 and 我家孩子 name the other one.
    .filter(
      ({ start, end }) =>
        !named.some((other) => other.start < end && start < other.end) &&
        !named.some(
          (other) =>
            /^(?:的|家|家的| )?$/u.test(text.slice(end, other.start)) && other.start >= end,
        ),
    );
  return [...others, ...selves].toSorted((a, b) => a.start - b.start);
}

/** Whether the text speaks of somebody else at an offset: whom it named last before it. */
export const subjectAt = (mentions: readonly Mention[], offset: number): boolean =>
  mentions.findLast(({ start }) => start < offset)?.isOther ?? false;

/** Whether the one spoken of at an offset shares the speaker's household. */
export function isSpouseAt(
  mentions: readonly Mention[],
  offset: number,
  synonyms: Synonyms,
): boolean {
  const last = mentions.findLast(({ start }) => start < offset);
  return last !== undefined && findWords(last.word, synonyms, "household").length > 0;
}
