import { toSimplified } from "./simplify.js";

/** An utterance made comparable, and where each of its code points was typed. */
export interface NormalizedText {
  /** Half width, lower case, simplified; no emoji, no invisible characters, no doubled marks or spaces. */
  readonly text: string;
  /** The code points of `text`. */
  readonly points: readonly string[];
  /** For each code point the offset (UTF-16) in what was typed; one more entry at the end, for its end. */
  readonly offsets: readonly number[];
  /** Code points before which a space was typed beside a Chinese character, and taken out. */
  readonly gaps: ReadonlySet<number>;
  /** Whether the typed text holds traditional characters. */
  readonly isTraditional: boolean;
}

interface Mark {
  readonly point: string;
  readonly offset: number;
}

// \p{Cs}: a surrogate without its other half. \p{Cf}: zero-width and direction marks. Keycaps and skin tones are \p{Me}, \p{Sk}.
const DROPPED = /^[\p{Cs}\p{Cf}\p{Cn}\p{Co}\p{Me}\p{Emoji_Modifier}\ufe00-\ufe0f]$/u;
const PICTURE = /^[\p{Extended_Pictographic}\p{Regional_Indicator}]$/u;
const BLANK = /^[\s\p{Cc}]$/u;
const LATIN = /[a-z]/u;
const HAN = /^\p{Script=Han}$/u;
const PUNCTUATION = /^[\p{P}\p{S}]$/u;
const FOLDED_MARKS: Readonly<Record<string, string>> = {
  "﹖": "?",
  "¿": "?",
  "～": "~",
  "…": "。",
  "｡": "。",
  "‘": "'",
  "’": "'",
};

/**
 * Makes an utterance comparable. Never throws, whatever is typed; linear in its length.
 *
 * Idempotent on its own result but for what a second look at digits and letters may join.
 */
export function normalize(typed: string): NormalizedText {
  const marks = foldDigitStrings(foldDigitsTypedAsLetters(joinMarks(unfold(typed))));
  const { kept, gaps } = closeGaps(marks);
  const joined = kept.map((mark) => mark.point).join("");
  const simplified = simplify(
    kept.map((mark) => mark.point),
    joined,
  );
  return {
    text: simplified.join(""),
    points: simplified,
    offsets: [...kept.map((mark) => mark.offset), typed.length],
    gaps,
    isTraditional: simplified.join("") !== joined,
  };
}

/** The typed text that a range of normalized code points (end exclusive) stands for, without space around it. */
export function typedSlice(
  typed: string,
  normalized: NormalizedText,
  start: number,
  end: number,
): string {
  const from = normalized.offsets[start] ?? typed.length;
  const to =
    end >= normalized.points.length ? typed.length : (normalized.offsets[end] ?? typed.length);
  return typed.slice(from, to).trim();
}

/** Width, ligatures and case folded code point by code point, so that every result knows where it came from. */
function unfold(typed: string): Mark[] {
  const marks: Mark[] = [];
  let offset = 0;
  for (const point of typed) {
    const at = offset;
    offset += point.length;
    if (DROPPED.test(point) || (PICTURE.test(point) && !/^[\d#*]$/.test(point))) {
      if (PICTURE.test(point)) marks.push({ point: " ", offset: at });
      continue;
    }
    if (BLANK.test(point)) {
      marks.push({ point: point === "\n" ? "\n" : " ", offset: at });
      continue;
    }
    const known = FOLDED_MARKS[point];
    for (const folded of known ?? point.normalize("NFKC").toLowerCase()) {
      marks.push({ point: BLANK.test(folded) ? " " : folded, offset: at });
    }
  }
  return marks;
}

/** Doubled marks and spaces to one; the strongest of `?!。` in a run stays, a question mark first. */
function joinMarks(marks: readonly Mark[]): Mark[] {
  const joined: Mark[] = [];
  for (const mark of marks) {
    const last = joined.at(-1);
    if (last === undefined) joined.push(mark);
    else if (BLANK.test(mark.point) && BLANK.test(last.point)) {
      if (mark.point === "\n") joined[joined.length - 1] = { point: "\n", offset: last.offset };
    } else if (isEnd(mark.point) && isEnd(last.point)) {
      if (mark.point === "?") joined[joined.length - 1] = { point: "?", offset: last.offset };
    } else if (!(mark.point === last.point && PUNCTUATION.test(mark.point) && mark.point !== "+")) {
      joined.push(mark);
    }
  }
  while (joined.length > 0 && BLANK.test(joined[0]?.point ?? "")) joined.shift();
  while (joined.length > 0 && BLANK.test(joined.at(-1)?.point ?? "")) joined.pop();
  return joined;
}

const isEnd = (point: string): boolean => "?!。~.".includes(point) && point !== ".";

/** `5O5O` → 5050, `l0` → 10: o and l inside a run of digits, when digits are at least half of it and no letter touches it. */
function foldDigitsTypedAsLetters(marks: readonly Mark[]): Mark[] {
  const folded = [...marks];
  let start = 0;
  while (start < folded.length) {
    let end = start;
    while (end < folded.length && /^[0-9ol]$/.test(folded[end]?.point ?? "")) end++;
    if (end === start) {
      start++;
      continue;
    }
    const run = folded.slice(start, end).map((mark) => mark.point);
    const digits = run.filter((point) => /\d/.test(point)).length;
    const touches = [folded[start - 1], folded[end]].some(
      (mark) => mark !== undefined && /[a-z]/.test(mark.point),
    );
    if (!touches && digits > 0 && digits * 2 >= run.length && run.length > 1) {
      for (let index = start; index < end; index++) {
        const mark = folded[index];
        if (mark !== undefined)
          folded[index] = {
            ...mark,
            point: mark.point === "o" ? "0" : mark.point === "l" ? "1" : mark.point,
          };
      }
    }
    start = end;
  }
  return folded;
}

const HAN_DIGITS = "零一二三四五六七八九";
/** The same as they stand on banknotes. */
const FORMAL_DIGITS = "〇壹贰叁肆伍陆柒捌玖";
/** Shorter ones are words (一一, 三四). */
const SHORTEST_DIGIT_STRING = 3;

/** 五零五零 → 5050, 二〇二四 → 2024: digits read out one by one. Numbers with units (三百二) stay. */
function foldDigitStrings(marks: readonly Mark[]): Mark[] {
  const toDigit = (point: string): number =>
    Math.max(HAN_DIGITS.indexOf(point === "幺" ? "一" : point), FORMAL_DIGITS.indexOf(point));
  const folded = [...marks];
  let start = 0;
  while (start < folded.length) {
    let end = start;
    while (end < folded.length && toDigit(folded[end]?.point ?? "") >= 0) end++;
    const isUnitNear =
      /^[十百千万亿]$/u.test(folded[end]?.point ?? "") ||
      /^[十百千万亿]$/u.test(folded[start - 1]?.point ?? "");
    if (end - start >= SHORTEST_DIGIT_STRING && !isUnitNear) {
      for (let index = start; index < end; index++) {
        const mark = folded[index];
        if (mark !== undefined) folded[index] = { ...mark, point: String(toDigit(mark.point)) };
      }
    }
    start = Math.max(end, start + 1);
  }
  return folded;
}

/** Spaces beside Chinese characters carry no words; where they stood is kept, because people type them for commas. */
function closeGaps(marks: readonly Mark[]): { kept: Mark[]; gaps: Set<number> } {
  const kept: Mark[] = [];
  const gaps = new Set<number>();
  marks.forEach((mark, index) => {
    const before = marks[index - 1]?.point ?? "";
    const after = marks[index + 1]?.point ?? "";
    const isSeam =
      HAN.test(before) || HAN.test(after) || (PUNCTUATION.test(before) && PUNCTUATION.test(after));
    const closes = mark.point === " " && isSeam;
    // Between a Latin word and a Chinese one a space is only how people write ("What is 余省心").
    if (closes && !LATIN.test(before) && !LATIN.test(after)) gaps.add(kept.length);
    if (!closes) kept.push(mark);
  });
  return { kept, gaps };
}

/** Phrase by phrase; should a phrase ever change the number of characters, one by one instead. */
function simplify(points: readonly string[], joined: string): readonly string[] {
  const whole = Array.from(toSimplified(joined));
  if (whole.length === points.length) return whole;
  return points.map((point) => {
    const own = Array.from(toSimplified(point));
    return own.length === 1 ? (own[0] ?? point) : point;
  });
}
