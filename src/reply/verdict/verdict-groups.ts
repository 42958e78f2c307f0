import { distinctById } from "../../shared/distinct.js";
import type { Block, CaseSheet, VerdictView } from "../types.js";
import { verdictBlock, type VerdictBlock } from "./verdict-block.js";
import { sayStale } from "./stale.js";
import { soonOf } from "./verdict-steps.js";
import type { Speaker } from "../wordings.js";

type VerdictGroup = VerdictView["outcome"] | "soon";

const GROUPS: readonly VerdictView["outcome"][] = [
  "eligible",
  "needs-more",
  "ineligible",
  "not-covered",
];

/** Verdicts under headings: what can be had now, what is open, what comes with time, what is missed, what no source settles. */
function groupedVerdicts(
  speaker: Speaker,
  verdicts: readonly VerdictView[],
  shows: VerdictBlock["shows"],
): readonly Block[] {
  const isSoon = (verdict: VerdictView): boolean => soonOf(verdict) !== null;
  const groups: { key: VerdictGroup; of: readonly VerdictView[] }[] = GROUPS.map((outcome) => ({
    key: outcome,
    of: verdicts.filter((verdict) => verdict.outcome === outcome && !isSoon(verdict)),
  }));
  groups.splice(2, 0, { key: "soon", of: verdicts.filter(isSoon) });
  return groups.flatMap(({ key, of }): readonly Block[] =>
    of.length === 0
      ? []
      : [
          {
            kind: "heading",
            text: speaker.say(`verdict-group-${key}`, { count: of.length }),
            group: key,
          },
          ...of.map((verdict) => verdictBlock(speaker, verdict, shows)),
        ],
  );
}

/** All verdicts of a person in groups, with what follows from them, their sources, and that no office has decided. */
export function verdictGroups(
  speaker: Speaker,
  verdicts: readonly VerdictView[],
  sheet: CaseSheet,
): readonly Block[] {
  const sources = [...verdicts.flatMap((verdict) => verdict.sources ?? []), ...sheet.sources];
  return [
    ...sheet.sums,
    ...sheet.steps,
    ...groupedVerdicts(speaker, verdicts, "whole"),
    ...sheet.papers,
    ...sheet.districts,
    {
      kind: "sources",
      title: speaker.say("sources-title"),
      items: distinctById(sources),
    },
    ...sayStale(
      speaker,
      verdicts.flatMap(({ because }) => because),
      verdicts[0]?.today,
    ).map((text): Block => ({ kind: "note", notice: "stale", text })),
    { kind: "note", notice: "no-decision", text: speaker.say("verdict-disclaimer") },
  ];
}
