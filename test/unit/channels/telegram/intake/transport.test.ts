import { createServer, type RequestListener } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { Bot, InputFile } from "grammy";
import { describe, expect, it, onTestFinished } from "vitest";
import { createTransport } from "../../../../../src/channels/telegram/intake/transport.js";

const TOKEN = "1:a-token-of-this-test";

/** A bot over the transport, and a server that answers as told. */
async function openBot(answer: RequestListener, timeoutMs = 5_000, path = "") {
  const sockets = new Set<Socket>();
  const server = createServer(answer);
  server.on("connection", (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  const apiRoot = `http://127.0.0.1:${String(port)}${path}`;
  const bot = new Bot(TOKEN, { client: { apiRoot } });
  bot.api.config.use(createTransport({ apiRoot, token: TOKEN, timeoutMs }));
  return { api: bot.api, sockets };
}

const ok = (result: unknown): string => JSON.stringify({ ok: true, result });

describe("calls of the Bot API", () => {
  it("hand over method and fields as JSON, one connection for many", async () => {
    const heard: unknown[] = [];
    const { api, sockets } = await openBot((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        heard.push([request.method, request.url, JSON.parse(body)]);
        response.end(ok({ message_id: 7, text: "杭州" }));
      });
    });
    const first = await api.sendMessage(5, "杭州");
    const second = await api.sendMessage(6, "b");
    expect([first.text, second.message_id]).toEqual(["杭州", 7]);
    expect(heard).toEqual([
      ["POST", `/bot${TOKEN}/sendMessage`, { chat_id: 5, text: "杭州" }],
      ["POST", `/bot${TOKEN}/sendMessage`, { chat_id: 6, text: "b" }],
    ]);
    expect(sockets.size).toBe(1);
  });

  it("keep the path of the server's address", async () => {
    let url: string | undefined;
    const { api } = await openBot(
      (request, response) => {
        url = request.url;
        response.end(ok(true));
      },
      5_000,
      "/telegram",
    );
    await api.deleteWebhook();
    expect(url).toBe(`/telegram/bot${TOKEN}/deleteWebhook`);
  });

  it("give a refusal back as what it is", async () => {
    const { api } = await openBot((_request, response) => {
      response.statusCode = 403;
      response.end(JSON.stringify({ ok: false, error_code: 403, description: "Forbidden" }));
    });
    await expect(api.sendMessage(5, "a")).rejects.toMatchObject({ error_code: 403 });
  });

  it.each([
    ["no JSON", "<html>502 Bad Gateway</html>"],
    ["another JSON", '{"error":"x"}'],
    ["nothing", ""],
  ])("fail when the answer is %s", async (_name, body) => {
    const { api } = await openBot((_request, response) => response.end(body));
    await expect(api.sendMessage(5, "a")).rejects.toThrow();
  });

  it("fail when the connection is cut, before or within the answer", async () => {
    const before = await openBot((request) => request.socket.destroy());
    await expect(before.api.sendMessage(5, "a")).rejects.toThrow();
    const within = await openBot((_request, response) => {
      response.writeHead(200, { "content-length": 1_000 });
      response.write('{"ok":');
      setTimeout(() => response.destroy(), 20);
    });
    await expect(within.api.sendMessage(5, "a")).rejects.toThrow();
  });

  it("fail when no answer comes in time, and when they are interrupted", async () => {
    const late = await openBot(() => undefined, 100);
    await expect(late.api.sendMessage(5, "a")).rejects.toThrow("too late");
    const hanging = await openBot(() => undefined);
    const stop = new AbortController();
    // grammY's own type of a signal is narrower than the platform's.
    const signal = stop.signal as Parameters<typeof hanging.api.getUpdates>[1];
    const call = hanging.api.getUpdates({ timeout: 30 }, signal);
    setTimeout(() => {
      stop.abort();
    }, 50);
    await expect(call).rejects.toThrow();
  });

  it("leave files to the library", async () => {
    let type: string | undefined;
    const { api } = await openBot((request, response) => {
      type = request.headers["content-type"];
      request.resume();
      request.on("end", () => response.end(ok({ message_id: 1 })));
    });
    await api.sendDocument(5, new InputFile(Buffer.from("a"), "a.json"));
    expect(type).toMatch(/^multipart\/form-data/u);
  });
});
