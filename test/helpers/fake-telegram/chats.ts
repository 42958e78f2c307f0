import { checkEntities, checkKeyboard, checkText, isFields } from "./strict.js";
import { Refusal, type FakeMessage, type FakeOptions, type FakeTelegram } from "./types.js";

type Fields = Readonly<Record<string, unknown>>;

export interface Chat {
  readonly messages: Map<number, FakeMessage>;
  isBlocked: boolean;
  tokens: number;
  refilledAt: number;
}

/** The chats of the fake, and the methods that change them. */
export interface Chats {
  /** Made at first sight: who writes to the bot may be written to. */
  open(id: number): Chat;
  find(id: number): Chat | undefined;
  /** The id of a message that comes now; as at Telegram all private talks of a bot are counted together. */
  newId(): number;
  send(payload: Fields): unknown;
  sendDocument(payload: Fields): unknown;
  edit(payload: Fields, withText: boolean): unknown;
  remove(payload: Fields): unknown;
}

export function createChats(
  options: FakeOptions,
  me: FakeTelegram["me"],
  onChange: (chatId: number) => void,
): Chats {
  const chats = new Map<number, Chat>();
  let nextId = 1;

  const chatOf = (id: number): Chat => {
    const known = chats.get(id);
    if (known !== undefined) return known;
    const fresh: Chat = {
      messages: new Map(),
      isBlocked: false,
      tokens: options.rateLimit?.burst ?? 0,
      refilledAt: Date.now(),
    };
    chats.set(id, fresh);
    return fresh;
  };

  /** The chat that a call names. Refuses chats that never wrote, blocked ones, and too much at once. */
  function target(payload: Fields): { readonly chat: Chat; readonly id: number } {
    const id = payload["chat_id"];
    const chat = typeof id === "number" ? chats.get(id) : undefined;
    if (typeof id !== "number" || chat === undefined)
      throw new Refusal(400, "Bad Request: chat not found");
    if (chat.isBlocked) throw new Refusal(403, "Forbidden: bot was blocked by the user");
    return { chat, id };
  }

  function spend(chat: Chat): void {
    const limit = options.rateLimit;
    if (limit === undefined) return;
    const now = Date.now();
    chat.tokens = Math.min(
      limit.burst,
      chat.tokens + ((now - chat.refilledAt) / 1000) * limit.perSecond,
    );
    chat.refilledAt = now;
    if (chat.tokens < 1) {
      const wait = Math.ceil((1 - chat.tokens) / limit.perSecond);
      throw new Refusal(429, `Too Many Requests: retry after ${wait}`, wait);
    }
    chat.tokens -= 1;
  }

  const shown = (chatId: number, message: FakeMessage): Fields => ({
    message_id: message.message_id,
    from: message.fromBot ? me : { id: chatId, is_bot: false, first_name: "Guest" },
    chat: { id: chatId, type: "private", first_name: "Guest" },
    date: Math.floor(Date.now() / 1000),
    text: message.text,
    entities: message.entities,
  });

  function sendMessage(payload: Fields): unknown {
    const { chat, id } = target(payload);
    const text = checkText(payload, "text", 4096);
    const entities = checkEntities(payload["entities"], text);
    const keyboard = checkKeyboard(payload["reply_markup"]);
    spend(chat);
    const message: FakeMessage = {
      message_id: nextId++,
      fromBot: true,
      text,
      entities,
      keyboard,
      extra: payload,
      edits: 0,
    };
    chat.messages.set(message.message_id, message);
    onChange(id);
    return shown(id, message);
  }

  function editable(payload: Fields): { readonly id: number; readonly message: FakeMessage } {
    const { chat, id } = target(payload);
    const message = chat.messages.get(Number(payload["message_id"]));
    if (message === undefined) throw new Refusal(400, "Bad Request: message to edit not found");
    if (!message.fromBot) throw new Refusal(400, "Bad Request: message can't be edited");
    return { id, message };
  }

  function edit(payload: Fields, withText: boolean): unknown {
    const { id, message } = editable(payload);
    const text = withText ? checkText(payload, "text", 4096) : message.text;
    const entities = withText ? checkEntities(payload["entities"], text) : message.entities;
    const keyboard = checkKeyboard(payload["reply_markup"]);
    const state = (t: string, e: unknown, k: unknown): string => JSON.stringify([t, e, k]);
    if (
      state(text, entities, keyboard) === state(message.text, message.entities, message.keyboard)
    ) {
      throw new Refusal(
        400,
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
      );
    }
    message.text = text;
    message.entities = entities;
    message.keyboard = keyboard;
    message.edits += 1;
    onChange(id);
    return shown(id, message);
  }

  function sendDocument(payload: Fields): unknown {
    const { chat, id } = target(payload);
    const file = payload["document"];
    if (
      !isFields(file) ||
      typeof file["name"] !== "string" ||
      typeof file["content"] !== "string"
    ) {
      throw new Refusal(400, "Bad Request: there is no document in the request");
    }
    const caption = checkText(payload, "caption", 1024);
    spend(chat);
    const message: FakeMessage = {
      message_id: nextId++,
      fromBot: true,
      text: caption,
      entities: [],
      keyboard: [],
      file: { name: file["name"], content: file["content"] },
      extra: payload,
      edits: 0,
    };
    chat.messages.set(message.message_id, message);
    onChange(id);
    return { ...shown(id, message), document: { file_id: `file${message.message_id}` } };
  }

  function remove(payload: Fields): unknown {
    const { chat, id } = target(payload);
    if (!chat.messages.delete(Number(payload["message_id"]))) {
      throw new Refusal(400, "Bad Request: message to delete not found");
    }
    onChange(id);
    return true;
  }

  return {
    open: chatOf,
    find: (id) => chats.get(id),
    newId: () => nextId++,
    send: sendMessage,
    sendDocument,
    edit,
    remove,
  };
}
