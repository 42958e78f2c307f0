import { dateParts, isPartialDate } from "../../shared/dates.js";
import type { SlotForm, SlotRange, SlotValue } from "../../eligibility/index.js";
import { sayDate } from "../views.js";
import type { Speaker } from "../wordings.js";

/** Wordings of units, by the unit of a slot. */
const UNIT_KEYS: Readonly<Record<string, string>> = {
  months: "unit-months",
  years: "unit-years",
  percent: "unit-percent",
  people: "unit-people",
  points: "unit-points",
  "CNY/month": "unit-money",
};

function sayNumber(speaker: Speaker, form: SlotForm | undefined, value: number): string {
  const key = form?.id === "age" ? "unit-age" : UNIT_KEYS[form?.unit ?? ""];
  return key === undefined ? String(value) : speaker.say(key, { count: value });
}

const sayOne = (
  speaker: Speaker,
  form: SlotForm | undefined,
  value: string | number | boolean,
): string => {
  const choice = form?.choices.find((one) => one.value === value);
  if (choice !== undefined) return choice[speaker.language];
  if (typeof value === "number") return sayNumber(speaker, form, value);
  if (typeof value === "string" && isPartialDate(value)) return sayDate(speaker, value);
  return String(value);
};

function sayRange(speaker: Speaker, form: SlotForm | undefined, range: SlotRange): string {
  const choice = form?.choices.find(
    (one) => one.range?.min === range.min && one.range?.max === range.max,
  );
  if (choice !== undefined) return choice[speaker.language];
  const min = range.min === undefined ? "" : sayOne(speaker, form, range.min);
  const max = range.max === undefined ? "" : sayOne(speaker, form, range.max);
  if (range.max === undefined) return speaker.say("criterion-at-least", { min });
  if (range.min === undefined) return speaker.say("criterion-at-most", { max });
  return speaker.say("criterion-range", { min, max });
}

/** What is known of a person, as words of the language: the choice's label, a number with its unit, a date. */
export const saySlotValue = (
  speaker: Speaker,
  form: SlotForm | undefined,
  value: SlotValue,
): string =>
  typeof value === "object" ? sayRange(speaker, form, value) : sayOne(speaker, form, value);

const isList = (value: unknown): value is readonly (string | number | boolean)[] =>
  Array.isArray(value);

/** A rule's value inside a criterion: `04-10` and days become dates, several values are alternatives. */
export function sayRuleValue(
  speaker: Speaker,
  value: string | number | boolean | readonly (string | number | boolean)[],
): string {
  if (isList(value)) {
    return value.map((one) => sayRuleValue(speaker, one)).join(speaker.say("criterion-or"));
  }
  const text = String(value);
  const [, month, day] = /^(\d{2})-(\d{2})$/u.exec(text) ?? [];
  if (month !== undefined && day !== undefined) {
    return speaker.say("criterion-month-day", { month: Number(month), day: Number(day) });
  }
  return text.length === 10 && dateParts(text) !== null ? sayDate(speaker, text) : text;
}
