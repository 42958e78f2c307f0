import type { SlotField } from "../../../assistant/types.js";
import { openAround } from "./citations.js";
import { button, el } from "./dom.js";
import type { Words } from "./words.js";

export type Value = string | number | boolean;
export type Values = Readonly<Record<string, Value>>;

/** Fields shown at once, with those that are filled in; the others wait behind a title, so that the form is not a wall. */
const FIRST = 12;

const idOf = (slot: string): string => `slot-${slot}`;

/** What is chosen or typed, by slot; empty fields are left out. */
export function readForm(form: HTMLFormElement, fields: readonly SlotField[]): Values {
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

/** Brings a field into view and puts the focus on it, also from behind its fold. */
export function focusField(slot: string): void {
  const field = document.getElementById(idOf(slot));
  if (field === null) return;
  openAround(field);
  field.focus();
  field.scrollIntoView({ block: "center" });
}

function drawTyped(words: Words, field: SlotField, current: string): HTMLElement {
  return el("input", {
    id: idOf(field.slot),
    name: field.slot,
    autocomplete: "off",
    type: field.type === "number" ? "number" : "text",
    inputmode: field.type === "number" ? "decimal" : null,
    min: field.min === undefined ? null : String(field.min),
    max: field.max === undefined ? null : String(field.max),
    pattern: field.type === "date" ? "\\d{4}(-\\d{2}(-\\d{2})?)?" : null,
    step: field.type === "number" ? "any" : null,
    placeholder: field.type === "date" ? words.say("panel-date") : null,
    value: current,
  });
}

function drawChosen(words: Words, field: SlotField, current: string): HTMLElement {
  return el(
    "select",
    { id: idOf(field.slot), name: field.slot, autocomplete: "off" },
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
}

function drawField(words: Words, field: SlotField, value: Value | undefined): HTMLElement {
  const current = value === undefined ? "" : String(value);
  const isTyped = field.type === "date" || field.type === "number";
  return el(
    "div",
    { class: "slot" },
    el("label", { for: idOf(field.slot) }, field.question),
    isTyped ? drawTyped(words, field, current) : drawChosen(words, field, current),
  );
}

/** What a person can do with the form. */
export interface FormActions {
  judge(form: HTMLFormElement): void;
  clear(): void;
  /** Fills in what was said in the talk; absent when nothing was. */
  readonly take?: () => void;
}

/** The form: one field a slot, in the order of the data. */
export function drawForm(
  words: Words,
  fields: readonly SlotField[],
  values: Values,
  actions: FormActions,
): HTMLFormElement {
  const isFirst = ({ slot }: SlotField, index: number): boolean => index < FIRST || slot in values;
  const gridOf = (shown: readonly SlotField[]): HTMLElement =>
    el(
      "div",
      { class: "slot-grid" },
      ...shown.map((field) => drawField(words, field, values[field.slot])),
    );
  const first = fields.filter(isFirst);
  const more = el(
    "details",
    { class: "more-slots" },
    el("summary", {}, words.say("panel-more")),
    gridOf(fields.filter((field) => !first.includes(field))),
  );
  const { take } = actions;
  const form = el(
    "form",
    { class: "slots", "aria-label": words.say("panel-title") },
    gridOf(first),
    more,
    el(
      "div",
      { class: "panel-buttons" },
      el("button", { type: "submit", class: "primary" }, words.say("panel-judge")),
      take === undefined ? null : button(words.say("panel-take"), take, { class: "quiet" }),
      button(
        words.say("panel-clear"),
        () => {
          actions.clear();
        },
        { class: "quiet" },
      ),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    actions.judge(form);
  });
  return form;
}
