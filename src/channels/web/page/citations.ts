import type { Block, Choice, ClaimView, SourceView } from "../../../reply/types.js";
import { el, hidden } from "./dom.js";
import { sayDate, webAddress } from "../said.js";
import type { Words } from "./words.js";

/** What drawing a reply needs to know. */
export interface DrawContext {
  readonly words: Words;
  /** Unlike in any other reply of the page; part of element ids. */
  readonly replyId: string;
  /** Sources of the reply by id, numbered as they come. */
  readonly numbers: ReadonlyMap<string, { readonly number: number; readonly source: SourceView }>;
  /** Says something in the talk; absent where there is none. */
  readonly choose?: ((choice: Choice) => void) | undefined;
}

/** Numbers the sources of all questions of a reply, from 1. */
export function numberSources(blocks: readonly Block[]): DrawContext["numbers"] {
  const numbers = new Map<string, { readonly number: number; readonly source: SourceView }>();
  for (const block of blocks) {
    if (block.kind !== "sources") continue;
    for (const source of block.items) {
      if (!numbers.has(source.id)) numbers.set(source.id, { number: numbers.size + 1, source });
    }
  }
  return numbers;
}

export const elementId = ({ replyId }: DrawContext, id: string): string =>
  `source-${replyId}-${id}`;

/** Opens all folds that an element stands in, and itself. */
export function openAround(element: Element): void {
  for (let fold = element.closest("details"); fold !== null;) {
    fold.open = true;
    fold = fold.parentElement?.closest("details") ?? null;
  }
}

/** Opens a source where it stands and brings the reader there. */
function openSource(id: string): void {
  const source = document.getElementById(id);
  if (source === null) return;
  openAround(source);
  (source.querySelector("summary") ?? source).focus();
}

function reference(context: DrawContext, sourceId: string): HTMLElement | null {
  const entry = context.numbers.get(sourceId);
  if (entry === undefined) return null;
  const target = elementId(context, sourceId);
  const label = `${context.words.say("page-source", { number: entry.number })}: ${entry.source.name ?? entry.source.title}`;
  const link = el(
    "a",
    { class: "reference", href: `#${target}`, "aria-label": label },
    String(entry.number),
  );
  link.addEventListener("click", (event) => {
    event.preventDefault();
    openSource(target);
  });
  return link;
}

/** One statement with its date, its doubts and the numbers of its sources. */
export function drawClaim(context: DrawContext, claim: ClaimView): readonly Node[] {
  const { words } = context;
  const doubts = [
    ...(claim.stale ? [words.say("page-stale")] : []),
    ...(claim.conflict ? [words.say("page-conflict")] : []),
  ];
  return [
    el("span", { class: "claim" }, claim.text),
    el(
      "span",
      { class: "meta" },
      " ",
      el("span", { class: "as-of" }, words.say("page-as-of", { date: sayDate(words, claim.asOf) })),
      " ",
      ...doubts.map((doubt) => el("span", { class: "doubt" }, doubt)),
      ...claim.sources.map((id) => reference(context, id)),
    ),
  ];
}

/** The date and the numbers of the sources of something that is no statement by itself. */
export function drawMark(
  context: DrawContext,
  rests: { readonly sources: readonly string[]; readonly asOf: string | null },
): readonly Node[] {
  const { words } = context;
  return [
    el(
      "span",
      { class: "meta" },
      " ",
      rests.asOf === null
        ? el("span", { class: "as-of" }, words.say("date-unknown"))
        : el(
            "span",
            { class: "as-of" },
            words.say("page-as-of", { date: sayDate(words, rests.asOf) }),
          ),
      " ",
      ...rests.sources.map((id) => reference(context, id)),
    ),
  ];
}

/** A link out of the page; it takes nothing along and opens beside it, which is said. */
export function outwardLink(words: Words, url: URL, label: string): HTMLElement {
  return el(
    "a",
    { href: url.href, target: "_blank", rel: "noopener noreferrer", class: "outward" },
    label,
    hidden(` (${words.say("page-new-window")})`),
  );
}

function row(name: string, value: string | Node): readonly Node[] {
  return [el("dt", {}, name), el("dd", {}, value)];
}

function drawSource(context: DrawContext, source: SourceView): HTMLElement {
  const { words, numbers } = context;
  const url = webAddress(source.url);
  const trust = words.say(`trust-${source.trust}`);
  const number = numbers.get(source.id)?.number ?? 0;
  return el(
    "details",
    { class: "source", id: elementId(context, source.id) },
    el(
      "summary",
      {},
      el("span", { class: "number" }, String(number)),
      el("span", { class: "source-title" }, source.name ?? source.title),
      el("span", { class: `trust trust-${source.trust}` }, trust),
    ),
    el(
      "dl",
      {},
      ...(source.name === undefined ? [] : row(words.say("page-original"), source.title)),
      ...row(words.say("page-publisher"), source.publisher),
      ...row(words.say("page-date"), sayDate(words, source.date)),
      ...row(words.say("page-trust"), trust),
      ...source.cites.flatMap((cited) => row(words.say("page-cites"), cited)),
    ),
    el(
      "p",
      { class: "source-link" },
      url === null
        ? words.say("page-no-link")
        : outwardLink(words, url, words.say("page-source-open")),
    ),
  );
}

/** The newest of the dates, as they are written; days, months and years stand in this order as texts, too. */
const newestOf = (dates: readonly (string | null)[]): string | null =>
  dates.reduce((newest, date) => (date !== null && (newest ?? "") < date ? date : newest), null);

/**
 * The sources of an answer behind one line that tells their number, age and kind; each opens to publisher, date, trust and link.
 * A number behind a statement opens both.
 */
export function drawSources(
  context: DrawContext,
  block: Extract<Block, { kind: "sources" }>,
): HTMLElement {
  const { words } = context;
  const kinds = [...new Set(block.items.map(({ trust }) => words.say(`trust-${trust}`)))];
  const newest = newestOf(block.items.map(({ date }) => date));
  return el(
    "details",
    { class: "sources" },
    el(
      "summary",
      {},
      el("span", { class: "sources-count" }, `${block.title} ${String(block.items.length)}`),
      el(
        "span",
        { class: "meta" },
        ` · ${words.say("page-newest-source", { date: sayDate(words, newest) })} · ${kinds.join(words.say("comma"))}`,
      ),
    ),
    ...block.items.map((source) => drawSource(context, source)),
  );
}
