import { caseText } from "./case/case-text.js";
import type { Block, ChannelView, ClaimView, Reply, SourceView } from "./types.js";
import type { Speaker } from "./wordings.js";
import { verdictText } from "./verdict/verdict-text.js";
import { sayAsOf, sayDate } from "./views.js";

const claimLine = (speaker: Speaker, claim: ClaimView): string =>
  claim.conflict
    ? speaker.say("claim-dated", { text: claim.text, date: sayDate(speaker, claim.asOf) })
    : claim.text;

/** One channel in a line: name and how to reach it. */
function channelLine(speaker: Speaker, channel: ChannelView): string {
  const where = [channel.phone, channel.url, channel.address].filter((part) => part !== undefined);
  const name = where.includes(channel.name) ? "" : channel.name;
  return [name, ...where].filter((part) => part !== "").join(speaker.say("space"));
}

/** So many of the documents that a source names stand in its line; all of them are behind it. */
const MOST_CITES = 1;

/** One source in a line: what it is, publisher, date, how far it is trusted, what it cites. */
function sourceLine(speaker: Speaker, source: SourceView): string {
  const named = source.cites.slice(0, MOST_CITES).join(speaker.say("comma"));
  const count = source.cites.length;
  const key = count > MOST_CITES ? "source-cites-many" : "source-cites";
  return speaker.say(source.name === undefined ? "source-line" : "source-line-named", {
    title: source.name ?? source.title,
    publisher: source.publisher,
    date: sayAsOf(speaker, source.date, source),
    trust: speaker.say(`trust-${source.trust}`),
    cites: count === 0 ? "" : speaker.say(key, { cites: named, count }),
  });
}

const titled = (speaker: Speaker, title: string, lines: readonly string[]): string =>
  lines.length === 1
    ? speaker.say("titled-line", { title, text: lines[0] ?? "" })
    : [
        speaker.say("titled-head", { title }),
        ...lines.map((text) => speaker.say("bullet", { text })),
      ].join("\n");

function blockText(speaker: Speaker, block: Block): string {
  switch (block.kind) {
    case "heading":
    case "paragraph":
    case "note":
    case "missing":
      return block.text;
    case "service":
      return speaker.say("service-line", {
        name: block.name,
        district: block.districtName,
        text: block.text,
      });
    case "claims":
      return titled(
        speaker,
        block.title,
        block.items.map((claim) => claimLine(speaker, claim)),
      );
    case "list":
      return titled(
        speaker,
        block.title,
        block.items.map((item) =>
          speaker.say("service-line", {
            name: item.name,
            district: item.districtName,
            text: item.text,
          }),
        ),
      );
    case "comparison":
      return [
        block.title,
        ...block.rows.map((row) =>
          [
            speaker.say("titled-head", { title: row.title }),
            ...block.columns.map((column, index) => {
              const cell = row.cells[index] ?? [];
              const text =
                cell.length === 0
                  ? speaker.say("cell-empty")
                  : cell.map((claim) => claimLine(speaker, claim)).join("");
              return speaker.say("bullet", {
                text: speaker.say("titled-line", { title: column.name, text }),
              });
            }),
          ].join("\n"),
        ),
      ].join("\n");
    case "verdict":
      return verdictText(speaker, block);
    case "steps":
    case "districts":
      return caseText(speaker, block);
    case "channels":
      return titled(
        speaker,
        block.title,
        block.items.map((channel) =>
          channel.general
            ? speaker.say("channel-general", { channel: channelLine(speaker, channel) })
            : channelLine(speaker, channel),
        ),
      );
    case "sources":
      return titled(
        speaker,
        block.title,
        block.items.map((source) => sourceLine(speaker, source)),
      );
    default:
      return block satisfies never;
  }
}

/** The whole reply as plain text, one block a paragraph; what is folded away stays out. */
export function renderText(speaker: Speaker, blocks: Reply["blocks"]): string {
  return blocks
    .filter(({ folded }) => folded !== true)
    .map((block) => blockText(speaker, block))
    .filter((text) => text !== "")
    .join("\n");
}
