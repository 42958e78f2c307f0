import { FACETS } from "../shared/acts.js";
import type { Problem } from "./problems.js";
import type { Draft } from "./read-data.js";

/** Every text anywhere in a value; policies name the facts they rest on under several keys. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** Facts that it is set beside: one that confirms, corrects or contradicts what is said has its use. */
const related = (fact: Draft["sources"][number]["value"]["facts"][number]): readonly string[] => [
  ...fact.conflicts,
  ...fact.replaces,
  ...fact.confirms,
];

/**
 * Sources that hold something to say and that nobody cites: a warning, since a harvest of facts comes in before the
 * claims that say them.
 *
 * @param mentioned words of files that could not be read whole: they may cite it
 */
export function uncitedSources(draft: Draft, mentioned: ReadonlySet<string>): readonly Problem[] {
  const cited = new Set([
    ...draft.services.flatMap(({ value }) =>
      FACETS.flatMap((facet) => value.claims[facet].flatMap((claim) => claim.facts)),
    ),
    ...draft.channels.flatMap(({ value }) => value.channels.flatMap((channel) => channel.facts)),
    ...draft.policies.flatMap(({ value }) => textsOf(value)),
    ...draft.topics.flatMap(({ value }) => [
      ...value.lead.flatMap(({ facts }) => facts),
      ...value.ways.flatMap(({ claim }) => claim.facts),
    ]),
    ...draft.offices.flatMap(({ value }) => value.offices.flatMap(({ facts }) => facts)),
    ...draft.faq.flatMap(({ value }) =>
      value.questions.flatMap(({ answer }) => answer.flatMap(({ facts }) => facts)),
    ),
    ...mentioned,
  ]);
  return draft.sources.flatMap(({ file, value }): readonly Problem[] => {
    const sayable = value.facts.filter((fact) => fact.confidence !== "low");
    if (sayable.length === 0) return [];
    const backs = sayable.some((fact) => related(fact).some((id) => cited.has(id)));
    if (backs || sayable.some((fact) => cited.has(fact.id))) return [];
    return [
      {
        file,
        path: ["id"],
        message: `nobody cites source "${value.id}": cite one of its facts in knowledge/, mark them as low, or remove the file`,
      },
    ];
  });
}
