import { FACETS } from "../shared/acts.js";
import { containedUtterances } from "./check-wordings.js";
import type { Problem } from "./problems.js";
import type { Draft } from "./read-data.js";

/** In code points; house rule: one idea a claim, about 60. */
const MAX_CLAIM_LENGTH = 80;

/** From this relevance on a service has an English name and description. */
const ENGLISH_FROM = 4;

/** What is no fault and still worth a look. */
export function findWarnings(draft: Draft): readonly Problem[] {
  const services = draft.services.flatMap(({ file, value }) => [
    ...(value.relevance >= ENGLISH_FROM && value.en === undefined
      ? [
          {
            file,
            path: ["relevance"],
            message: `relevance ${value.relevance} and no English: add en: { name, what }`,
          },
        ]
      : []),
    ...(value.claims.what.length === 0
      ? [{ file, path: ["claims"], message: "no claim says what it is: add one under what" }]
      : []),
    ...FACETS.flatMap((facet) =>
      value.claims[facet].flatMap((claim, index): readonly Problem[] => {
        const length = [...claim.text].length;
        if (length <= MAX_CLAIM_LENGTH) return [];
        const path = ["claims", facet, index, "text"];
        return [
          { file, path, message: `claim of ${length} characters: one idea a claim, about 60` },
        ];
      }),
    ),
  ]);
  return [...services, ...containedUtterances(draft)];
}
