import type { Block, ChannelView, ClaimView, Reply, SourceView } from "../../reply/types.js";
import { joinRich, rich, splitRich, type Rich } from "./rich-text.js";
import type { Words } from "./words.js";

/** A reply as it is drawn here. */
export interface Card {
  /** What is shown at once. */
  readonly main: Rich;
  /** Everything, in pages; empty when the main text is everything. */
  readonly full: readonly Rich[];
}

/** A message that is read at a glance, in UTF-16 units; what is over goes behind a button where it can. */
const GLANCE = 900;

/** One line or paragraph of a reply. */
interface Part {
  readonly rich: Rich;
  /** An empty line stands before it. */
  readonly gap: boolean;
  /** 0 = always shown; the greater, the sooner it goes behind the button. */
  readonly rank: number;
  /** What is shown instead when there is no room; without it the part goes as a whole. */
  readonly short?: Rich;
  /** A title: goes when the lines under it are gone. */
  readonly isHead?: true;
}

const claimText = (words: Words, claim: ClaimView): string =>
  claim.conflict
    ? words.say("claim-dated", { text: claim.text, date: words.date(claim.asOf) })
    : claim.text;

/** An address as people say it; the app makes a link of it all the same. */
const spokenUrl = (url: string): string => url.replace(/^https?:\/\//u, "").replace(/\/$/u, "");

/** Name and ways to reach it, in one line. */
function channelText(words: Words, channel: ChannelView): string {
  const url = channel.url === undefined ? undefined : spokenUrl(channel.url);
  const ways = [channel.phone, url, channel.address].filter((way) => way !== undefined);
  const name = ways.includes(channel.name) ? "" : channel.name;
  const line = [name, ...ways].filter((way) => way !== "").join(words.say("space"));
  return channel.general ? words.say("channel-general", { channel: line }) : line;
}

export function sourceText(words: Words, source: SourceView): string {
  const cites =
    source.cites.length === 0
      ? ""
      : words.say("source-cites", { cites: source.cites.join(words.say("comma")) });
  return words.say("source-line", {
    title: source.title,
    publisher: source.publisher,
    date: words.date(source.date),
    trust: words.say(`trust-${source.trust}`),
    cites,
  });
}

const bullet = (words: Words, text: string): string => words.say("bullet", { text });
const head = (words: Words, title: string): Rich =>
  rich({ bold: words.say("titled-head", { title }) });

/** A title with its lines; `ranks` says how dispensable each line is, and the title goes with the last of them. */
function titled(
  words: Words,
  title: string,
  lines: readonly { readonly text: string; readonly rank: number }[],
): readonly Part[] {
  const [only] = lines;
  if (only === undefined) return [];
  if (lines.length === 1) {
    const label = words.say("titled-line", { title, text: "" });
    return [{ rich: rich({ bold: label }, only.text), gap: true, rank: only.rank }];
  }
  return [
    {
      rich: head(words, title),
      gap: true,
      rank: Math.min(...lines.map(({ rank }) => rank)),
      isHead: true,
    },
    ...lines.map(({ text, rank }) => ({ rich: rich(bullet(words, text)), gap: false, rank })),
  ];
}

const named = (name: string, district: string): Rich =>
  district === "" ? rich({ bold: name }) : rich({ bold: name }, ` · ${district}`);

/** Statements that disagree are shown together or not at all. */
const claimRank = (claims: readonly ClaimView[], index: number, isFirst: boolean): number => {
  if (!isFirst) return 8;
  return index === 0 || claims.some(({ conflict }) => conflict) ? 0 : 3;
};

/** A verdict: sign, name, word and sum always; then what stands in the way, ways, what to mind, what is met. */
function verdictParts(words: Words, block: Extract<Block, { kind: "verdict" }>): readonly Part[] {
  const word =
    block.amount === "" ? block.word : `${block.word}${words.say("comma")}${block.amount}`;
  const line = (text: string, rank: number): Part => ({
    rich: rich(bullet(words, text)),
    gap: false,
    rank,
  });
  return [
    {
      rich: rich(
        { bold: `${block.sign} ${block.name}` },
        words.say("titled-line", { title: "", text: word }),
      ),
      gap: true,
      rank: 0,
    },
    ...block.items.map(({ sign, criterion, yours, outcome }) =>
      line(
        words.say(yours === undefined ? "verdict-item" : "verdict-item-yours", {
          sign,
          criterion,
          yours: yours ?? "",
        }),
        outcome === "met" ? 5 : 2,
      ),
    ),
    ...block.ways.map((way) =>
      line(
        words.say("titled-line", {
          title: block.waysTitle,
          text: way.map(({ change }) => change).join(words.say("judged-and")),
        }),
        3,
      ),
    ),
    ...block.notes.map((note) => line(note, block.outcome === "eligible" ? 1 : 6)),
    ...(block.basis === "" ? [] : [{ rich: rich({ italic: block.basis }), gap: false, rank: 0 }]),
  ];
}

function blockParts(words: Words, block: Block, isFirstClaims: boolean): readonly Part[] {
  switch (block.kind) {
    case "heading":
      return [{ rich: rich({ bold: block.text }), gap: true, rank: 0 }];
    case "paragraph":
    case "missing":
      return [{ rich: rich(block.text), gap: true, rank: 0 }];
    case "note":
      return [{ rich: rich({ italic: block.text }), gap: true, rank: 0 }];
    case "service":
      return [
        { rich: named(block.name, block.districtName), gap: true, rank: 0 },
        { rich: rich(block.text), gap: false, rank: 0 },
      ];
    case "claims":
      return titled(
        words,
        block.title,
        block.items.map((claim, index) => ({
          text: claimText(words, claim),
          rank: claimRank(block.items, index, isFirstClaims),
        })),
      );
    case "list":
      return [
        { rich: head(words, block.title), gap: true, rank: 0 },
        ...block.items.map((item) => {
          const short = joinRich([
            { rich: rich("· "), before: "" },
            { rich: named(item.name, item.districtName), before: "" },
          ]);
          const text = joinRich([
            { rich: short, before: "" },
            { rich: rich(item.text), before: "\n" },
          ]);
          return { rich: text, gap: false, rank: 4, short };
        }),
      ];
    case "comparison":
      return [
        { rich: rich({ bold: block.title }), gap: true, rank: 0 },
        ...block.rows.flatMap((row, index) => [
          {
            rich: head(words, row.title),
            gap: true,
            rank: index === 0 ? 0 : 9 + index,
            isHead: true as const,
          },
          ...block.columns.map((column, at) => {
            const cell = row.cells[at] ?? [];
            const text =
              cell.length === 0
                ? words.say("cell-empty")
                : cell.map((claim) => claimText(words, claim)).join("");
            const line = words.say("titled-line", { title: column.name, text });
            return {
              rich: rich(bullet(words, line)),
              gap: false,
              rank: index === 0 ? 0 : 9 + index,
            };
          }),
        ]),
      ];
    case "verdict":
      return verdictParts(words, block);
    case "channels":
      return titled(
        words,
        block.title,
        block.items.map((channel, index) => ({
          text: channelText(words, channel),
          rank: index === 0 ? 0 : 6,
        })),
      );
    case "sources":
      return titled(
        words,
        block.title,
        block.items.map((source, index) => ({
          text: sourceText(words, source),
          rank: index === 0 ? 0 : 7,
        })),
      );
    default:
      return block satisfies never;
  }
}

const compose = (parts: readonly Part[]): Rich =>
  joinRich(
    parts
      .filter((part) => part.rich.text !== "")
      .map((part) => ({ rich: part.rich, before: part.gap ? "\n\n" : "\n" })),
  );

const withoutBareHeads = (parts: readonly Part[]): readonly Part[] =>
  parts.filter((part, index) => part.isHead !== true || parts[index + 1]?.gap === false);

/** Leaves out what is most dispensable until the rest is read at a glance. */
function compact(parts: readonly Part[], limit: number): readonly Part[] {
  const left = [...parts];
  const ranks = [...new Set(parts.map(({ rank }) => rank))].sort((a, b) => b - a);
  for (const rank of ranks) {
    if (rank === 0) break;
    for (let index = left.length - 1; index >= 0; index -= 1) {
      const part = left[index];
      if (part?.rank !== rank) continue;
      if (compose(left).text.length <= limit) return withoutBareHeads(left);
      const { short, ...rest } = part;
      left.splice(index, 1, ...(short === undefined ? [] : [{ ...rest, rich: short }]));
    }
  }
  return withoutBareHeads(left);
}

/** Parts of the reply, one list for each question that it answers. */
function sections(words: Words, blocks: readonly Block[]): readonly (readonly Part[])[] {
  const all: Part[][] = [[]];
  let isFirstClaims = true;
  for (const block of blocks) {
    if (block.kind === "heading") {
      all.push([]);
      isFirstClaims = true;
    }
    all.at(-1)?.push(...blockParts(words, block, isFirstClaims));
    if (block.kind === "claims") isFirstClaims = false;
  }
  return all.filter((section) => section.length > 0);
}

/**
 * The reply as a card of at most 900 units where its statements allow it: name and district, the answer, where
 * to go, source and date. A statement is shown whole or not at all; remarks on age and disagreement always are.
 */
export function drawCard(words: Words, reply: Reply): Card {
  const parts = sections(words, reply.blocks);
  const whole = compose(parts.flat());
  if (whole.text === "") return { main: rich(reply.text), full: [] };
  const main = compose(parts.flatMap((section) => compact(section, GLANCE)));
  return { main, full: main.text === whole.text ? [] : splitRich(whole, PAGE) };
}

/** A page that is turned in place; shorter than a message may be, so that it stays on a screen or two. */
const PAGE = 2500;
