import type { SlotRead, TellableSlot } from "../../shared/slot-telling.js";
import type { Found } from "../../text/trie.js";
import type { Entity, Synonyms } from "../types.js";
import { overlaps, type Group } from "../vocabulary.js";
import type { EntityText } from "./entity-text.js";
import { isNegated } from "./negation.js";

type List = "words" | "not" | "near" | "where" | "unless" | "beside" | "told" | "count";

/** The group under which words of a slot stand in the vocabulary. */
export const groupOf = (slot: string, list: List): Group => `slot:${slot}:${list}`;

/** The words of slots as groups, so that one pass over a text finds them with all others. */
export function slotGroups(slots: readonly TellableSlot[]): Synonyms {
  const plain = (words: readonly string[] | undefined): Synonyms[string] =>
    words === undefined ? [] : [{ value: "word", words }];
  const valued = (words: SlotRead["words"]): Synonyms[string] =>
    Object.entries(words ?? {}).map(([value, list]) => ({ value, words: list }));
  return Object.fromEntries(
    slots.flatMap(({ id, read = {} }) => {
      const lists: Readonly<Record<List, Synonyms[string]>> = {
        words: valued(read.words),
        not: plain(read.not),
        near: valued(read.near?.words),
        where: plain(read.near?.where),
        unless: plain(read.near?.unless),
        beside: plain(read.beside),
        told: plain(read.told),
        count: plain(read.count),
      };
      return Object.entries(lists)
        .filter(([, entries]) => entries.length > 0)
        .map(([list, entries]) => [groupOf(id, list as List), entries]);
    }),
  );
}

const MARK = /^[,，。;?!]$/u;

/** The clause around a range. */
export function clauseAround(
  points: readonly string[],
  { start, end }: { readonly start: number; readonly end: number },
): readonly string[] {
  const from = points.slice(0, start).findLastIndex((point) => MARK.test(point)) + 1;
  const until = points.slice(end).findIndex((point) => MARK.test(point));
  return points.slice(from, until === -1 ? points.length : end + until);
}

/** Values of a slot that words state: 硕士, 没有社保, 在读. */
export function readSlotWords(slot: TellableSlot, text: EntityText): Entity[] {
  const { id, read } = slot;
  const { points, vocabulary } = text;
  if (read === undefined || read.by !== undefined) return [];
  if (read.needs !== undefined && !vocabulary.has(read.needs, points)) return [];
  const longer = [
    ...(read.beware === undefined ? [] : vocabulary.find(read.beware, points)),
    ...vocabulary.find(groupOf(id, "not"), points),
  ];
  const found = [
    ...(read.group === undefined ? [] : vocabulary.find(read.group, points)),
    ...vocabulary.find(groupOf(id, "words"), points),
  ].filter(
    (word) =>
      !longer.some(
        (other) => overlaps(other, word) && other.end - other.start > word.end - word.start,
      ),
  );
  return [...found, ...wordsNear(id, text, found)].map(({ start, end, value }) => ({
    slot: id,
    value: slot.type === "boolean" ? value === "true" : value,
    text: points.slice(start, end).join(""),
    start,
    end,
    negated: isNegated(points, start, vocabulary),
  }));
}

/** The two clauses before a place. */
function clausesBefore(points: readonly string[], place: number): readonly string[] {
  const marks = points.slice(0, place).flatMap((point, index) => (MARK.test(point) ? [index] : []));
  return points.slice((marks.at(-3) ?? -1) + 1, place);
}

/** Words that mean something only beside others: full-time of a course, not of a job. */
function wordsNear(
  id: string,
  { points, vocabulary }: EntityText,
  found: readonly Found<string>[],
): readonly Found<string>[] {
  return vocabulary.find(groupOf(id, "near"), points).filter((word) => {
    if (found.some((other) => overlaps(other, word))) return false;
    const own = clauseAround(points, word);
    // A degree, graduated in June, full-time: the word alone goes with the words before it.
    const isAlone = own.join("").trim().length === word.end - word.start;
    const clause = isAlone ? clausesBefore(points, word.start) : own;
    return (
      vocabulary.has(groupOf(id, "where"), clause) && !vocabulary.has(groupOf(id, "unless"), clause)
    );
  });
}
