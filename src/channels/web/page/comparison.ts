import type { Block } from "../../../reply/types.js";
import { drawClaim, type DrawContext } from "./citations.js";
import { el } from "./dom.js";

type Comparison = Extract<Block, { kind: "comparison" }>;

function drawCell(context: DrawContext, cell: Comparison["rows"][number]["cells"][number]) {
  if (cell.length === 0) {
    return el("td", { class: "empty" }, context.words.say("cell-empty"));
  }
  return el("td", {}, ...cell.map((claim) => el("p", {}, ...drawClaim(context, claim))));
}

/** Services side by side: a real table, in a box of its own that scrolls and takes the focus. */
export function drawComparison(context: DrawContext, block: Comparison): HTMLElement {
  const { words } = context;
  const head = el(
    "tr",
    {},
    el("th", { scope: "col" }, words.say("page-facet")),
    ...block.columns.map((column) => el("th", { scope: "col" }, column.name)),
  );
  const rows = block.rows.map((row) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, row.title),
      ...row.cells.map((cell) => drawCell(context, cell)),
    ),
  );
  const table = el(
    "table",
    {},
    el("caption", { class: "hidden" }, block.title),
    el("thead", {}, head),
    el("tbody", {}, ...rows),
  );
  const label = `${block.title} (${words.say("page-scroll-table")})`;
  return el(
    "section",
    { class: "comparison" },
    el("h3", {}, block.title),
    el("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": label }, table),
  );
}
