import type { Block, ChannelView, ClaimView, SourceView } from "../../../reply/types.js";
import { bullet, head, line, paragraph, titled, small, type Part } from "./parts.js";
import { joinRich, rich, type Rich } from "./rich-text.js";
import { verdictParts } from "./verdict-parts.js";
import type { Words } from "../talk/words.js";

export const claimText = (words: Words, claim: ClaimView): string =>
  claim.conflict
    ? words.say("claim-dated", { text: claim.text, date: words.date(claim.asOf) })
    : claim.text;

/** An address as people say it; the app makes a link of it all the same. */
const spokenUrl = (url: string): string => url.replace(/^https?:\/\//u, "").replace(/\/$/u, "");

/** Name and ways to reach it, in one line. */
export function channelText(words: Words, channel: ChannelView): string {
  const url = channel.url === undefined ? undefined : spokenUrl(channel.url);
  const ways = [channel.phone, url, channel.address].filter((way) => way !== undefined);
  const name = ways.includes(channel.name) ? "" : channel.name;
  const text = [name, ...ways].filter((way) => way !== "").join(words.say("space"));
  return channel.general ? words.say("channel-general", { channel: text }) : text;
}

/** The day of a source; of one without a date the day on which it was found, said to be that. */
const sourceDate = (words: Words, { date, retrieved }: SourceView): string =>
  date === null && retrieved !== undefined
    ? words.say("date-found", { date: words.date(retrieved) })
    : words.date(date);

const sourceLine = (words: Words, source: SourceView, cites: string): string =>
  words.say("source-line", {
    title: source.name ?? source.title,
    publisher: source.publisher,
    date: sourceDate(words, source),
    trust: words.say(`trust-${source.trust}`),
    cites,
  });

/** A source with the official documents that it names. */
export const sourceText = (words: Words, source: SourceView): string =>
  sourceLine(
    words,
    source,
    source.cites.length === 0
      ? ""
      : words.say("source-cites", { cites: source.cites.join(words.say("comma")) }),
  );

/** A source in short: what it names stands behind a button. */
const shortSource = (words: Words, source: SourceView): string => sourceLine(words, source, "");

const named = (name: string, district: string): Rich =>
  district === "" ? rich({ bold: name }) : rich({ bold: name }, ` · ${district}`);

/** Statements that disagree are shown together or not at all. */
const claimRank = (claims: readonly ClaimView[], index: number, isFirst: boolean): number => {
  if (!isFirst) return 8;
  return index === 0 || claims.some(({ conflict }) => conflict) ? 0 : 3;
};

/** Rows of a comparison: the first always, the others as there is room. */
function comparisonParts(
  words: Words,
  block: Extract<Block, { kind: "comparison" }>,
): readonly Part[] {
  return [
    paragraph(rich({ bold: block.title })),
    ...block.rows.flatMap((row, index) => {
      const rank = index === 0 ? 0 : 9 + index;
      return [
        { rich: head(words, row.title), gap: true, rank, isHead: true as const },
        ...block.columns.map((column, at) => {
          const cell = row.cells[at] ?? [];
          const text =
            cell.length === 0
              ? words.say("cell-empty")
              : cell.map((claim) => claimText(words, claim)).join("");
          return line(
            rich(bullet(words, words.say("titled-line", { title: column.name, text }))),
            rank,
          );
        }),
      ];
    }),
  ];
}

/** A card whole: it is read out or shown as it stands. */
function cardParts(
  words: Words,
  { card, title, items, isWhole }: Extract<Block, { kind: "card" }>,
): readonly Part[] {
  return [
    paragraph(head(words, title)),
    ...items.flatMap(({ zh, en, pinyin }, index) => [
      line(
        rich(
          card === "hotline"
            ? words.say("steps-numbered", { number: index + 1, text: zh })
            : bullet(words, zh),
        ),
      ),
      ...(isWhole ? [...(pinyin === undefined ? [] : [line(rich(pinyin))]), line(rich(en))] : []),
    ]),
  ];
}

/**
 * A block as lines with their ranks.
 *
 * @param isFirstClaims the statements are the answer itself rather than something beside it
 * @param isWhole nothing is shortened
 */
export function blockParts(
  words: Words,
  block: Block,
  isFirstClaims: boolean,
  isWhole = false,
): readonly Part[] {
  switch (block.kind) {
    case "heading":
      return [paragraph(rich({ bold: block.text }))];
    case "paragraph":
    case "missing":
      return [paragraph(rich(block.text))];
    case "note":
      return [paragraph(small(words, block.text))];
    case "service":
      return [paragraph(named(block.name, block.districtName)), line(rich(block.text))];
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
        paragraph(head(words, block.title)),
        ...block.items.map((item) => {
          const short = joinRich([
            { rich: rich("· "), before: "" },
            { rich: named(item.name, item.districtName), before: "" },
          ]);
          const text = joinRich([
            { rich: short, before: "" },
            { rich: rich(item.text), before: "\n" },
          ]);
          return { ...line(text, 4), short };
        }),
      ];
    case "comparison":
      return comparisonParts(words, block);
    case "verdict":
      return verdictParts(words, block);
    case "steps":
      return titled(
        words,
        block.title,
        block.items.map((item, index) => ({ text: item.line, rank: index === 0 ? 0 : 4 })),
      );
    case "districts":
      return titled(
        words,
        block.title,
        block.rows.flatMap((row) => (row.line === "" ? [] : [{ text: row.line, rank: 9 }])),
      );
    case "card":
      return cardParts(words, block);
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
          text: isWhole ? sourceText(words, source) : shortSource(words, source),
          rank: index === 0 ? 0 : 7,
        })),
      );
    default:
      return block satisfies never;
  }
}
