import type { Fact } from "../shared/provenance.js";
import { canonicalNumber } from "./numerals.js";
import { compact, foldWidth, mask, readQuantities } from "./quantities.js";
import type { CalendarDate, Quantity } from "./quantity.js";
import { isCompatible } from "./units.js";
import type { Unit } from "./units.js";

/** What facts hold that a claim may state: the numbers, dates and words it is checked against. */
export interface Evidence {
  readonly numbers: readonly { readonly value: string; readonly unit: Unit }[];
  readonly dates: readonly CalendarDate[];
  /** All text of the facts, folded, with its spaces and without; and without separators, for telephones. */
  readonly text: string;
  readonly digits: string;
}

/** A thing that a text states and its facts do not hold. */
export interface Ungrounded {
  /** As written in the text, with the word that follows a number. */
  readonly raw: string;
  /** Where, in UTF-16 units of the text. */
  readonly index: number;
}

/** The parts of a fact that speak for it. */
export type FactContent = Pick<Fact, "says" | "figures" | "values" | "cites" | "asOf">;

/** Numbers and texts anywhere inside a fact's `values`. */
function leavesOf(value: unknown): readonly (string | number)[] {
  if (typeof value === "string" || typeof value === "number") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(leavesOf);
}

/**
 * What a fact holds: its words, figures and values, the day it was stated for, and the numbers, dates and links
 * of the documents it names. Numerals that are part of a word count too (`两地` supports `2 places`).
 */
export function evidenceOf(fact: FactContent): Evidence {
  const leaves = leavesOf(fact.values);
  const texts = [
    fact.says,
    ...fact.figures,
    ...leaves.filter((leaf) => typeof leaf === "string"),
    ...fact.cites.flatMap(({ docNo, url, date }) => [docNo ?? [], url ?? [], date ?? []].flat()),
    fact.asOf ?? [],
  ].flat();
  const quantities = texts.flatMap(readQuantities);
  const text = texts.flatMap((part) => [foldWidth(part).toLowerCase(), compact(part)]).join("\n");
  return {
    numbers: [
      ...quantities.flatMap((quantity) =>
        quantity.kind === "number"
          ? quantity.values.map((value) => ({ value, unit: quantity.unit }))
          : [],
      ),
      ...leaves.flatMap((leaf) =>
        typeof leaf === "number"
          ? [{ value: canonicalNumber(leaf), unit: "unknown" as const }]
          : [],
      ),
    ],
    dates: quantities.flatMap((quantity) => (quantity.kind === "date" ? [quantity.date] : [])),
    text,
    digits: text.replace(/[-()+]/gu, ""),
  };
}

/** Several facts cited together hold what each of them holds. */
export function joinEvidence(parts: readonly Evidence[]): Evidence {
  return {
    numbers: parts.flatMap(({ numbers }) => numbers),
    dates: parts.flatMap(({ dates }) => dates),
    text: parts.map(({ text }) => text).join("\n"),
    digits: parts.map(({ digits }) => digits).join("\n"),
  };
}

/** Whether the words stand there whole: `5g` is not in `15g`, nor `12345` in `123456`. */
function standsIn(text: string, key: string): boolean {
  const isWordCharacter = (character: string): boolean => /^[a-z0-9]$/u.test(character);
  for (let at = text.indexOf(key); at !== -1; at = text.indexOf(key, at + 1)) {
    const before = text.charAt(at - 1);
    const after = text.charAt(at + key.length);
    const opens = isWordCharacter(before) && isWordCharacter(key.charAt(0));
    const goesOn = isWordCharacter(after) && isWordCharacter(key.charAt(key.length - 1));
    if (!opens && !goesOn) return true;
  }
  return false;
}

/** A fact that speaks of one year only means that year with its other dates: 2026年暑假，…到8月15日. */
function isHeldInParts({ dates, numbers }: Evidence, stated: CalendarDate): boolean {
  const { year, ...rest } = stated;
  if (year === undefined || Object.keys(rest).length === 0) return false;
  const years = new Set([
    ...dates.flatMap((date) => date.year ?? []),
    ...numbers.flatMap(({ value, unit }) =>
      unit === "unknown" && /^(?:19|20)\d\d$/u.test(value) ? [Number(value)] : [],
    ),
  ]);
  if (years.size !== 1 || !years.has(year)) return false;
  return dates.some(
    (held) =>
      held.year === undefined &&
      (rest.quarter === undefined || held.quarter === rest.quarter) &&
      (rest.month === undefined || held.month === rest.month) &&
      (rest.day === undefined || held.day === rest.day),
  );
}

/** A date is held by one that states at least the same parts: a day holds its month, not the reverse. */
function holdsDate(evidence: Evidence, stated: CalendarDate): boolean {
  const parts = Object.entries(stated);
  const isHeld = evidence.dates.some((held) => {
    const heldParts = new Map(Object.entries(held));
    return parts.every(([part, value]) => heldParts.get(part) === value);
  });
  if (isHeld || isHeldInParts(evidence, stated)) return true;
  const { year } = stated;
  const isYearAlone = parts.length === 1 && year !== undefined;
  return (
    isYearAlone &&
    evidence.numbers.some(({ value, unit }) => value === String(year) && unit === "unknown")
  );
}

function holds(evidence: Evidence, quantity: Quantity): boolean {
  switch (quantity.kind) {
    case "date":
      return holdsDate(evidence, quantity.date);
    case "literal":
      return standsIn(
        /^\d{7,}$/u.test(quantity.key) ? evidence.digits : evidence.text,
        quantity.key,
      );
    case "number":
      return (
        evidence.numbers.some(
          ({ value, unit }) => quantity.values.includes(value) && isCompatible(quantity.unit, unit),
        ) ||
        (quantity.unit === "unknown" &&
          evidence.dates.some(
            ({ year }) => year !== undefined && quantity.values.includes(String(year)),
          ))
      );
    default:
      return quantity satisfies never;
  }
}

/** `一个`, `第一` and numerals inside words are grammar; `一年` and `一万元` are statements. */
function isStatement(quantity: Quantity): boolean {
  if (quantity.kind !== "number") return true;
  if (quantity.unit === "uncounted") return false;
  if (quantity.unit === "ordinal") return false;
  const isWordOne = /^第?一$/u.test(quantity.raw);
  return !isWordOne || !["count", "unknown"].includes(quantity.unit);
}

/** Names that hold a numeral, ready to be passed over; longest first, so that parts do not win. */
export type Names = readonly string[];

/**
 * Picks the names that could be mistaken for statements (`5050计划`, `人才21条`). A name made of digits
 * alone is left out: it would hide numbers.
 */
export function numberedNames(names: Iterable<string>): Names {
  const folded = [...new Set([...names].map(foldWidth))];
  return folded
    .filter(
      (name) => /\p{L}/u.test(name.replace(/[\d\s]/gu, "")) && readQuantities(name).length > 0,
    )
    .sort((a, b) => b.length - a.length);
}

function maskNames(text: string, names: Names): string {
  let rest = foldWidth(text);
  for (const name of names) {
    for (let at = rest.indexOf(name); at !== -1; at = rest.indexOf(name, at + name.length)) {
      // The digits of a name must be its own: 人才21条 is not in 人才21条件… nor 5050计划 in 15050计划.
      const isCut = /\d$/u.test(rest.slice(0, at)) && /^\d/u.test(name);
      if (!isCut) rest = mask(rest, at, name.length);
    }
  }
  return rest;
}

/**
 * What a text states that the evidence does not hold: numbers, amounts, dates, telephones, addresses, links.
 *
 * Equal are 3万 and 30,000, 2021-10-14 and 2021年10月14日, 三年 and 3 years, 百分之五 and 5%; 余, 多, 超 and 近 do
 * not count. Months and years are never turned into one another: that is a statement of its own.
 *
 * @param names names to pass over (see `numberedNames`): a name states nothing
 * @returns empty when all of it is held
 */
export function findUngrounded(
  text: string,
  evidence: Evidence,
  names: Names = [],
): readonly Ungrounded[] {
  const read = maskNames(text, names);
  return readQuantities(read)
    .filter((quantity) => isStatement(quantity) && !holds(evidence, quantity))
    .map(({ kind, raw, index }) => {
      const end = index + raw.length;
      const unit = /^\p{Script=Han}{1,2}/u.exec(read.slice(end))?.[0] ?? "";
      return { raw: kind === "number" ? raw + unit : raw, index };
    })
    .sort((a, b) => a.index - b.index);
}
