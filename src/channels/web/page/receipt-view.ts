import type { AgainVerdict, JudgedAgain } from "../../../assistant/receipt-types.js";
import type { Block, SourceView } from "../../../reply/types.js";
import { sayDate, webAddress, type Said } from "../said.js";
import { elementId, numberSources, outwardLink, type DrawContext } from "./citations.js";
import { button, el } from "./dom.js";
import { drawLine, drawVerdict } from "./verdict.js";

const REPLY_ID = "receipt";

/** So many verdicts are all told in full; of more only what can be had and what changed, the others in a line that opens. */
const FEW = 4;

const contextOf = (said: Said, blocks: readonly Block[]): DrawContext => ({
  words: {
    ...said,
    starters: [],
    examples: [],
    topics: [],
    districts: [],
    carriedSlots: [],
    forget: [],
    telegram: null,
  },
  replyId: REPLY_ID,
  numbers: numberSources(blocks),
});

/** Number, days and address, as the head of the sheet. */
function drawHead({ say }: Said, again: JudgedAgain): HTMLElement {
  const rows = [
    ["receipt-number", again.id],
    ["receipt-day", again.day],
    ["receipt-today", again.today],
    ["receipt-address", new URL(".", location.href).href],
  ] as const;
  return el(
    "dl",
    { class: "receipt-head" },
    ...rows.flatMap(([key, value]) => [el("dt", {}, say(key)), el("dd", {}, value)]),
  );
}

function drawFacts({ say }: Said, { facts }: JudgedAgain): readonly HTMLElement[] {
  const lines = facts.map(({ text, now }) =>
    el("li", {}, text, now === undefined ? null : el("span", { class: "fact-now" }, now)),
  );
  return [
    el("h2", {}, say("receipt-facts")),
    lines.length === 0
      ? el("p", {}, say("receipt-facts-none"))
      : el("ul", { class: "receipt-facts" }, ...lines),
  ];
}

/** A verdict with what changed; in full it opens at its reasons. */
function drawAgain(
  context: DrawContext,
  { verdict, change, since }: AgainVerdict,
  isFull: boolean,
): HTMLElement {
  const whole = isFull ? drawVerdict(context, verdict, false) : null;
  const why = whole?.querySelector("details") ?? null;
  if (why !== null) why.open = true;
  return el(
    "div",
    { class: isFull ? "receipt-verdict" : "receipt-line", "data-change": change },
    whole ?? drawLine(context, verdict),
    el("p", { class: "since" }, since),
  );
}

function drawGroups(context: DrawContext, { groups }: JudgedAgain): readonly HTMLElement[] {
  const count = groups.reduce((sum, { verdicts }) => sum + verdicts.length, 0);
  const isFull = ({ verdict, change }: AgainVerdict): boolean =>
    count <= FEW || change !== "same" || verdict.outcome === "eligible";
  return groups.map(({ title, verdicts }) =>
    el(
      "section",
      { class: "receipt-group blocks" },
      el("h3", { class: "part" }, title),
      ...verdicts.map((one) => drawAgain(context, one, isFull(one))),
    ),
  );
}

/** A source in a few lines, nothing of it behind a fold: a sheet of paper cannot be opened. */
function drawSource(context: DrawContext, source: SourceView): HTMLElement {
  const { words } = context;
  const url = webAddress(source.url);
  const about = [
    source.publisher,
    sayDate(words, source.date),
    words.say(`trust-${source.trust}`),
    ...source.cites,
  ];
  return el(
    "li",
    { id: elementId(context, source.id), tabindex: "-1" },
    el("strong", {}, source.name ?? source.title),
    source.name === undefined ? null : ` ${source.title}`,
    el("span", { class: "source-about" }, about.join(" · ")),
    url === null
      ? el("span", { class: "source-about" }, words.say("receipt-source-none"))
      : outwardLink(words, url, words.say("page-source-open")),
  );
}

function drawTools({ say }: Said): HTMLElement {
  const done = el("span", { class: "tool-done", role: "status" });
  const copy = async (): Promise<void> => {
    const isCopied = await navigator.clipboard.writeText(location.href).then(
      () => true,
      () => false,
    );
    done.textContent = say(isCopied ? "receipt-copied" : "receipt-copy-failed");
  };
  return el(
    "div",
    { class: "panel-buttons receipt-tools" },
    button(
      say("receipt-print"),
      () => {
        print();
      },
      { class: "primary" },
    ),
    button(say("receipt-copy"), () => void copy(), { class: "quiet" }),
    done,
  );
}

/** A receipt judged again: one sheet for screen and paper. */
export function drawReceipt(said: Said, again: JudgedAgain): readonly HTMLElement[] {
  const { say } = said;
  const sources = {
    kind: "sources" as const,
    title: say("sources-title"),
    items: again.sources,
  };
  const context = contextOf(said, [sources]);
  return [
    drawHead(said, again),
    drawTools(said),
    ...(again.gone === "" ? [] : [el("p", { class: "gone" }, again.gone)]),
    ...drawFacts(said, again),
    el("h2", {}, say("receipt-verdicts")),
    ...drawGroups(context, again),
    el("h2", {}, say("sources-title")),
    el(
      "ol",
      { class: "receipt-sources" },
      ...again.sources.map((source) => drawSource(context, source)),
    ),
    ...again.notes.map((text) => el("p", { class: "note" }, text)),
  ];
}
