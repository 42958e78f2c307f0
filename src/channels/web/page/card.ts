import type { Block, CardLine } from "../../../reply/types.js";
import type { DrawContext } from "./citations.js";
import { button, el } from "./dom.js";

type Card = Extract<Block, { kind: "card" }>;

/** One line: Chinese large, how it is spoken and English below; what tells of the person can be taken off. */
function drawLine({ words }: DrawContext, line: CardLine, isWhole: boolean): HTMLElement {
  const { zh, en, pinyin, isOwn } = line;
  const item = el("li", {}, el("p", { class: "card-zh", lang: "zh" }, zh));
  const below = [
    ...(pinyin === undefined
      ? []
      : [el("p", { class: "card-pinyin", lang: "zh-Latn-pinyin" }, pinyin)]),
    el("p", { class: "card-en", lang: "en" }, en),
  ];
  if (isWhole) item.append(...below);
  if (isOwn === true) {
    item.append(
      button(
        "✕",
        () => {
          item.remove();
        },
        {
          class: "card-leave",
          "aria-label": words.say("page-card-leave", { text: zh }),
        },
      ),
    );
  }
  return item;
}

/** Words for a call, or a card for the counter, to be read out or shown on the telephone. */
export function drawCard(context: DrawContext, { card, title, items, isWhole }: Card): HTMLElement {
  const { words } = context;
  const list = (whole: boolean): HTMLElement =>
    el(
      card === "hotline" ? "ol" : "ul",
      {},
      ...items.map((line) => drawLine(context, line, whole)),
    );
  return el(
    "section",
    { class: `take-along ${card}` },
    el("h3", {}, title),
    list(isWhole),
    isWhole
      ? null
      : el("details", {}, el("summary", {}, words.say("page-card-spoken")), list(true)),
  );
}
