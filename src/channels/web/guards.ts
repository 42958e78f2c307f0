import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import { createRateLimit } from "../rate-limit.js";
import { DEFAULT_LIMITS, type WebLimits } from "./options.js";
import { problem, tooMany } from "./problems.js";

/** What the adapter for Node hands along with a request; absent when a test calls the app directly. */
export interface WebEnv {
  Bindings: { readonly incoming?: Pick<IncomingMessage, "socket"> };
}

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

const hostOf = (origin: string): string | null =>
  URL.canParse(origin) ? new URL(origin).host : null;

/**
 * Whether a browser says that another site's page sent this. Clients that are no browsers send neither
 * header. `Sec-Fetch-Site` is decided by the browser and also holds behind a proxy that rewrites `Host`;
 * browsers leave it out on plain http, then the origin must be the host that was asked.
 */
function isFromElsewhere(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site !== "same-origin" && site !== "none";
  const origin = headers.get("origin");
  return origin !== null && hostOf(origin) !== headers.get("host");
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
  /** Takes the count of a conversation back that turned out not to exist. */
  forgetTurn(conversation: string): Promise<void>;
}

const isReading = (method: string): boolean =>
  method === "GET" || method === "HEAD" || method === "OPTIONS";

/** Guards with their own counters. */
export function createGuards(limits: Partial<WebLimits> = {}): Guards {
  const { perAddress, perConversation } = { ...DEFAULT_LIMITS, ...limits };
  const byAddress = createRateLimit(perAddress);
  const byConversation = createRateLimit(perConversation);
  return {
    beforeRequest: (context) => {
      const request = context.req.raw;
      if (!isReading(request.method) && isFromElsewhere(request.headers)) {
        return problem(403, "requests from pages of other sites are refused");
      }
      // Tests call the app without an adapter: then there are no bindings at all.
      const env = context.env as WebEnv["Bindings"] | undefined;
      const address = countedAddress(env?.incoming?.socket.remoteAddress);
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
    forgetTurn: (conversation) => byConversation.forget(conversation),
  };
}
