import type { RawUpdate, Sender } from "./types.js";

type Fields = Readonly<Record<string, unknown>>;

const now = (): number => Math.floor(Date.now() / 1000);

const chatFields = ({ chatId, type = "private" }: Sender): Fields => ({
  id: chatId,
  type,
  ...(type === "private" ? { first_name: "Guest" } : { title: "Group" }),
});

const userFields = ({ chatId, userId, languageCode = "zh-hans" }: Sender): Fields => ({
  id: userId ?? chatId,
  is_bot: false,
  first_name: "Guest",
  language_code: languageCode,
});

const threadFields = ({ thread }: Sender): Fields =>
  thread === undefined ? {} : { message_thread_id: thread, is_topic_message: true };

/** A message as an app sends it: a command at its start is marked as one. */
export function textUpdate(
  from: Sender,
  messageId: number,
  text: string,
  extra: Fields,
): RawUpdate {
  const command = /^\/[a-z0-9_]+(?:@\w+)?/iu.exec(text)?.[0];
  return {
    message: {
      message_id: messageId,
      from: userFields(from),
      chat: chatFields(from),
      date: now(),
      text,
      ...(command !== undefined && {
        entities: [{ type: "bot_command", offset: 0, length: command.length }],
      }),
      ...threadFields(from),
      ...extra,
    },
  };
}

export function editUpdate(from: Sender, messageId: number, text: string): RawUpdate {
  return {
    edited_message: {
      message_id: messageId,
      from: userFields(from),
      chat: chatFields(from),
      date: now(),
      edit_date: now(),
      text,
      ...threadFields(from),
    },
  };
}

/** A pressed button; `message` is the bot's message under which it stands. */
export function pressUpdate(
  from: Sender,
  press: { readonly id: string; readonly data: string },
  message: { readonly id: number; readonly text: string; readonly from: Fields },
): RawUpdate {
  return {
    callback_query: {
      id: press.id,
      from: userFields(from),
      chat_instance: "1",
      message: {
        message_id: message.id,
        from: message.from,
        chat: chatFields(from),
        date: now(),
        text: message.text,
        ...threadFields(from),
      },
      data: press.data,
    },
  };
}
