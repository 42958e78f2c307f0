import { newestFirst } from "../../shared/dates.js";
import type { Fact } from "../../shared/provenance.js";
import type { KnowledgeBase } from "../../knowledge/index.js";
import { sayDate } from "../views.js";
import type { Speaker } from "../wordings.js";

/**
 * How the sources of statements stand to each other, in words: an older statement whose place a newer one took is said to
 * be that, with both dates; only the others are said to disagree.
 */
export function sourceRemarks(
  base: KnowledgeBase,
  speaker: Speaker,
  facts: readonly Fact[],
): readonly string[] {
  const disputes = facts.flatMap((fact) =>
    base.disputes(fact).map((dispute) => ({ ...dispute, fact })),
  );
  const replaced = disputes.flatMap(({ fact, other, newer }) => {
    if (newer === null) return [];
    const older = newer.id === fact.id ? other : fact;
    return [{ older: older.asOf, newer: newer.asOf, isUsed: newer.id === fact.id }];
  });
  const [last] = replaced.toSorted((a, b) => newestFirst(a.older, b.older));
  return [
    ...(last === undefined
      ? []
      : [
          speaker.say(last.isUsed ? "remark-replaced" : "remark-old", {
            older: sayDate(speaker, last.older),
            newer: sayDate(speaker, last.newer),
          }),
        ]),
    ...(disputes.some(({ newer }) => newer === null) ? [speaker.say("verdict-conflict")] : []),
  ];
}
