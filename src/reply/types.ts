import type { Act, Disposition, Facet } from "../shared/acts.js";
import type { PartialDate, Trust } from "../shared/provenance.js";

/** A source as a reply shows it. */
export interface SourceView {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  readonly date: PartialDate | null;
  readonly url: string | null;
  readonly trust: Trust;
  /** Official documents that the source itself names, as `publisher docNo (date)`. */
  readonly cites: readonly string[];
}

/** A place to go, as a reply shows it. */
export interface ChannelView {
  readonly id: string;
  readonly kind: "web" | "app" | "mini-program" | "phone" | "counter";
  readonly name: string;
  readonly url?: string;
  readonly phone?: string;
  readonly address?: string;
  /** Not made for this service: a district's site, a city hotline. Said in words. */
  readonly general: boolean;
}

/** A service as a reply shows it (contract). */
export interface ServiceView {
  readonly id: string;
  readonly name: string;
  readonly district: string;
  readonly covers: readonly string[];
  readonly topics: readonly string[];
  readonly asOf: PartialDate | null;
  readonly channels: readonly ChannelView[];
  readonly sources: readonly SourceView[];
}

/** One statement with where it comes from. */
export interface ClaimView {
  readonly text: string;
  readonly asOf: PartialDate;
  readonly sources: readonly string[];
  readonly stale: boolean;
  readonly conflict: boolean;
}

/** What the channels draw from; each carries plain text only, never markup. */
export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "note"; readonly notice: string; readonly text: string }
  | {
      readonly kind: "service";
      readonly id: string;
      readonly name: string;
      readonly district: string;
      readonly districtName: string;
      readonly text: string;
    }
  | {
      readonly kind: "claims";
      readonly facet: Facet;
      readonly title: string;
      readonly items: readonly ClaimView[];
    }
  | { readonly kind: "missing"; readonly act: Act; readonly text: string }
  | {
      readonly kind: "list";
      readonly title: string;
      readonly items: readonly {
        readonly id: string;
        readonly name: string;
        readonly districtName: string;
        readonly text: string;
      }[];
    }
  | {
      readonly kind: "comparison";
      readonly title: string;
      readonly columns: readonly { readonly id: string; readonly name: string }[];
      readonly rows: readonly {
        readonly facet: Facet;
        readonly title: string;
        /** One cell a column; empty = no source says it. */
        readonly cells: readonly (readonly ClaimView[])[];
      }[];
    }
  | { readonly kind: "channels"; readonly title: string; readonly items: readonly ChannelView[] }
  | { readonly kind: "sources"; readonly title: string; readonly items: readonly SourceView[] };

export interface Choice {
  readonly label: string;
  /** Sending this as text does the same as pressing the button. */
  readonly send: string;
}

/** What of a verdict the outside sees (contract); filled by the eligibility room. */
export interface VerdictView {
  readonly service: string;
  readonly name: string;
  readonly outcome: "eligible" | "ineligible" | "needs-more" | "not-covered";
  readonly amountCny?: number;
  readonly because: readonly {
    readonly criterion: string;
    readonly outcome: "met" | "unmet" | "unknown";
    readonly yours?: string;
    readonly source: string;
  }[];
  readonly needed: readonly string[];
  readonly changes: readonly {
    readonly change: string;
    readonly when?: string;
    readonly kind: "act" | "wait" | "fixed";
  }[];
}

export interface Understanding {
  readonly topics: readonly string[];
  readonly act: Act | null;
  readonly districts: readonly string[];
  readonly services: readonly string[];
  readonly profile: Readonly<Record<string, string | number | boolean>>;
  readonly confidence: number;
  readonly alternatives: readonly {
    readonly topics: readonly string[];
    readonly act: Act | null;
    readonly confidence: number;
  }[];
}

/** One question of the message and what we say to it. */
export interface Answer {
  readonly question: string;
  readonly disposition: Disposition;
  readonly understanding: Understanding;
  readonly services: readonly ServiceView[];
  readonly verdicts: readonly VerdictView[];
  /** Acts asked for and in no source. */
  readonly missing: readonly Act[];
  readonly notice: readonly (
    "stale" | "conflict" | "assumed" | "unofficial" | "ended" | "planned"
  )[];
}

/** A whole reply, the same for every channel. */
export interface Reply {
  readonly text: string;
  readonly answers: readonly Answer[];
  readonly choices: readonly Choice[];
  readonly blocks: readonly Block[];
}
