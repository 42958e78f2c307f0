import type { Block } from "../../../reply/types.js";
import { drawMark, type DrawContext } from "./citations.js";
import { el } from "./dom.js";

type VerdictBlock = Extract<Block, { kind: "verdict" }>;

/** A criterion: sign, words, the person's value, and the mark of its source. */
function drawItem(context: DrawContext, item: VerdictBlock["items"][number]): HTMLElement {
  const { words } = context;
  return el(
    "li",
    { "data-outcome": item.outcome },
    el("span", { class: "verdict-sign" }, item.sign),
    " ",
    item.criterion,
    item.yours === undefined
      ? null
      : el("span", { class: "yours" }, words.say("verdict-yours", { yours: item.yours })),
    ...drawMark(context, { sources: [item.source], asOf: item.asOf ?? null }),
  );
}

const folded = (title: string, isOpen: boolean, ...children: readonly Node[]): HTMLElement =>
  el(
    "details",
    { class: "verdict-more", open: isOpen ? "" : null },
    el("summary", {}, title),
    ...children,
  );

/** A verdict as a card: sign, word and colour; the criteria behind "why", the ways behind their own title. */
export function drawVerdict(context: DrawContext, block: VerdictBlock): HTMLElement {
  const isOpen = block.outcome === "needs-more";
  return el(
    "section",
    { class: "card verdict", "data-outcome": block.outcome },
    el("h3", {}, el("span", { class: "verdict-sign" }, block.sign), " ", block.name),
    el("p", { class: "verdict-word" }, block.word),
    block.amount === "" ? null : el("p", { class: "verdict-amount" }, block.amount),
    folded(
      block.whyTitle,
      isOpen,
      el("ul", { class: "criteria" }, ...block.items.map((item) => drawItem(context, item))),
      el("p", { class: "basis" }, block.basis),
      el("p", { class: "basis" }, block.today),
    ),
    block.ways.length === 0
      ? null
      : folded(
          block.waysTitle,
          false,
          el(
            "ul",
            { class: "ways" },
            ...block.ways.map((way) =>
              el("li", {}, el("ul", {}, ...way.map(({ change }) => el("li", {}, change)))),
            ),
          ),
        ),
    block.notes.length === 0
      ? null
      : el("ul", { class: "verdict-notes" }, ...block.notes.map((note) => el("li", {}, note))),
  );
}
