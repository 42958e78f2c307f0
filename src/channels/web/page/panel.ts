import type { EligibilityResult, SlotField } from "../../../assistant/types.js";
import { drawBlocks } from "./blocks.js";
import { button, el } from "./dom.js";
import type { Words } from "./words.js";

type Value = string | number | boolean;

/** Fields shown at once; the others wait behind a title, so that the form is not a wall. */
const FIRST = 12;

const isForm = (value: unknown): value is { readonly slots: readonly SlotField[] } =>
  typeof value === "object" && value !== null && "slots" in value && Array.isArray(value.slots);

const isResult = (value: unknown): value is EligibilityResult =>
  typeof value === "object" && value !== null && "verdicts" in value && "next" in value;

const isRefusal = (
  value: unknown,
): value is { readonly errors: readonly { readonly field: string }[] } =>
  typeof value === "object" && value !== null && "errors" in value && Array.isArray(value.errors);

const idOf = (slot: string): string => `slot-${slot}`;

/** What is chosen or typed, by slot; empty fields are left out. */
function readForm(form: HTMLFormElement, fields: readonly SlotField[]): Record<string, Value> {
  const data = new FormData(form);
  return Object.fromEntries(
    fields.flatMap((field): readonly (readonly [string, Value])[] => {
      const typed = data.get(field.slot);
      if (typeof typed !== "string" || typed.trim() === "") return [];
      const text = typed.trim();
      if (field.type === "number") return [[field.slot, Number(text)]];
      return [[field.slot, field.type === "boolean" ? text === "true" : text]];
    }),
  );
}

function drawField(words: Words, field: SlotField, value: Value | undefined): HTMLElement {
  const id = idOf(field.slot);
  const current = value === undefined ? "" : String(value);
  const isTyped = field.type === "date" || field.type === "number";
  const control = isTyped
    ? el("input", {
        id,
        name: field.slot,
        autocomplete: "off",
        type: field.type === "number" ? "number" : "text",
        min: field.min === undefined ? null : String(field.min),
        max: field.max === undefined ? null : String(field.max),
        pattern: field.type === "date" ? "\\d{4}(-\\d{2}(-\\d{2})?)?" : null,
        step: field.type === "number" ? "any" : null,
        placeholder: field.type === "date" ? words.say("panel-date") : null,
        value: current,
      })
    : el(
        "select",
        { id, name: field.slot, autocomplete: "off" },
        el("option", { value: "" }, words.say("panel-empty")),
        ...field.choices.map((choice) =>
          el(
            "option",
            {
              value: String(choice.value),
              selected: String(choice.value) === current ? "" : null,
            },
            choice.label,
          ),
        ),
      );
  return el("div", { class: "slot" }, el("label", { for: id }, field.question), control);
}

/**
 * The panel where a person fills in their case and has it judged, without a talk: everything stays in the page and goes
 * to the server for judging only. It draws itself anew at each opening, in the language of that moment.
 */
export function createPanel(wordsNow: () => Words): void {
  const dialog = el("dialog", { id: "panel", "aria-labelledby": "panel-title" });
  document.body.append(dialog);
  let values: Readonly<Record<string, Value>> = {};

  async function judge(
    words: Words,
    form: HTMLFormElement,
    fields: readonly SlotField[],
    results: HTMLElement,
  ): Promise<void> {
    values = readForm(form, fields);
    const response = await fetch("/api/v1/eligibility", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ profile: values, locale: words.locale, blocks: true }),
    }).catch(() => null);
    const body: unknown = await response?.json().catch(() => null);
    if (isResult(body)) {
      const next =
        body.next === null ? null : words.say("panel-next", { question: body.next.question });
      results.replaceChildren(
        el("h3", { tabindex: "-1", id: "panel-results" }, words.say("panel-results")),
        ...(next === null ? [] : [el("p", { class: "panel-next" }, next)]),
        ...drawBlocks(words, "panel", body.blocks ?? []),
      );
      const title = document.getElementById("panel-results");
      title?.focus({ preventScroll: true });
      title?.scrollIntoView({ block: "start" });
      return;
    }
    const field = isRefusal(body) ? body.errors[0]?.field.replace("profile.", "") : undefined;
    const name = fields.find(({ slot }) => slot === field)?.name;
    const text =
      name === undefined
        ? words.say("page-error-network")
        : words.say("panel-wrong", { field: name });
    results.replaceChildren(el("p", { class: "trouble", role: "alert" }, text));
  }

  function draw(words: Words, fields: readonly SlotField[]): void {
    const results = el("div", {
      class: "panel-results",
      role: "region",
      "aria-label": words.say("panel-results"),
    });
    const drawn = fields.map((field) => drawField(words, field, values[field.slot]));
    const form = el(
      "form",
      { class: "slots" },
      el(
        "fieldset",
        {},
        el("legend", {}, words.say("panel-open")),
        ...drawn.slice(0, FIRST),
        el("details", {}, el("summary", {}, words.say("panel-more")), ...drawn.slice(FIRST)),
      ),
      el(
        "div",
        { class: "panel-buttons" },
        el("button", { type: "submit", class: "primary" }, words.say("panel-judge")),
        button(
          words.say("panel-clear"),
          () => {
            values = {};
            draw(words, fields);
          },
          { class: "quiet" },
        ),
        button(
          words.say("panel-print"),
          () => {
            // Paper cannot be opened.
            for (const folded of results.querySelectorAll("details")) folded.open = true;
            print();
          },
          { class: "quiet" },
        ),
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void judge(words, form, fields, results);
    });
    dialog.replaceChildren(
      el(
        "div",
        { class: "panel-head" },
        el("h2", { id: "panel-title" }, words.say("panel-title")),
        button(
          words.say("panel-close"),
          () => {
            dialog.close();
          },
          { class: "quiet" },
        ),
      ),
      el("p", { class: "keeps" }, words.say("panel-keeps")),
      form,
      results,
    );
  }

  async function open(): Promise<void> {
    const words = wordsNow();
    const path = `/page-slots.json?locale=${encodeURIComponent(words.locale)}`;
    const response = await fetch(path).catch(() => null);
    const body: unknown = await response?.json().catch(() => null);
    if (!isForm(body)) return;
    draw(words, body.slots);
    dialog.showModal();
  }

  const opener = button(
    wordsNow().say("panel-open"),
    () => {
      void open();
    },
    { id: "panel-opener", class: "quiet", "data-word": "panel-open" },
  );
  document.getElementById("delete")?.before(opener);
}
