import type { FieldProblem } from "../../assistant/types.js";
import { SECURITY_HEADERS } from "./respond.js";

/** Every status with which a request can be refused. */
export const PROBLEM_TITLES = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  503: "Service Unavailable",
} as const;

export type ProblemStatus = keyof typeof PROBLEM_TITLES;

/** How long a client should wait when the store or the program cannot answer just now. */
const RETRY_SECONDS = 5;

/**
 * A problem document (RFC 9457). `detail` is a sentence for the developer at the other end and holds nothing
 * of what was sent; `errors` names fields.
 */
export function problem(
  status: ProblemStatus,
  detail: string,
  extra: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly errors?: readonly FieldProblem[];
  } = {},
): Response {
  const body = {
    type: "about:blank",
    title: PROBLEM_TITLES[status],
    status,
    detail,
    ...(extra.errors !== undefined && { errors: extra.errors }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      ...SECURITY_HEADERS,
      "Cache-Control": "no-store",
      "Content-Type": "application/problem+json",
      ...extra.headers,
    },
  });
}

/** 503: nothing was changed; try again. */
export const unavailable = (detail: string): Response =>
  problem(503, detail, { headers: { "Retry-After": String(RETRY_SECONDS) } });

/** 429 with the seconds to wait. */
export const tooMany = (detail: string, seconds: number): Response =>
  problem(429, detail, { headers: { "Retry-After": String(seconds) } });

/** 401: the conversation has to come as a bearer token. */
export const unauthorized = (): Response =>
  problem(401, "send the conversation as `Authorization: Bearer <conversation>`", {
    headers: { "WWW-Authenticate": 'Bearer realm="conversation"' },
  });

export const unknownConversation = (): Response =>
  problem(404, "there is no such conversation; send a message without one to begin");

/** 422: fields that are there and cannot be taken. */
export const unprocessable = (errors: readonly FieldProblem[]): Response =>
  problem(422, `cannot be taken: ${errors.map(({ field }) => field).join(", ")}`, { errors });
