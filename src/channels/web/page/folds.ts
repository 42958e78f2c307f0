import type { Block } from "../../../reply/types.js";
import { el } from "./dom.js";
import type { Words } from "./words.js";

/** What a fold is called by: the title of its first block. */
const titleOf = (block: Block): string | null =>
  block.kind === "heading" ? block.text : "title" in block ? block.title : null;

/** Folded blocks by what they belong to: statements under a heading stay with it. */
function foldsOf(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const folds: Block[][] = [];
  let isUnderHeading = false;
  for (const block of blocks) {
    const stays: boolean = isUnderHeading && (block.kind === "claims" || block.kind === "missing");
    const last = folds.at(-1);
    if (stays && last !== undefined) last.push(block);
    else folds.push([block]);
    isUnderHeading = block.kind === "heading" || stays;
  }
  return folds;
}

/**
 * Blocks that are only wanted now and then: behind one line that names them all, and inside of it each behind its own.
 *
 * @param draw draws one block; `null` for one that cannot be drawn
 */
export function foldAway(
  words: Words,
  blocks: readonly Block[],
  isAsking: boolean,
  draw: (block: Block) => HTMLElement | null,
): readonly HTMLElement[] {
  const folds = foldsOf(blocks).map((fold) => ({
    // A window that closes must not be overlooked.
    closes: fold.some(
      (block) => block.kind === "steps" && block.items.some(({ lastDay }) => lastDay !== null),
    ),
    title: titleOf(fold[0] ?? { kind: "heading", text: "" }) ?? words.say("page-note"),
    drawn: fold.slice(fold[0]?.kind === "heading" ? 1 : 0).flatMap((block) => draw(block) ?? []),
  }));
  const more = (title: string, drawn: readonly HTMLElement[], isOpen = false): HTMLElement =>
    el("details", { class: "more", open: isOpen ? "" : null }, el("summary", {}, title), ...drawn);
  // While nothing is asked a window that closes stands open by itself; everything else is behind one line.
  const alone = isAsking ? [] : folds.filter(({ closes }) => closes);
  const others = folds.filter((fold) => !alone.includes(fold));
  const [only] = others;
  const together = [...new Set(others.map(({ title }) => title))].join(words.say("comma"));
  return [
    ...alone.map(({ title, drawn }) => more(title, drawn, true)),
    ...(only === undefined
      ? []
      : others.length === 1 && !isAsking
        ? [more(only.title, only.drawn)]
        : [
            more(
              words.say("page-folded", { titles: together }),
              isAsking
                ? others.flatMap(({ drawn }) => drawn)
                : others.map(({ title, drawn }) => more(title, drawn)),
            ),
          ]),
  ];
}
