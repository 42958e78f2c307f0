import { dayRange } from "../shared/dates.js";
import type { SlotTelling } from "../shared/slot-telling.js";
import type { BothLanguages, Profile, SlotRange, SlotSpec, SlotValue } from "./types.js";

/** A button under a slot's question. */
export interface SlotFormChoice extends BothLanguages {
  /** What is stored; `null` leaves the slot unknown. */
  readonly value?: string | number | boolean | null;
  readonly means?: "unknown" | "skip";
  readonly range?: { readonly min: number; readonly max: number };
  /** Nobody means to keep it (out of work). */
  readonly passing?: boolean;
}

/** A slot with its words: one entry of `knowledge/slots.yaml`. */
export interface SlotForm extends SlotTelling {
  readonly id: string;
  readonly type: "choice" | "boolean" | "date" | "number";
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly grows?: "month" | "year";
  readonly name: BothLanguages;
  readonly question: BothLanguages;
  readonly choices: readonly SlotFormChoice[];
  readonly changeable: "act" | "wait" | "fixed";
  readonly personal: boolean;
  readonly sensitivity: "low" | "medium" | "high";
  /** Asked only of whom it concerns. */
  readonly concerns?: { readonly slot: string; readonly values: readonly string[] };
  /** Counted at the place where the person works or lives: it begins anew with another one. */
  readonly atPlace?: "work" | "home";
  /** Its place among the slots that a hand-over from one channel to another carries. */
  readonly carried?: number;
}

const isStored = (value: unknown): value is string | boolean =>
  typeof value === "string" || typeof value === "boolean";

/** What judging needs of a slot. */
export function toSlotSpec(form: SlotForm): SlotSpec {
  const { id, type, min, max, grows, changeable, sensitivity, concerns } = form;
  const passing = form.choices
    .filter((choice) => choice.passing === true)
    .map(({ value }) => value)
    .filter(isStored);
  return {
    id,
    type,
    values: form.choices.map((choice) => choice.value).filter(isStored),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(grows !== undefined && { grows }),
    changeable,
    ...(passing.length > 0 && { passing }),
    sensitivity,
    ...(concerns !== undefined && { concerns }),
  };
}

/** A field that cannot be taken, and why. */
export interface ProfileProblem {
  readonly field: string;
  readonly message: string;
}

/** Years outside of which no date of a living person's life lies. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;

/** Units that are counted in whole numbers. */
const WHOLE = new Set(["years", "months", "people", "points"]);

function numberProblem(form: SlotForm, value: unknown): string | null {
  const { min = -Infinity, max = Infinity } = form;
  if (typeof value !== "number" || !Number.isFinite(value)) return "must be a number";
  if (WHOLE.has(form.unit ?? "") && !Number.isInteger(value)) return "must be a whole number";
  if (value < min || value > max) return `must be from ${String(min)} to ${String(max)}`;
  return null;
}

function dateProblem(value: unknown): string | null {
  const wrong = "must be a date that exists: YYYY-MM-DD, YYYY-MM or YYYY";
  if (typeof value !== "string" || value.includes("Q") || dayRange(value) === null) return wrong;
  const year = Number(value.slice(0, 4));
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    return `must lie from ${String(FIRST_YEAR)} to ${String(LAST_YEAR)}`;
  }
  return null;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A range has at least one limit, no other key, and its limits in order. */
function rangeProblem(form: SlotForm, value: Readonly<Record<string, unknown>>): string | null {
  const keys = Object.keys(value);
  if (keys.length === 0 || keys.some((key) => key !== "min" && key !== "max")) {
    return "a range has min and max only";
  }
  for (const limit of Object.values(value)) {
    const wrong = form.type === "date" ? dateProblem(limit) : numberProblem(form, limit);
    if (wrong !== null) return wrong;
  }
  const { min, max } = value;
  const isTurned =
    typeof min === "number" && typeof max === "number"
      ? min > max
      : typeof min === "string" && typeof max === "string" && min > max;
  return isTurned ? "min is above max" : null;
}

function problemOf(form: SlotForm, value: unknown): string | null {
  switch (form.type) {
    case "boolean":
      return typeof value === "boolean" ? null : "must be true or false";
    case "choice": {
      const values = form.choices.map((choice) => choice.value).filter(isStored);
      if (typeof value === "string" && values.includes(value)) return null;
      return `must be one of ${values.join(", ")}`;
    }
    case "number":
      return isRecord(value) ? rangeProblem(form, value) : numberProblem(form, value);
    case "date":
      return isRecord(value) ? rangeProblem(form, value) : dateProblem(value);
    default:
      return form.type satisfies never;
  }
}

/** Limits of a date range as days, so that they compare with days. */
function toDays(range: SlotRange): SlotRange {
  const { min, max } = range;
  return {
    ...(min !== undefined && { min: typeof min === "string" ? (dayRange(min)?.from ?? min) : min }),
    ...(max !== undefined && { max: typeof max === "string" ? (dayRange(max)?.to ?? max) : max }),
  };
}

/**
 * Checks what a caller says of a person, slot by slot. Nothing is coerced: a value of the wrong type or out of range is
 * a problem that names its field; so is a slot that does not exist.
 */
export function readProfile(
  raw: Readonly<Record<string, unknown>>,
  forms: ReadonlyMap<string, SlotForm>,
): { readonly profile: Profile; readonly problems: readonly ProfileProblem[] } {
  const profile: Record<string, SlotValue> = {};
  const problems: ProfileProblem[] = [];
  for (const [field, value] of Object.entries(raw)) {
    const form = forms.get(field);
    const message = form === undefined ? "is no slot that we know" : problemOf(form, value);
    if (message !== null) problems.push({ field, message });
    else if (isRecord(value)) profile[field] = toDays(value);
    // `problemOf` has just let through exactly these types.
    else profile[field] = value as SlotValue;
  }
  return { profile, problems };
}
