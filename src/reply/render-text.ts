import { cardText } from "./last-metre/card-text.js";
import { caseText } from "./case/case-text.js";
import type { Block, ClaimView, ListItem, Reply, SourceView } from "./types.js";
import type { Speaker } from "./wordings.js";
import { verdictText } from "./verdict/verdict-text.js";
import { sayAsOf, sayChannel, sayDate } from "./views.js";

const claimLine = (speaker: Speaker, claim: ClaimView): string =>
  claim.conflict
    ? speaker.say("claim-dated", { text: claim.text, date: sayDate(speaker, claim.asOf) })
    : claim.text;

/** Characters of a title in the source line; the whole title stands in the block. */
const TITLE = 26;

/** Words that a reader of English cannot read. */
const HAN = /\p{Script=Han}/u;

const shortened = (text: string): string => {
  const points = [...text];
  return points.length <= TITLE ? text : `${points.slice(0, TITLE).join("")}…`;
};

/** The source in a line: what it is, date, how far it is trusted, and how many there are more. */
function sourceLine(speaker: Speaker, sources: readonly SourceView[]): string {
  const [source] = sources;
  if (source === undefined) return "";
  const title = source.name ?? source.title;
  const isForeign = speaker.language === "en" && HAN.test(title);
  const key = isForeign
    ? "source-foreign"
    : source.name === undefined
      ? "source-short"
      : "source-short-named";
  return speaker.say(key, {
    title: shortened(title),
    date: sayAsOf(speaker, source.date, source),
    trust: speaker.say(`trust-${source.trust}`),
    more: sources.length > 1 ? speaker.say("source-more", { count: sources.length }) : "",
  });
}

/** So many characters of statements stand in one line under their title; longer ones get a line each. */
const RUN = 140;

/** Statements in one line where they are short, else a line each. */
function claimsText(speaker: Speaker, title: string, lines: readonly string[]): string {
  const run = lines.join(speaker.language === "en" ? " " : "");
  return [...run].length <= RUN * (speaker.language === "en" ? 2 : 1)
    ? titled(speaker, title, [run])
    : titled(speaker, title, lines);
}

/** One item of a list; its district where the head does not say it. */
const itemLine = (speaker: Speaker, item: ListItem, title: string): string =>
  item.districtName === "" || title.includes(item.districtName)
    ? speaker.say("titled-line", { title: item.name, text: item.text })
    : speaker.say("service-line", {
        name: item.name,
        district: item.districtName,
        text: item.text,
      });

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
      return claimsText(
        speaker,
        block.title,
        block.items.map((claim) => claimLine(speaker, claim)),
      );
    case "list":
      return titled(
        speaker,
        block.title,
        block.items.map((item) => itemLine(speaker, item, block.title)),
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
    case "card":
      return cardText(speaker, block);
    case "channels":
      return titled(speaker, block.title, [
        block.items
          .map((channel) => sayChannel(speaker, channel))
          .join(speaker.say("channel-space")),
      ]);
    case "sources":
      return titled(speaker, block.title, [sourceLine(speaker, block.items)]);
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
