import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { Assistant } from "../../../../src/assistant/types.js";
import type { WebOptions } from "../../../../src/channels/web/options.js";
import { startWebServer, type WebServer } from "../../../../src/channels/web/server.js";
import { createExampleApp, exampleReply } from "../../../helpers/web-fixtures.js";

const open: WebServer[] = [];

async function start(changes: Partial<WebOptions> = {}): Promise<WebServer> {
  const server = await startWebServer(createExampleApp(changes).app, {
    host: "127.0.0.1",
    port: 0,
  });
  open.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** Writes bytes as they are and gives what comes back: at least the head, or nothing when the server closes or stays quiet. */
function raw(server: WebServer, ...parts: readonly string[]): Promise<string> {
  const { port } = new URL(server.address);
  return new Promise((resolve) => {
    const socket = connect(Number(port), "127.0.0.1");
    let received = "";
    const finish = () => {
      socket.destroy();
      resolve(received);
    };
    socket.setEncoding("utf8").on("data", (text) => {
      received += String(text);
      if (received.includes("\r\n\r\n")) finish();
    });
    socket.setTimeout(2000, finish).on("close", finish).on("error", finish);
    for (const part of parts) socket.write(part, "latin1");
  });
}

const HEAD = "POST /api/v1/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

const statusOf = (response: string): number => Number(/^HTTP\/1\.1 (\d{3})/u.exec(response)?.[1]);

const post = (server: WebServer, body: string) =>
  fetch(`${server.address}/api/v1/messages`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });

describe("the server", () => {
  it("picks a free port and says which", async () => {
    const server = await start();
    expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
    expect((await post(server, '{"text":"a"}')).status).toBe(200);
  });

  it("says why it cannot listen", async () => {
    const { address } = await start();
    const { port } = new URL(address);
    const again = startWebServer(createExampleApp().app, { host: "127.0.0.1", port: Number(port) });
    await expect(again).rejects.toThrow(/EADDRINUSE/u);
  });

  it("reads bodies in chunks, and stops reading past 64 KiB", async () => {
    const server = await start();
    const chunked = `${HEAD}Transfer-Encoding: chunked\r\n\r\n`;
    const small = await raw(server, chunked, chunk('{"text":'), chunk('"a"}'), "0\r\n\r\n");
    expect(statusOf(small)).toBe(200);
    const large = await raw(server, chunked, ...Array<string>(9).fill(chunk("x".repeat(8192))));
    expect(statusOf(large)).toBe(413);
  });

  it("refuses an announced 65 KiB before it is sent", async () => {
    const server = await start();
    expect(statusOf(await raw(server, `${HEAD}Content-Length: 66560\r\n\r\n`))).toBe(413);
  });

  it("lets a client that sends two megabytes at once hear the refusal, every time", async () => {
    const server = await start();
    const body = "x".repeat(2_000_000);
    for (let time = 0; time < 20; time++) expect((await post(server, body)).status).toBe(413);
    expect((await post(server, '{"text":"a"}')).status).toBe(200);
  });

  it.each([
    ["two lengths", `${HEAD}Content-Length: 3\r\nContent-Length: 4\r\n\r\n{}`],
    ["length and chunks", `${HEAD}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n{}`],
    ["a length that is no number", `${HEAD}Content-Length: x\r\n\r\n`],
    ["a broken chunk", `${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
    ["a method nobody knows", "BREW /coffee HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["no HTTP", "\u0000\u0001hello\r\n\r\n"],
    ["a host that is none", "GET /healthz HTTP/1.1\r\nHost: a b<script>\r\n\r\n"],
    ["more header than a header", `GET / HTTP/1.1\r\nHost: x\r\nA: ${"x".repeat(20_000)}\r\n\r\n`],
  ])("answers %s with a 4xx", async (_, request) => {
    const server = await start();
    const response = await raw(server, request);
    expect(statusOf(response)).toBeGreaterThanOrEqual(400);
    expect(statusOf(response)).toBeLessThan(500);
    expect(response.toLowerCase()).toContain("content-type: application/problem+json");
    expect((await post(server, '{"text":"a"}')).status).toBe(200);
  });

  it("answers a request without a host with 400, as HTTP/1.1 wants it", async () => {
    const server = await start();
    expect(statusOf(await raw(server, "GET /healthz HTTP/1.1\r\n\r\n"))).toBe(400);
    expect(statusOf(await raw(server, "GET /healthz HTTP/1.0\r\n\r\n"))).toBe(200);
  });

  it.each(["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/\\..\\x", "//evil.example/", "*"])(
    "serves nothing at %s",
    async (path) => {
      const server = await start();
      const response = await raw(server, `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
      expect([400, 404]).toContain(statusOf(response));
    },
  );

  it("goes on when a client leaves in the middle of its body", async () => {
    const server = await start();
    const socket = connect(Number(new URL(server.address).port), "127.0.0.1");
    socket.write(`${HEAD}Content-Length: 500\r\n\r\n{"text":`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect((await post(server, '{"text":"a"}')).status).toBe(200);
  });
});

describe("a stop", () => {
  it("finishes the turn under way, refuses the next and ends soon", async () => {
    let finish = (): void => undefined;
    const slow: Assistant = {
      handleTurn: ({ text }) =>
        new Promise((resolve) => {
          finish = () => {
            resolve({
              kind: "replied",
              conversation: "c",
              reply: exampleReply(text),
              repeated: false,
            });
          };
        }),
      exportConversation: () => Promise.resolve(null),
      forgetConversation: () => Promise.resolve(false),
    };
    const server = await start({ assistant: slow });
    const turn = post(server, '{"text":"a"}');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const started = Date.now();
    const closed = server.close();
    await expect(post(server, '{"text":"b"}')).rejects.toThrow();
    finish();
    expect((await turn).status).toBe(200);
    await closed;
    expect(Date.now() - started).toBeLessThan(2000);
  });

  it("does not wait for connections that are only kept open", async () => {
    const server = await start();
    const { port } = new URL(server.address);
    const socket = connect(Number(port), "127.0.0.1");
    socket.on("error", () => undefined);
    await new Promise((resolve) => socket.once("connect", resolve));
    const started = Date.now();
    await server.close();
    expect(Date.now() - started).toBeLessThan(2000);
  });
});
