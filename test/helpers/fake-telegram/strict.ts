import { Refusal, type FakeButton, type FakeEntity } from "./types.js";

type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const bad = (words: string): Refusal => new Refusal(400, `Bad Request: ${words}`);

const ENTITY_TYPES: ReadonlySet<string> = new Set([
  "bold",
  "italic",
  "underline",
  "strikethrough",
  "spoiler",
  "blockquote",
  "expandable_blockquote",
  "code",
  "pre",
  "text_link",
]);

/** The limits of the Bot API for texts: 4096 UTF-16 units after trimming, no parse mode with entities. */
export function checkText(payload: Fields, field: "text" | "caption", limit: number): string {
  const text = payload[field];
  if (field === "caption" && text === undefined) return "";
  if (typeof text !== "string" || text.trim() === "") throw bad("message text is empty");
  if (text.trim() !== text) throw bad("strict: the server trims texts, and entities would shift");
  if (text.length > limit)
    throw bad(field === "text" ? "message is too long" : "message caption is too long");
  if (/\p{Surrogate}/u.test(text)) throw bad("strings must be encoded in UTF-8");
  if ("parse_mode" in payload)
    throw bad("can't parse entities: strict: parse modes are not used here");
  return text;
}

/** Entities inside the text, not empty, not through a surrogate pair, not half over each other. */
export function checkEntities(value: unknown, text: string): readonly FakeEntity[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > 100) throw bad("can't parse entities");
  const entities = value.map((entity: unknown) => {
    if (!isFields(entity)) throw bad("can't parse MessageEntity");
    const { type, offset, length } = entity;
    if (typeof type !== "string" || !ENTITY_TYPES.has(type))
      throw bad("can't parse MessageEntity: type");
    if (typeof offset !== "number" || typeof length !== "number")
      throw bad("ENTITY_BOUNDS_INVALID");
    if (offset < 0 || length <= 0 || offset + length > text.length)
      throw bad("ENTITY_BOUNDS_INVALID");
    const splits = (at: number): boolean => /[\uDC00-\uDFFF]/u.test(text.charAt(at)) && at > 0;
    if (splits(offset) || splits(offset + length)) throw bad("ENTITY_BOUNDS_INVALID");
    return { type, offset, length };
  });
  for (const a of entities) {
    for (const b of entities) {
      const isCrossing =
        a.offset < b.offset &&
        b.offset < a.offset + a.length &&
        a.offset + a.length < b.offset + b.length;
      if (isCrossing) throw bad("ENTITY_BOUNDS_INVALID");
    }
  }
  return entities;
}

function checkButton(value: unknown): FakeButton {
  if (!isFields(value)) throw bad("can't parse inline keyboard button");
  const { text, callback_data, url } = value;
  if (typeof text !== "string" || text.trim() === "") throw bad("BUTTON_TEXT_INVALID");
  const actions = Object.keys(value).filter((key) => key !== "text");
  if (actions.length !== 1) throw bad("inline keyboard button must have exactly one action");
  if (callback_data !== undefined) {
    const bytes = typeof callback_data === "string" ? Buffer.byteLength(callback_data) : 0;
    if (typeof callback_data !== "string" || bytes < 1 || bytes > 64) {
      throw bad("BUTTON_DATA_INVALID");
    }
    return { text, callback_data };
  }
  if (typeof url !== "string" || !URL.canParse(url)) throw bad("BUTTON_URL_INVALID");
  const { protocol, hostname } = new URL(url);
  const isReachable = hostname.includes(".") && !/^[\d.]+$/u.test(hostname);
  if (!/^(?:https?|tg):$/u.test(protocol) || (protocol !== "tg:" && !isReachable))
    throw bad("BUTTON_URL_INVALID");
  return { text, url };
}

/** Buttons: at most 8 in a row and 100 in all, each with one action. */
export function checkKeyboard(markup: unknown): readonly (readonly FakeButton[])[] {
  if (markup === undefined) return [];
  const rows = isFields(markup) ? markup["inline_keyboard"] : undefined;
  if (!Array.isArray(rows)) throw bad("object expected as reply markup");
  const keyboard = rows.map((row: unknown) => {
    if (!Array.isArray(row) || row.length === 0 || row.length > 8)
      throw bad("strict: rows hold 1 to 8 buttons");
    return row.map(checkButton);
  });
  if (keyboard.flat().length > 100) throw bad("too many inline keyboard buttons");
  return keyboard;
}

/** Commands of the menu: up to 100, names of small letters, digits and underscores, descriptions up to 256. */
export function checkCommands(commands: unknown): void {
  if (!Array.isArray(commands) || commands.length > 100) throw bad("BOT_COMMANDS_INVALID");
  for (const each of commands as readonly unknown[]) {
    const { command, description } = isFields(each) ? each : {};
    if (typeof command !== "string" || !/^[a-z0-9_]{1,32}$/u.test(command))
      throw bad("BOT_COMMAND_INVALID");
    if (typeof description !== "string" || description.length < 1 || description.length > 256) {
      throw bad("BOT_COMMAND_DESCRIPTION_INVALID");
    }
  }
}

/** Cards of the inline mode: up to 50, ids of 1 to 64 bytes, all different, each with a title and a text. */
export function checkInlineResults(results: unknown): void {
  if (!Array.isArray(results) || results.length > 50) throw bad("RESULTS_TOO_MUCH");
  const ids = new Set<string>();
  for (const result of results as readonly unknown[]) {
    if (!isFields(result) || result["type"] !== "article")
      throw bad("can't parse inline query result");
    const { id, title, input_message_content: content } = result;
    if (typeof id !== "string" || Buffer.byteLength(id) < 1 || Buffer.byteLength(id) > 64)
      throw bad("RESULT_ID_INVALID");
    if (ids.has(id)) throw bad("RESULT_ID_DUPLICATE");
    ids.add(id);
    if (typeof title !== "string" || title === "") throw bad("ARTICLE_TITLE_EMPTY");
    const text = isFields(content) ? content["message_text"] : undefined;
    if (!isFields(content) || typeof text !== "string") throw bad("MESSAGE_EMPTY");
    checkEntities(content["entities"], checkText({ text }, "text", 4096));
    checkKeyboard(result["reply_markup"]);
  }
}
