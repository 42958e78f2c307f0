/** Where a message came from and where its answer goes. */
export interface Place {
  readonly chatId: number;
  /** What the talk is filed under, before the secret is applied: in groups each person has a talk of their own. */
  readonly address: string;
  readonly isGroup: boolean;
  /** Thread of a group with topics. */
  readonly thread?: number;
  /** Language of the person's app (IETF tag). */
  readonly languageCode?: string;
}

export interface Command {
  /** In lower case, without slash and bot name. */
  readonly name: string;
  readonly args: string;
}

/** What of an update matters to us; everything else is `ignored`. */
export type Inbound =
  | {
      readonly kind: "message";
      readonly place: Place;
      readonly messageId: number;
      readonly isEdit: boolean;
      /** Seconds since the epoch. */
      readonly date: number;
      /** `null`: a picture, voice, sticker, place or the like. Without the mention of the bot. */
      readonly text: string | null;
      readonly command: Command | null;
    }
  | {
      readonly kind: "press";
      readonly place: Place;
      readonly pressId: string;
      readonly data: string;
      readonly messageId: number;
    }
  /** A press that cannot be tied to a message of a chat. */
  | { readonly kind: "stray-press"; readonly pressId: string }
  | {
      readonly kind: "inline";
      readonly userId: number;
      readonly queryId: string;
      readonly query: string;
      readonly languageCode?: string;
    }
  | {
      readonly kind: "membership";
      readonly place: Place;
      readonly isMember: boolean;
      readonly wasMember: boolean;
    }
  | { readonly kind: "ignored" };

/** Who we are, for mentions. */
export interface Self {
  readonly id: number;
  readonly username: string;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const fields = (value: unknown): Fields => (isFields(value) ? value : {});
const integer = (value: unknown): number | null =>
  typeof value === "number" && Number.isSafeInteger(value) ? value : null;
const string = (value: unknown): string | null => (typeof value === "string" ? value : null);

const IGNORED: Inbound = { kind: "ignored" };

/** The id of an update, or `null` when it is none. */
export const updateIdOf = (update: unknown): number | null => {
  const id = integer(fields(update)["update_id"]);
  return id !== null && id >= 0 ? id : null;
};

function placeOf(chat: Fields, from: Fields, message: Fields): Place | null {
  const chatId = integer(chat["id"]);
  const userId = integer(from["id"]);
  const type = chat["type"];
  const isGroup = type === "group" || type === "supergroup";
  if (chatId === null || userId === null || (type !== "private" && !isGroup)) return null;
  const thread =
    message["is_topic_message"] === true ? integer(message["message_thread_id"]) : null;
  const languageCode = string(from["language_code"]);
  return {
    chatId,
    address: isGroup ? `${chatId}/${thread ?? 0}/${userId}` : String(chatId),
    isGroup,
    ...(thread !== null && { thread }),
    ...(languageCode !== null && { languageCode }),
  };
}

interface Span {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly userId: number | null;
}

/** Entities that lie inside the text. */
function spansOf(entities: unknown, text: string): readonly Span[] {
  if (!Array.isArray(entities)) return [];
  return entities.flatMap((entity: unknown) => {
    const { type, offset, length, user } = fields(entity);
    const from = integer(offset);
    const size = integer(length);
    if (typeof type !== "string" || from === null || size === null) return [];
    if (from < 0 || size <= 0 || from + size > text.length) return [];
    return [{ type, offset: from, length: size, userId: integer(fields(user)["id"]) }];
  });
}

/** The command at the start of a text; `foreign` when it is meant for another bot. */
function commandOf(text: string, spans: readonly Span[], self: Self): Command | "foreign" | null {
  const span = spans.find(({ type, offset }) => type === "bot_command" && offset === 0);
  if (span === undefined) return null;
  const [name = "", bot] = text.slice(1, span.length).split("@");
  if (bot !== undefined && bot.toLowerCase() !== self.username.toLowerCase()) return "foreign";
  return { name: name.toLowerCase(), args: text.slice(span.length).trim() };
}

/** The spans that name us, last first, so that they can be cut out one after another. */
const mentionsOf = (text: string, spans: readonly Span[], self: Self): readonly Span[] =>
  spans
    .filter(
      ({ type, offset, length, userId }) =>
        (type === "mention" &&
          text.slice(offset, offset + length).toLowerCase() ===
            `@${self.username.toLowerCase()}`) ||
        (type === "text_mention" && userId === self.id),
    )
    .sort((a, b) => b.offset - a.offset);

function readMessage(message: Fields, self: Self, isEdit: boolean): Inbound {
  const from = fields(message["from"]);
  const place = placeOf(fields(message["chat"]), from, message);
  const messageId = integer(message["message_id"]);
  if (place === null || messageId === null || from["is_bot"] === true) return IGNORED;
  if (isFields(message["via_bot"])) return IGNORED; // a card of the inline mode, sent on by a person
  const date = integer(message["date"]) ?? 0;
  const text = string(message["text"]);
  const about = { kind: "message" as const, place, messageId, isEdit, date };
  const isReplyToUs =
    integer(fields(fields(message["reply_to_message"])["from"])["id"]) === self.id;
  if (text === null) {
    const isService = SERVICE_FIELDS.some((field) => field in message);
    const isWanted = !isService && !isEdit && (!place.isGroup || isReplyToUs);
    return isWanted ? { ...about, text: null, command: null } : IGNORED;
  }
  const spans = spansOf(message["entities"], text);
  const command = commandOf(text, spans, self);
  if (command === "foreign") return place.isGroup ? IGNORED : { ...about, text, command: null };
  if (command !== null) return { ...about, text: command.args, command };
  const mentions = mentionsOf(text, spans, self);
  if (place.isGroup && mentions.length === 0 && !isReplyToUs) return IGNORED;
  const spoken = mentions.reduce(
    (left, { offset, length }) => `${left.slice(0, offset)} ${left.slice(offset + length)}`,
    text,
  );
  return { ...about, text: spoken.trim(), command: null };
}

/** Messages that report something about the chat itself; nobody said them. */
const SERVICE_FIELDS = [
  "new_chat_members",
  "left_chat_member",
  "new_chat_title",
  "new_chat_photo",
  "delete_chat_photo",
  "group_chat_created",
  "supergroup_chat_created",
  "channel_chat_created",
  "migrate_to_chat_id",
  "migrate_from_chat_id",
  "pinned_message",
  "message_auto_delete_timer_changed",
  "forum_topic_created",
  "forum_topic_closed",
  "forum_topic_reopened",
  "forum_topic_edited",
  "general_forum_topic_hidden",
  "general_forum_topic_unhidden",
  "video_chat_started",
  "video_chat_ended",
  "video_chat_scheduled",
  "video_chat_participants_invited",
  "boost_added",
  "write_access_allowed",
  "proximity_alert_triggered",
  "chat_background_set",
] as const;

function readPress(query: Fields): Inbound {
  const pressId = string(query["id"]);
  if (pressId === null) return IGNORED;
  const message = fields(query["message"]);
  const from = fields(query["from"]);
  const place = placeOf(fields(message["chat"]), from, message);
  const messageId = integer(message["message_id"]);
  if (place === null || messageId === null) return { kind: "stray-press", pressId };
  return { kind: "press", place, pressId, data: string(query["data"]) ?? "", messageId };
}

function readInline(query: Fields): Inbound {
  const from = fields(query["from"]);
  const userId = integer(from["id"]);
  const queryId = string(query["id"]);
  if (userId === null || queryId === null) return IGNORED;
  const languageCode = string(from["language_code"]);
  return {
    kind: "inline",
    userId,
    queryId,
    query: string(query["query"]) ?? "",
    ...(languageCode !== null && { languageCode }),
  };
}

const isIn = (member: unknown): boolean => {
  const { status, is_member } = fields(member);
  return (
    status === "member" ||
    status === "administrator" ||
    status === "creator" ||
    (status === "restricted" && is_member === true)
  );
};

function readMembership(change: Fields): Inbound {
  const place = placeOf(fields(change["chat"]), fields(change["from"]), {});
  if (place === null) return IGNORED;
  return {
    kind: "membership",
    place,
    isMember: isIn(change["new_chat_member"]),
    wasMember: isIn(change["old_chat_member"]),
  };
}

/** What an update says, whatever is missing from it or added to it. Pure; never throws. */
export function readInbound(update: unknown, self: Self): Inbound {
  const { message, edited_message, callback_query, inline_query, my_chat_member } = fields(update);
  if (isFields(message)) return readMessage(message, self, false);
  if (isFields(edited_message)) return readMessage(edited_message, self, true);
  if (isFields(callback_query)) return readPress(callback_query);
  if (isFields(inline_query)) return readInline(inline_query);
  if (isFields(my_chat_member)) return readMembership(my_chat_member);
  return IGNORED;
}

/** Updates of one lane are answered one after another; `null` when the order does not matter. */
export function laneOf(inbound: Inbound): string | null {
  switch (inbound.kind) {
    case "message":
    case "press":
    case "membership":
      return String(inbound.place.chatId);
    case "inline":
      return `inline/${inbound.userId}`;
    case "stray-press":
    case "ignored":
      return null;
    default:
      return inbound satisfies never;
  }
}
