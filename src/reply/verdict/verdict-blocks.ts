import type { RenderContext } from "../points/render-context.js";
import type { Block, PersonWords, VerdictView } from "../types.js";
import { saySum, yearlyAmount } from "./verdict-amount.js";
import { closedBy, isDoubted, verdictBlock, type VerdictBlock } from "./verdict-block.js";
import type { Speaker } from "../wordings.js";

/** The line of a verdict that is another one than before: what it was, and what it is. */
function changedLine(speaker: Speaker, block: VerdictBlock, before: VerdictView, now: VerdictView) {
  if (before.outcome !== now.outcome) {
    const word = speaker.say(`verdict-word-${before.outcome}`);
    return speaker.say("judged-was", { line: block.line, before: word });
  }
  const [old, sum] = [yearlyAmount(speaker, before), yearlyAmount(speaker, now)];
  return old === "" || sum === "" || old === sum
    ? block.line
    : block.line.replace(sum, speaker.say("judged-arrow", { before: old, now: sum }));
}

const isSame = (speaker: Speaker, before: VerdictView, now: VerdictView): boolean =>
  before.outcome === now.outcome && yearlyAmount(speaker, before) === yearlyAmount(speaker, now);

/**
 * The verdicts of a judgement as the text tells them: a line each while something is asked, and of those only the ones
 * that changed since the turn before; whole when nothing is asked any more, of several the ones that can still be had.
 *
 * @param asked the service asked about, where one was: it says why it is refused; so does what changed since the turn before
 */
export function verdictBlocks(
  context: RenderContext,
  person: PersonWords,
  asked: string | undefined,
): readonly Block[] {
  const { speaker } = context;
  const blocks = toldBlocks(context, person);
  const { verdicts, before } = person;
  const isHope = verdicts.some(({ outcome }) => outcome === "eligible" || outcome === "needs-more");
  const open = verdicts.length < MANY ? blocks : withNamedOnly(speaker, blocks, "not-covered");
  // What cannot be had is told by name in one line, where something can.
  return [
    ...summaryBlocks(speaker, person),
    ...(isHope ? withNamedOnly(speaker, open, "ineligible", before.length > 0 ? "" : asked) : open),
  ];
}

/** From so many verdicts on, those that no source settles are told by name, in one line. */
const MANY = 4;

/** Least and most that a verdict brings, in CNY; `null` where it is no money or only a limit is known. */
function sumsOf({ amountCny, amountOptionsCny, amountRangeCny: range }: VerdictView) {
  if (amountCny !== undefined) return { least: amountCny, most: amountCny };
  const options = amountOptionsCny ?? [];
  if (options.length > 0) return { least: Math.min(...options), most: Math.max(...options) };
  // A limit is no sum to be had, and what may be drawn up to it can be the person's own (the housing fund). A grant of 50,000 to
  // 200,000 is in the list and therefore in the total.
  return range === undefined || range.min === 0 ? null : { least: range.min, most: range.max };
}

/** Larger sums are those of a few; a total with them would tell nothing. In CNY. */
const MOST_ADDED = 100_000;

/** What can be had or may be had, and of which the usual way is not closed. */
const isHopeful = (verdict: VerdictView): boolean =>
  (verdict.outcome === "eligible" || verdict.outcome === "needs-more") &&
  closedBy(verdict).length === 0;

/** Where several are judged for the first time: how many may be had, and what they come to. */
function summaryBlocks(speaker: Speaker, person: PersonWords): readonly Block[] {
  const { verdicts, before, question, conflicts } = person;
  const open = verdicts.filter(isHopeful);
  if (open.length < 2 || before.length > 0 || question === null) return [];
  if (isUntold(person)) {
    const names = open.map(({ name }) => name).join(speaker.say("comma"));
    return [{ kind: "paragraph", text: speaker.say("judged-may-none", { names }) }];
  }
  const sums = open.flatMap((verdict) => sumsOf(verdict) ?? []);
  const least = sums.reduce((total, sum) => total + sum.least, 0);
  const most = sums.reduce((total, sum) => total + sum.most, 0);
  // What excludes each other, and sums that few ever see, would make the total say more than it holds.
  const isTelling =
    most > 0 && conflicts.length === 0 && sums.every((sum) => sum.most <= MOST_ADDED);
  const key = !isTelling
    ? "judged-may-count"
    : least === most
      ? "judged-may"
      : "judged-may-between";
  const words = {
    count: open.length,
    least: saySum(speaker, least),
    amount: saySum(speaker, most),
  };
  return [{ kind: "paragraph", text: speaker.say(key, words) }];
}

/** Nothing is known of the person: of several then no row is told, and no sum. */
const isUntold = ({ understood, verdicts }: PersonWords): boolean =>
  understood.length === 0 && verdicts.length > 1;

function withNamedOnly(
  speaker: Speaker,
  blocks: readonly Block[],
  outcome: VerdictView["outcome"],
  asked?: string,
): readonly Block[] {
  const isSilent = (block: Block): block is VerdictBlock =>
    block.kind === "verdict" &&
    block.outcome === outcome &&
    block.sign !== speaker.say("verdict-sign-not-yet") &&
    block.shows === "line" &&
    !block.items.some(isDoubted);
  const silent = blocks.filter(isSilent);
  const [first] = silent;
  if (first === undefined) return blocks;
  // A single one says why, where it was asked about.
  const isUnasked = outcome === "ineligible" && asked !== "" && first.service !== asked;
  if (silent.length === 1 && !isUnasked) return blocks;
  const { sign, word } = first;
  const name = silent.map((block) => block.name).join(speaker.say("comma"));
  return [
    ...blocks.map((block): Block => (isSilent(block) ? { ...block, shows: "nothing" } : block)),
    { kind: "paragraph", text: speaker.say("verdict-title", { sign, name, word }) },
  ];
}

function toldBlocks({ speaker }: RenderContext, person: PersonWords): readonly Block[] {
  const { verdicts, before, question } = person;
  const isMany = verdicts.length > 1;
  if (question === null) {
    const isWhole = ({ outcome }: VerdictView): boolean =>
      !isMany || outcome === "eligible" || outcome === "needs-more";
    return verdicts.map((verdict) =>
      verdictBlock(speaker, verdict, isWhole(verdict) ? "whole" : "line"),
    );
  }
  if (isUntold(person)) {
    return verdicts.map((verdict) => verdictBlock(speaker, verdict, "nothing"));
  }
  const blocks = verdicts.map((verdict) => {
    const old = before.find(({ policy }) => policy === verdict.policy);
    const shows = old !== undefined && isSame(speaker, old, verdict) ? "nothing" : "line";
    const block = verdictBlock(speaker, verdict, shows);
    return old === undefined
      ? block
      : { ...block, line: changedLine(speaker, block, old, verdict) };
  });
  const same = blocks.filter(({ shows }) => shows === "nothing").length;
  if (same === 0) return [...blocks, ...settledBlocks(speaker, verdicts, before)];
  const [only] = blocks;
  const text =
    blocks.length === 1 && only !== undefined
      ? speaker.say("titled-line", { title: only.word, text: only.short })
      : speaker.say(same === blocks.length ? "judged-same-all" : "judged-same", { count: same });
  return [...blocks, { kind: "paragraph", text }];
}

/** So many settled conditions are told beside the first question. */
const MOST_SETTLED = 3;

/**
 * Who tells of himself and asks whether that counts is told what is settled by it, before anything is asked: only of a
 * single service, and only once.
 */
function settledBlocks(
  speaker: Speaker,
  verdicts: readonly VerdictView[],
  before: readonly VerdictView[],
): readonly Block[] {
  const [only] = verdicts;
  if (only?.outcome !== "needs-more" || verdicts.length > 1 || before.length > 0) return [];
  // Of several conditions that one answer settles, the last is the narrowest.
  const settled = new Map(
    only.because.flatMap(({ outcome, yours, criterion }) =>
      outcome === "met" && yours !== undefined ? [[yours, criterion] as const] : [],
    ),
  );
  const names = [...new Set(settled.values())].slice(0, MOST_SETTLED);
  if (names.length === 0) return [];
  const text = speaker.say("verdict-settled", { names: names.join(speaker.say("judged-and")) });
  return [{ kind: "paragraph", text }];
}
