import { newestFirst } from "../shared/dates.js";
import type { Block, ChangeView, VerdictView } from "./types.js";
import { sayDate } from "./views.js";
import type { Speaker } from "./wordings.js";

type VerdictBlock = Extract<Block, { kind: "verdict" }>;

/** Digits without groups, as the sources write sums. */
const sum = (amount: number): string => String(amount);

/** The sum in words; empty when no source gives one, or when it would not be paid. */
function sayAmount(speaker: Speaker, verdict: VerdictView): string {
  const { amountCny, amountRangeCny: range, perYearCny, years, outcome } = verdict;
  if (outcome === "ineligible" || outcome === "not-covered") return "";
  const plain =
    amountCny !== undefined
      ? speaker.say("verdict-amount", { amount: sum(amountCny) })
      : range === undefined
        ? ""
        : range.min === range.max
          ? speaker.say("verdict-amount", { amount: sum(range.max) })
          : range.min === 0
            ? speaker.say("verdict-amount-ceiling", { max: sum(range.max) })
            : speaker.say("verdict-amount-range", { min: sum(range.min), max: sum(range.max) });
  if (plain === "") return "";
  const yearly =
    perYearCny === undefined || years === undefined
      ? plain
      : speaker.say("verdict-per-year", { amount: plain, year: sum(perYearCny), count: years });
  const paid =
    verdict.paid === undefined
      ? yearly
      : speaker.say("verdict-paid", { amount: yearly, paid: verdict.paid });
  return outcome === "eligible" ? paid : speaker.say("verdict-amount-if", { amount: paid });
}

/** Changes by the way they belong to. */
function waysOf(changes: readonly ChangeView[]): readonly (readonly ChangeView[])[] {
  const ways = new Map<number, ChangeView[]>();
  for (const change of changes) {
    ways.set(change.way ?? 1, [...(ways.get(change.way ?? 1) ?? []), change]);
  }
  return [...ways.entries()].toSorted(([a], [b]) => a - b).map(([, way]) => way);
}

/** Titles and dates of what the criteria rest on, each once, the newest first. */
function basisOf(speaker: Speaker, verdict: VerdictView): string {
  const titles = new Map(verdict.sources?.map((source) => [source.id, source]));
  const dated = new Map(
    verdict.because.flatMap(({ source, asOf = null }) => {
      const title = titles.get(source)?.title;
      const date = asOf ?? titles.get(source)?.date ?? null;
      return title === undefined ? [] : [[`${source} ${date ?? ""}`, { title, date }] as const];
    }),
  );
  const sources = [...dated.values()]
    .toSorted((a, b) => newestFirst(a.date, b.date))
    .map(({ title, date }) =>
      speaker.say("verdict-source-dated", { title, date: sayDate(speaker, date) }),
    );
  return sources.length === 0
    ? ""
    : speaker.say("verdict-source", { sources: sources.join(speaker.say("comma")) });
}

/** A verdict as a block. The words that it is no decision of an office stand once, under all of them. */
export function verdictBlock(speaker: Speaker, verdict: VerdictView): VerdictBlock {
  const disclaimer = speaker.say("verdict-disclaimer");
  const word = verdict.reason === "ended" ? "ended" : verdict.outcome;
  return {
    kind: "verdict",
    service: verdict.service,
    name: verdict.name,
    outcome: verdict.outcome,
    sign: speaker.say(`verdict-sign-${verdict.outcome}`),
    word: speaker.say(`verdict-word-${word}`),
    amount: sayAmount(speaker, verdict),
    whyTitle: speaker.say("verdict-why"),
    items: verdict.because.map((item) => ({
      ...item,
      sign: speaker.say(`criterion-sign-${item.outcome}`),
    })),
    basis: basisOf(speaker, verdict),
    waysTitle: speaker.say("verdict-ways"),
    ways: verdict.outcome === "ineligible" ? waysOf(verdict.changes) : [],
    notes: [
      ...(verdict.cautions ?? []).filter((caution) => caution !== disclaimer),
      ...(verdict.relations ?? [])
        .filter(({ kind }) => kind !== "replaces")
        .map(({ kind, name }) => speaker.say(`relation-${kind}`, { name })),
    ],
    today: speaker.say("verdict-as-of", { date: sayDate(speaker, verdict.today ?? null) }),
  };
}

const GROUPS: readonly VerdictView["outcome"][] = [
  "eligible",
  "needs-more",
  "ineligible",
  "not-covered",
];

/** Whether waiting alone leads to a yes. */
const comesWithTime = ({ changes }: VerdictView): boolean =>
  changes.length > 0 && changes.every(({ kind, when }) => kind === "wait" && when !== undefined);

/**
 * All verdicts of a person in groups: what can be had now, what is open, what comes with time, what is missed, what no
 * source settles; with their sources, and that no office has decided.
 */
export function verdictGroups(
  speaker: Speaker,
  verdicts: readonly VerdictView[],
): readonly Block[] {
  const isSoon = (verdict: VerdictView): boolean =>
    verdict.outcome === "ineligible" && comesWithTime(verdict);
  const groups: { key: string; of: readonly VerdictView[] }[] = GROUPS.map((outcome) => ({
    key: outcome,
    of: verdicts.filter((verdict) => verdict.outcome === outcome && !isSoon(verdict)),
  }));
  groups.splice(2, 0, { key: "soon", of: verdicts.filter(isSoon) });
  const sources = new Map(
    verdicts.flatMap((verdict) => verdict.sources ?? []).map((source) => [source.id, source]),
  );
  return [
    ...groups.flatMap(({ key, of }): readonly Block[] =>
      of.length === 0
        ? []
        : [
            { kind: "heading", text: speaker.say(`verdict-group-${key}`, { count: of.length }) },
            ...of.map((verdict) => verdictBlock(speaker, verdict)),
          ],
    ),
    { kind: "sources", title: speaker.say("sources-title"), items: [...sources.values()] },
    { kind: "note", notice: "no-decision", text: speaker.say("verdict-disclaimer") },
  ];
}
