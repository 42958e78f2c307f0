import type { Act, Facet } from "../../shared/acts.js";
import type { Claim, FoundClaim, Service } from "../../knowledge/index.js";
import type { Decision } from "../../dialogue/types.js";
import type { Rendered, RenderContext } from "./render-context.js";
import { districtChannelBlocks, oneRemark, serviceChoices, sourcesBlock } from "./parts.js";
import type { Block } from "../types.js";
import { districtNameOf, nameOf, viewClaim, viewService } from "../views.js";

type CompareDecision = Extract<Decision, { kind: "compare" }>;

/** Statements of a cell that are shown at once. */
const CELL = 1;

/** Sides by which things are compared, in the order in which they decide. */
const SIDES: readonly Facet[] = ["amount", "who", "what", "how", "where", "when", "materials"];

/** Sides that are shown at once; the others wait behind a fold. */
const SHOWN = 3;

/** Districts that were to be compared and for which no source says anything on the matter. */
function emptyDistricts(
  decision: CompareDecision,
  services: readonly Service[],
): readonly string[] {
  return decision.districts.filter(
    (district) => !services.some((service) => service.district === district),
  );
}

/** What answers a side of one service, in whatever place it is held: a cell never claims a gap that is none. */
function cellOf({ base, speaker }: RenderContext, service: Service, act: Act): readonly Claim[] {
  const { main, miss } = base.settle({ service, act });
  const found: readonly FoundClaim[] = miss === null ? main : [];
  const english = found.filter(({ claim }) => claim.en !== undefined);
  return (speaker.language === "en" && english.length > 0 ? english : found).map(
    ({ claim }) => claim,
  );
}

interface Row {
  readonly facet: Facet;
  readonly cells: readonly (readonly Claim[])[];
}

/** Sides that all have come first, then those of most; a statement is told once where there is another one. */
function rowsOf(context: RenderContext, services: readonly Service[]): readonly Row[] {
  const told = new Set<string>();
  const rows = SIDES.map((facet): Row => {
    const cells = services.map((service) => {
      const cell = cellOf(context, service, facet);
      const fresh = cell.filter(({ text }) => !told.has(text));
      return fresh.length > 0 ? fresh : cell;
    });
    for (const cell of cells) for (const { text } of cell.slice(0, CELL)) told.add(text);
    return { facet, cells };
  }).filter(({ cells }) => cells.some((cell) => cell.length > 0));
  const held = ({ cells }: Row): number => cells.filter((cell) => cell.length > 0).length;
  return rows.toSorted((a, b) => held(b) - held(a));
}

/** So many more of a district are named beside the one that stands for it. */
const MOST_OTHERS = 5;

/** What else each of the districts has on the matter, by name: one service of it is not all. */
function othersBlocks(
  { base, speaker }: RenderContext,
  { districts, topics }: CompareDecision,
  compared: readonly Service[],
): readonly Block[] {
  if (topics.length === 0) return [];
  return districts.flatMap((district) => {
    const others = base
      .listServices({ districts: [district], topics: topics.slice(0, 1) })
      .filter((service) => !compared.includes(service));
    return others.length === 0
      ? []
      : [
          {
            kind: "paragraph" as const,
            text: speaker.say("compare-others", {
              district: districtNameOf(base, speaker, district),
              count: others.length,
              names: others
                .slice(0, MOST_OTHERS)
                .map((service) => nameOf(speaker, service))
                .join(speaker.say("comma")),
            }),
          },
        ];
  });
}

/** Services side by side, like beside like, with sources, without a winner that no source names. */
export function renderCompare(context: RenderContext, decision: CompareDecision): Rendered {
  const { base, speaker } = context;
  const services = decision.services.flatMap((id) => base.service(id) ?? []);
  const rows = rowsOf(context, services);
  const columns = services.map((service) => ({
    id: service.id,
    name: speaker.say("column-name", {
      name: nameOf(speaker, service),
      district: districtNameOf(base, speaker, service.district),
    }),
  }));
  const comparison = (title: string, some: readonly Row[], most: number): Block => ({
    kind: "comparison",
    title,
    columns,
    rows: some.map(({ facet, cells }) => ({
      facet,
      title: speaker.say(`facet-${facet}`),
      cells: cells.map((cell) =>
        cell.slice(0, most).map((claim) => viewClaim(base, speaker, claim, context.today)),
      ),
    })),
  });
  const first = rows.slice(0, SHOWN);
  const shown = first.flatMap(({ cells }) => cells.flatMap((cell) => cell.slice(0, CELL)));
  const remark = oneRemark(context, null, shown);
  const empty = emptyDistricts(decision, services);
  const topic = context.topicNames.get(decision.topics[0] ?? "") ?? speaker.say("this-matter");
  const missing: readonly Block[] = empty.map((district) => ({
    kind: "missing",
    act: "compare",
    text: speaker.say("nothing-there", {
      district: districtNameOf(base, speaker, district),
      topic,
    }),
  }));
  const names = columns.map(({ name }) => name).join(speaker.say("comma"));
  const title = speaker.say("compare-title", { names });
  const isMore =
    rows.length > SHOWN || first.some(({ cells }) => cells.some((cell) => cell.length > CELL));
  const [district = services[0]?.district ?? ""] = decision.districts;
  const isShort = empty.length > 0 || services.length < 2;
  return {
    disposition: isShort ? "partial" : "answer",
    services: services.map((service) => viewService(base, speaker, service)),
    missing: isShort ? ["compare"] : [],
    notice: remark.notice,
    blocks: [
      ...missing,
      ...(rows.length > 0 ? [comparison(title, first, CELL)] : []),
      ...othersBlocks(context, decision, services),
      { kind: "note", notice: "no-winner", text: speaker.say("no-winner") },
      ...(isShort ? districtChannelBlocks(context, district) : []),
      ...sourcesBlock(context, shown),
      ...remark.blocks,
      ...(isMore
        ? [
            {
              ...comparison(speaker.say("more"), rows, Number.MAX_SAFE_INTEGER),
              folded: true as const,
            },
          ]
        : []),
    ],
    choices: serviceChoices(context, services, "what"),
    wording: null,
  };
}
