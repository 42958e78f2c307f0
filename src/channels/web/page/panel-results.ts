import type { EligibilityResult } from "../../../assistant/types.js";
import { drawBlocks } from "./blocks.js";
import { button, el } from "./dom.js";
import { focusField } from "./panel-form.js";
import { receiptLink } from "./receipt-link.js";
import type { Words } from "./words.js";

/** What a person can do with the verdicts. */
export interface ResultActions {
  /** Says what was filled in, in the talk. */
  send(text: string): void;
  /** Hands out the last days as a calendar file. */
  calendar(): void;
  print(): void;
}

/** Hands a file to the person, as a download. */
export function download(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = el("a", { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}

function drawTools(words: Words, result: EligibilityResult, actions: ResultActions): HTMLElement {
  const lines = result.facts.map(({ line }) => line).join("\n");
  const tool = (key: string, act: () => void): HTMLElement =>
    button(words.say(key), act, { class: "quiet" });
  const hasDays = result.steps.some(({ lastDay }) => lastDay !== null);
  return el(
    "div",
    { class: "panel-buttons tools-row" },
    lines === ""
      ? null
      : tool("panel-send", () => {
          actions.send(words.say("panel-message", { facts: lines }));
        }),
    hasDays
      ? tool("panel-calendar", () => {
          actions.calendar();
        })
      : null,
    result.receipt === null ? null : receiptLink(words, result.receipt.fragment, "quiet"),
    tool("panel-print", () => {
      actions.print();
    }),
  );
}

/** What was judged by, fact by fact; pressing one goes to its field. */
function drawFacts(words: Words, facts: EligibilityResult["facts"]): HTMLElement | null {
  if (facts.length === 0) return null;
  const label = words.say("panel-facts");
  return el(
    "div",
    { class: "facts", role: "group", "aria-label": label },
    el("p", { class: "choices-label", "aria-hidden": "true" }, label),
    ...facts.map(({ slot, text }) =>
      button(
        text,
        () => {
          focusField(slot);
        },
        { class: "fact" },
      ),
    ),
  );
}

function drawNext(words: Words, { next }: EligibilityResult): HTMLElement | null {
  if (next === null) return null;
  return el(
    "p",
    { class: "panel-next" },
    button(
      words.say("panel-next", { question: next.question }),
      () => {
        focusField(next.slot);
      },
      { class: "as-link" },
    ),
  );
}

/** The verdicts below the form, and what can be done with them. */
export function drawResults(
  words: Words,
  result: EligibilityResult,
  actions: ResultActions,
): readonly (HTMLElement | null)[] {
  return [
    el("h3", { tabindex: "-1", id: "panel-results" }, words.say("panel-results")),
    drawFacts(words, result.facts),
    drawTools(words, result, actions),
    drawNext(words, result),
    ...drawBlocks(words, "panel", result.blocks ?? []),
  ];
}
