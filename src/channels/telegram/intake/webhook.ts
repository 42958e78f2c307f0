import { timingSafeEqual, createHash } from "node:crypto";
import { updateIdOf } from "./inbound.js";
import type { Intake } from "./intake.js";
import type { WebhookAnswer, WebhookRequest } from "../types.js";

/** An update is a few kilobytes; more is none. Bytes of a body, and UTF-16 units of its text. */
export const BODY_LIMIT = 1_000_000;

/** Whether two secrets are equal; takes the same time wherever they differ. */
function isSame(given: string, secret: string): boolean {
  const hash = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(secret));
}

const answer = (
  status: WebhookAnswer["status"],
  headers: WebhookAnswer["headers"] = {},
): WebhookAnswer => ({ status, headers });

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // no JSON
  }
}

/**
 * One delivery by webhook. 200 only when the update is durable here; Telegram delivers everything else again,
 * so a store that cannot be written is 503. A known update is 200 too: it was taken over before.
 */
export async function receiveWebhook(
  request: WebhookRequest,
  secret: string,
  intake: Intake,
): Promise<WebhookAnswer> {
  if (request.method !== "POST") return answer(405, { allow: "POST" });
  if (!isSame(request.header("x-telegram-bot-api-secret-token") ?? "", secret)) return answer(401);
  const type = request.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") return answer(415);
  if (request.body.length > BODY_LIMIT) return answer(413);
  const update = parse(request.body);
  if (updateIdOf(update) === null) return answer(400);
  try {
    const taken = await intake.take(update);
    if (taken !== null) void intake.answer(taken);
    return answer(200);
  } catch {
    return answer(503, { "retry-after": "5" });
  }
}
