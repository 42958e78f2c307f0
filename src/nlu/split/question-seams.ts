import type { ActCue } from "../moves/cues.js";
import type { Vocabulary } from "../vocabulary.js";

// Where one question ends and the next begins without a mark between them; places are code points.

const EDGE = /^[\s\p{P}\p{S}]$/u;

/** What stands before a 嘛 that asks; 我现在就在滨江嘛 only tells. */
const MAY_ASK = /[有能可会行算收给什啥哪几多怎咋谁何]/u;

/** 有人才房吗|怎么申请 */
export function afterParticles(points: readonly string[]): number[] {
  return points.flatMap((point, index) => {
    const rest = points.slice(index + 1).filter((other) => !EDGE.test(other));
    const asks =
      point === "吗" || (point === "嘛" && MAY_ASK.test(points.slice(0, index).join("")));
    return asks && rest.length >= 2 ? [index + 1] : [];
  });
}

/** 多少钱|另外去哪办: only between two parts that both ask, or after a wish. */
export function beforeConnectors(
  points: readonly string[],
  vocabulary: Vocabulary,
  cues: readonly ActCue[],
): number[] {
  return vocabulary.find("connector", points).flatMap(({ start, end }) => {
    if (start === 0) return [];
    const isAsked = (from: number, to: number): boolean =>
      cues.some((cue) => cue.start >= from && cue.end <= to) ||
      vocabulary.find("wish", points.slice(from, to)).length > 0;
    return isAsked(0, start) && isAsked(end, points.length) ? [start] : [];
  });
}

/** 5050计划是什么|举才官是什么: a name, what is asked of it, another name, what is asked of that one. */
export function beforeNames(
  names: readonly { readonly start: number; readonly end: number }[],
  cues: readonly ActCue[],
): number[] {
  const isAsked = (from: number, to: number): boolean =>
    cues.some((cue) => cue.start >= from && cue.end <= to);
  // 钱塘有没有人才落户…: what is listed stands behind its word.
  const isClosed = (from: number, to: number): boolean =>
    cues.some((cue) => cue.start >= from && cue.end <= to && cue.value !== "list");
  return names.flatMap((name, index) => {
    const before = names.filter((other) => other.end <= name.start).at(-1);
    const next = names.find((other) => other.start >= name.end);
    if (index === 0 || before === undefined) return [];
    const end = next?.start ?? Number.POSITIVE_INFINITY;
    return isClosed(before.end, name.start) && isAsked(name.end, end) ? [name.start] : [];
  });
}

/** What these ask about stands after them (有哪些活动); after the others a new question begins (怎么申请|活动…). */
const OBJECT_FOLLOWS = new Set(["list", "eligible", "what", "figures", "who"]);

export function betweenCues(
  points: readonly string[],
  vocabulary: Vocabulary,
  cues: readonly ActCue[],
): number[] {
  const places: number[] = [];
  for (let index = 0; index + 1 < cues.length; index++) {
    const first = cues[index];
    const second = cues[index + 1];
    if (first === undefined || second === undefined || first.value === second.value) continue;
    const gap = points.slice(first.end, second.start);
    const joiner = vocabulary
      .find("joiner", gap)
      .find((word) => isEmpty(gap.slice(0, word.start), vocabulary));
    if (joiner !== undefined && isEmpty(gap.slice(joiner.end), vocabulary)) {
      places.push(first.end + joiner.start);
      continue;
    }
    // In English nobody runs questions together: "do I get money when buying a flat" asks once.
    if (/^[a-z]/u.test(second.word) && isLetterBefore(points, second.start)) {
      const and = / (?:and|or|but) $/u.exec(points.slice(0, second.start).join(""));
      if (and !== null && first.isOpen && second.isOpen) places.push(second.start - and[0].length);
      continue;
    }
    if (!first.isOpen || !second.isOpen) continue;
    if (second.value === "eligible" || first.value === "eligible") continue;
    const content = !isEmpty(gap, vocabulary);
    if (content && second.value === "what") continue;
    places.push(
      content && OBJECT_FOLLOWS.has(first.value)
        ? second.start - leading(gap, vocabulary)
        : first.end,
    );
  }
  return places;
}

/** Whether a word of letters stands right before a place. */
const isLetterBefore = (points: readonly string[], place: number): boolean =>
  points[place - 1] === " " && /[a-z]/u.test(points[place - 2] ?? "");

/** Whether nothing but marks and words without content stand there. */
function isEmpty(points: readonly string[], vocabulary: Vocabulary): boolean {
  const words = vocabulary.find("function-word", points);
  return points.every(
    (point, index) =>
      EDGE.test(point) || words.some((word) => word.start <= index && index < word.end),
  );
}

/** How many code points at the end of a gap are words that open the next question (要, 需要, 去). */
function leading(gap: readonly string[], vocabulary: Vocabulary): number {
  let from = gap.length;
  for (const word of vocabulary.find("function-word", gap).toReversed()) {
    if (word.end !== from) break;
    from = word.start;
  }
  return gap.length - from;
}
