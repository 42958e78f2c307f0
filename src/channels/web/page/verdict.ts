import type { Block } from "../../../reply/types.js";
import { drawMark, type DrawContext } from "./citations.js";
import { el, hidden } from "./dom.js";

type VerdictBlock = Extract<Block, { kind: "verdict" }>;
type Item = VerdictBlock["items"][number];

/** A criterion: sign, words, the person's value, and the mark of its source. */
function drawItem(context: DrawContext, item: Item): HTMLElement {
  const { words } = context;
  return el(
    "li",
    { "data-outcome": item.outcome },
    el("span", { class: "verdict-sign" }, item.sign),
    el(
      "span",
      {},
      item.criterion,
      item.yours === undefined
        ? null
        : el("span", { class: "yours" }, words.say("verdict-yours", { yours: item.yours })),
      ...drawMark(context, { sources: [item.source], asOf: item.asOf ?? null }),
    ),
  );
}

const listOf = (context: DrawContext, items: readonly Item[]): HTMLElement =>
  el("ul", { class: "criteria" }, ...items.map((item) => drawItem(context, item)));

/** The criteria; those of which one set is enough stand together under words that say so. */
function drawCriteria(context: DrawContext, block: VerdictBlock): readonly HTMLElement[] {
  const inChoice = new Set(block.eithers.flat(2));
  const always = block.items.filter((_, place) => !inChoice.has(place));
  const pick = (places: readonly number[]): readonly Item[] =>
    places.flatMap((place) => block.items[place] ?? []);
  return [
    ...(always.length === 0 ? [] : [listOf(context, always)]),
    ...block.eithers.map((ways) =>
      el(
        "div",
        { class: "either" },
        el("p", {}, block.eithersTitle),
        ...ways.map((places) => listOf(context, pick(places))),
      ),
    ),
  ];
}

const folded = (title: string, ...children: readonly Node[]): HTMLElement =>
  el("details", { class: "verdict-more" }, el("summary", {}, title), ...children);

const why = (context: DrawContext, block: VerdictBlock): readonly HTMLElement[] => [
  ...drawCriteria(context, block),
  el("p", { class: "basis" }, block.basis),
  el("p", { class: "basis" }, block.today),
];

/** What would make it a yes: by who or what brings it about; other ways below. */
function drawWays(block: VerdictBlock): HTMLElement | null {
  if (block.steps.length === 0) return null;
  const others = block.ways.slice(1);
  return folded(
    block.waysTitle,
    ...block.steps.flatMap(({ kind, title, items }) => [
      el("p", { class: "way-title", "data-kind": kind }, title),
      el("ul", { class: "ways" }, ...items.map((item) => el("li", {}, item))),
    ]),
    ...(others.length === 0
      ? []
      : [
          el(
            "ul",
            { class: "ways other" },
            ...others.map((way) =>
              el("li", {}, el("ul", {}, ...way.map(({ change }) => el("li", {}, change)))),
            ),
          ),
        ]),
  );
}

function drawNotes(block: VerdictBlock): HTMLElement | null {
  return block.notes.length === 0
    ? null
    : el("ul", { class: "verdict-notes" }, ...block.notes.map((note) => el("li", {}, note)));
}

/** A verdict in a row that opens to its criteria and ways: what, how much, and the one reason that decides. */
export const drawLine = (context: DrawContext, block: VerdictBlock): HTMLElement =>
  el(
    "details",
    { class: "verdict line", "data-outcome": block.outcome },
    el(
      "summary",
      {},
      el("span", { class: "verdict-sign" }, block.sign),
      el("strong", { class: "line-name" }, ` ${block.name} `),
      el(
        "span",
        { class: "line-what" },
        block.amount === "" ? null : el("span", { class: "line-amount" }, `${block.amount} `),
        hidden(`${block.word}${context.words.say("comma")}`),
        block.short === "" ? block.word : block.short,
      ),
    ),
    ...why(context, block),
    ...[drawWays(block), drawNotes(block)].filter((part) => part !== null),
  );

/** A verdict as a card: sign, word and colour; the criteria behind "why", the ways behind their own title. */
function drawCard(context: DrawContext, block: VerdictBlock): HTMLElement {
  return el(
    "section",
    { class: "card verdict", "data-outcome": block.outcome },
    el("h3", {}, el("span", { class: "verdict-sign" }, block.sign), " ", block.name),
    el("p", { class: "verdict-word" }, block.word),
    block.amount === "" ? null : el("p", { class: "verdict-amount" }, block.amount),
    block.short === "" ? null : el("p", { class: "verdict-short" }, block.short),
    folded(block.whyTitle, ...why(context, block)),
    drawWays(block),
    drawNotes(block),
  );
}

/**
 * A verdict; `null` when the reply does not tell it because nothing about it has changed.
 *
 * @param isBrief a line is enough, although the block would be told whole
 */
export function drawVerdict(
  context: DrawContext,
  block: VerdictBlock,
  isBrief: boolean,
): HTMLElement | null {
  if (block.shows === "nothing") return null;
  return isBrief || block.shows === "line" ? drawLine(context, block) : drawCard(context, block);
}
