import type { Decision } from "../../dialogue/types.js";
import type { Claim, Way } from "../../knowledge/index.js";
import type { Block, ListItem } from "../types.js";
import { districtNameOf, nameOf, viewClaim, viewService } from "../views.js";
import { assumedBlocks, claimsBlock, noticeBlocks, serviceChoices, sourcesBlock } from "./parts.js";
import { EMPTY, type Rendered, type RenderContext } from "./render-context.js";

type GuideDecision = Extract<Decision, { kind: "guide" }>;

/** One way as a line: for whom it is, and the statement with the deciding figure. */
function wayItem({ base, speaker, today }: RenderContext, way: Way): ListItem {
  const service = way.service === undefined ? undefined : base.service(way.service);
  const who = way.for[speaker.language];
  const text = speaker.language === "en" ? (way.claim.en ?? way.claim.text) : way.claim.text;
  return {
    id: service?.id ?? "",
    name: service === undefined ? who : nameOf(speaker, service),
    districtName: service === undefined ? "" : districtNameOf(base, speaker, service.district),
    text: service === undefined ? text : speaker.say("titled-line", { title: who, text }),
    claim: viewClaim(base, speaker, way.claim, today),
  };
}

/** A general question: key facts, the ways in the order in which people fit them, what no source says, whom to ask. */
export function renderGuide(context: RenderContext, decision: GuideDecision): Rendered {
  const { base, speaker } = context;
  const topic = base.topic(decision.topic);
  if (topic === undefined) return { ...EMPTY, disposition: "decline", blocks: [] };
  const waysAt = (places: readonly number[]): readonly Way[] =>
    places.flatMap((place) => topic.ways[place] ?? []);
  const ways = waysAt(decision.ways);
  const services = ways.flatMap(({ service }) =>
    service === undefined ? [] : (base.service(service) ?? []),
  );
  const shown: readonly Claim[] = [...topic.lead, ...ways.map(({ claim }) => claim)];
  const notices = noticeBlocks(context, null, shown);
  const silent: readonly Block[] =
    topic.silent.length === 0
      ? []
      : [
          {
            kind: "note",
            notice: "silent",
            text: speaker.say("guide-silent", {
              text: topic.silent.map((line) => line[speaker.language]).join(speaker.say("comma")),
            }),
          },
        ];
  return {
    ...EMPTY,
    disposition: "answer",
    services: services.map((service) => viewService(base, speaker, service)),
    notice: notices.notice,
    blocks: [
      ...assumedBlocks(context, decision.assumed),
      ...claimsBlock(context, "what", topic.lead, topic.name[speaker.language]),
      {
        kind: "list",
        title: speaker.say("guide-ways", { count: ways.length }),
        items: ways.map((way) => wayItem(context, way)),
      },
      ...silent,
      ...sourcesBlock(context, shown),
      ...notices.blocks,
    ],
    choices: serviceChoices(context, services, "what"),
  };
}
