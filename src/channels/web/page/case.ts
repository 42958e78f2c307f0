import type { Block } from "../../../reply/types.js";
import { drawClaim, drawMark, type DrawContext } from "./citations.js";
import { el } from "./dom.js";

type Steps = Extract<Block, { kind: "steps" }>;
type Districts = Extract<Block, { kind: "districts" }>;

/** What to do in which order; a day that closes a window stands out. */
export function drawSteps(context: DrawContext, block: Steps): HTMLElement {
  return el(
    "section",
    { class: "card steps" },
    el("h3", {}, block.title),
    el(
      "ol",
      {},
      ...block.items.map((item) =>
        el(
          "li",
          {},
          el("strong", {}, item.name),
          el(
            "span",
            { class: item.lastDay === null ? "step-when" : "step-when closes" },
            item.lastDay === null ? item.when : el("time", { datetime: item.lastDay }, item.when),
          ),
          item.after === "" ? null : el("span", { class: "step-after" }, item.after),
          ...(item.sources.length === 0
            ? []
            : drawMark(context, { sources: item.sources, asOf: item.asOf })),
        ),
      ),
    ),
    el("p", { class: "fine" }, block.note),
  );
}

type Row = Districts["rows"][number];

function drawRow(context: DrawContext, block: Districts, row: Row): HTMLElement {
  const head = el(
    "th",
    { scope: "row", role: "rowheader" },
    row.name,
    row.mark === "" ? null : el("span", { class: "mark-own" }, row.mark),
  );
  if (row.cells.every((cell) => cell.length === 0)) {
    return el(
      "tr",
      { role: "row" },
      head,
      el(
        "td",
        { role: "cell", class: "empty", colspan: String(block.columns.length) },
        block.empty,
      ),
    );
  }
  return el(
    "tr",
    { role: "row", class: row.mark === "" ? null : "own" },
    head,
    ...row.cells.map((cell, index) =>
      el(
        "td",
        {
          role: "cell",
          class: cell.length === 0 ? "empty" : null,
          "data-column": block.columns[index]?.title ?? "",
        },
        ...(cell.length === 0
          ? [context.words.say("cell-empty")]
          : cell.map(({ title, claim }) =>
              el(
                "p",
                {},
                title === "" ? null : el("strong", {}, title, " "),
                ...drawClaim(context, claim),
              ),
            )),
      ),
    ),
  );
}

/**
 * The districts side by side. A real table; on narrow screens its rows become cards, and the roles keep it a table for
 * those who listen.
 */
export function drawDistricts(context: DrawContext, block: Districts): HTMLElement {
  const columns = [{ id: "district", title: block.rowTitle }, ...block.columns];
  return el(
    "section",
    { class: "districts" },
    el(
      "table",
      { role: "table" },
      el("caption", {}, block.title),
      el(
        "thead",
        { role: "rowgroup" },
        el(
          "tr",
          { role: "row" },
          ...columns.map(({ title }) => el("th", { scope: "col", role: "columnheader" }, title)),
        ),
      ),
      el("tbody", { role: "rowgroup" }, ...block.rows.map((row) => drawRow(context, block, row))),
    ),
    el("p", { class: "fine" }, block.note),
  );
}
