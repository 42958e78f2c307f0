import type { Locale } from "../shared/acts.js";
import type { LocalDate } from "../shared/dates.js";
import type { Fact, Source } from "../shared/provenance.js";
import type { SlotForm } from "../eligibility/slot-form.js";
import type { Policy } from "../eligibility/types.js";
import type { Channel } from "../knowledge/types.js";
import type { Block, SourceView } from "../reply/types.js";
import type { Parameters, Wordings } from "../reply/wordings.js";

/** All that a receipt is judged again by, without a server: plain JSON, in the characters of its locale. */
export interface ReceiptData {
  readonly locale: Locale;
  readonly policies: readonly Policy[];
  readonly slots: readonly SlotForm[];
  readonly replies: Wordings;
  readonly facts: readonly Fact[];
  readonly sources: readonly Source[];
  readonly channels: readonly Channel[];
}

type VerdictBlock = Extract<Block, { kind: "verdict" }>;

/** What made a verdict another one than on the day of the receipt: `same` = nothing did. */
export type ReceiptChange = "same" | "day" | "rule" | "new";

/** A verdict as of today, and what changed since. */
export interface AgainVerdict {
  readonly change: ReceiptChange;
  /** The change in words. */
  readonly since: string;
  readonly verdict: VerdictBlock;
}

/** A receipt judged again, in words. */
export interface JudgedAgain {
  readonly id: string;
  readonly day: string;
  readonly today: string;
  /** What changed in all, in a sentence. */
  readonly summary: string;
  /** What was told, as on the day; `now` where time alone has made it another. */
  readonly facts: readonly { readonly text: string; readonly now?: string }[];
  readonly groups: readonly {
    readonly title: string;
    readonly verdicts: readonly AgainVerdict[];
  }[];
  /** Rules of then that are held no more, in a sentence; empty when there is none. */
  readonly gone: string;
  readonly sources: readonly SourceView[];
  /** What holds for all verdicts: their age, and that they are no decision. */
  readonly notes: readonly string[];
}

/** Judges receipts where there is no server. */
export interface ReceiptJudge {
  /** Judges a fragment again as on a day, or refuses it in one sentence. Never throws. */
  open(
    fragment: string,
    today: LocalDate,
  ): { readonly again: JudgedAgain } | { readonly refused: string };
  /** A fixed wording. */
  readonly say: (key: string, parameters?: Parameters) => string;
}
