import type { Catalogue } from "../../../assistant/types.js";
import type { Block, Reply } from "../../../reply/types.js";
import { blockParts } from "./block-parts.js";
import { compact, compose, line, paragraph, small, type Part } from "./parts.js";
import { joinRich, rich, splitRich, type Rich } from "./rich-text.js";
import type { Section } from "./section.js";
import { judgedSections, sourcesSection } from "./sections.js";
import { lineParts, type VerdictBlock } from "./verdict-parts.js";
import type { Words } from "../talk/words.js";

/** A reply as it is drawn here. */
export interface Card {
  /** What is shown at once. */
  readonly main: Rich;
  readonly sections: readonly Section[];
  /** The slot that it asks for; `null` when it asks nothing. */
  readonly asks: { readonly slot: string; readonly text: string } | null;
  /** It is a question and nothing that people keep: the next one may take its place. */
  readonly isQuestion: boolean;
  readonly isJudged: boolean;
}

/** A message that is read at a glance, in UTF-16 units; what is over goes behind a button where it can. */
const GLANCE = 900;

/** Answers to several questions share the room, but none gets less. */
const LEAST = 300;

/** A page that is turned in place; shorter than a message may be, so that it stays on a screen or two. */
const PAGE = 2500;

const isVerdict = (block: Block): block is VerdictBlock => block.kind === "verdict";

/** Parts of the reply, one list for each question that it answers. */
function sectionsOf(
  words: Words,
  { blocks, answers }: Reply,
  isWhole: boolean,
): readonly (readonly Part[])[] {
  const all: Part[][] = [[]];
  let isFirstClaims = true;
  let before: Block | null = null;
  for (const block of blocks) {
    if (block.folded === true && !isWhole) continue;
    if (block.kind === "heading" && answers.length > 1) {
      all.push([]);
      isFirstClaims = true;
    }
    const parts = blockParts(words, block, isFirstClaims, isWhole);
    // Remarks stand close together.
    const isNext = block.kind === "note" && before?.kind === "note";
    all.at(-1)?.push(...(isNext ? parts.map((part) => ({ ...part, gap: false })) : parts));
    before = block;
    if (block.kind === "claims") isFirstClaims = false;
  }
  return all.filter((section) => section.length > 0);
}

/** Notes that tell what was understood and taken for granted. */
const UNDERSTOOD: ReadonlySet<string> = new Set(["understood", "assumed"]);

/** What was understood, each verdict in a line, what they rest on, and last, next to its buttons, the question. */
function questionParts(words: Words, { blocks }: Reply): readonly Part[] {
  const verdicts = blocks.filter(isVerdict);
  const notes = blocks.filter((block) => block.kind === "note" && block.notice !== "news");
  const said = (block: Block): Rich => small(words, block.kind === "note" ? block.text : "");
  const isUnderstood = (block: Block): boolean =>
    block.kind === "note" && UNDERSTOOD.has(block.notice);
  const print = notes.filter((block) => !isUnderstood(block));
  return [
    ...notes.filter(isUnderstood).map((block) => paragraph(said(block))),
    ...lineParts(words, verdicts),
    ...print.map((block, index) => ({ ...line(said(block)), gap: index === 0 })),
    ...blocks.flatMap((block) => {
      if (block.kind !== "paragraph") return [];
      if (block.asks !== undefined) return [paragraph(rich({ bold: block.text }))];
      // Sentences about the verdicts: those are all shown here.
      return verdicts.length > 0 ? [] : [paragraph(rich(block.text))];
    }),
  ];
}

/** Blocks that say more than a question does: what was asked in between is answered, and people keep that. */
const isAnswer = (block: Block): boolean =>
  block.folded !== true && (isVerdict(block) ? block.shows === "whole" : ANSWERS.has(block.kind));

const ANSWERS: ReadonlySet<Block["kind"]> = new Set([
  "service",
  "claims",
  "missing",
  "list",
  "comparison",
  "steps",
  "districts",
]);

/** What was understood, one by one: each can be said anew. */
function factsSection(words: Words, { blocks }: Reply): readonly Section[] {
  const facts = blocks.flatMap((block) => (block.kind === "note" ? (block.facts ?? []) : []));
  if (facts.length === 0) return [];
  const page = joinRich([
    { rich: rich({ bold: words.say("telegram-facts-title") }), before: "" },
    ...facts.map(({ label }) => ({
      rich: rich(words.say("bullet", { text: label })),
      before: "\n",
    })),
  ]);
  return [{ label: words.say("telegram-facts"), pages: [page], choices: facts }];
}

/**
 * The reply as a card of at most 900 units where its statements allow it: name and district, the answer, where
 * to go, source and date. A statement is shown whole or not at all; remarks on age and disagreement always are.
 * What else there is stands behind buttons.
 *
 * @param steps what follows from the verdicts, in order
 */
export function drawCard(
  words: Words,
  catalogue: Catalogue,
  reply: Reply,
  steps: readonly Block[] = [],
): Card {
  const { blocks, answers } = reply;
  const question = blocks.find((block) => block.kind === "paragraph" && block.asks !== undefined);
  const asks =
    question?.kind === "paragraph" && question.asks !== undefined
      ? { slot: question.asks, text: question.text }
      : null;
  const isQuestion =
    asks !== null &&
    answers.every(({ disposition }) => disposition === "ask") &&
    !blocks.some(isAnswer);
  const isJudged = blocks.some(isVerdict);
  const about = { asks, isQuestion, isJudged };
  const whole = compose(sectionsOf(words, reply, true).flat());
  if (whole.text === "") return { ...about, main: rich(reply.text), sections: [] };
  const shown = isQuestion ? [questionParts(words, reply)] : sectionsOf(words, reply, false);
  const room = Math.max(LEAST, GLANCE / shown.length);
  const kept = shown.map((section) => compact(section, room));
  const main = compose(kept.flat());
  const isCut =
    kept.flat().length < shown.flat().length || blocks.some(({ folded }) => folded === true);
  const asWhole = { label: words.say("telegram-all"), pages: splitRich(whole, PAGE) };
  return {
    ...about,
    main,
    sections: isJudged
      ? [...judgedSections(words, catalogue, reply, steps, PAGE), ...factsSection(words, reply)]
      : [...(isCut ? [asWhole] : []), ...sourcesSection(words, reply, PAGE)],
  };
}
