import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { ChannelError } from "../../shared/errors.js";
import type { WebEnv } from "./guards.js";
import { problem, PROBLEM_TITLES, unavailable } from "./problems.js";

export { createMetricsApp, createWebApp } from "./app.js";

/** Time a client has for its headers and for the whole request; then the connection is closed. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 15_000;
/** Longer than the minute that balancers keep a connection: who closes first must not be the one who is being asked. */
const KEEP_ALIVE_MS = 75_000;
/** How often Node looks for connections past their time. */
const CHECK_MS = 2_000;
/** Requests under way at a stop have this long; the whole stop may take five seconds (contract). */
const DRAIN_MS = 4_000;
const DRAIN_STEP_MS = 20;
/** After so many steps without a turn under way, what was answered has also been sent. */
const QUIET_STEPS = 10;

export interface WebServer {
  /** Where it listens, as a URL. */
  readonly address: string;
  /** Finishes requests under way, refuses new ones, closes all connections; within five seconds. */
  close(): Promise<void>;
}

/** What Node's parser refuses before any handler sees it, as a problem document too. */
function refuseUnreadable(fault: Error & { readonly code?: string }, socket: Duplex): void {
  if (!socket.writable || fault.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const [status, detail] =
    fault.code === "HPE_HEADER_OVERFLOW"
      ? ([431, "Request Header Fields Too Large"] as const)
      : fault.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? ([408, "Request Timeout"] as const)
        : ([400, PROBLEM_TITLES[400]] as const);
  const body = JSON.stringify({
    type: "about:blank",
    title: detail,
    status,
    detail: "the request cannot be read",
  });
  socket.end(
    [
      `HTTP/1.1 ${String(status)} ${detail}`,
      "Content-Type: application/problem+json",
      `Content-Length: ${String(Buffer.byteLength(body))}`,
      "Connection: close",
      "",
      body,
    ].join("\r\n"),
  );
}

function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: Error & { readonly code?: string }) => {
      const why = cause.code ?? cause.message;
      reject(new ChannelError(`cannot listen on ${host}:${String(port)}: ${why}`, { cause }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      if (address !== null && typeof address === "object") resolve(address);
    });
  });
}

const urlOf = ({ address, family, port }: AddressInfo): string =>
  `http://${family === "IPv6" ? `[${address}]` : address}:${String(port)}`;

/**
 * Serves an app.
 *
 * @param where port 0 picks a free one
 * @throws ChannelError when the address cannot be listened on
 */
export async function startWebServer(
  app: Hono<WebEnv>,
  where: { readonly host: string; readonly port: number },
): Promise<WebServer> {
  let isClosing = false;
  let underWay = 0;
  const done = (): void => {
    underWay -= 1;
  };

  const answer = (request: Request, env: WebEnv["Bindings"]): Response | Promise<Response> => {
    if (isClosing) {
      const refusal = unavailable("stopping");
      refusal.headers.set("Connection", "close");
      return refusal;
    }
    const response = app.fetch(request, env);
    if (response instanceof Promise) {
      underWay += 1;
      response.then(done, done);
    }
    return response;
  };

  const listener = getRequestListener(answer, {
    hostname: where.host,
    // Only what the adapter itself cannot read comes here (a host or path that makes no URL).
    errorHandler: () => problem(400, "the address of the request cannot be read"),
  });

  const server = createServer(
    {
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: CHECK_MS,
    },
    (incoming, outgoing) => {
      void listener(incoming, outgoing);
    },
  );
  server.on("clientError", refuseUnreadable);
  const address = await listen(server, where.host, where.port);

  async function close(): Promise<void> {
    isClosing = true;
    const closed = new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
    });
    const deadline = Date.now() + DRAIN_MS;
    // A turn whose client has left still has to be kept, so turns are counted, not connections alone.
    for (let quiet = 0; quiet < QUIET_STEPS && Date.now() < deadline;) {
      server.closeIdleConnections();
      await new Promise((resolve) => setTimeout(resolve, DRAIN_STEP_MS));
      quiet = underWay === 0 ? quiet + 1 : 0;
    }
    server.closeAllConnections();
    await closed;
  }

  return { address: urlOf(address), close };
}
