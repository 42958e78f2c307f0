/** What can be asked about a topic or a service. Closed; its examples are in `intents/acts/`. */
export const ACTS = [
  "what",
  "who",
  "eligible",
  "amount",
  "how",
  "where",
  "when",
  "materials",
  "figures",
  "compare",
  "list",
  "contact",
  // How long until money or paper comes; how far my own file is; whether it is still there; gaps, another employer,
  // leaving; two things at once; who files it.
  "duration",
  "progress",
  "validity",
  "interruption",
  "combine",
  "applicant",
] as const;

export type Act = (typeof ACTS)[number];

/** The sides of a service under which its claims stand. An empty facet means: no source says it. */
export const FACETS = [
  "what",
  "who",
  "amount",
  "how",
  "where",
  "when",
  "materials",
  "contact",
  "figures",
  "duration",
  "progress",
  "validity",
  "interruption",
  "combine",
  "applicant",
] as const;

export type Facet = (typeof FACETS)[number];

/** One value for every facet. */
export function byFacet<T>(of: (facet: Facet) => T): Readonly<Record<Facet, T>> {
  return {
    what: of("what"),
    who: of("who"),
    amount: of("amount"),
    how: of("how"),
    where: of("where"),
    when: of("when"),
    materials: of("materials"),
    contact: of("contact"),
    figures: of("figures"),
    duration: of("duration"),
    progress: of("progress"),
    validity: of("validity"),
    interruption: of("interruption"),
    combine: of("combine"),
    applicant: of("applicant"),
  };
}

/** Ends of a turn, as the outside sees them (contract). */
export const DISPOSITIONS = [
  "answer",
  "partial",
  "ask",
  "clarify",
  "decline",
  "handoff",
  "smalltalk",
  "help",
] as const;

export type Disposition = (typeof DISPOSITIONS)[number];

/** Wordings exist in these; zh-TW is converted from zh-CN. */
export const LOCALES = ["zh-CN", "zh-TW", "en"] as const;

export type Locale = (typeof LOCALES)[number];
