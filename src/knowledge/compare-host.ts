import type { KnownHost } from "./known-hosts.js";
import { glance } from "./look-alikes.js";

/** In what a host that resembles a known one differs from it. */
export type Difference =
  /** A letter is another one, is missing, is too many, or two stand the other way round. */
  | {
      readonly kind: "changed" | "missing" | "extra" | "swapped";
      readonly yours: string;
      readonly theirs: string;
    }
  /** Several letters differ. */
  | { readonly kind: "several"; readonly count: number }
  /** A letter of another alphabet, or a digit, that only looks alike. */
  | { readonly kind: "looks"; readonly yours: string; readonly theirs: string }
  /** The same name with another ending. */
  | { readonly kind: "ending"; readonly yours: string; readonly theirs: string }
  /** The known name stands in front, and what counts stands behind it. */
  | { readonly kind: "front"; readonly yours: string }
  /** Dots or hyphens stand elsewhere. */
  | { readonly kind: "marks" }
  /** A word was added to the name. */
  | { readonly kind: "word"; readonly yours: string };

/** What can be said of a host without opening it. */
export type HostFinding =
  | { readonly kind: "known"; readonly known: KnownHost }
  | { readonly kind: "alike"; readonly known: KnownHost; readonly difference: Difference }
  /** On the list of addresses that pass for official ones. */
  | { readonly kind: "listed" }
  /** No source names it; `under`: the known host under whose registered name it lies, which makes it neither right nor wrong. */
  | { readonly kind: "unknown"; readonly under: KnownHost | null };

/** Endings of two parts under which names are given out. */
const TWO_PARTS =
  /\.(?:(?:com|net|org|gov|edu|ac|mil|zj|bj|sh|gd|js|hk|tw)\.cn|(?:com|org|gov|edu|net)\.(?:hk|tw|mo|sg)|(?:co|org|ac|gov)\.(?:uk|jp|kr|in))$/u;

const labelsOf = (host: string): readonly string[] =>
  host.split(".").filter((label) => label !== "");

/** The part that somebody registered: the last two labels, three where the ending has two parts. */
function registered(host: string): {
  readonly label: string;
  readonly ending: string;
  readonly whole: string;
} {
  const labels = labelsOf(host);
  const count = TWO_PARTS.test(host) ? 2 : 1;
  const ending = labels.slice(-count).join(".");
  const label = labels.at(-count - 1) ?? "";
  return { label, ending, whole: [label, ending].filter((part) => part !== "").join(".") };
}

const bare = (host: string): string => host.replace(/\.+$/u, "").replace(/^www\./u, "");

const stripped = (host: string): string => host.replaceAll(/[.-]/gu, "");

/** Fewest letters to change, add, leave out or swap with their neighbour. */
function distance(one: string, other: string): number {
  const a = [...one];
  const b = [...other];
  const rows: number[][] = [];
  for (let i = 0; i <= a.length; i += 1) {
    const row: number[] = [];
    for (let j = 0; j <= b.length; j += 1) {
      const above = rows[i - 1];
      if (above === undefined || j === 0) {
        row.push(i + j);
        continue;
      }
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          (above[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
          ...(isSwap ? [(rows[i - 2]?.[j - 2] ?? 0) + 1] : []),
        ),
      );
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}

/** The letters in which two names differ, without what they have in common before and behind. */
function middle(
  yours: string,
  theirs: string,
): { readonly yours: string; readonly theirs: string } {
  const a = [...yours];
  const b = [...theirs];
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return {
    yours: a.slice(start, a.length - end).join(""),
    theirs: b.slice(start, b.length - end).join(""),
  };
}

/** What differs between two names that are one step apart. */
function stepBetween(one: string, other: string): Difference {
  const { yours, theirs } = middle(one, other);
  const kind =
    yours === ""
      ? "missing"
      : theirs === ""
        ? "extra"
        : [...yours].length > 1
          ? "swapped"
          : "changed";
  return { kind, yours, theirs };
}

/** From so many letters on a name may differ in one, and in two. */
const ONE_APART = 4;
const TWO_APART = 8;

/** A name that is no word of its own (zjzwfw) is recognised inside a longer one from so many letters on. */
const OWN_NAME = 5;

/** Grammar: digits, or more consonants than a syllable has, make initials rather than a word (zjzwfw, 12333). */
const IN_SHORT = /\d|[^aeiou]{4}/u;

/** Labels that any host may bear. */
const ANYBODYS: ReadonlySet<string> = new Set(["www", "m", "cn", "com", "net", "org", "edu", "en"]);

/** The labels by which a host is recognised; `gov` is one, beside another. */
const marksOf = (host: string): readonly string[] =>
  labelsOf(host).filter((label) => !ANYBODYS.has(label));

/** The words that a host is written with. */
const wordsOf = (host: string): readonly string[] =>
  host.split(/[.-]/u).filter((word) => word !== "");

/** A known name made longer, or its parts put together otherwise. */
function withWord(host: string, known: KnownHost, places: ReadonlySet<string>): Difference | null {
  const theirs = registered(bare(known.host));
  const mine = registered(host);
  const own = [...labelsOf(bare(known.host))].filter(
    (label) => [...label].length >= OWN_NAME && !places.has(label) && !ANYBODYS.has(label),
  );
  const held = own.find((label) => IN_SHORT.test(label) && host.includes(label));
  if (held !== undefined) {
    const yours = wordsOf(host.slice(0, host.length - mine.ending.length))
      .map((word) => word.replace(held, ""))
      .filter((word) => word !== "" && word !== "www")
      .join("-");
    return yours === ""
      ? { kind: "ending", yours: mine.ending, theirs: theirs.ending }
      : { kind: "word", yours };
  }
  const marks = marksOf(known.host);
  const words = wordsOf(host);
  const isTogether =
    marks.length > 1 &&
    (marks.filter((mark) => words.includes(mark)).length > 1 ||
      stripped(host).includes(marks.join("")));
  // Of another government's name `gov` stands in it by right.
  if (!isTogether || mine.ending === "gov.cn") return null;
  const yours = words
    .filter((word) => !marks.includes(word) && !ANYBODYS.has(word) && !mine.ending.includes(word))
    .join("-");
  return yours === "" || stripped(host).startsWith(marks.join(""))
    ? { kind: "marks" }
    : { kind: "word", yours };
}

/** In what a host differs from a known one that it resembles; `null` when it does not. */
function differenceTo(
  host: string,
  known: KnownHost,
  places: ReadonlySet<string>,
): Difference | null {
  const yours = bare(host);
  const theirs = bare(known.host);
  const at = `.${host}`.indexOf(`.${theirs}.`);
  if (at !== -1) return { kind: "front", yours: registered(host).whole };
  if (glance(yours) === glance(theirs)) return { kind: "looks", ...middle(yours, theirs) };
  if (stripped(yours) === stripped(theirs)) return { kind: "marks" };
  const mine = registered(yours);
  const right = registered(theirs);
  if (glance(mine.whole) === glance(right.whole)) {
    return { kind: "looks", ...middle(mine.whole, right.whole) };
  }
  const length = [...right.label].length;
  if (mine.label === right.label && length >= ONE_APART) {
    return { kind: "ending", yours: mine.ending, theirs: right.ending };
  }
  const apart = distance(mine.label, right.label);
  if (length >= ONE_APART && apart === 1) return stepBetween(mine.label, right.label);
  if (length >= TWO_APART && apart === 2) return { kind: "several", count: apart };
  return withWord(host, known, places);
}

/** Differences by how near they are to the known host: the nearest known one is named. */
const NEARNESS: readonly Difference["kind"][] = [
  "looks",
  "front",
  "marks",
  "changed",
  "missing",
  "extra",
  "swapped",
  "several",
  "ending",
  "word",
];

const isUnder = (host: string, parent: string): boolean =>
  host === parent || host.endsWith(`.${parent}`);

/**
 * Compares a host with those that we know; opens nothing. Nothing but a host that the data names is ever `known`: one that
 * lies under a known registered name is `unknown`, too, with that name.
 *
 * @param host small letters, as a browser would take it
 * @param listed hosts that pass for official ones and are not
 * @param places words that are names of places: many hosts bear them and mean no harm
 */
export function compareHost(
  host: string,
  known: readonly KnownHost[],
  listed: readonly string[],
  places: ReadonlySet<string>,
): HostFinding {
  const asked = host.replace(/\.+$/u, "");
  if (listed.some((each) => isUnder(asked, each))) return { kind: "listed" };
  const exact =
    known.find((each) => each.host === asked) ??
    known.find((each) => bare(each.host) === bare(asked));
  if (exact !== undefined) return { kind: "known", known: exact };
  const mine = registered(asked);
  const siblings = known.filter((each) => registered(each.host).whole === mine.whole);
  const under = siblings.find((each) => bare(each.host) === mine.whole) ?? siblings[0];
  if (under !== undefined) return { kind: "unknown", under };
  const [alike] = known
    .filter(({ kind }) => kind === "official")
    .flatMap((each) => {
      const difference = differenceTo(asked, each, places);
      return difference === null ? [] : [{ known: each, difference }];
    })
    .toSorted(
      (a, b) =>
        NEARNESS.indexOf(a.difference.kind) - NEARNESS.indexOf(b.difference.kind) ||
        distance(glance(bare(asked)), glance(bare(a.known.host))) -
          distance(glance(bare(asked)), glance(bare(b.known.host))),
    );
  return alike === undefined ? { kind: "unknown", under: null } : { kind: "alike", ...alike };
}
