import type { InlineQueryResultArticle } from "grammy/types";
import type { Catalogue, ServiceDetail } from "../../../assistant/types.js";
import { TelegramCallError } from "../intake/call-error.js";
import { sourceText } from "../cards/block-parts.js";
import type { Desk } from "./desk.js";
import type { Inbound } from "../intake/inbound.js";
import { joinRich, rich, splitRich, type Rich } from "../cards/rich-text.js";
import { createWords, type Words } from "./words.js";

const CARDS = 10;
/** Cards are the same for everybody, so Telegram may keep them; seconds. */
const CACHE_SECONDS = 300;
/** Statements on a card that goes into other people's chats. */
const STATEMENTS = 3;

/** A service as a card: name and district, what it is, source and date. */
function drawService(words: Words, district: string, detail: ServiceDetail): Rich {
  const claims = detail.claims.what.slice(0, STATEMENTS);
  const cited = new Set(claims.flatMap(({ sources }) => sources));
  const sources = detail.sources.filter(({ id }) => cited.has(id)).slice(0, 2);
  const stale = claims.find((claim) => claim.stale);
  const note =
    stale === undefined ? [] : [words.say("notice-stale", { date: words.date(stale.asOf) })];
  const head = words.say("titled-head", { title: words.say("sources-title") });
  return joinRich([
    { rich: rich({ bold: detail.name }, district === "" ? "" : ` · ${district}`), before: "" },
    ...claims.map(({ text }) => ({ rich: rich(text), before: "\n" })),
    ...sources.map((source, index) => ({
      rich: rich(...(index === 0 ? [{ bold: head }] : []), sourceText(words, source)),
      before: index === 0 ? "\n\n" : "\n",
    })),
    ...note.map((text) => ({ rich: rich({ italic: text }), before: "\n" })),
  ]);
}

function drawResult(
  words: Words,
  catalogue: Catalogue,
  detail: ServiceDetail,
  username: string,
): InlineQueryResultArticle {
  const district = catalogue.districts.find(({ id }) => id === detail.district)?.name ?? "";
  const [text = rich(detail.name)] = splitRich(drawService(words, district, detail));
  return {
    type: "article",
    id: detail.id,
    title: district === "" ? detail.name : `${detail.name} · ${district}`,
    description: detail.claims.what[0]?.text ?? "",
    input_message_content: {
      message_text: text.text,
      entities: [...text.entities],
      link_preview_options: { is_disabled: true },
    },
    reply_markup: {
      inline_keyboard: [
        [
          {
            text: words.say("telegram-private-button"),
            url: `https://t.me/${username}?start=s_${detail.id}`,
          },
        ],
      ],
    },
  };
}

/** Offers services for the words after our name, in any chat. Statements are Chinese, and so are the labels. */
export async function answerInline(
  desk: Desk,
  { query, queryId }: Extract<Inbound, { kind: "inline" }>,
): Promise<void> {
  const catalogue = desk.options.catalogue();
  const words = createWords(catalogue, "zh-CN");
  const found = query.trim() === "" ? [] : catalogue.find({ q: query.slice(0, 64), limit: CARDS });
  const results = found.flatMap(({ id }) => {
    const detail = catalogue.get(id);
    return detail === null || detail.claims.what.length === 0
      ? []
      : [drawResult(words, catalogue, detail, desk.self().username)];
  });
  try {
    await desk.api.answerInlineQuery(queryId, results, {
      cache_time: CACHE_SECONDS,
      is_personal: false,
      button: { text: words.say("telegram-private-button"), start_parameter: "hello" },
    });
  } catch (fault) {
    // The person typed on meanwhile; the next query is answered.
    if (!(fault instanceof TelegramCallError) || fault.failure === "stopped") throw fault;
  }
}
