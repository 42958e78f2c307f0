import type { Unit } from "./units.js";

/** A calendar date or a part of one; absent parts are not stated. */
export interface CalendarDate {
  readonly year?: number;
  readonly quarter?: number;
  readonly month?: number;
  readonly day?: number;
}

/** One checkable thing that a text states. */
export type Quantity = {
  /** As written, after folding full-width digits. */
  readonly raw: string;
  /** Where it stands in the text, in UTF-16 units. */
  readonly index: number;
} & (
  | { readonly kind: "date"; readonly date: CalendarDate }
  | {
      readonly kind: "number";
      /** Canonical; more than one when the text leaves it open (`50—100万元`: 50 or 500000). */
      readonly values: readonly string[];
      readonly unit: Unit;
    }
  /** Held only when it stands in the evidence as it is: address, link, telephone, `5G`, 三分之一. */
  | { readonly kind: "literal"; readonly key: string }
);

/** Makes a quantity of a match; `null` when it is none after all. `text` is the whole text. */
export type Reader = (match: RegExpExecArray, text: string) => Quantity | null;

/** One way to write a quantity. */
export interface Pattern {
  readonly expression: RegExp;
  readonly read: Reader;
}
