import { z } from "zod";
import { isPartialDate } from "../shared/dates.js";
import { nearest } from "./nearest.js";

/** Length of an id; the longest of ours has about half. */
const MAX_ID = 80;

/** Invisible or direction-changing characters: two texts that look alike would differ. */
const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffd]/u;

/** What to write when a text was expected and YAML read something else. */
const expectedText = (issue: { readonly input?: unknown }): string => {
  const { input } = issue;
  if (input === undefined) return "is missing: write it";
  if (input === null) return "is empty: write a text, or remove the key";
  if (typeof input !== "number" && typeof input !== "boolean") {
    return "must be one text, not a list or a map";
  }
  return `must be a text: put "${String(input)}" in quotes`;
};

/** A map with these keys and no others. */
export function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  const keys = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === "unrecognized_keys") {
        const names = issue.keys.map((key) => {
          const near = nearest(key, keys);
          return near === null ? `"${key}"` : `"${key}" (did you mean "${near}"?)`;
        });
        return `unknown key ${names.join(", ")}: allowed are ${keys.join(", ")}`;
      }
      return issue.input === undefined
        ? "is missing: write it"
        : `must be a map with the keys ${keys.join(", ")}`;
    },
  });
}

/** A list; says what a list looks like when there is none. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item, {
    error: (issue) =>
      issue.input === undefined
        ? "is missing: write a list"
        : "must be a list: [a, b], or lines that begin with -",
  });
}

/** One of a closed set of words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, {
    error: (issue) =>
      issue.input === undefined
        ? `is missing: write one of ${words.join(", ")}`
        : `must be one of ${words.join(", ")}, not ${JSON.stringify(issue.input)}`,
  });
}

export const flag = z.boolean({ error: "must be true or false, without quotes" });

/** A text that is shown or compared: not empty, no space at its ends, nothing invisible in it. */
export const text = z.string({ error: expectedText }).superRefine((value, context) => {
  const refuse = (message: string): void => {
    context.addIssue({ code: "custom", message });
  };
  if (value.trim() === "") refuse("is empty: write a text, or remove the key");
  else if (value.trim() !== value) refuse("begins or ends with a space: remove it");
  if (INVISIBLE.test(value)) refuse("holds an invisible character: type the text anew");
});

/** ASCII, kebab-case, stable. */
export const id = z.string({ error: expectedText }).superRefine((value, context) => {
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(value) && value.length <= MAX_ID) return;
  const wrong = [...value].filter((character) => !/[a-z0-9-]/u.test(character));
  const which =
    wrong.length > 0 ? ` (not ${[...new Set(wrong)].map((c) => `"${c}"`).join(" ")})` : "";
  context.addIssue({
    code: "custom",
    message: `id "${value}" may hold only a–z, 0–9 and single "-" between them${which}, at most ${MAX_ID} characters`,
  });
});

/** Slot ids are the contract's names, in camelCase; they may be ids as well. */
export const slotId = z
  .string({ error: expectedText })
  .regex(/^[a-z][A-Za-z0-9]*$/u, { error: "a slot's name is in camelCase: graduatedOn" });

/** YYYY, YYYY-MM, YYYY-Qn or YYYY-MM-DD that exists. A bare year comes as a number out of YAML. */
export const date = z
  .union([z.string(), z.int()], {
    error: ({ input }) =>
      `${input === undefined ? "is missing: write" : "must be"} a date: YYYY, YYYY-MM, YYYY-Qn or YYYY-MM-DD`,
  })
  .transform(String)
  .superRefine((value, context) => {
    if (isPartialDate(value)) return;
    context.addIssue({
      code: "custom",
      message: `${JSON.stringify(value)} is no date that exists: write YYYY, YYYY-MM, YYYY-Qn or YYYY-MM-DD`,
    });
  });

/** An https address without user name; where it may lead is checked with the list of hosts. */
export const httpsUrl = z.string({ error: expectedText }).superRefine((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null) {
    context.addIssue({
      code: "custom",
      message: `${JSON.stringify(value)} is no address: write https://…`,
    });
  } else if (url.protocol !== "https:" || url.username !== "") {
    context.addIssue({
      code: "custom",
      message: `${JSON.stringify(value)} must be an https address without user name`,
    });
  }
});

/** The address of a publication; some stand on hosts that know no https. */
export const webUrl = z.string({ error: expectedText }).superRefine((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url !== null && /^https?:$/u.test(url.protocol) && url.username === "") return;
  context.addIssue({
    code: "custom",
    message: `${JSON.stringify(value)} is no web address: write https://…, or null when none is known`,
  });
});

export const ids = listOf(id).default([]);
export const texts = listOf(text).default([]);
