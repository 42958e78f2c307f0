import type { Block, ChannelView, ClaimView, Reply, SourceView } from "./types.js";
import type { Speaker } from "./wordings.js";
import { sayDate } from "./views.js";

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

/** One source in a line: title, publisher, date, how far it is trusted, what it cites. */
function sourceLine(speaker: Speaker, source: SourceView): string {
  const cites =
    source.cites.length === 0
      ? ""
      : speaker.say("source-cites", { cites: source.cites.join(speaker.say("comma")) });
  return speaker.say("source-line", {
    title: source.title,
    publisher: source.publisher,
    date: sayDate(speaker, source.date),
    trust: speaker.say(`trust-${source.trust}`),
    cites,
  });
}

const titled = (speaker: Speaker, title: string, lines: readonly string[]): string =>
  lines.length === 1
    ? speaker.say("titled-line", { title, text: lines[0] ?? "" })
    : [
        speaker.say("titled-head", { title }),
        ...lines.map((text) => speaker.say("bullet", { text })),
      ].join("\n");

/** A verdict in lines: what it is, the criteria that stand in the way, what is met, what it rests on, ways, notes. */
function verdictText(speaker: Speaker, block: Extract<Block, { kind: "verdict" }>): string {
  const { name, sign, word, amount } = block;
  const item = (one: (typeof block.items)[number]): string =>
    speaker.say(one.yours === undefined ? "verdict-item" : "verdict-item-yours", {
      sign: one.sign,
      criterion: one.criterion,
      yours: one.yours ?? "",
    });
  const ways = block.ways.map((way) =>
    way.map(({ change }) => change).join(speaker.say("judged-and")),
  );
  // What to mind matters with a yes; in the other cases the criteria say what is open.
  const notes = block.outcome === "eligible" ? block.notes : [];
  return [
    speaker.say(amount === "" ? "verdict-title" : "verdict-title-amount", {
      sign,
      name,
      word,
      amount,
    }),
    ...block.items.map((one) => speaker.say("bullet", { text: item(one) })),
    ...(ways.length > 0 ? [titled(speaker, block.waysTitle, ways)] : []),
    ...notes.map((text) => speaker.say("bullet", { text })),
    block.basis,
  ]
    .filter((line) => line !== "")
    .join("\n");
}

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

/** The whole reply as plain text, one block a paragraph. */
export function renderText(speaker: Speaker, blocks: Reply["blocks"]): string {
  return blocks
    .map((block) => blockText(speaker, block))
    .filter((text) => text !== "")
    .join("\n");
}
