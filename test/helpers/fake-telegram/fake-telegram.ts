import {
  checkCommands,
  checkEntities,
  checkInlineResults,
  checkKeyboard,
  checkText,
  isFields,
} from "./strict.js";
import {
  Refusal,
  type Answer,
  type Call,
  type FakeButton,
  type FakeMessage,
  type Fault,
  type RawUpdate,
} from "./types.js";

type Fields = Readonly<Record<string, unknown>>;

export interface FakeOptions {
  readonly token?: string;
  readonly username?: string;
  /** Id of the first update. */
  readonly firstUpdate?: number;
  /** Messages that a chat takes at once, and how many a second then; no limit when absent. */
  readonly rateLimit?: { readonly burst: number; readonly perSecond: number };
  readonly random?: () => number;
}

export const FAKE_TOKEN = "1000000001:fake-token-for-tests-and-play-0000";
const BOT_ID = 1_000_000_001;

interface Chat {
  readonly messages: Map<number, FakeMessage>;
  nextId: number;
  isBlocked: boolean;
  tokens: number;
  refilledAt: number;
}

/** Somebody who sends to the bot. */
export interface Sender {
  readonly chatId: number;
  readonly type?: "private" | "group" | "supergroup";
  readonly userId?: number;
  readonly languageCode?: string;
  readonly thread?: number;
}

/** A Bot API server without the network: strict where the real one is strict, and broken when told to. */
export interface FakeTelegram {
  readonly token: string;
  readonly me: {
    readonly id: number;
    readonly is_bot: true;
    readonly first_name: string;
    readonly username: string;
  };
  readonly calls: readonly Call[];
  /** Calls that the strict server refused as wrong (400), for tests that expect none. */
  readonly refused: readonly { readonly method: string; readonly description: string }[];
  /** Runs one method. `cut` in place of an answer: the connection is to be cut. */
  call(method: string, payload: Fields, signal?: AbortSignal): Promise<Answer | "cut">;
  /** Puts an update into the queue, with the next id unless it has one. */
  push(update: RawUpdate): RawUpdate;
  pushText(
    from: Sender,
    text: string,
    extra?: Fields,
  ): { readonly update: RawUpdate; readonly messageId: number };
  pushEdit(from: Sender, messageId: number, text: string): RawUpdate;
  pushPress(
    from: Sender,
    messageId: number,
    data: string,
  ): { readonly update: RawUpdate; readonly pressId: string };
  fault(fault: Fault): void;
  clearFaults(): void;
  block(chatId: number): void;
  chat(chatId: number): readonly FakeMessage[];
  /** The last message of the bot in a chat. */
  lastOf(chatId: number): FakeMessage | undefined;
  /** Updates that wait for the bot. */
  readonly queued: number;
  /** Highest id that a poll has confirmed. */
  readonly confirmed: number;
  /** Presses that were never answered. */
  readonly openPresses: number;
  readonly webhook: { readonly url: string; readonly secret: string } | null;
  /** Called with each new update while a webhook is set; the server delivers it. */
  onUpdate: ((update: RawUpdate) => void) | null;
  /** Called whenever a chat changes; for the chat window. */
  onChange: ((chatId: number) => void) | null;
  /** Called with the words that a pressed button shows for a moment. */
  onNotice: ((text: string) => void) | null;
}

export function createFakeTelegram(options: FakeOptions = {}): FakeTelegram {
  const token = options.token ?? FAKE_TOKEN;
  const random = options.random ?? Math.random;
  const username = options.username ?? "hangcai_test_bot";
  const me = { id: BOT_ID, is_bot: true as const, first_name: "Hangcai", username };
  const calls: Call[] = [];
  const refused: { method: string; description: string }[] = [];
  const chats = new Map<number, Chat>();
  const faults: Fault[] = [];
  const presses = new Map<string, "open" | "answered">();
  const queries = new Set<string>();
  let queue: RawUpdate[] = [];
  let nextUpdate = options.firstUpdate ?? 1;
  let confirmed = 0;
  let wake: (() => void) | null = null;
  let endPoll: (() => void) | null = null;
  let webhook: FakeTelegram["webhook"] = null;
  let nextPress = 1;
  const handedOut = new WeakSet<RawUpdate>();

  const chatOf = (id: number): Chat => {
    const known = chats.get(id);
    if (known !== undefined) return known;
    const fresh: Chat = {
      messages: new Map(),
      nextId: 1,
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
      message_id: chat.nextId++,
      fromBot: true,
      text,
      entities,
      keyboard,
      extra: payload,
      edits: 0,
    };
    chat.messages.set(message.message_id, message);
    fake.onChange?.(id);
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
    fake.onChange?.(id);
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
      message_id: chat.nextId++,
      fromBot: true,
      text: caption,
      entities: [],
      keyboard: [],
      file: { name: file["name"], content: file["content"] },
      extra: payload,
      edits: 0,
    };
    chat.messages.set(message.message_id, message);
    fake.onChange?.(id);
    return { ...shown(id, message), document: { file_id: `file${message.message_id}` } };
  }

  function answerPress(payload: Fields): unknown {
    const id = String(payload["callback_query_id"]);
    const late =
      "Bad Request: query is too old and response timeout expired or query ID is invalid";
    if (presses.get(id) !== "open") throw new Refusal(400, late);
    const text = payload["text"];
    if (typeof text === "string" && text.length > 200)
      throw new Refusal(400, "Bad Request: MESSAGE_TOO_LONG");
    presses.set(id, "answered");
    if (typeof text === "string") fake.onNotice?.(text);
    return true;
  }

  function remove(payload: Fields): unknown {
    const { chat, id } = target(payload);
    if (!chat.messages.delete(Number(payload["message_id"]))) {
      throw new Refusal(400, "Bad Request: message to delete not found");
    }
    fake.onChange?.(id);
    return true;
  }

  function setWebhook(payload: Fields): unknown {
    const { url, secret_token: secret } = payload;
    if (typeof url !== "string" || !URL.canParse(url))
      throw new Refusal(400, "Bad Request: bad webhook: invalid URL");
    if (secret !== undefined && (typeof secret !== "string" || !/^[\w-]{1,256}$/u.test(secret))) {
      throw new Refusal(400, "Bad Request: secret token contains unallowed characters");
    }
    webhook = { url, secret: secret ?? "" };
    endPoll?.();
    for (const update of queue) fake.onUpdate?.(update);
    queue = [];
    return true;
  }

  const limited = (payload: Fields, field: string, limit: number): unknown => {
    const text = payload[field];
    if (typeof text === "string" && text.length > limit)
      throw new Refusal(400, `Bad Request: ${field} is too long`);
    return true;
  };

  async function getUpdates(payload: Fields, signal?: AbortSignal): Promise<unknown> {
    if (webhook !== null) {
      throw new Refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    endPoll?.(); // of two who ask, the first one is told of the conflict
    const offset = Number(payload["offset"] ?? 0);
    if (offset > 0) {
      confirmed = Math.max(confirmed, offset - 1);
      // Only what was handed out: ids begin anew at random after a quiet week, and the real server keeps track too.
      queue = queue.filter(
        (update) => !handedOut.has(update) || Number(update["update_id"]) >= offset,
      );
    }
    const limit = Math.min(100, Math.max(1, Number(payload["limit"] ?? 100)));
    const timeout = Number(payload["timeout"] ?? 0) * 1000;
    if (queue.length === 0 && timeout > 0) {
      const isConflict = await new Promise<boolean>((resolve) => {
        const timer = setTimeout(resolve, timeout, false);
        timer.unref();
        wake = () => {
          resolve(false);
        };
        endPoll = () => {
          resolve(true);
        };
        signal?.addEventListener("abort", wake, { once: true });
      });
      wake = null;
      endPoll = null;
      if (isConflict) {
        throw new Refusal(
          409,
          "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
        );
      }
    }
    const batch = queue.slice(0, limit);
    for (const update of batch) handedOut.add(update);
    return batch;
  }

  async function run(method: string, payload: Fields, signal?: AbortSignal): Promise<unknown> {
    switch (method) {
      case "getMe":
        return {
          ...me,
          can_join_groups: true,
          can_read_all_group_messages: false,
          supports_inline_queries: true,
        };
      case "getUpdates":
        return getUpdates(payload, signal);
      case "sendMessage":
        return sendMessage(payload);
      case "editMessageText":
        return edit(payload, true);
      case "editMessageReplyMarkup":
        return edit(payload, false);
      case "deleteMessage":
        return remove(payload);
      case "sendDocument":
        return sendDocument(payload);
      case "answerCallbackQuery":
        return answerPress(payload);
      case "answerInlineQuery":
        if (!queries.delete(String(payload["inline_query_id"]))) {
          throw new Refusal(
            400,
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
          );
        }
        checkInlineResults(payload["results"]);
        return true;
      case "setMyCommands":
        checkCommands(payload["commands"]);
        return true;
      case "setMyDescription":
        return limited(payload, "description", 512);
      case "setMyShortDescription":
        return limited(payload, "short_description", 120);
      case "setWebhook":
        return setWebhook(payload);
      case "deleteWebhook":
        webhook = null;
        return true;
      case "getWebhookInfo":
        return {
          url: webhook?.url ?? "",
          has_custom_certificate: false,
          pending_update_count: queue.length,
        };
      default:
        throw new Refusal(404, "Not Found: method not found");
    }
  }

  function hit(method: string, payload: Fields): Fault | undefined {
    const found = faults.find(
      (fault) =>
        fault.times > 0 &&
        (fault.method === undefined || fault.method === method) &&
        (fault.chatId === undefined || fault.chatId === payload["chat_id"]) &&
        (fault.share === undefined || random() < fault.share),
    );
    if (found !== undefined) found.times -= 1;
    return found;
  }

  async function answerOf(method: string, payload: Fields, signal?: AbortSignal): Promise<Answer> {
    try {
      return { status: 200, body: { ok: true, result: await run(method, payload, signal) } };
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      if (fault.status === 400) refused.push({ method, description: fault.message });
      return {
        status: fault.status,
        body: {
          ok: false,
          error_code: fault.status,
          description: fault.message,
          ...(fault.retryAfter !== undefined && { parameters: { retry_after: fault.retryAfter } }),
        },
      };
    }
  }

  async function call(
    method: string,
    payload: Fields,
    signal?: AbortSignal,
  ): Promise<Answer | "cut"> {
    const record = (status: number): void => {
      calls.push({ method, payload, at: Date.now(), status });
    };
    const fault = hit(method, payload);
    if (fault?.what === "cut") {
      record(0);
      return "cut";
    }
    if (typeof fault?.what === "number") {
      record(fault.what);
      const retryAfter =
        fault.what === 429 ? { parameters: { retry_after: fault.retryAfter ?? 1 } } : {};
      const description = fault.what === 429 ? "Too Many Requests" : "Internal Server Error";
      return {
        status: fault.what,
        body: { ok: false, error_code: fault.what, description, ...retryAfter },
      };
    }
    if (fault?.what === "slow")
      await new Promise((resolve) => setTimeout(resolve, fault.delay ?? 100));
    const answer = await answerOf(method, payload, signal);
    if (method !== "getUpdates") record(fault?.what === "cut-after" ? 0 : answer.status);
    return fault?.what === "cut-after" ? "cut" : answer;
  }

  function push(update: RawUpdate): RawUpdate {
    const id = update["update_id"];
    const whole = typeof id === "number" ? update : { update_id: nextUpdate++, ...update };
    for (const part of Object.values(whole)) {
      const about = isFields(part) && isFields(part["message"]) ? part["message"] : part;
      const chat = isFields(about) ? about["chat"] : undefined;
      // Who writes to the bot may be written to.
      if (isFields(chat) && typeof chat["id"] === "number") chatOf(chat["id"]);
    }
    const query = whole["inline_query"];
    if (isFields(query)) queries.add(String(query["id"]));
    if (webhook !== null && fake.onUpdate !== null) fake.onUpdate(whole);
    else queue.push(whole);
    wake?.();
    return whole;
  }

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

  const fake: FakeTelegram = {
    token,
    me,
    calls,
    refused,
    call,
    push,
    onUpdate: null,
    onChange: null,
    onNotice: null,
    pushText(from, text, extra = {}) {
      const chat = chatOf(from.chatId);
      const messageId = chat.nextId++;
      chat.messages.set(messageId, {
        message_id: messageId,
        fromBot: false,
        text,
        entities: [],
        keyboard: [],
        extra: {},
        edits: 0,
      });
      const command = /^\/[a-z0-9_]+(?:@\w+)?/iu.exec(text)?.[0];
      const update = push({
        message: {
          message_id: messageId,
          from: userFields(from),
          chat: chatFields(from),
          date: Math.floor(Date.now() / 1000),
          text,
          ...(command !== undefined && {
            entities: [{ type: "bot_command", offset: 0, length: command.length }],
          }),
          ...threadFields(from),
          ...extra,
        },
      });
      fake.onChange?.(from.chatId);
      return { update, messageId };
    },
    pushEdit(from, messageId, text) {
      const message = chatOf(from.chatId).messages.get(messageId);
      if (message !== undefined) message.text = text;
      return push({
        edited_message: {
          message_id: messageId,
          from: userFields(from),
          chat: chatFields(from),
          date: Math.floor(Date.now() / 1000),
          edit_date: Math.floor(Date.now() / 1000),
          text,
          ...threadFields(from),
        },
      });
    },
    pushPress(from, messageId, data) {
      const pressId = `press${nextPress++}`;
      presses.set(pressId, "open");
      const update = push({
        callback_query: {
          id: pressId,
          from: userFields(from),
          chat_instance: "1",
          message: {
            message_id: messageId,
            from: me,
            chat: chatFields(from),
            date: Math.floor(Date.now() / 1000),
            text: chatOf(from.chatId).messages.get(messageId)?.text ?? "",
            ...threadFields(from),
          },
          data,
        },
      });
      return { update, pressId };
    },
    fault: (fault) => {
      faults.push({ ...fault });
    },
    clearFaults: () => {
      faults.length = 0;
    },
    block: (chatId) => {
      chatOf(chatId).isBlocked = true;
    },
    chat: (chatId) => [...(chats.get(chatId)?.messages.values() ?? [])],
    lastOf: (chatId) =>
      [...(chats.get(chatId)?.messages.values() ?? [])].findLast((m) => m.fromBot),
    get queued() {
      return queue.length;
    },
    get confirmed() {
      return confirmed;
    },
    get openPresses() {
      return [...presses.values()].filter((state) => state === "open").length;
    },
    get webhook() {
      return webhook;
    },
  };
  return fake;
}

/** The button of a message whose label begins with these words. */
export function buttonOf(message: FakeMessage | undefined, label: string): FakeButton {
  const found = message?.keyboard.flat().find(({ text }) => text.startsWith(label));
  if (found === undefined) {
    const labels =
      message?.keyboard
        .flat()
        .map(({ text }) => text)
        .join(" | ") ?? "no message";
    throw new Error(`no button "${label}": ${labels}`);
  }
  return found;
}
