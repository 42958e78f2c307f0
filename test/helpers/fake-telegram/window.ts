import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { FakeTelegram, Sender } from "./types.js";
import { isFields } from "./strict.js";

/** Who sits at the window. */
const GUEST: Sender = { chatId: 7_000_000_001 };
const BODY_LIMIT = 100_000;

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

/** A chat window over the fake: what the person would see in the app. Hand it to the server as `other`. */
export function createWindow(
  fake: FakeTelegram,
): (request: IncomingMessage, response: ServerResponse) => void {
  const page = readFileSync(new URL("window.html", import.meta.url));
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

  return (request, response) => {
    const path = request.url ?? "";
    if (request.method === "GET" && path === "/") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
    } else if (request.method === "GET" && path === "/events") {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      watchers.add(response);
      response.on("close", () => watchers.delete(response));
      tell({ messages: messages() });
    } else if (request.method === "POST" && (path === "/say" || path === "/press")) {
      void jsonOf(request).then(({ text, messageId, data }) => {
        if (path === "/say" && typeof text === "string") fake.pushText(GUEST, text.slice(0, 4096));
        if (path === "/press" && typeof messageId === "number" && typeof data === "string") {
          fake.pushPress(GUEST, messageId, data);
        }
        response.writeHead(204).end();
      });
    } else {
      response.writeHead(404).end();
    }
  };
}
