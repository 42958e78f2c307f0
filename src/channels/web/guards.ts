import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import type { Context } from "hono";
import { createRateLimit } from "../rate-limit.js";
import { DEFAULT_LIMITS, type WebOptions } from "./options.js";
import { problem, tooMany } from "./problems.js";

/** What the adapter for Node hands along with a request; absent when a test calls the app directly. */
export interface WebEnv {
  Bindings: { readonly incoming?: Pick<IncomingMessage, "socket"> };
}

/** Any of them tells of a proxy, behind which anybody may be. */
const PROXY_HEADERS = ["x-forwarded-for", "x-real-ip", "forwarded", "via"];

const LOCAL = /^(?:127\.|::1$|::ffff:127\.)/u;

/**
 * The address a limit counts by; `null` for this machine (and for Unix sockets, which have none). One
 * household or office owns a whole /64 of IPv6, so that is what is counted.
 *
 * @internal for its test
 */
export function countedAddress(address: string | undefined): string | null {
  if (address === undefined || address === "" || LOCAL.test(address)) return null;
  if (!address.includes(":") || address.startsWith("::ffff:")) return address;
  const [head = "", tail] = address.split("::");
  const start = head === "" ? [] : head.split(":");
  const rest = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - start.length - rest.length);
  return [...start, ...Array<string>(zeros).fill("0"), ...rest].slice(0, 4).join(":");
}

/** An address as proxies write it: perhaps with a port, IPv6 then in brackets. */
const withoutPort = (text: string): string =>
  /^\[([^\]]*)\]/u.exec(text)?.[1] ?? /^([\d.]+):\d+$/u.exec(text)?.[1] ?? text;

/**
 * Where a request comes from: the address of the connection, or with proxies in front what the outermost trusted one
 * wrote down. Each proxy adds the address that it was called from at the end, so the last entries are those of our own
 * proxies, and what stands before them anybody may have written.
 *
 * @internal for its test
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | null,
  trustedProxies: number,
): string | undefined {
  if (trustedProxies === 0 || forwardedFor === null) return socketAddress;
  const entries = forwardedFor.split(",").map((entry) => withoutPort(entry.trim()));
  const entry = entries[Math.max(0, entries.length - trustedProxies)] ?? "";
  return isIP(entry) === 0 ? socketAddress : entry;
}

const hostOf = (origin: string): string | null =>
  URL.canParse(origin) ? new URL(origin).host : null;

/**
 * Whether a browser says that another site's page sent this. Clients that are no browsers send neither
 * header. `Sec-Fetch-Site` is decided by the browser and also holds behind a proxy that rewrites `Host`;
 * browsers leave it out on plain http, then the origin must be the host that was asked, or the public one.
 */
function isFromElsewhere(headers: Headers, publicHost: string | null): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site !== "same-origin" && site !== "none";
  const origin = headers.get("origin");
  if (origin === null) return false;
  const host = hostOf(origin);
  return host === null || (host !== headers.get("host") && host !== publicHost);
}

/** The conversation of `Authorization: Bearer …`; `null` when it is not there in that form. */
export function bearerOf(headers: Headers): string | null {
  return /^Bearer +([\w.~+/-]+=*) *$/iu.exec(headers.get("authorization") ?? "")?.[1] ?? null;
}

/** What is asked before any work on a request begins. */
export interface Guards {
  /** A refusal, or `null` when the request may go on. */
  beforeRequest(context: Context<WebEnv>): Promise<Response | null> | Response | null;
  /** Counts a message of a conversation; a refusal when there are too many. */
  beforeTurn(conversation: string): Promise<Response | null>;
  /**
   * Counts work before it is done, of the one who asks for it and, in a talk, of the conversation; a refusal when it is
   * too much.
   */
  beforeWork(
    context: Context<WebEnv>,
    points: number,
    conversation?: string,
  ): Promise<Response | null>;
  /** Whether a request comes from this machine itself, and not by way of a proxy on it. */
  isFromHere(context: Context<WebEnv>): boolean;
  /** Takes the count of a conversation back that turned out not to exist. */
  forgetTurn(conversation: string): Promise<void>;
}

const isReading = (method: string): boolean =>
  method === "GET" || method === "HEAD" || method === "OPTIONS";

/** Guards with their own counters. */
export function createGuards(
  options: Pick<WebOptions, "limits" | "trustedProxies" | "publicUrl"> = {},
): Guards {
  const { trustedProxies = 0, publicUrl = null } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const byAddress = createRateLimit(limits.perAddress);
  const byConversation = createRateLimit(limits.perConversation);
  const workByAddress = createRateLimit(limits.workPerAddress);
  const workByConversation = createRateLimit(limits.workPerConversation);
  const workHere = createRateLimit(limits.workOfThisMachine);
  const publicHost = publicUrl === null ? null : hostOf(publicUrl);

  /** `undefined` without a connection: tests call the app without an adapter. */
  const socketAddressOf = (context: Context<WebEnv>): string | undefined => {
    const env = context.env as WebEnv["Bindings"] | undefined;
    return env?.incoming?.socket.remoteAddress;
  };
  const addressOf = (context: Context<WebEnv>): string | null =>
    countedAddress(
      clientAddress(
        socketAddressOf(context),
        context.req.raw.headers.get("x-forwarded-for"),
        trustedProxies,
      ),
    );

  return {
    beforeRequest: (context) => {
      const request = context.req.raw;
      if (!isReading(request.method) && isFromElsewhere(request.headers, publicHost)) {
        return problem(403, "requests from pages of other sites are refused");
      }
      const address = addressOf(context);
      if (address === null) return null;
      return byAddress
        .take(address)
        .then((seconds) =>
          seconds === null ? null : tooMany("too many requests from this address", seconds),
        );
    },
    beforeTurn: async (conversation) => {
      const seconds = await byConversation.take(conversation);
      return seconds === null ? null : tooMany("too many messages in this conversation", seconds);
    },
    beforeWork: async (context, points, conversation) => {
      const address = addressOf(context);
      const seconds =
        address !== null
          ? await workByAddress.take(address, points)
          : socketAddressOf(context) === undefined
            ? null
            : await workHere.take("", points);
      if (seconds !== null) return tooMany("too much work for one address in a minute", seconds);
      if (conversation === undefined) return null;
      const later = await workByConversation.take(conversation, points);
      return later === null
        ? null
        : tooMany("too much work in this conversation in a minute", later);
    },
    isFromHere: (context) =>
      countedAddress(socketAddressOf(context)) === null &&
      PROXY_HEADERS.every((name) => context.req.raw.headers.get(name) === null),
    forgetTurn: async (conversation) => {
      await byConversation.forget(conversation);
      await workByConversation.forget(conversation);
    },
  };
}
