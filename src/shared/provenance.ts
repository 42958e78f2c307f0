/** How far a publisher is to be believed about a rule; said with every claim. */
export const TRUSTS = ["official", "university", "media", "third-party"] as const;

export type Trust = (typeof TRUSTS)[number];

/**
 * A day, month, quarter or year as written in a document: `2024-04-01`, `2024-04`, `2022-Q2`, `2022`.
 * Less precise means a range; compare with the helpers of `dates.ts`, never as a string.
 */
export type PartialDate = string;

/** A document that says something; one file in `seeds/`. */
export interface Source {
  readonly id: string;
  readonly title: string;
  /** What it is, in words for people, where the title does not say it (a file name, a machine's translation). */
  readonly name?: { readonly zh: string; readonly en: string };
  readonly publisher: string;
  /** Its English name, for replies in English. */
  readonly publisherEn?: string;
  /** When it was published; `null` when neither stated nor inferable. */
  readonly date: PartialDate | null;
  /** How the date was inferred; absent when it is printed on the document. */
  readonly dateInferred?: string;
  readonly retrieved?: PartialDate;
  readonly docNo?: string;
  /** `null` when no address is known; never made up. */
  readonly url: string | null;
  readonly trust: Trust;
  /** The page reposts or retells somebody else's text: its address is kept for editors and shown to nobody. */
  readonly reposts?: boolean;
  /** Where in a repository or index it was found, when there is no address. */
  readonly ref?: string;
}

/** One thing a source says, in our own words; claims cite it by id. */
export interface Fact {
  readonly id: string;
  readonly source: string;
  readonly says: string;
  /** Figures as they stand in the document (`超48万`, `3.75万名`); numbers of a claim are looked up here. */
  readonly figures: readonly string[];
  /** Machine-readable values, for rules. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The day it was stated for; the source's date when the fact has none of its own. */
  readonly asOf: PartialDate | null;
  /** `low` facts are hints for editors: never said, never in a rule. */
  readonly confidence: "high" | "medium" | "low";
  /** Facts that disagree with it. */
  readonly conflicts: readonly string[];
  /** Of those the older ones whose place it took. */
  readonly replaces?: readonly string[];
  /** Older facts that it supports; for editors. */
  readonly confirms?: readonly string[];
  /** Official documents that the source names ("as reported by …, citing …"). */
  readonly cites: readonly Citation[];
  /** Inventory id or topic it is about; for editors. */
  readonly about?: string;
  /** `city`, `district id or name`, `province`, `national`: whose rule it is; for editors. */
  readonly level?: string;
  /** Further publications that say the same. */
  readonly corroboratedBy?: readonly Citation[];
  readonly note?: string;
}

export interface Citation {
  readonly docNo?: string;
  readonly publisher?: string;
  readonly url?: string;
  readonly date?: PartialDate;
  readonly title?: string;
}
