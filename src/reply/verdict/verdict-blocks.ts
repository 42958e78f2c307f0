import type { RenderContext } from "../points/render-context.js";
import type { Block, PersonWords, VerdictView } from "../types.js";
import { yearlyAmount } from "./verdict-amount.js";
import { verdictBlock, type VerdictBlock } from "./verdict-block.js";
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
 */
export function verdictBlocks(context: RenderContext, person: PersonWords): readonly Block[] {
  const blocks = toldBlocks(context, person);
  return person.verdicts.length < MANY ? blocks : withNamedOnly(context.speaker, blocks);
}

/** From so many verdicts on, those that no source settles are told by name, in one line. */
const MANY = 4;

function withNamedOnly(speaker: Speaker, blocks: readonly Block[]): readonly Block[] {
  const isSilent = (block: Block): block is VerdictBlock =>
    block.kind === "verdict" && block.outcome === "not-covered" && block.shows !== "nothing";
  const silent = blocks.filter(isSilent);
  const [first] = silent;
  if (first === undefined || silent.length < 2) return blocks;
  const { sign, word } = first;
  const name = silent.map((block) => block.name).join(speaker.say("comma"));
  return [
    ...blocks.map((block): Block => (isSilent(block) ? { ...block, shows: "nothing" } : block)),
    { kind: "paragraph", text: speaker.say("verdict-title", { sign, name, word }) },
  ];
}

function toldBlocks(
  { speaker }: RenderContext,
  { verdicts, before, question }: PersonWords,
): readonly Block[] {
  const isMany = verdicts.length > 1;
  if (question === null) {
    const isWhole = ({ outcome }: VerdictView): boolean =>
      !isMany || outcome === "eligible" || outcome === "needs-more";
    return verdicts.map((verdict) =>
      verdictBlock(speaker, verdict, isWhole(verdict) ? "whole" : "line"),
    );
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
  if (same === 0) return blocks;
  const [only] = blocks;
  const text =
    blocks.length === 1 && only !== undefined
      ? speaker.say("titled-line", { title: only.word, text: only.short })
      : speaker.say(same === blocks.length ? "judged-same-all" : "judged-same", { count: same });
  return [...blocks, { kind: "paragraph", text }];
}
