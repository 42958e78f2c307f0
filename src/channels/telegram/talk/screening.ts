import type { EligibilityResult } from "../../../assistant/types.js";
import type { Block } from "../../../reply/types.js";
import { blockParts } from "../cards/block-parts.js";
import type { Section } from "../cards/section.js";
import { compact, compose, line, paragraph, small, type Part } from "../cards/parts.js";
import { rich, splitRich, type Rich } from "../cards/rich-text.js";
import { verdictLine, waysParts, whyParts, type VerdictBlock } from "../cards/verdict-parts.js";
import type { Words } from "./words.js";

/** All that a person may have, as it is drawn here. */
export interface Screening {
  readonly main: Rich;
  readonly sections: readonly Section[];
  /** A last day is known of something that can be had. */
  readonly hasDays: boolean;
}

/** Read at a glance, in UTF-16 units. */
const GLANCE = 900;
const PAGE = 2500;

/** Groups of which each verdict is told in a line; of the others the names. */
const TOLD: ReadonlySet<string> = new Set(["eligible", "soon"]);

interface Group {
  readonly heading: Extract<Block, { kind: "heading" }>;
  readonly verdicts: readonly VerdictBlock[];
}

/** Verdicts under the heading of their group. */
function groupsOf(blocks: readonly Block[]): readonly Group[] {
  const groups: { heading: Group["heading"]; verdicts: VerdictBlock[] }[] = [];
  for (const block of blocks) {
    if (block.kind === "heading") groups.push({ heading: block, verdicts: [] });
    if (block.kind === "verdict") groups.at(-1)?.verdicts.push(block);
  }
  return groups.filter(({ verdicts }) => verdicts.length > 0);
}

/** A group at a glance: lines for what can be had now or soon, else the names in one line. */
function groupParts(words: Words, { heading, verdicts }: Group): readonly Part[] {
  const title = paragraph(rich({ bold: heading.text }));
  if (TOLD.has(heading.group ?? "")) {
    return [title, ...verdicts.map((block, index) => line(verdictLine(block), index < 4 ? 0 : 3))];
  }
  const names = verdicts.map(({ name }) => name).join(words.say("comma"));
  return [title, line(rich(names), heading.group === "needs-more" ? 4 : 5)];
}

/** What the first of those that can be had rests on, else the first source; all stand behind a button. */
function basisParts(
  words: Words,
  blocks: readonly Block[],
  groups: readonly Group[],
): readonly Part[] {
  const told = groups.filter(({ heading }) => TOLD.has(heading.group ?? ""));
  const basis = told[0]?.verdicts[0]?.basis ?? "";
  if (basis !== "") return [paragraph(small(words, basis))];
  return blocks.flatMap((block) =>
    block.kind === "sources"
      ? blockParts(words, { ...block, items: block.items.slice(0, 1) }, true)
      : [],
  );
}

const asSection = (label: string, parts: readonly Part[]): readonly Section[] =>
  parts.length === 0 ? [] : [{ label, pages: splitRich(compose(parts), PAGE) }];

/** The parts of all blocks of some kinds. */
const whole = (words: Words, blocks: readonly Block[], kinds: readonly Block["kind"][]) =>
  blocks
    .filter(({ kind }) => kinds.includes(kind))
    .flatMap((one) => blockParts(words, one, true, true));

/**
 * Everything at once: what can be had now, what comes with time, what is open, what is missed, sums and what cannot be had
 * together; the rest behind buttons.
 */
export function drawScreening(
  words: Words,
  { blocks = [], facts, steps }: EligibilityResult,
): Screening {
  const groups = groupsOf(blocks);
  const verdicts = groups.flatMap((group) => group.verdicts);
  const understood = words.say("judged-understood", {
    facts: facts.map(({ text }) => text).join(words.say("judged-dot")),
  });
  const notes = blocks.filter((block) => block.kind === "note");
  const print = notes.map((block, index) => ({
    ...line(small(words, block.text)),
    gap: index === 0,
  }));
  const main = compose(
    compact(
      [
        paragraph(small(words, understood)),
        ...groups.flatMap((group) => groupParts(words, group)),
        ...whole(words, blocks, ["paragraph"]),
        ...basisParts(words, blocks, groups),
        ...print,
      ],
      GLANCE,
    ),
  );
  return {
    main,
    sections: [
      ...asSection(words.say("verdict-why"), [
        ...verdicts.flatMap((block) => whyParts(words, block)),
        ...print,
      ]),
      ...asSection(
        words.say("verdict-ways"),
        verdicts.flatMap((block) => waysParts(words, block)),
      ),
      ...asSection(words.say("facet-materials"), whole(words, blocks, ["claims", "missing"])),
      ...asSection(words.say("telegram-steps"), whole(words, blocks, ["steps"])),
      ...asSection(words.say("telegram-districts-side"), whole(words, blocks, ["districts"])),
      ...asSection(words.say("sources-title"), whole(words, blocks, ["sources"])),
    ],
    hasDays: steps.some(({ lastDay }) => lastDay !== null),
  };
}
