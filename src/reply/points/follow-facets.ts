import type { Act, Facet } from "../../shared/acts.js";

const FACETS: Partial<Readonly<Record<Act, readonly Facet[]>>> = {
  materials: ["materials"],
  where: ["where", "how"],
  how: ["how", "where"],
  contact: ["contact"],
  when: ["when"],
  duration: ["duration"],
  progress: ["progress"],
  validity: ["validity"],
  interruption: ["interruption"],
  combine: ["combine"],
  applicant: ["applicant"],
};

/** The sides of a service that answer an act about a judgement. */
export const facetsOf = (act: Act): readonly Facet[] => FACETS[act] ?? [];
