import type { SlotField } from "../../../assistant/types.js";
import { openAround } from "./citations.js";
import { button, el } from "./dom.js";
import type { Words } from "./words.js";

export type Value = string | number | boolean;
export type Values = Readonly<Record<string, Value>>;

/** Fields shown at once, with those that are filled in; the others wait behind a title, so that the form is not a wall. */
const FIRST = 12;

/** Before the names of the fields that are the partner's. */
const PARTNER = "partner-";

const idOf = (slot: string): string => `slot-${slot}`;

/** @param before what stands before the names of the fields */
const readFields = (
  form: HTMLFormElement,
  fields: readonly SlotField[],
  before: string,
): Values => {
  const data = new FormData(form);
  return Object.fromEntries(
    fields.flatMap((field): readonly (readonly [string, Value])[] => {
      const typed = data.get(`${before}${field.slot}`);
      if (typeof typed !== "string" || typed.trim() === "") return [];
      const text = typed.trim();
      if (field.type === "number") return [[field.slot, Number(text)]];
      return [[field.slot, field.type === "boolean" ? text === "true" : text]];
    }),
  );
};

/** What is chosen or typed, by slot; empty fields are left out. */
export const readForm = (form: HTMLFormElement, fields: readonly SlotField[]): Values =>
  readFields(form, fields, "");

/** The same of the partner. */
export const readPartner = (form: HTMLFormElement, fields: readonly SlotField[]): Values =>
  readFields(form, fields, PARTNER);

/** Brings a field into view and puts the focus on it, also from behind its fold. */
export function focusField(slot: string): void {
  const field = document.getElementById(idOf(slot));
  if (field === null) return;
  openAround(field);
  field.focus();
  field.scrollIntoView({ block: "center" });
}

function drawTyped(words: Words, field: SlotField, name: string, current: string): HTMLElement {
  return el("input", {
    id: idOf(name),
    name,
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

function drawChosen(words: Words, field: SlotField, name: string, current: string): HTMLElement {
  return el(
    "select",
    { id: idOf(name), name, autocomplete: "off" },
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

function drawField(
  words: Words,
  field: SlotField,
  value: Value | undefined,
  name = field.slot,
): HTMLElement {
  const current = value === undefined ? "" : String(value);
  const isTyped = field.type === "date" || field.type === "number";
  return el(
    "div",
    { class: "slot" },
    // Of the partner the name of a field is told: its question is put to the person who fills in.
    el("label", { for: idOf(name) }, name === field.slot ? field.question : field.name),
    isTyped ? drawTyped(words, field, name, current) : drawChosen(words, field, name, current),
  );
}

/** What a person can do with the form. */
export interface FormActions {
  judge(form: HTMLFormElement): void;
  clear(): void;
  /** Fills in what was said in the talk; absent when nothing was. */
  readonly take?: () => void;
}

/** The fields of a partner: what is of the household is asked once, above. */
function drawPartner(
  words: Words,
  fields: readonly SlotField[],
  values: Values,
  gridOf: (shown: readonly SlotField[], values: Values, before: string) => HTMLElement,
): HTMLElement {
  const own = fields.filter(({ shared }) => shared !== true);
  const isFirst = ({ slot }: SlotField, index: number): boolean => index < FIRST || slot in values;
  return el(
    "details",
    { class: "partner-slots", open: Object.keys(values).length > 0 ? "" : null },
    el("summary", {}, words.say("panel-partner")),
    el("p", { class: "keeps" }, words.say("panel-partner-keeps")),
    gridOf(own.filter(isFirst), values, PARTNER),
    el(
      "details",
      { class: "more-slots" },
      el("summary", {}, words.say("panel-more")),
      gridOf(
        own.filter((field, index) => !isFirst(field, index)),
        values,
        PARTNER,
      ),
    ),
  );
}

/** The form: one field a slot, in the order of the data; behind a fold the same for a partner. */
export function drawForm(
  words: Words,
  fields: readonly SlotField[],
  values: Values,
  partner: Values,
  actions: FormActions,
): HTMLFormElement {
  const isFirst = ({ slot }: SlotField, index: number): boolean => index < FIRST || slot in values;
  const gridOf = (shown: readonly SlotField[], filled = values, before = ""): HTMLElement =>
    el(
      "div",
      { class: "slot-grid" },
      ...shown.map((field) =>
        drawField(words, field, filled[field.slot], `${before}${field.slot}`),
      ),
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
    drawPartner(words, fields, partner, gridOf),
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
