import type { Decision } from "../../dialogue/types.js";
import type { FaqEntry } from "../../knowledge/index.js";
import { distinctById } from "../../shared/distinct.js";
import type { Block } from "../types.js";
import { districtNameOf, nameOf, viewChannel, viewOffice, viewService } from "../views.js";
import { claimsBlock, facetChoices, oneRemark, sourcesBlock } from "./parts.js";
import { EMPTY, type Rendered, type RenderContext } from "./render-context.js";

type FaqDecision = Extract<Decision, { kind: "faq" }>;

/** Grammar: a sentence in Chinese, and one in English. */
const CHINESE = /\p{Script=Han}/u;

/** How an entry is asked, in a language; `null` where it has no sentence in it. */
export const sentenceOf = ({ asked }: FaqEntry, language: "zh" | "en"): string | null =>
  asked.find((sentence) => CHINESE.test(sentence) === (language === "zh")) ?? null;

/** Places to go and to ask that are named. */
const MOST_OFFICES = 2;

/** Whom to ask about it, or where it is done. */
function officeBlocks({ base, speaker }: RenderContext, { offices }: FaqEntry): readonly Block[] {
  const items = offices.flatMap((id) => {
    const office = base.office(id);
    const channel = base.channel(id);
    if (office !== undefined) return [viewOffice(speaker, office)];
    return channel === undefined ? [] : [viewChannel(speaker, channel)];
  });
  return items.length === 0
    ? []
    : [
        {
          kind: "channels",
          title: speaker.say("next-step"),
          items: items.slice(0, MOST_OFFICES),
        },
      ];
}

/** What is about no matter in particular is said of the city. */
function cityName({ base, speaker }: RenderContext): string {
  const city = base.districts.find(({ id }) => base.isWide(id));
  return city === undefined ? "" : districtNameOf(base, speaker, city.id);
}

/** Share of the pairs of neighbouring characters of the asked words that a text holds, 0–1. */
function heldShare(words: readonly string[], text: string): number {
  const pairs = words.flatMap((word) => {
    const points = [...word];
    return points.length < 2
      ? [word]
      : points.slice(1).map((point, at) => `${points[at] ?? ""}${point}`);
  });
  return pairs.length === 0 ? 0 : pairs.filter((pair) => text.includes(pair)).length / pairs.length;
}

/** Blocks of two answers as of one: what is said first, then where to go, then the sources of both. */
function joined(first: Rendered, second: Rendered): Rendered {
  const all = [...first.blocks, ...second.blocks];
  const isRemark = (block: Block): boolean => block.kind === "note" && block.notice !== "silent";
  const isLate = ({ kind }: Block): boolean => kind === "channels" || kind === "sources";
  const said = distinct(all.filter((block) => !isLate(block) && !isRemark(block)));
  const channels = all.flatMap((block) => (block.kind === "channels" ? [block] : []));
  const sources = all.flatMap((block) => (block.kind === "sources" ? [block] : []));
  return {
    ...first,
    disposition:
      first.disposition === "answer" && second.disposition === "answer" ? "answer" : "partial",
    services: distinctById([...first.services, ...second.services]),
    notice: [...new Set([...first.notice, ...second.notice])],
    blocks: [
      ...said,
      ...channels.slice(0, 1).map((block) => ({
        ...block,
        items: distinctById(channels.flatMap(({ items }) => items)).slice(0, MOST_OFFICES),
      })),
      ...sources.slice(0, 1).map((block) => ({
        ...block,
        items: distinctById(sources.flatMap(({ items }) => items)),
      })),
      ...distinct(all.filter(isRemark)).slice(0, 1),
    ],
  };
}

const distinct = (blocks: readonly Block[]): readonly Block[] => {
  const keys = blocks.map((block) => JSON.stringify(block));
  return blocks.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
};

/** A known question, and another one of its matter where it is nearly as likely. */
export function renderFaq(context: RenderContext, decision: FaqDecision): Rendered {
  const first = renderEntry(context, decision);
  const { also } = decision;
  return also === undefined
    ? first
    : joined(first, renderEntry(context, { ...decision, entry: also }));
}

/** A known question: its answer, what of it no source says, whom to ask. */
function renderEntry(context: RenderContext, decision: FaqDecision): Rendered {
  const { base, speaker } = context;
  const entry = base.faqEntry(decision.entry);
  if (entry === undefined) return { ...EMPTY, disposition: "decline", blocks: [] };
  const [first, ...more] = entry.answer;
  const service = base.service(decision.services[0] ?? "");
  const guide = entry.guide === undefined ? undefined : base.topic(entry.guide);
  const title =
    service === undefined
      ? (guide?.name[speaker.language] ?? cityName(context))
      : speaker.say("column-name", {
          name: nameOf(speaker, service),
          district: districtNameOf(base, speaker, service.district),
        });
  const remark = oneRemark(context, service ?? null, entry.answer);
  const silent = entry.silent?.[speaker.language];
  // What no source says leaves a part of the question open; where it is what was asked it comes first.
  const { focus } = decision.question;
  const gapText = entry.silent?.zh ?? "";
  const said = `${title}${entry.answer.map(({ text }) => text).join("")}`;
  const cues = base.wordsOf("faq-gap", decision.act);
  const isPlaceInGap = decision.districts.some((id) =>
    [base.district(id)?.name ?? "", ...(base.district(id)?.aliases ?? [])].some(
      (name) => name !== "" && gapText.includes(name) && !said.includes(name),
    ),
  );
  const isDated = decision.act === "when" && /\d+月\d+日|\d+[:：点]/u.test(said);
  const isSideInGap =
    !isDated &&
    cues.some((word) => gapText.includes(word)) &&
    !cues.some((word) => said.includes(word));
  const isGapAsked =
    silent !== undefined &&
    (isPlaceInGap || isSideInGap || heldShare(focus, gapText) > heldShare(focus, said));
  const isPartial = first === undefined || first.unwritten === true || silent !== undefined;
  const gap: readonly Block[] =
    silent === undefined
      ? []
      : [
          first === undefined
            ? {
                kind: "missing",
                act: decision.act,
                text: speaker.say("faq-silent", { text: silent }),
              }
            : {
                kind: "note",
                notice: "silent",
                text: speaker.say("guide-silent", { text: silent }),
              },
        ];
  return {
    ...EMPTY,
    // A matter of another office of which no source says anything is declined, with the office named.
    disposition:
      first === undefined && decision.question.kind === "none" && context.lastReply === null
        ? "decline"
        : isPartial
          ? "partial"
          : "answer",
    missing: isPartial ? [decision.act] : [],
    services: decision.services.flatMap((id) => {
      const each = base.service(id);
      return each === undefined ? [] : [viewService(base, speaker, each)];
    }),
    notice: remark.notice,
    blocks: [
      ...(first === undefined || isGapAsked ? gap : []),
      ...(first === undefined ? [] : claimsBlock(context, "what", [first, ...more], title)),
      ...(first === undefined || isGapAsked ? [] : gap),
      ...officeBlocks(context, entry),
      ...sourcesBlock(context, entry.answer),
      ...remark.blocks,
    ],
    choices: service === undefined ? [] : facetChoices(context, service, ["what"]),
  };
}
