import type { LocalDate } from "../shared/dates.js";
import type { PartialDate } from "../shared/provenance.js";
import type { ClaimView } from "./types.js";

/** One thing to do, in words and days. */
export interface OrderedStep {
  readonly policy: string;
  readonly service: string;
  readonly name: string;
  /** From when on and until when, in words. */
  readonly when: string;
  /** All of it in a line, for channels that write lines. */
  readonly line: string;
  /** From when on it can be done. */
  readonly from: LocalDate;
  /** The last day, which still counts; `null` when no source sets one. */
  readonly lastDay: LocalDate | null;
  /** What comes first, in words; empty when nothing does. */
  readonly after: string;
  /** Ids of the documents that the last day and the order rest on, and the newest day for which they state it. */
  readonly sources: readonly string[];
  readonly asOf: PartialDate | null;
}

/** One statement in a cell of the districts' table. */
export interface DistrictItem {
  /** What it is about: sign and name of a service; empty when the statement says it. */
  readonly title: string;
  readonly claim: ClaimView;
}

/** What is said of all verdicts of a person together. */
export type CaseBlock =
  | {
      /** What to do in which order; windows that close come first. */
      readonly kind: "steps";
      readonly title: string;
      readonly items: readonly OrderedStep[];
      readonly note: string;
    }
  | {
      /** The districts side by side: what one of them has and the others have not. */
      readonly kind: "districts";
      readonly title: string;
      /** Head of the column with the districts' names. */
      readonly rowTitle: string;
      readonly columns: readonly { readonly id: string; readonly title: string }[];
      readonly rows: readonly {
        readonly district: string;
        readonly name: string;
        /** Why it is marked: the person works or lives there; empty otherwise. */
        readonly mark: string;
        /** One cell a column; empty = no source says it. All are empty where the district has nothing of its own. */
        readonly cells: readonly (readonly DistrictItem[])[];
        /** The row in a line, for channels that draw no table; empty where the row is. */
        readonly line: string;
      }[];
      /** Stands where a whole row is empty. */
      readonly empty: string;
      readonly note: string;
    };
