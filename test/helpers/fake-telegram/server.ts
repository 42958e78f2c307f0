import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { isFields } from "./strict.js";
import type { FakeTelegram, RawUpdate } from "./types.js";

export interface FakeServer {
  /** For `TELEGRAM_API_ROOT`. */
  readonly root: string;
  /** Deliveries to the webhook so far, with the status that each got. */
  readonly deliveries: readonly { readonly id: number; readonly status: number }[];
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The fields of a multipart body; a file becomes `{ name, content }`, and references to it (attach://) are resolved. */
function readMultipart(body: Buffer, boundary: string): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const part of body.toString("utf8").split(`--${boundary}`)) {
    const [head = "", ...rest] = part.split("\r\n\r\n");
    const name = /name="?([^";\r\n]+)"?/iu.exec(head)?.[1];
    if (name === undefined) continue;
    const content = rest.join("\r\n\r\n").replace(/\r\n$/u, "");
    const file = /filename="?([^";\r\n]+)"?/iu.exec(head)?.[1];
    fields[name] = file === undefined ? content : { name: file, content };
  }
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (typeof value !== "string") return [name, value];
      if (value.startsWith("attach://")) return [name, fields[value.slice(9)]];
      return [name, name === "chat_id" ? Number(value) : parsed(value)];
    }),
  );
}

function parsed(value: string): unknown {
  try {
    return /^[[{]/u.test(value) ? JSON.parse(value) : value;
  } catch {
    return value;
  }
}

async function payloadOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const body = await bodyOf(request);
  const type = request.headers["content-type"] ?? "";
  const boundary = /boundary=([^;]+)/u.exec(type)?.[1];
  if (boundary !== undefined) return readMultipart(body, boundary);
  const value: unknown = body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
  return isFields(value) ? { ...value } : {};
}

/** Telegram tries a delivery again until it gets a 2xx; here quicker than there. */
const RETRY_MS = 50;

/**
 * Serves a fake Bot API on 127.0.0.1.
 *
 * @param other answers what is no call of the Bot API (the chat window); 404 by default
 */
export async function serveFakeTelegram(
  fake: FakeTelegram,
  {
    port = 0,
    other,
  }: {
    readonly port?: number;
    readonly other?: (request: IncomingMessage, response: ServerResponse) => void;
  } = {},
): Promise<FakeServer> {
  const deliveries: { id: number; status: number }[] = [];
  let isClosed = false;

  const reply = (response: ServerResponse, status: number, body: unknown): void => {
    const text = JSON.stringify(body);
    response.writeHead(status, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(text),
    });
    response.end(text);
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const match = /^\/bot([^/]+)\/(\w+)$/u.exec(request.url ?? "");
    if (match === null) {
      if (other === undefined)
        reply(response, 404, { ok: false, error_code: 404, description: "Not Found" });
      else other(request, response);
      return;
    }
    const [, token, method = ""] = match;
    if (token !== fake.token) {
      reply(response, 401, { ok: false, error_code: 401, description: "Unauthorized" });
      return;
    }
    const gone = new AbortController();
    response.on("close", () => {
      gone.abort();
    });
    const answer = await fake.call(method, await payloadOf(request), gone.signal);
    if (answer === "cut") request.socket.destroy();
    else reply(response, answer.status, answer.body);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => {
      request.socket.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  // A server that listens on a port has an address of this kind.
  const { port: taken } = server.address() as AddressInfo;

  function deliver(update: RawUpdate): void {
    const hook = fake.webhook;
    if (hook === null || isClosed) return;
    const again = (): void => {
      setTimeout(() => {
        deliver(update);
      }, RETRY_MS).unref();
    };
    const outgoing = httpRequest(
      hook.url,
      {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-telegram-bot-api-secret-token": hook.secret,
        },
      },
      (incoming) => {
        incoming.resume();
        const status = incoming.statusCode ?? 0;
        deliveries.push({ id: Number(update["update_id"]), status });
        if (status < 200 || status > 299) again();
      },
    );
    outgoing.on("error", again);
    outgoing.end(JSON.stringify(update));
  }
  fake.onUpdate = deliver;

  return {
    root: `http://127.0.0.1:${taken}`,
    deliveries,
    close: () =>
      new Promise((resolve) => {
        isClosed = true;
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
