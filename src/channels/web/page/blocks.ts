import type { Block, ChannelView, Choice, ClaimView, ListItem } from "../../../reply/types.js";
import {
  drawClaim,
  drawSources,
  numberSources,
  outwardLink,
  type DrawContext,
} from "./citations.js";
import { drawCard } from "./card.js";
import { drawComparison } from "./comparison.js";
import { drawDistricts, drawSteps } from "./case.js";
import { drawLine, drawVerdict } from "./verdict.js";
import { button, el } from "./dom.js";
import { foldAway } from "./folds.js";
import { dialled, webAddress } from "../said.js";
import { drawNote } from "./notes.js";
import type { Words } from "./words.js";

type Of<K extends Block["kind"]> = Extract<Block, { kind: K }>;

/** Headings inside a card are one level below the card's own. */
type Level = "h3" | "h4";

/** A statement with its date and source where there is one, else the bare words. */
const statement = (
  context: DrawContext,
  item: { readonly text: string; readonly claim?: ClaimView },
): readonly (Node | string)[] =>
  item.claim === undefined ? [item.text] : drawClaim(context, item.claim);

function drawService(context: DrawContext, block: Of<"service">): HTMLElement {
  return el(
    "section",
    { class: "card" },
    el(
      "div",
      { class: "card-head" },
      el("h3", {}, block.name),
      el("span", { class: "district" }, block.districtName),
    ),
    el("p", { class: "what" }, ...statement(context, block)),
  );
}

function drawClaims(context: DrawContext, block: Of<"claims">, level: Level): HTMLElement {
  return el(
    "section",
    { class: "claims" },
    el(level, {}, block.title),
    el("ul", {}, ...block.items.map((claim) => el("li", {}, ...drawClaim(context, claim)))),
  );
}

function drawMissing({ words }: DrawContext, block: Of<"missing">): HTMLElement {
  return el(
    "p",
    { class: "missing" },
    el("strong", {}, words.say("page-missing")),
    " ",
    block.text,
  );
}

/** The question about an item of a list; `null` where no service stands behind it. */
export const questionAboutItem = (words: Words, item: ListItem): string | null =>
  item.id === ""
    ? null
    : words.say("send-what", {
        name: words.say("call-name", { district: item.districtName, name: item.name }),
      });

function drawList(context: DrawContext, block: Of<"list">): HTMLElement {
  const { words, choose } = context;
  const items = block.items.map((item) => {
    const send = questionAboutItem(words, item);
    const name =
      send === null || choose === undefined
        ? el("strong", {}, item.name)
        : button(
            item.name,
            () => {
              choose({ label: item.name, send });
            },
            { class: "item-name" },
          );
    return el(
      "li",
      {},
      name,
      " ",
      el("span", { class: "district" }, item.districtName),
      el("p", {}, ...statement(context, item)),
    );
  });
  return el(
    "section",
    { class: "list" },
    el("h3", {}, block.title),
    el("ul", { class: "services" }, ...items),
  );
}

/** Refusals that nobody asked about: the line that names them opens to their reasons. */
function drawRefused(
  context: DrawContext,
  text: string,
  refused: readonly Of<"verdict">[],
): HTMLElement {
  return el(
    "details",
    { class: "refused" },
    el("summary", {}, text),
    ...refused.map((verdict) => drawLine(context, verdict)),
  );
}

function drawReach(words: Words, channel: ChannelView): readonly Node[] {
  const url = webAddress(channel.url);
  const phone = channel.phone === undefined ? "" : dialled(channel.phone);
  return [
    ...(url === null ? [] : [outwardLink(words, url, url.host)]),
    ...(channel.phone === undefined
      ? []
      : [
          phone === ""
            ? el("span", {}, channel.phone)
            : el(
                "a",
                {
                  href: `tel:${phone}`,
                  "aria-label": words.say("page-call", { phone: channel.phone }),
                },
                channel.phone,
              ),
        ]),
    ...(channel.address === undefined ? [] : [el("span", {}, channel.address)]),
  ];
}

function drawChannels({ words }: DrawContext, block: Of<"channels">): HTMLElement {
  const items = block.items.map((channel) =>
    el(
      "li",
      {},
      el("span", { class: "channel-kind" }, words.say(`kind-${channel.kind}`)),
      el(
        "span",
        { class: "channel-name" },
        channel.name,
        " ",
        channel.general ? el("span", { class: "general" }, words.say("page-general")) : null,
      ),
      el("span", { class: "channel-reach" }, ...drawReach(words, channel)),
    ),
  );
  return el("section", { class: "channels" }, el("h3", {}, block.title), el("ul", {}, ...items));
}

/** One block; `null` for a kind that this page does not know yet (the text of the reply says it all). */
function drawBlock(
  context: DrawContext,
  block: Block,
  level: Level,
  isBrief: boolean,
): HTMLElement | null {
  switch (block.kind) {
    case "heading":
      return el("h3", { class: "part" }, block.text);
    case "paragraph":
      return el(
        "p",
        { class: block.asks === undefined ? "paragraph" : "paragraph asking" },
        block.text,
      );
    case "note":
      return drawNote(context, block);
    case "service":
      return drawService(context, block);
    case "claims":
      return drawClaims(context, block, level);
    case "missing":
      return drawMissing(context, block);
    case "list":
      return drawList(context, block);
    case "comparison":
      return drawComparison(context, block);
    case "verdict":
      return drawVerdict(context, block, isBrief);
    case "steps":
      return drawSteps(context, block);
    case "districts":
      return drawDistricts(context, block);
    case "card":
      return drawCard(context, block);
    case "channels":
      return drawChannels(context, block);
    case "sources":
      return drawSources(context, block);
    default:
      block satisfies never;
      return null;
  }
}

/** What was understood is drawn small enough to stay. */
const hasFacts = (block: Block): boolean => block.kind === "note" && block.facts !== undefined;

/** Kinds that stand inside the card of the service before them. */
const IN_CARD: ReadonlySet<Block["kind"]> = new Set(["claims", "missing"]);

/** Groups of verdicts that are told whole; the others in a line each. */
const WHOLE_GROUPS: ReadonlySet<string> = new Set(["eligible", "soon"]);

/** Groups that nobody came for: behind a fold. */
const FOLDED_GROUPS: ReadonlySet<string> = new Set(["ineligible", "not-covered"]);

const foldedGroup = (title: string): HTMLElement =>
  el("details", { class: "group" }, el("summary", {}, el("h3", {}, title)));

/**
 * Draws the blocks of a reply in order. What is said of a service stands in its card.
 * @param replyId unlike that of any other reply on the page
 * @param choose says something in the talk; absent where there is none
 */
export function drawBlocks(
  words: Words,
  replyId: string,
  blocks: readonly Block[],
  choose?: (choice: Choice) => void,
): readonly HTMLElement[] {
  const context: DrawContext = { words, replyId, numbers: numberSources(blocks), choose };
  const drawn: HTMLElement[] = [];
  let card: HTMLElement | null = null;
  let group: { readonly fold: HTMLElement | null; readonly isBrief: boolean } | null = null;
  const away = blocks.filter((block) => block.folded === true && !hasFacts(block));
  const untold = blocks.filter(
    (block): block is Of<"verdict"> =>
      block.kind === "verdict" && block.shows === "nothing" && block.outcome === "ineligible",
  );
  for (const block of blocks) {
    if (away.includes(block)) continue;
    if (block.kind === "paragraph" && block.asks === undefined && untold.length > 0) {
      const named = untold.filter(({ name, word }) =>
        [name, word].every((part) => block.text.includes(part)),
      );
      if (named.length === untold.length) {
        drawn.push(drawRefused(context, block.text, named));
        continue;
      }
    }
    if (block.kind === "heading" && block.group !== undefined) {
      const fold = FOLDED_GROUPS.has(block.group) ? foldedGroup(block.text) : null;
      drawn.push(fold ?? el("h3", { class: "part" }, block.text));
      group = { fold, isBrief: !WHOLE_GROUPS.has(block.group) };
      continue;
    }
    if (block.kind !== "verdict") group = null;
    const inside: HTMLElement | null = IN_CARD.has(block.kind) ? card : (group?.fold ?? null);
    const level = IN_CARD.has(block.kind) && inside !== null ? "h4" : "h3";
    const element = drawBlock(context, block, level, group?.isBrief ?? false);
    if (element === null) continue;
    if (inside === null) drawn.push(element);
    else inside.append(element);
    if (!IN_CARD.has(block.kind)) card = block.kind === "service" ? element : null;
  }
  const isAsking = blocks.some((block) => block.kind === "paragraph" && block.asks !== undefined);
  return [
    ...drawn,
    ...foldAway(words, away, isAsking, (block) => drawBlock(context, block, "h3", true)),
  ];
}
