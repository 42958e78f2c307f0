import { findActCues, isEvent, type ActCue } from "../moves/cues.js";
import type { NormalizedText } from "../../text/normalize.js";
import { afterParticles, beforeConnectors, beforeNames, betweenCues } from "./question-seams.js";
import type { Vocabulary } from "../vocabulary.js";

/** A part of a normalized text; code points, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface Clause extends Span {
  readonly asks: boolean;
  /** Says what somebody wants without asking: 我想注册公司. */
  readonly wishes: boolean;
  /** Holds a word of a topic. */
  readonly isTopical: boolean;
  readonly connects: boolean;
  readonly isCourtesy: boolean;
  readonly isAlone: boolean;
  /** Ends with a mark that closes a sentence. */
  readonly isClosed: boolean;
  /** Names nothing that a question could be about: no topic, service or place. */
  readonly isBare: boolean;
  readonly leans: Leaning | null;
  /** Asks whether one may: 能领生活补贴吗. */
  readonly asksMay: boolean;
}

/**
 * Why a part that asks is none of its own: `confirms` what was asked (对吗, 江南大道那边是不是), `guesses` a word with a question mark
 * (青荷？), `sums` what was asked to be given (能领吗？多少钱), or `supposes` that something is there (是不是有个…).
 */
type Leaning = "confirms" | "guesses" | "sums" | "supposes";

export interface SplitOptions {
  /** Ranges that name a service; never cut. */
  readonly names?: readonly Span[];
  /** Texts that are never joined with what stands beside them (转人工). */
  readonly alone?: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();
const HARD_MARK = /^[?!。;\n]$/u;
const SOFT_MARK = /^[,，:]$/u;
const EDGE = /^[\s\p{P}\p{S}]$/u;
/** Grammar: 办手续太麻烦了 tells, though it holds a word that may ask. */
const STATED = /了$/u;
/** Code points of a clause up to which what somebody went through is the whole question (社保断缴). */
const MOST_EVENT = 6;
/** More questions than this in one message are not told apart. */
const MOST = 6;

/**
 * The questions of a message, in order. Statements (a list of conditions) belong to the question after them,
 * or to the last one; courtesy around questions is dropped, and comes back only when there is nothing else.
 *
 * @returns at least one span for a text that holds a letter or a digit; none for an empty one
 */
export function splitQuestions(
  text: NormalizedText,
  vocabulary: Vocabulary,
  { names = [], alone = NONE }: SplitOptions = {},
): Span[] {
  const clauses = mend(cutAtMarks(text), names)
    .flatMap((span) => cutInside(span, text.points, vocabulary, names))
    .map((span) => toClause(span, text.points, vocabulary, alone, names))
    .filter((clause) => clause.start < clause.end);
  const spoken = clauses.filter((clause) => !clause.isCourtesy);
  if (spoken.length === 0) return clauses.length === 0 ? [] : [whole(clauses)];
  const questions = join(spoken).map((span) => withoutStump(span, text.points));
  return questions.length <= MOST
    ? questions
    : [...questions.slice(0, MOST - 1), whole(questions.slice(MOST - 1))];
}

const whole = (spans: readonly Span[]): Span => ({
  start: spans[0]?.start ?? 0,
  end: spans.at(-1)?.end ?? 0,
});

function cutAtMarks(text: NormalizedText): Span[] {
  const { points, gaps } = text;
  const spans: Span[] = [];
  let start = 0;
  const cut = (end: number, next: number): void => {
    if (end > start) spans.push({ start, end });
    start = next;
  };
  points.forEach((point, index) => {
    const isStop =
      point === "." && !/\d/.test(points[index - 1] ?? "") && /^\s?$/.test(points[index + 1] ?? "");
    const isThousands =
      /^[,:]$/.test(point) &&
      /\d/.test(points[index - 1] ?? "") &&
      /\d/.test(points[index + 1] ?? "");
    if (isThousands) return;
    if (HARD_MARK.test(point) || isStop) cut(index + 1, index + 1);
    else if (SOFT_MARK.test(point)) cut(index, index + 1);
    else if (gaps.has(index)) cut(index, index);
  });
  cut(points.length, points.length);
  return spans;
}

/** Joins spans again that a mark inside a name parted. */
function mend(spans: readonly Span[], names: readonly Span[]): Span[] {
  const mended: Span[] = [];
  for (const span of spans) {
    const last = mended.at(-1);
    if (
      last !== undefined &&
      names.some((name) => name.start < last.end && span.start < name.end)
    ) {
      mended[mended.length - 1] = { start: last.start, end: span.end };
    } else mended.push(span);
  }
  return mended;
}

/** Cuts a clause that holds several questions without a mark between them. */
function cutInside(
  span: Span,
  points: readonly string[],
  vocabulary: Vocabulary,
  names: readonly Span[],
): Span[] {
  const inner = points.slice(span.start, span.end);
  const own = names.map((name) => ({ start: name.start - span.start, end: name.end - span.start }));
  const cues = findActCues(inner, vocabulary, own);
  const places = new Set<number>([
    ...afterParticles(inner),
    ...beforeConnectors(inner, vocabulary, cues),
    ...betweenCues(inner, vocabulary, cues),
    ...beforeNames(own, cues),
  ]);
  const cuts = [
    0,
    ...[...places]
      .filter((place) => !own.some((name) => name.start < place && place < name.end))
      .sort((a, b) => a - b),
    inner.length,
  ];
  const spans: Span[] = [];
  for (let index = 0; index + 1 < cuts.length; index++) {
    const from = cuts[index] ?? 0;
    const to = cuts[index + 1] ?? inner.length;
    if (to <= from) continue;
    const last = spans.at(-1);
    // 怎么预约|吗: a particle is the end of what stands before it.
    if (last !== undefined && PARTICLES.test(inner.slice(from, to).join(""))) {
      spans[spans.length - 1] = { start: last.start, end: span.start + to };
    } else spans.push({ start: span.start + from, end: span.start + to });
  }
  return spans;
}

/** Grammar: what stands at the end of a sentence and says nothing by itself. */
const PARTICLES = /^[吗么呢吧啊呀嘛了的\s\p{P}]+$/u;

function toClause(
  span: Span,
  points: readonly string[],
  vocabulary: Vocabulary,
  alone: ReadonlySet<string>,
  names: readonly Span[],
): Clause {
  const bare = stripCourtesy(span, points, vocabulary);
  const inner = points.slice(bare.start, bare.end);
  // 哪个区都行 says where, and asks nothing.
  const isAnywhere = vocabulary
    .find("any-district", inner)
    .some((word) => word.start === 0 && word.end === inner.length);
  // 有个什么五零五零的计划 asks nothing by its 什么.
  const idle = vocabulary.findAll("act-cue-beware", inner);
  const isIdle = (word: Span): boolean =>
    idle.some(({ start, end }) => start <= word.start && word.end <= end);
  // 现在跳槽来杭州 tells; the clause after it may ask.
  const isTold = STATED.test(inner.join("")) || WENT_THROUGH.test(inner.join(""));
  const cues = findActCues(inner, vocabulary);
  const isBare =
    !names.some((name) => name.start < bare.end && bare.start < name.end) &&
    !(["topic-word", "district", "place", "elsewhere"] as const).some((group) =>
      vocabulary.has(group, inner),
    );
  const asks =
    !isAnywhere &&
    (points[span.end - 1] === "?" ||
      cues.some((cue) => cue.isOpen || !(isTold || (isEvent(cue) && inner.length > MOST_EVENT))) ||
      vocabulary.find("question-word", inner).some((word) => !isIdle(word)));
  const connector = vocabulary.find("connector", inner)[0];
  const isCourtesy = bare.start >= bare.end;
  return {
    ...(isCourtesy ? trimmed(span, points) : bare),
    asks,
    wishes:
      vocabulary.find("wish", inner).length > 0 || vocabulary.find("request", inner).length > 0,
    isTopical: vocabulary.find("topic-word", inner).length > 0,
    connects: connector?.start === 0,
    isCourtesy,
    isAlone: alone.has(inner.join("")),
    isClosed: HARD_MARK.test(points[span.end - 1] ?? "") || points[span.end - 1] === ".",
    isBare,
    asksMay:
      cues.some(({ value }) => MAY.has(value)) || /(?:能|可以).*[吗么嘛不]$/u.test(inner.join("")),
    leans: asks ? leaningOf(inner, cues, isBare, vocabulary) : null,
  };
}

function trimmed(span: Span, points: readonly string[]): Span {
  let { start, end } = span;
  while (start < end && /^\s$/u.test(points[start] ?? "")) start++;
  while (start < end && /^\s$/u.test(points[end - 1] ?? "")) end--;
  return { start, end };
}

/** Marks and polite words off both ends, again and again; the question mark stays. */
export function stripCourtesy(span: Span, points: readonly string[], vocabulary: Vocabulary): Span {
  let { start, end } = trimEdges(withoutListMark(span, points), points);
  for (;;) {
    const inner = points.slice(start, end);
    const polite = vocabulary.find("polite", inner);
    const first = polite.find((word) => word.start === 0);
    const last = polite.findLast((word) => word.end === inner.length);
    if (first === undefined && last === undefined) return { start, end };
    const next =
      first === undefined
        ? { start, end: start + (last?.start ?? inner.length) }
        : { start: start + first.end, end };
    ({ start, end } = trimEdges(next, points));
    if (start >= end) return { start, end: start };
  }
}

/** The number in front of an item of a list; 1.5万 and 3天 are none. */
const LIST_MARK = /^\s*[(]?\d{1,2}\s*[.、)](?!\d)/u;

/** "1.怎么领" asks 怎么领: the number of an item is no word of the question, unless nothing else is there. */
function withoutListMark({ start, end }: Span, points: readonly string[]): Span {
  const inner = points.slice(start, end).join("");
  const length = Array.from(LIST_MARK.exec(inner)?.[0] ?? "").length;
  return start + length < end ? { start: start + length, end } : { start, end };
}

function trimEdges(span: Span, points: readonly string[]): Span {
  let { start, end } = span;
  const isOpening = (point: string | undefined): boolean => /^[“"'《(<「『【]$/u.test(point ?? "");
  const isClosing = (point: string | undefined): boolean =>
    /^[”"'》)>」』】%+]$/u.test(point ?? "");
  while (start < end && EDGE.test(points[start] ?? "") && !isOpening(points[start])) start++;
  while (start < end && EDGE.test(points[end - 1] ?? "") && !isClosing(points[end - 1])) end--;
  return { start, end };
}

/** Grammar: what somebody did is told, though a word in it may ask: 我去年交了材料到服务中心, 说审核中. */
const WENT_THROUGH =
  /^(?:说是?|显示|提示)(?!说|明|一下|下)|我[^?？]{0,8}(?:交|办|提交|申请|填|打|问|收到|领|拿|去)了(?!吗|没)/u;
/** Grammar: to be confirmed, and nothing more is asked. */
const CONFIRMS =
  /(?:是不是|对吗|对吧|对不对|是吗|是吧|是这样吗|是真的吗|真的吗|真的假的|靠谱吗|没错吧|行不行|可以吗|right)$/u;
/** Grammar: that it is there is supposed, and what is asked follows. */
const SUPPOSES = /(?:^|是不是|好像|听说|是否)(?:有|叫|搞|出)(?:了)?(?:一?个|一?种)/u;
/** Grammar: which of them, of what was asked to be. */
const WHICH_OF_THEM = /^(?:那)?(?:算|属于|评|能评|定)(?:在|成)?(?:哪|什么|几)/u;
/** A guess is a word or a few. */
const LONGEST_GUESS = 14;

const MAY: ReadonlySet<string> = new Set(["eligible"]);

function leaningOf(
  inner: readonly string[],
  cues: readonly ActCue[],
  isBare: boolean,
  vocabulary: Vocabulary,
): Leaning | null {
  const text = inner.join("");
  if (SUPPOSES.test(text)) return "supposes";
  const others = cues.filter(({ word }) => !CONFIRMS.test(word));
  if (others.length === 0 && CONFIRMS.test(text) && !vocabulary.has("topic-word", inner))
    return "confirms";
  if (cues.length === 0 && inner.length <= LONGEST_GUESS && !vocabulary.has("question-word", inner))
    return "guesses";
  const isSum =
    cues.some(({ value }) => value === "amount") &&
    cues.every(({ value }) => value === "amount" || MAY.has(value));
  // Address and phone please: nouns thrown in ask for more of the same.
  if (
    isBare &&
    cues.length > 0 &&
    cues.every(({ isOpen }) => !isOpen) &&
    /^[a-z ,]{1,24}$/u.test(text)
  )
    return "confirms";
  return isBare && (isSum || WHICH_OF_THEM.test(text)) ? "sums" : null;
}

/** Words that join, left over at the end of a part: "is there housing in Binjiang and". */
const STUMP = /[\s,，]+(?:and|or|but|also|then|so)$/u;

const LEADING_STUMP = /^(?:and|or|but|also)[\s,，]+(?=.{6})/u;

function withoutStump({ start, end }: Span, points: readonly string[]): Span {
  const said = points.slice(start, end).join("");
  const stump = STUMP.exec(said);
  // A message that begins with "and" leans on the one before it.
  const leading = start === 0 ? null : LEADING_STUMP.exec(said);
  const from = start + [...(leading?.[0] ?? "")].length;
  const until = end - [...(stump?.[0] ?? "")].length;
  return from < until ? { start: from, end: until } : { start, end };
}

/** Whether a part is no question of its own beside the one before it. */
function belongsTo(
  before: readonly Clause[] | undefined,
  clause: Clause,
  asksMay: boolean,
): boolean {
  if (before === undefined || clause.leans === null || clause.connects) return false;
  if (clause.leans === "sums") return asksMay;
  return clause.leans !== "supposes";
}

/** Statements go to the question that follows, or to the last one; a wish before 顺便 is a question of its own. */
function join(clauses: readonly Clause[]): Span[] {
  const questions: Clause[][] = [];
  let pending: Clause[] = [];
  const close = (): void => {
    if (pending.length > 0) questions.push(pending);
    pending = [];
  };
  clauses.forEach((clause) => {
    if (clause.connects && pending.some((other) => other.wishes || other.isTopical)) close();
    if (clause.isAlone) {
      close();
      questions.push([clause]);
      return;
    }
    const last = questions.at(-1);
    const isFollowing = pending.length === 0 && last?.at(-1)?.isAlone === false;
    // 能领吗，我硕士。怎么申请: what ends the sentence of a question belongs to it.
    const endsSentence =
      !clause.asks && !clause.wishes && clause.isClosed && last?.at(-1)?.isClosed === false;
    const mayAsked = last?.some(({ asksMay }) => asksMay) === true;
    if (isFollowing && (endsSentence || belongsTo(last, clause, mayAsked))) {
      last.push(clause);
      return;
    }
    pending.push(clause);
    // 是不是有个…，名字记不清了，能不能免费住: what is supposed to be there is asked about in what follows.
    if (
      clause.asks &&
      clause.leans !== "supposes" &&
      !(clause.leans === "guesses" && last === undefined)
    )
      close();
  });
  if (pending.length === 0) return questions.map(whole);
  const last = questions.at(-1);
  const standsAlone =
    last === undefined ||
    pending.some((clause) => (clause.connects && clause.wishes) || clause.asks);
  if (standsAlone) questions.push(pending);
  else last.push(...pending);
  return questions.map(whole);
}
