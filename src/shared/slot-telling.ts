import type { WordGroup } from "./word-groups.js";

/** Readers that need more than words: ages, dates, places and what stands beside a number. */
export const SLOT_READERS = [
  "ages",
  "dates",
  "insurance",
  "places",
  "shares",
  "staff",
  "wages",
] as const;

/** How a slot is read from free text: exactly one of `by`, `length`, `count`, or words. */
export interface SlotRead {
  /** A reader that is written in code. */
  readonly by?: (typeof SLOT_READERS)[number];
  /** A group of synonyms whose values are values of the slot. */
  readonly group?: WordGroup;
  /** Words of this slot alone, by value. */
  readonly words?: Readonly<Record<string, readonly string[]>>;
  /** Words that count only in a clause that has one of `where`, and none of `unless`. */
  readonly near?: {
    readonly words: Readonly<Record<string, readonly string[]>>;
    readonly where: readonly string[];
    readonly unless?: readonly string[];
  };
  /** A group, or words, that are longer and mean nothing. */
  readonly beware?: WordGroup;
  readonly not?: readonly string[];
  /** A group of which a word must stand in the text, too. */
  readonly needs?: WordGroup;
  /** A length of time in this unit, beside one of `beside`. */
  readonly length?: "months" | "years";
  /** A number with one of these units, beside one of `beside`. */
  readonly count?: readonly string[];
  readonly beside?: readonly string[];
  /** One of these must stand in the clause. */
  readonly told?: readonly string[];
  /** With a place of the city in the clause, too. */
  readonly inArea?: boolean;
}

/** How people tell a slot of `knowledge/slots.yaml`: what its words mean, and what they do not. */
export interface SlotTelling {
  readonly read?: SlotRead;
  /** Short answers to the question for this slot, by value; they mean nothing elsewhere. */
  readonly answers?: Readonly<Record<string, readonly string[]>>;
  /** Answers between two values: asked back with both. */
  readonly between?: readonly {
    readonly values: readonly string[];
    readonly words: readonly string[];
  }[];
  /** Can end while the person stays the same, so that past words say nothing of today. */
  readonly ends?: boolean;
  /** Sorts people, so that a question can ask of anybody who has it. */
  readonly kind?: boolean;
  /** An office gives it, so that asking how to get it does not hold it. */
  readonly given?: boolean;
  /** True of the household, so that a spouse's counts. */
  readonly shared?: boolean;
  /** About somebody of the family, who is named and is not the speaker. */
  readonly family?: boolean;
  /** Only what is said to be in the city. */
  readonly here?: boolean;
  /** May lie ahead, or be intended, and counts all the same. */
  readonly ahead?: boolean;
  /** Where somebody works or lives. */
  readonly place?: "work" | "home";
}

/** A slot as far as reading it needs. */
export interface TellableSlot extends SlotTelling {
  readonly id: string;
  readonly type: "choice" | "boolean" | "date" | "number";
  readonly unit?: string;
  readonly min?: number;
}
