import type { Block, Choice } from "../../../reply/types.js";
import type { DrawContext } from "./citations.js";
import { button, el } from "./dom.js";
import type { Words } from "./words.js";

type NoteBlock = Extract<Block, { kind: "note" }>;

/** What goes with every judgement: said, but not as a warning. */
const FINE_PRINT: ReadonlySet<string> = new Set(["basis", "no-decision"]);

/** What was understood of the person, fact by fact; pressing one asks for it again. */
function drawFacts(block: NoteBlock, choose: (choice: Choice) => void): HTMLElement {
  const { label = block.text } = block;
  return el(
    "div",
    { class: "facts", role: "group", "aria-label": label },
    el("p", { class: "choices-label", "aria-hidden": "true" }, label),
    ...(block.facts ?? []).map((fact) =>
      button(
        fact.label,
        () => {
          choose(fact);
        },
        { class: "fact", title: fact.send },
      ),
    ),
  );
}

/** A remark: chips where facts can be corrected, fine print, or a box that stands out. */
export function drawNote(context: DrawContext, block: NoteBlock): HTMLElement {
  const { words, choose } = context;
  if (choose !== undefined && (block.facts?.length ?? 0) > 0) {
    return drawFacts(block, choose);
  }
  // What was assumed is part of the answer, not a warning.
  if (["assumed", "understood", "news"].includes(block.notice))
    return el("p", { class: "assumed" }, block.text);
  if (FINE_PRINT.has(block.notice)) return el("p", { class: "fine" }, block.text);
  return el("p", { class: "note", "data-notice": block.notice }, hiddenLabel(words), block.text);
}

const hiddenLabel = (words: Words): HTMLElement =>
  el("span", { class: "hidden" }, `${words.say("page-note")}: `);
