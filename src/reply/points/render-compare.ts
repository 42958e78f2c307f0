import { FACETS } from "../../shared/acts.js";
import type { Claim, Service } from "../../knowledge/index.js";
import type { Decision } from "../../dialogue/types.js";
import type { Rendered, RenderContext } from "./render-context.js";
import { noticeBlocks, serviceChoices, sourcesBlock, districtChannelBlocks } from "./parts.js";
import type { Block } from "../types.js";
import { districtNameOf, nameOf, viewClaim, viewService } from "../views.js";

type CompareDecision = Extract<Decision, { kind: "compare" }>;

/** Claims a cell holds at most. */
const CELL = 2;

const cellOf = (service: Service, facet: (typeof FACETS)[number]): readonly Claim[] =>
  service.claims[facet].slice(0, CELL);

/** Districts that were to be compared and for which no source says anything on the matter. */
function emptyDistricts(
  decision: CompareDecision,
  services: readonly Service[],
): readonly string[] {
  return decision.districts.filter(
    (district) => !services.some((service) => service.district === district),
  );
}

/** Services side by side by facet, with sources, without a winner that no source names. */
export function renderCompare(context: RenderContext, decision: CompareDecision): Rendered {
  const { base, speaker } = context;
  const services = decision.services.flatMap((id) => base.service(id) ?? []);
  const rows = FACETS.filter((facet) =>
    services.some((service) => service.claims[facet].length > 0),
  ).map((facet) => ({
    facet,
    title: speaker.say(`facet-${facet}`),
    cells: services.map((service) =>
      cellOf(service, facet).map((claim) => viewClaim(base, speaker, claim, context.today)),
    ),
  }));
  const shown = services.flatMap((service) => FACETS.flatMap((facet) => cellOf(service, facet)));
  const notices = noticeBlocks(context, null, shown);
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
  const columns = services.map((service) => ({
    id: service.id,
    name: speaker.say("column-name", {
      name: nameOf(speaker, service),
      district: districtNameOf(base, speaker, service.district),
    }),
  }));
  const [district = services[0]?.district ?? ""] = decision.districts;
  return {
    disposition: empty.length > 0 || services.length < 2 ? "partial" : "answer",
    services: services.map((service) => viewService(base, speaker, service)),
    missing: empty.length > 0 || services.length < 2 ? ["compare"] : [],
    notice: notices.notice,
    blocks: [
      ...missing,
      ...(services.length > 0
        ? [
            {
              kind: "comparison" as const,
              title: speaker.say("compare-title", {
                names: columns.map((column) => column.name).join(speaker.say("comma")),
              }),
              columns,
              rows,
            },
          ]
        : []),
      { kind: "note", notice: "no-winner", text: speaker.say("no-winner") },
      ...districtChannelBlocks(context, district),
      ...sourcesBlock(context, shown),
      ...notices.blocks,
    ],
    choices: serviceChoices(context, services, "what"),
    wording: null,
  };
}
