import { FACETS } from "../shared/acts.js";
import type { Problem } from "./problems.js";
import type { Draft } from "./read-data.js";

/** Every text anywhere in a value; policies name the facts they rest on under several keys. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/**
 * Sources that hold something to say and that nobody cites.
 *
 * @param mentioned words of files that could not be read whole: they may cite it
 */
export function checkSources(draft: Draft, mentioned: ReadonlySet<string>): readonly Problem[] {
  const cited = new Set([
    ...draft.services.flatMap(({ value }) =>
      FACETS.flatMap((facet) => value.claims[facet].flatMap((claim) => claim.facts)),
    ),
    ...draft.channels.flatMap(({ value }) => value.channels.flatMap((channel) => channel.facts)),
    ...draft.policies.flatMap(({ value }) => textsOf(value)),
    ...mentioned,
  ]);
  return draft.sources.flatMap(({ file, value }): readonly Problem[] => {
    const sayable = value.facts.filter((fact) => fact.confidence !== "low");
    if (sayable.length === 0 && value.facts.length > 0) return [];
    if (sayable.some((fact) => cited.has(fact.id))) return [];
    return [
      {
        file,
        path: ["id"],
        message: `nobody cites source "${value.id}": cite one of its facts in knowledge/, mark them as low, or remove the file`,
      },
    ];
  });
}
