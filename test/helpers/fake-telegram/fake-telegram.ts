import { createChats } from "./chats.js";
import { editUpdate, pressUpdate, textUpdate } from "./people.js";
import { checkCommands, checkInlineResults, isFields } from "./strict.js";
import {
  Refusal,
  type Answer,
  type Call,
  type FakeButton,
  type FakeMessage,
  type FakeOptions,
  type FakeTelegram,
  type Fault,
  type RawUpdate,
} from "./types.js";

type Fields = Readonly<Record<string, unknown>>;

const FAKE_TOKEN = "1000000001:fake-token-for-tests-and-play-0000";
const BOT_ID = 1_000_000_001;

export function createFakeTelegram(options: FakeOptions = {}): FakeTelegram {
  const token = options.token ?? FAKE_TOKEN;
  const random = options.random ?? Math.random;
  const username = options.username ?? "hangcai_test_bot";
  const me = { id: BOT_ID, is_bot: true as const, first_name: "Hangcai", username };
  const calls: Call[] = [];
  const refused: { method: string; description: string }[] = [];
  const chats = createChats(options, me, (chatId) => {
    fake.onChange?.(chatId);
  });
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
        return chats.send(payload);
      case "editMessageText":
        return chats.edit(payload, true);
      case "editMessageReplyMarkup":
        return chats.edit(payload, false);
      case "deleteMessage":
        return chats.remove(payload);
      case "sendDocument":
        return chats.sendDocument(payload);
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
      if (isFields(chat) && typeof chat["id"] === "number") chats.open(chat["id"]);
    }
    const query = whole["inline_query"];
    if (isFields(query)) queries.add(String(query["id"]));
    if (webhook !== null && fake.onUpdate !== null) fake.onUpdate(whole);
    else queue.push(whole);
    wake?.();
    return whole;
  }

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
      const chat = chats.open(from.chatId);
      const messageId = chats.newId();
      chat.messages.set(messageId, {
        message_id: messageId,
        fromBot: false,
        text,
        entities: [],
        keyboard: [],
        extra: {},
        edits: 0,
      });
      const update = push(textUpdate(from, messageId, text, extra));
      fake.onChange?.(from.chatId);
      return { update, messageId };
    },
    pushEdit(from, messageId, text) {
      const message = chats.open(from.chatId).messages.get(messageId);
      if (message !== undefined) message.text = text;
      return push(editUpdate(from, messageId, text));
    },
    pushPress(from, messageId, data) {
      const pressId = `press${nextPress++}`;
      presses.set(pressId, "open");
      const text = chats.open(from.chatId).messages.get(messageId)?.text ?? "";
      const message = { id: messageId, text, from: me };
      return { update: push(pressUpdate(from, { id: pressId, data }, message)), pressId };
    },
    fault: (fault) => {
      faults.push({ ...fault });
    },
    clearFaults: () => {
      faults.length = 0;
    },
    block: (chatId) => {
      chats.open(chatId).isBlocked = true;
    },
    chat: (chatId) => [...(chats.find(chatId)?.messages.values() ?? [])],
    lastOf: (chatId) =>
      [...(chats.find(chatId)?.messages.values() ?? [])].findLast((m) => m.fromBot),
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
