import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { FakeTelegram, Sender } from "./types.js";
import { isFields } from "./strict.js";

/** Who sits at the window. */
const GUEST: Sender = { chatId: 7_000_000_001 };
const BODY_LIMIT = 100_000;
const ACTIONS: ReadonlySet<string> = new Set([
  "/say",
  "/edit",
  "/press",
  "/media",
  "/inline",
  "/card",
]);

async function jsonOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8") as AsyncIterable<string>) {
    text += chunk;
    if (text.length > BODY_LIMIT) return {};
  }
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : {};
  } catch {
    return {}; // nothing that we understand
  }
}

/** What a person sends besides words; the fake keeps no contents. */
const MEDIA: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  photo: { photo: [{ file_id: "p", file_unique_id: "p", width: 90, height: 90 }] },
  voice: { voice: { file_id: "v", file_unique_id: "v", duration: 3 } },
  sticker: {
    sticker: { file_id: "s", file_unique_id: "s", type: "regular", width: 90, height: 90 },
  },
  place: { location: { latitude: 30.2741, longitude: 120.1551 } },
};

/** Longest wait for cards of the inline mode; milliseconds. */
const CARDS_MS = 3_000;

interface InlineCard {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly text: string;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** The cards that the bot offers for words after its name. */
async function cardsFor(fake: FakeTelegram, query: string): Promise<readonly InlineCard[]> {
  const id = `inline${fake.calls.length}`;
  const seen = fake.calls.length;
  fake.push({
    inline_query: {
      id,
      from: { id: GUEST.chatId, is_bot: false, first_name: "Guest", language_code: "zh-hans" },
      query,
      offset: "",
    },
  });
  const until = Date.now() + CARDS_MS;
  while (Date.now() < until) {
    const answer = fake.calls
      .slice(seen)
      .find(
        ({ method, payload }) =>
          method === "answerInlineQuery" && payload["inline_query_id"] === id,
      );
    const results = answer?.payload["results"];
    if (Array.isArray(results)) {
      return results.filter(isFields).map((card) => {
        const content = card["input_message_content"];
        return {
          id: textOf(card["id"]),
          title: textOf(card["title"]),
          description: textOf(card["description"]),
          text: textOf(isFields(content) ? content["message_text"] : ""),
        };
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return [];
}

/** A chat window over the fake: what the person would see in the app. Hand it to the server as `other`. */
export function createWindow(
  fake: FakeTelegram,
): (request: IncomingMessage, response: ServerResponse) => void {
  const page = readFileSync(new URL("window.html", import.meta.url), "utf8").replaceAll(
    "{{bot}}",
    fake.me.username,
  );
  const watchers = new Set<ServerResponse>();

  const tell = (what: object): void => {
    for (const watcher of watchers) watcher.write(`data: ${JSON.stringify(what)}\n\n`);
  };
  const messages = (): object[] =>
    fake.chat(GUEST.chatId).map((message) => ({ ...message, extra: {}, file: message.file }));
  fake.onChange = (chatId) => {
    if (chatId === GUEST.chatId) tell({ messages: messages() });
  };
  fake.onNotice = (notice) => {
    tell({ notice });
  };

  /** Does what the person does in the window; what there is to show at once. */
  async function act(path: string, request: IncomingMessage): Promise<object | null> {
    const { text, messageId, data, kind } = await jsonOf(request);
    if (path === "/say" && typeof text === "string") fake.pushText(GUEST, text.slice(0, 4096));
    if (path === "/edit" && typeof messageId === "number" && typeof text === "string") {
      fake.pushEdit(GUEST, messageId, text.slice(0, 4096));
      tell({ messages: messages() });
    }
    if (path === "/press" && typeof messageId === "number" && typeof data === "string") {
      fake.pushPress(GUEST, messageId, data);
    }
    const media = MEDIA[textOf(kind)];
    if (path === "/media" && media !== undefined) {
      fake.pushText(GUEST, `[${textOf(kind)}]`, { text: undefined, ...media });
    }
    // A card that somebody chose is a message of theirs, sent by way of the bot.
    if (path === "/card" && typeof text === "string") {
      fake.pushText(GUEST, text, { via_bot: fake.me });
    }
    return path === "/inline" ? cardsFor(fake, textOf(text).slice(0, 256)) : null;
  }

  return (request, response) => {
    const path = request.url ?? "";
    if (request.method === "GET" && path === "/") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
    } else if (request.method === "GET" && path === "/events") {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      watchers.add(response);
      response.on("close", () => watchers.delete(response));
      tell({ messages: messages() });
    } else if (request.method === "POST" && ACTIONS.has(path)) {
      void act(path, request).then((answer) => {
        if (answer === null) response.writeHead(204).end();
        else
          response
            .writeHead(200, { "content-type": "application/json" })
            .end(JSON.stringify(answer));
      });
    } else {
      response.writeHead(404).end();
    }
  };
}
