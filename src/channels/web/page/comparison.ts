import type { Block } from "../../../reply/types.js";
import { drawClaim, type DrawContext } from "./citations.js";
import { el } from "./dom.js";

type Comparison = Extract<Block, { kind: "comparison" }>;

/** @param name the head of the column, which stands in the cell where the table is stacked */
function drawCell(
  context: DrawContext,
  cell: Comparison["rows"][number]["cells"][number],
  name: string,
) {
  const head = { "data-name": name };
  if (cell.length === 0) {
    return el("td", { class: "empty", ...head }, context.words.say("cell-empty"));
  }
  return el("td", head, ...cell.map((claim) => el("p", {}, ...drawClaim(context, claim))));
}

/**
 * Services side by side: a real table, in a box of its own that scrolls and takes the focus; on a phone its cells stand one below
 * the other. A side about which no source says anything is left out.
 */
export function drawComparison(context: DrawContext, block: Comparison): HTMLElement {
  const { words } = context;
  const head = el(
    "tr",
    {},
    el("th", { scope: "col" }, words.say("page-facet")),
    ...block.columns.map((column) => el("th", { scope: "col" }, column.name)),
  );
  const told = block.rows.filter(({ cells }) => cells.some((cell) => cell.length > 0));
  const rows = told.map((row) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, row.title),
      ...row.cells.map((cell, index) => drawCell(context, cell, block.columns[index]?.name ?? "")),
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
