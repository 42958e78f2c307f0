import type { Decision } from "../../dialogue/types.js";
import { distinctById } from "../../shared/distinct.js";
import type { Claim, Topic, Way } from "../../knowledge/index.js";
import type { Block, ListItem } from "../types.js";
import {
  districtNameOf,
  nameOf,
  viewChannel,
  viewClaim,
  viewOffice,
  viewService,
} from "../views.js";
import { claimsBlock, oneRemark, serviceChoices, sourcesBlock } from "./parts.js";
import { EMPTY, pointIn, type Rendered, type RenderContext } from "./render-context.js";

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

/** Ways that are told at once; the rest waits behind a fold, its number is said. */
const MOST_WAYS = 6;

/** Gaps that are named at once; the others wait behind a fold. */
const MOST_GAPS = 4;

/** Ways that stand beside a point that no source has. */
const NEAREST_WAYS = 2;

/** A general question: key facts, the ways in the order in which people fit them, what no source says, whom to ask. */
export function renderGuide(context: RenderContext, decision: GuideDecision): Rendered {
  const { base, speaker } = context;
  const topic = base.topic(decision.topic);
  if (topic === undefined) return { ...EMPTY, disposition: "decline", blocks: [] };
  const ways = decision.ways.flatMap((place) => topic.ways[place] ?? []);
  const most = isUntold(context, decision, topic) ? NEAREST_WAYS : MOST_WAYS;
  const first = ways.slice(0, most);
  const rest = ways.slice(most);
  const leads = topic.lead.filter((lead) => !ways.some(({ claim }) => claim.text === lead.text));
  const services = ways.flatMap(({ service }) =>
    service === undefined ? [] : (base.service(service) ?? []),
  );
  const shown: readonly Claim[] = [...leads, ...first.map(({ claim }) => claim)];
  const remark = oneRemark(context, null, shown);
  const untold = untoldBlocks(context, decision, topic);
  // Beside a point that no source has the other gaps, and a question back, are noise.
  const isAlone = untold.length > 0;
  const gaps = (lines: Topic["silent"], isFolded: boolean): readonly Block[] =>
    lines.length === 0 || isAlone
      ? []
      : [
          {
            kind: "note",
            notice: "silent",
            text: speaker.say("guide-silent", {
              text: lines.map((line) => line[speaker.language]).join(speaker.say("comma")),
            }),
            ...(isFolded && { folded: true as const }),
          },
        ];
  const title = speaker.say(rest.length === 0 ? "guide-ways" : "guide-ways-some", {
    count: ways.length,
    ...(rest.length > 0 && { shown: most }),
  });
  const acting = actingBlocks(context, decision, ways);
  const list = (name: string, some: readonly Way[]): readonly Block[] =>
    some.length === 0
      ? []
      : [{ kind: "list", title: name, items: some.map((way) => wayItem(context, way)) }];
  return {
    ...EMPTY,
    disposition: untold.length === 0 ? "answer" : "partial",
    missing: untold.length === 0 ? [] : [decision.act],
    services: services.map((service) => viewService(base, speaker, service)),
    notice: remark.notice,
    blocks: [
      ...untold,
      ...claimsBlock(context, "what", leads, topic.name[speaker.language]),
      ...list(title, first),
      ...acting,
      ...gaps(topic.silent.slice(0, MOST_GAPS), false),
      ...(isAlone ? [] : askBlocks(context, topic)),
      ...officeBlocks(context, topic),
      ...sourcesBlock(context, shown),
      ...remark.blocks,
      ...gaps(topic.silent.slice(MOST_GAPS), true),
      ...list(speaker.say("more"), rest).map((block): Block => ({ ...block, folded: true })),
    ],
    choices: serviceChoices(context, distinctById(services), "what"),
  };
}

/** A sum of money in the words of a statement. */
const SUM = /\d\s*(?:万|亿)?元/u;

/** What the guide itself says that no source has, where the question asks for it. */
function silentLine({ base }: RenderContext, { question }: GuideDecision, topic: Topic) {
  const words = question.focus.filter(
    (word) =>
      [...word].length >= 3 &&
      !base.isGeneral(word) &&
      !topic.words.some((known) => known.includes(word)),
  );
  return topic.silent.find(({ zh }) => words.some((word) => zh.includes(word)));
}

/** The point that is asked for and that the guide has not, by name; `null` where the guide speaks of it. */
function untoldText(context: RenderContext, decision: GuideDecision, topic: Topic): string | null {
  const { speaker } = context;
  const { question, act, isNear } = decision;
  const claims = [...topic.lead, ...topic.ways.map(({ claim }) => claim)];
  const point = pointIn(context, question.normalized);
  if (point !== null) {
    const isTold = claims.some(({ text }) => point.words.some((word) => text.includes(word)));
    return isTold ? null : speaker.say("guide-missing", { about: point.said });
  }
  if (isNear !== true) return null;
  const silent = silentLine(context, decision, topic);
  if (silent !== undefined)
    return speaker.say("guide-missing", { about: silent[speaker.language] });
  const isSum =
    (act === "amount" || act === "figures") && topic.lead.some(({ text }) => SUM.test(text));
  return isSum ? null : speaker.say("guide-near");
}

/** Whether no source has what is asked: then the nearest ways are enough. */
const isUntold = (context: RenderContext, decision: GuideDecision, topic: Topic): boolean =>
  untoldText(context, decision, topic) !== null;

/** The particular thing that is asked about (划算吗), where no way speaks of it: said so before the ways. */
function untoldBlocks(
  context: RenderContext,
  decision: GuideDecision,
  topic: Topic,
): readonly Block[] {
  const text = untoldText(context, decision, topic);
  return text === null ? [] : [{ kind: "missing", act: decision.act, text }];
}

/** Sides of getting something: where one is asked for, the first way says it, too. */
const ACTING = ["how", "where", "materials"] as const;

/** 怎么弄 of a matter with several ways: how the first of them is done. */
function actingBlocks(
  context: RenderContext,
  { act }: GuideDecision,
  ways: readonly Way[],
): readonly Block[] {
  const facet = ACTING.find((one) => one === act);
  const service = context.base.service(
    ways.find((way) => way.service !== undefined)?.service ?? "",
  );
  if (facet === undefined || service === undefined) return [];
  const { main, miss } = context.base.settle({ service, act: facet });
  const [first] = main;
  const title = context.speaker.say("titled-side", {
    name: nameOf(context.speaker, service),
    side: context.speaker.say(`facet-${facet}`),
  });
  return first === undefined || miss !== null
    ? []
    : claimsBlock(context, facet, [first.claim], title);
}

/** The one question that narrows the ways most. */
function askBlocks({ speaker }: RenderContext, topic: Topic): readonly Block[] {
  const [slot] = topic.ask;
  const key = `guide-ask-${slot ?? ""}`;
  return slot === undefined || !speaker.has(key)
    ? []
    : [{ kind: "paragraph", text: speaker.say(key) }];
}

/** Whom to ask, in one line: the first office, or the first channel. */
function officeBlocks({ base, speaker }: RenderContext, topic: Topic): readonly Block[] {
  const items = topic.offices.flatMap((id) => {
    const office = base.office(id);
    const channel = base.channel(id);
    if (office !== undefined) return [viewOffice(speaker, office)];
    return channel === undefined ? [] : [viewChannel(speaker, channel)];
  });
  return items.length === 0
    ? []
    : [{ kind: "channels", title: speaker.say("next-step"), items: items.slice(0, 2) }];
}
