import type { Catalogue, ServiceDetail } from "../../../assistant/types.js";
import type { Facet } from "../../../shared/acts.js";
import { distinctById } from "../../../shared/distinct.js";
import type { Block, Reply, SourceView, VerdictView } from "../../../reply/types.js";
import { blockParts, channelText, claimText, sourceText } from "./block-parts.js";
import type { Section } from "./section.js";
import { bullet, compose, head, line, paragraph, titled, small, type Part } from "./parts.js";
import { rich, splitRich, type Rich } from "./rich-text.js";
import { waysParts, whyParts } from "./verdict-parts.js";
import type { Words } from "../talk/words.js";

/** So many services have their papers and steps told behind one button. */
const MOST_SERVICES = 5;

const section = (label: string, parts: readonly Part[], limit: number): readonly Section[] =>
  parts.length === 0 ? [] : [{ label, pages: splitRich(compose(parts), limit) }];

const sourcesParts = (words: Words, sources: readonly SourceView[]): readonly Part[] =>
  titled(
    words,
    words.say("sources-title"),
    distinctById(sources).map((source) => ({ text: sourceText(words, source), rank: 0 })),
  );

/** All sources in full, with the documents that they name. */
export function sourcesSection(words: Words, { blocks }: Reply, limit: number): readonly Section[] {
  const sources = blocks.flatMap((block) => (block.kind === "sources" ? block.items : []));
  return section(words.say("sources-title"), sourcesParts(words, sources), limit);
}

/** Statements on one side of a service as lines, with what is to be minded about them. */
function claimLines(words: Words, detail: ServiceDetail, facet: Facet): readonly Part[] {
  return detail.claims[facet].map((claim) => line(rich(bullet(words, claimText(words, claim)))));
}

const citedBy = (detail: ServiceDetail, facets: readonly Facet[]): readonly SourceView[] => {
  const cited = new Set(
    facets.flatMap((facet) => detail.claims[facet].flatMap(({ sources }) => sources)),
  );
  return detail.sources.filter(({ id }) => cited.has(id));
};

/** Remarks on age and disagreement, and on services that ended or are only planned. */
function remarks(words: Words, detail: ServiceDetail, facets: readonly Facet[]): readonly Part[] {
  const claims = facets.flatMap((facet) => detail.claims[facet]);
  const [oldest] = claims
    .filter(({ stale }) => stale)
    .map(({ asOf }) => asOf)
    .sort();
  return [
    ...(oldest === undefined ? [] : [words.say("notice-stale", { date: words.date(oldest) })]),
    ...(claims.some(({ conflict }) => conflict) ? [words.say("notice-conflict")] : []),
    ...(detail.status === "ended" ? [words.say("notice-ended")] : []),
    ...(detail.status === "planned" ? [words.say("notice-planned")] : []),
  ].map((note) => paragraph(small(words, note)));
}

const title = (catalogue: Catalogue, { name, district }: ServiceDetail): Part => {
  const place = catalogue.districts.find(({ id }) => id === district)?.name ?? "";
  return paragraph(rich({ bold: name }, place === "" ? "" : ` · ${place}`));
};

/** One side of a service with its sources, for turning in place. */
export function drawFacet(
  words: Words,
  catalogue: Catalogue,
  detail: ServiceDetail,
  facet: Facet,
): Rich {
  const claims = claimLines(words, detail, facet);
  return compose([
    title(catalogue, detail),
    { ...line(head(words, words.say(`facet-${facet}`))), gap: true },
    ...(claims.length === 0 ? [line(rich(words.say("cell-empty")))] : claims),
    ...sourcesParts(words, citedBy(detail, [facet])),
    ...remarks(words, detail, [facet]),
  ]);
}

/** What sources say of sides of the judged services; where they say nothing, whom to ask. */
function sidesParts(
  words: Words,
  catalogue: Catalogue,
  verdicts: readonly VerdictView[],
  facets: readonly Facet[],
): readonly Part[] {
  const shown = verdicts.slice(0, MOST_SERVICES).flatMap((verdict) => {
    const detail = catalogue.get(verdict.service);
    return detail === null ? [] : [{ verdict, detail }];
  });
  const [asked = "what"] = facets;
  return [
    ...shown.flatMap(({ verdict, detail }) => {
      const told = facets.filter((facet) => detail.claims[facet].length > 0);
      const places = distinctById([...(verdict.apply ?? []), ...(verdict.offices ?? [])]);
      return [
        title(catalogue, detail),
        ...(told.includes(asked)
          ? []
          : [
              line(
                rich(
                  words.say("missing-act", { name: detail.name, act: words.say(`act-${asked}`) }),
                ),
              ),
            ]),
        ...told.flatMap((facet) => [
          line(head(words, words.say(`facet-${facet}`))),
          ...claimLines(words, detail, facet),
        ]),
        ...(places.length === 0
          ? []
          : [
              line(head(words, words.say("next-step"))),
              ...places.map((place) => line(rich(bullet(words, channelText(words, place))))),
            ]),
      ];
    }),
    ...sourcesParts(
      words,
      shown.flatMap(({ detail }) => citedBy(detail, facets)),
    ),
    ...shown.flatMap(({ detail }) => remarks(words, detail, facets)),
  ];
}

/** Behind a verdict: why, what would make it a yes, papers, steps, sources. */
export function judgedSections(
  words: Words,
  catalogue: Catalogue,
  reply: Reply,
  steps: readonly Block[],
  limit: number,
): readonly Section[] {
  const { blocks, answers } = reply;
  const verdicts = blocks.filter((block) => block.kind === "verdict");
  const disclaimer = blocks.flatMap((block) =>
    block.kind === "note" && block.notice === "no-decision"
      ? [paragraph(small(words, block.text))]
      : [],
  );
  const why = verdicts.flatMap((block) => whyParts(words, block));
  const ways = verdicts.flatMap((block) => waysParts(words, block));
  const possible = answers
    .flatMap((answer) => answer.verdicts)
    .filter(({ outcome }) => outcome !== "not-covered");
  const isAsking = answers.some(({ disposition }) => disposition === "ask");
  return [
    ...section(words.say("verdict-why"), [...why, ...disclaimer], limit),
    ...section(words.say("verdict-ways"), ways.length === 0 ? [] : [...ways, ...disclaimer], limit),
    // While something is asked, the buttons are for answering.
    ...(isAsking || possible.length === 0
      ? []
      : [
          ...section(
            words.say("facet-materials"),
            sidesParts(words, catalogue, possible, ["materials"]),
            limit,
          ),
          ...section(
            words.say("telegram-steps"),
            [
              ...steps.flatMap((block) => blockParts(words, block, true, true)),
              ...sidesParts(words, catalogue, possible, ["how", "when"]),
            ],
            limit,
          ),
        ]),
    ...sourcesSection(words, reply, limit),
  ];
}
