import type { Act, Disposition, Facet, Locale } from "../shared/acts.js";
import type { LocalDate } from "../shared/dates.js";
import type { PartialDate, Trust } from "../shared/provenance.js";
import type { ReceiptCode } from "../shared/receipt/receipt-code.js";

/** A source as a reply shows it. */
export interface SourceView {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  readonly date: PartialDate | null;
  /** `null` also where the page only reposts what somebody else wrote. */
  readonly url: string | null;
  readonly trust: Trust;
  /** What it is, in words that people understand; absent where the title itself says so. */
  readonly name?: string;
  /** When it was found; said where it bears no date. */
  readonly retrieved?: PartialDate;
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

/** What it comes to, what to do in which order, what to bring, and how the districts differ; with the documents that these rest on. */
export interface CaseSheet {
  readonly sums: readonly Block[];
  readonly steps: readonly Block[];
  readonly papers: readonly Block[];
  readonly districts: readonly Block[];
  readonly sources: readonly SourceView[];
}

/** One line of a list: a service, or a way of a topic behind which no service stands (`id` is empty then). */
export interface ListItem {
  readonly id: string;
  readonly name: string;
  readonly districtName: string;
  readonly text: string;
  /** The statement that `text` is, with its date and sources. */
  readonly claim?: ClaimView;
}

/** Alternatives within a verdict: of each group one way must be met; a way lists places in `items`. */
export type Either = readonly (readonly number[])[];

/** What would change a verdict, by who or what brings it about. */
export interface StepsView {
  /** `act`: the person; `wait`: time alone; `fixed`: nothing; `answer`: it only has to be known. */
  readonly kind: "act" | "wait" | "fixed" | "answer";
  readonly title: string;
  readonly items: readonly string[];
}

/**
 * What the channels draw from; each carries plain text only, never markup. A `folded` block is not in the text of the
 * reply: a channel shows it where it has room, behind a fold or a button.
 */
export type Block = (BlockKind | CaseBlock) & { readonly folded?: true };

type BlockKind =
  | {
      readonly kind: "heading";
      readonly text: string;
      /** Verdicts of one outcome follow; `soon`: those that time alone turns into a yes. */
      readonly group?: VerdictView["outcome"] | "soon";
    }
  | {
      readonly kind: "paragraph";
      readonly text: string;
      /** The slot that the paragraph asks for; absent where it asks nothing. */
      readonly asks?: string;
    }
  | {
      readonly kind: "note";
      readonly notice: string;
      readonly text: string;
      /** What was understood of the person, a few words each; sending `send` asks for that fact again. */
      readonly facts?: readonly Choice[];
      /** Stands over `facts` where they are drawn one by one. */
      readonly label?: string;
    }
  | {
      readonly kind: "service";
      readonly id: string;
      readonly name: string;
      readonly district: string;
      readonly districtName: string;
      readonly text: string;
      /** The statement that `text` is, with its date and sources; absent when no source says what it is. */
      readonly claim?: ClaimView;
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
      readonly items: readonly ListItem[];
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
  | {
      /** A judgement with sign, word, the criteria behind it and the ways to a yes. */
      readonly kind: "verdict";
      readonly service: string;
      readonly name: string;
      readonly outcome: VerdictView["outcome"];
      readonly sign: string;
      readonly word: string;
      /** The sum in words; empty when there is none. */
      readonly amount: string;
      /** In a few words what is still open or what fails; empty with a yes. */
      readonly short: string;
      /** The verdict in a line: sign, name, word, sum, and what is open or fails. */
      readonly line: string;
      /**
       * How much of it the text tells: everything; the line; or nothing, because it is as it was the turn before.
       */
      readonly shows: "whole" | "line" | "nothing";
      readonly whyTitle: string;
      /** Each wording once. */
      readonly items: readonly (CriterionView & { readonly sign: string })[];
      readonly eithersTitle: string;
      readonly eithers: readonly Either[];
      /** What the criteria rest on, in a line: titles and dates. */
      readonly basis: string;
      readonly waysTitle: string;
      /** Each way is a set of changes that together lead to a yes; the easiest first. */
      readonly ways: readonly (readonly ChangeView[])[];
      /** The ways in short: what the person can do, what time does, what nothing changes, what is only not known. */
      readonly steps: readonly StepsView[];
      readonly notes: readonly string[];
      /** Those of the notes that matter whatever the outcome: how sources stand to each other. */
      readonly remarks: readonly string[];
      /** The day it is judged as on, in words. */
      readonly today: string;
    }
  | {
      /** What is said or shown to somebody in an office, a line each, in both languages. */
      readonly kind: "card";
      readonly card: "hotline" | "counter";
      readonly title: string;
      readonly items: readonly CardLine[];
      /** The text shows both languages, and how it is spoken. */
      readonly isWhole: boolean;
    }
  | { readonly kind: "channels"; readonly title: string; readonly items: readonly ChannelView[] }
  | { readonly kind: "sources"; readonly title: string; readonly items: readonly SourceView[] };

/** One value for each written language. */
export type Both<T> = Readonly<Record<"zh" | "en", T>>;

/** One line of a card. */
export interface CardLine {
  readonly zh: string;
  readonly en: string;
  /** How it is spoken; absent where it is only shown. */
  readonly pinyin?: string;
  /** It tells something of the person, who may leave it out. */
  readonly isOwn?: true;
}

/** What a card says of the person in one language. */
export interface CardWords {
  /** Each fact with its name: 学历：硕士. */
  readonly facts: readonly string[];
  /** The same in a few words: 硕士. */
  readonly chips: readonly string[];
  /** Conditions that only an office can tell. */
  readonly open: readonly string[];
}

export interface Choice {
  readonly label: string;
  /** Sending this as text does the same as pressing the button. */
  readonly send: string;
}

/** One criterion of a verdict. */
export interface CriterionView {
  readonly criterion: string;
  readonly outcome: "met" | "unmet" | "unknown";
  /** What the person said, in words. */
  readonly yours?: string;
  /** Id of the document that the criterion rests on. */
  readonly source: string;
  readonly facts?: readonly string[];
  readonly trust?: Trust;
  /** The day for which the source states it. */
  readonly asOf?: PartialDate | null;
  /** From which day on the rule's value holds. */
  readonly since?: string;
  /** Only an office can tell: no answer of the person settles it. */
  readonly isOpen?: true;
  /** The alternatives that it stands in, outer ones first: criteria of a group in different ways are "or". */
  readonly either?: readonly { readonly group: string; readonly way: number }[];
}

/** One thing that would have to be otherwise for a yes. */
export interface ChangeView {
  readonly change: string;
  /** The criterion alone, without the words around it. */
  readonly criterion?: string;
  /** Nothing has to change: it is only not known yet. */
  readonly isAnswer?: true;
  /** What stands against it is a state that nobody means to keep (out of work). */
  readonly isPassing?: true;
  readonly when?: string;
  readonly kind: "act" | "wait" | "fixed";
  /** Changes of one number belong together; the smaller number is the easier way. */
  readonly way?: number;
}

/** What of a verdict the outside sees (contract); filled by the eligibility room. */
export interface VerdictView {
  readonly service: string;
  readonly name: string;
  readonly outcome: "eligible" | "ineligible" | "needs-more" | "not-covered";
  /** The whole sum, when it is certain. */
  readonly amountCny?: number;
  readonly because: readonly CriterionView[];
  readonly needed: readonly string[];
  /** The same in words. */
  readonly neededNames?: readonly string[];
  readonly changes: readonly ChangeView[];
  /** Id of the policy that was judged. */
  readonly policy?: string;
  /** `ended`, `before-first`, `silent` (no source settles it), `no-rule`; absent when conditions were judged. */
  readonly reason?: "ended" | "before-first" | "silent" | "no-rule";
  /** The day it is judged as on. */
  readonly today?: string;
  /** Where the sum is not certain: what it is at least and at most; for a ceiling `min` is 0. */
  readonly amountRangeCny?: { readonly min: number; readonly max: number };
  /** Where it is one of several sums: each of them, ascending. */
  readonly amountOptionsCny?: readonly number[];
  readonly perYearCny?: number;
  readonly years?: number;
  readonly per?: "person" | "household";
  /** How it is paid, in words. */
  readonly paid?: string;
  /** What to mind: open points, disagreeing sources, second-hand reports, and that this is no decision. */
  readonly cautions?: readonly string[];
  /** Those of the cautions that tell how sources stand to each other. */
  readonly remarks?: readonly string[];
  /** How it stands to other policies, in words of their names. */
  readonly relations?: readonly {
    readonly kind: "exclusive" | "either" | "after" | "household" | "replaces";
    readonly name: string;
  }[];
  readonly sources?: readonly SourceView[];
  readonly apply?: readonly ChannelView[];
  /** Whom to ask. */
  readonly offices?: readonly ChannelView[];
}

/** How a verdict stands, as far as it can be kept and compared with a later one. */
export interface Standing {
  readonly state: VerdictView["outcome"] | "not-yet" | "ended";
  /** The sum at least and at most, in CNY; `null` where no source gives one. */
  readonly min: number | null;
  readonly max: number | null;
}

/** What a reply says of the person beside the verdicts, in words of the language. */
/** Two persons of one household in words. */
export interface PairWords {
  /** How the spouse is called. */
  readonly whom: string;
  /** A line for each policy: both verdicts, or who applies for what the household has once. */
  readonly lines: readonly string[];
  /** What both can have together; `null` where nothing is certain. */
  readonly sum: string | null;
  /** What is still open of the spouse. */
  readonly open: string | null;
  /** What the two told differently. */
  readonly unclear: string | null;
  /** What was understood of the spouse, a few words each. */
  readonly facts: readonly string[];
}

export interface PersonWords {
  readonly verdicts: readonly VerdictView[];
  /** What follows from the verdicts; `null` while something is asked, and where nobody is judged. */
  readonly sheet: CaseSheet | null;
  /** The judgement to keep; `null` while something is asked, and where nobody is judged. */
  readonly receipt: ReceiptCode | null;
  /** Ways of the matter that no rule judges and that something told brings in, with what they rest on. */
  readonly also: readonly { readonly text: string; readonly sources: readonly SourceView[] }[];
  /** The same policies as judged before this turn; empty when the judgement begins. */
  readonly before: readonly VerdictView[];
  /** What is supposed for this turn only: facts in a few words, or another day; `null` when nothing is. */
  readonly supposed: { readonly facts: readonly string[]; readonly day: string | null } | null;
  /** What was understood, a few words each. */
  readonly understood: readonly string[];
  /** What of it this turn brought. */
  readonly news: readonly string[];
  /** The same with names, for showing what is kept. */
  readonly lines: readonly string[];
  /** What was said before and is said otherwise now; `now` is absent when it only fell away. */
  readonly replaced: readonly { readonly before: string; readonly now?: string }[];
  readonly isOther: boolean;
  /** What a card says of the person, in both languages; absent where none is asked for. */
  readonly card?: Both<CardWords>;
  /** How the words call the other one; `null` where they do not. */
  readonly whom: string | null;
  readonly isChild: boolean;
  readonly isGroup: boolean;
  readonly offersKeep: boolean;
  /** The question put, and how many there may be in all. */
  readonly question: {
    readonly slot: string;
    readonly text: string;
    readonly choices: readonly Choice[];
    readonly left: number;
  } | null;
  /** Nobody in particular was asked about: the answer comes first, and judging is offered. */
  readonly isOffer: boolean;
  readonly isAgain: boolean;
  /** Names of what was kept back. */
  readonly skipped: readonly string[];
  readonly sumCny: number;
  readonly conflicts: readonly {
    readonly one: string;
    readonly other: string;
    readonly better: string | null;
  }[];
  /** Buttons to change what is kept. */
  readonly changes: readonly Choice[];
  /** Read from this message: plain values only. */
  readonly profile: Understanding["profile"];
  /** How the districts differ for the person, with what it rests on; absent where nobody asks. */
  readonly districts?: {
    readonly blocks: readonly Block[];
    readonly sources: readonly SourceView[];
  };
  /** The spouse beside the speaker; absent where one person is judged. */
  readonly pair?: PairWords;
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
  /** The judgement to keep as a link and judge again; absent while something is asked, and where nobody is judged. */
  readonly receipt?: ReceiptCode;
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
  /** Language of its words; absent in replies that were kept before it was noted. */
  readonly locale?: Locale;
}
