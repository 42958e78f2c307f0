import { newestFirst } from "../../shared/dates.js";
import type { Block, CriterionView, Either, VerdictView } from "../types.js";
import { decidingOf } from "./nearest-way.js";
import { sayAmount, shortAmount } from "./verdict-amount.js";
import { soonOf, stepsOf, waysOf } from "./verdict-steps.js";
import { sayAsOf, sayDate } from "../views.js";
import { sayStale } from "./stale.js";
import type { Speaker } from "../wordings.js";

export type VerdictBlock = Extract<Block, { kind: "verdict" }>;

/** Titles and dates of what the criteria rest on, each once, the newest first. */
export function basisItems(speaker: Speaker, verdicts: readonly VerdictView[]): readonly string[] {
  const newest = new Map<string, { readonly said: string; readonly date: string | null }>();
  for (const { sources = [], because } of verdicts) {
    const views = new Map(sources.map((source) => [source.id, source]));
    for (const { source: id, asOf = null } of because) {
      const source = views.get(id);
      if (source === undefined) continue;
      const date = asOf ?? source.date;
      const before = newest.get(id);
      if (before !== undefined && newestFirst(before.date, date) <= 0) continue;
      const name = source.name ?? source.title;
      const trust = speaker.say(`trust-${source.trust}`);
      const said = speaker.say("verdict-source-dated", {
        name,
        date: sayAsOf(speaker, date, source),
        trust,
      });
      newest.set(id, { said, date });
    }
  }
  return [...newest.values()]
    .toSorted((a, b) => newestFirst(a.date, b.date))
    .map(({ said }) => said);
}

const SEVERITY: readonly CriterionView["outcome"][] = ["unmet", "unknown", "met"];

/** Criteria of one wording are told once, by the worst of their outcomes. */
function eachOnce(because: readonly CriterionView[]): readonly CriterionView[] {
  const worst = new Map<string, CriterionView>();
  const keyOf = ({ criterion, either }: CriterionView): string =>
    `${criterion} ${either?.[0] === undefined ? "" : `${either[0].group} ${String(either[0].way)}`}`;
  for (const item of because) {
    const before = worst.get(keyOf(item));
    const isWorse =
      before !== undefined && SEVERITY.indexOf(item.outcome) < SEVERITY.indexOf(before.outcome);
    worst.set(
      keyOf(item),
      before === undefined ? item : isWorse ? { ...item, either: before.either ?? [] } : before,
    );
  }
  return [...worst.values()];
}

/** A way that only an office can settle is left out while the person's own answer may settle the same choice. */
function withoutIdle(because: readonly CriterionView[]): readonly CriterionView[] {
  const waysWith = (test: (item: CriterionView) => boolean): ReadonlySet<string> =>
    new Set(
      because
        .filter(test)
        .flatMap(({ either }) => either?.map(({ group, way }) => `${group} ${String(way)}`) ?? []),
    );
  const answerable = waysWith(({ isOpen }) => isOpen !== true);
  const failed = waysWith(({ outcome }) => outcome === "unmet");
  return because.filter((item) => {
    const inner = item.either?.at(-1);
    if (item.isOpen !== true || inner === undefined) return true;
    if (answerable.has(`${inner.group} ${String(inner.way)}`)) return true;
    const hope = [...answerable].filter(
      (key) => key.startsWith(`${inner.group} `) && !failed.has(key),
    );
    return hope.length === 0;
  });
}

const textOf = ({ criterion, outcome, yours }: CriterionView): string =>
  `${outcome} ${criterion} ${yours ?? ""}`;

/**
 * Ways that read alike are one way to whoever reads them (three spans of months, said in one sentence), and what holds in any case
 * stands once, whichever choice it came from.
 */
function withoutTwins(items: readonly CriterionView[]): readonly CriterionView[] {
  const choices = eithersOf(items);
  const twins = new Set<number>();
  for (const ways of choices) {
    const read = new Set<string>();
    for (const places of ways) {
      const text = places
        .flatMap((place) => items[place] ?? [])
        .map(textOf)
        .join("\n");
      if (read.has(text)) for (const place of places) twins.add(place);
      read.add(text);
    }
  }
  const left = items.filter((_, place) => !twins.has(place));
  const chosen = new Set(eithersOf(left).flat(2));
  const said = new Set<string>();
  return left.filter((item, place) => {
    if (chosen.has(place)) return true;
    const isNew = !said.has(textOf(item));
    said.add(textOf(item));
    return isNew;
  });
}

/** Groups of alternatives among the items, by the outermost choice. */
function eithersOf(items: readonly CriterionView[]): readonly Either[] {
  const groups = new Map<string, Map<number, number[]>>();
  items.forEach(({ either }, place) => {
    const [outer] = either ?? [];
    if (outer === undefined) return;
    const ways = groups.get(outer.group) ?? new Map<number, number[]>();
    groups.set(outer.group, ways.set(outer.way, [...(ways.get(outer.way) ?? []), place]));
  });
  return [...groups.values()]
    .filter((ways) => ways.size > 1)
    .map((ways) => [...ways.entries()].toSorted(([a], [b]) => a - b).map(([, places]) => places));
}

/** So many criteria or names stand in a line; the rest is counted. */
const MOST_NAMES = 4;
const MOST_FAILED = 2;
const MOST_LEFT = 2;

/** The criteria as they are told, and the choices among them. */
function itemsOf({ because }: VerdictView) {
  const items = withoutTwins(eachOnce(withoutIdle(because)));
  return { items, eithers: eithersOf(items) };
}

/** What was told and closes the usual way, so that only another one is left (graduated too long ago, unless abroad). */
export function closedBy(verdict: VerdictView): readonly CriterionView[] {
  const { items, eithers } = itemsOf(verdict);
  return decidingOf(items, eithers).closed;
}

/** What closes the usual way, and what the way that is left asks. */
function sayClosed(speaker: Speaker, verdict: VerdictView): readonly string[] {
  const { items, eithers } = itemsOf(verdict);
  const { closed, left } = decidingOf(items, eithers);
  const [first] = closed;
  if (first === undefined) return [];
  const names = [...new Set(left.map(({ criterion }) => criterion))].slice(0, MOST_LEFT);
  return [
    speaker.say("verdict-short-left", {
      text: sayFailed(speaker, first, verdict.changes),
      names: names.join(speaker.say("comma")),
    }),
  ];
}

/** What fails, the person's value, and from when on time alone mends it. */
function sayFailed(speaker: Speaker, item: CriterionView, changes: VerdictView["changes"]): string {
  const { criterion, yours } = item;
  const when = changes.find((change) => change.criterion === criterion)?.when;
  const text =
    yours === undefined ? criterion : speaker.say("verdict-short-yours", { criterion, yours });
  return when === undefined
    ? text
    : speaker.say("verdict-short-when", { text, date: sayDate(speaker, when) });
}

/**
 * Whether time alone, the certificate that a student is about to get, or the work that somebody is still looking for fills what is
 * missing today: that is "not yet", which nobody should read as a refusal.
 */
function isNotYet(verdict: VerdictView): boolean {
  if (verdict.outcome !== "ineligible" || verdict.reason === "ended") return false;
  const { items, eithers } = itemsOf(verdict);
  const failed = decidingOf(items, eithers).told.filter(({ outcome }) => outcome === "unmet");
  const [way = []] = waysOf(verdict.changes);
  const mended = new Set(way.map(({ criterion }) => criterion));
  const isWhole = items.every(
    ({ outcome, criterion }) => outcome !== "unmet" || mended.has(criterion),
  );
  // Who is out of work may find some; where something else fails as well, that alone is no way.
  if (!isWhole && way.some(({ isPassing }) => isPassing === true)) return false;
  return (
    failed.length > 0 &&
    way.every(
      ({ isAnswer, isPassing, kind }) => isAnswer === true || isPassing === true || kind === "wait",
    ) &&
    way.some(({ isAnswer }) => isAnswer !== true)
  );
}

/** The sign and the word of a verdict. */
function verdictSign(
  speaker: Speaker,
  verdict: VerdictView,
): { readonly sign: string; readonly word: string } {
  const { outcome, reason } = verdict;
  const isEarly = isNotYet(verdict);
  const key =
    reason === "ended" ? "ended" : isEarly ? "not-yet" : isPartly(verdict) ? "partly" : outcome;
  return {
    sign: speaker.say(`verdict-sign-${isEarly ? "not-yet" : outcome}`),
    word: speaker.say(`verdict-word-${key}`),
  };
}

/** Something told is a case that sources do not settle. */
export const isDoubted = ({ outcome, yours, isOpen, either }: CriterionView): boolean =>
  outcome === "unknown" && yours !== undefined && (isOpen === true || either === undefined);

/** No source settles it, but whatever was told fits what sources do say. */
function isPartly({ outcome, because }: VerdictView): boolean {
  const isFit = because.some((item) => item.outcome === "met" && item.yours !== undefined);
  return (
    outcome === "not-covered" &&
    isFit &&
    because.every((item) => item.outcome !== "unmet" && !isDoubted(item))
  );
}

/** In a few words what is open, what fails and when that ends, or why nothing can be said. */
function shortOf(speaker: Speaker, verdict: VerdictView): string {
  const { outcome, neededNames = [] } = verdict;
  const { items, eithers } = itemsOf(verdict);
  const { told } = decidingOf(items, eithers);
  const join = (texts: readonly string[]): string => texts.join(speaker.say("judged-and"));
  const sayWhen = (): readonly string[] => {
    const soon = soonOf(verdict);
    if (soon === null) return [];
    return [speaker.say("verdict-short-soon", { date: sayDate(speaker, soon) })];
  };
  switch (outcome) {
    case "eligible":
      return "";
    case "needs-more": {
      const names = neededNames.slice(0, MOST_NAMES).join(speaker.say("comma"));
      const count = neededNames.length;
      const key = count > MOST_NAMES ? "verdict-short-open-many" : "verdict-short-open";
      return join([...sayClosed(speaker, verdict), speaker.say(key, { names, count })]);
    }
    case "ineligible": {
      // What one told value fails is said once: the first criterion is the plainest.
      const failed = [
        ...new Map(
          told
            .filter((item) => item.outcome === "unmet")
            .toReversed()
            .map((item) => [item.yours ?? item.criterion, item] as const),
        ).values(),
      ]
        .toReversed()
        .slice(0, MOST_FAILED);
      return join([
        ...new Set(failed.map((item) => sayFailed(speaker, item, verdict.changes))),
        ...sayWhen(),
      ]);
    }
    case "not-covered": {
      const closed = sayClosed(speaker, verdict);
      const doubted = verdict.because.filter(isDoubted).slice(0, 1);
      const open = verdict.because.filter(
        (item) => item.outcome === "unknown" && item.yours === undefined,
      );
      // The first condition that the person could meet, and what no source settles.
      const said =
        doubted.length > 0
          ? doubted
          : [...open.filter(({ isOpen }) => isOpen !== true).slice(0, 1), ...open.slice(-1)];
      const silent = [...new Set(said.map(({ criterion }) => criterion))];
      return join([...(closed.length > 0 ? closed : silent), ...sayWhen()]);
    }
    default:
      return outcome satisfies never;
  }
}

/**
 * A verdict as a block. The words that it is no decision of an office stand once, under all of them.
 *
 * @param shows how much of it the text tells
 */
export function verdictBlock(
  speaker: Speaker,
  verdict: VerdictView,
  shows: VerdictBlock["shows"] = "whole",
): VerdictBlock {
  // Said once, under all verdicts.
  const below = [
    ...sayStale(speaker, verdict.because, verdict.today),
    speaker.say("verdict-disclaimer"),
  ];
  const { sign, word } = verdictSign(speaker, verdict);
  const short = shortOf(speaker, verdict);
  const { items, eithers } = itemsOf(verdict);
  const basis = basisItems(speaker, [verdict]);
  return {
    kind: "verdict",
    service: verdict.service,
    name: verdict.name,
    outcome: verdict.outcome,
    sign,
    word,
    amount: sayAmount(speaker, verdict),
    short,
    line: [
      speaker.say("verdict-title", { sign, name: verdict.name, word }),
      shortAmount(speaker, verdict),
      short,
    ]
      .filter((part) => part !== "")
      .join(speaker.say("judged-and")),
    shows,
    whyTitle: speaker.say("verdict-why"),
    items: items.map((item) => ({
      ...item,
      sign: speaker.say(`criterion-sign-${item.outcome}`),
    })),
    eithersTitle: speaker.say("verdict-either"),
    eithers,
    basis:
      basis.length === 0
        ? ""
        : speaker.say("verdict-source", { sources: basis.join(speaker.say("comma")) }),
    waysTitle: speaker.say("verdict-ways"),
    ways: verdict.outcome === "ineligible" ? waysOf(verdict.changes) : [],
    steps: stepsOf(speaker, verdict),
    notes: [
      ...(verdict.cautions ?? []).filter((caution) => !below.includes(caution)),
      ...(verdict.relations ?? [])
        .filter(({ kind }) => kind !== "replaces")
        .map(({ kind, name }) => speaker.say(`relation-${kind}`, { name })),
    ],
    remarks: verdict.remarks ?? [],
    today: speaker.say("verdict-as-of", { date: sayDate(speaker, verdict.today ?? null) }),
  };
}
