import type { DeviceMessage, DeviceTurn } from "../../../device/types.js";
import type { Reply } from "../../../reply/types.js";
import { ask, askHere, askServer, canStandIn, isHere } from "./door.js";
import type { Failure } from "./storage.js";

/** Every way a message can end. */
export type SendResult =
  | { readonly kind: "replied"; readonly conversation: string; readonly reply: Reply }
  /** This device answered. */
  | { readonly kind: "replied-here"; readonly reply: Reply }
  | { readonly kind: "unknown-conversation" }
  | { readonly kind: "failed"; readonly failure: Failure };

export interface OutgoingMessage {
  readonly text: string;
  readonly messageId: string;
  readonly conversation: string | null;
  /** `null`: the language of the message decides. */
  readonly locale: string | null;
  /** What is known of the person from elsewhere. */
  readonly profile: Readonly<Record<string, string | number | boolean>>;
}

/** Waits between attempts, in milliseconds; a message is sent once more than there are waits. */
const WAITS = [600, 1800, 4000];
/** A longer wait is left to the person. */
const MAX_WAIT_SECONDS = 10;

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const isTurn = (
  value: unknown,
): value is { readonly conversation: string; readonly reply: Reply } =>
  typeof value === "object" && value !== null && "conversation" in value && "reply" in value;

const postJson = (
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response | null> =>
  askServer(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

async function readReply(response: Response): Promise<SendResult> {
  try {
    const value: unknown = await response.json();
    if (isTurn(value)) return { kind: "replied", ...value };
  } catch {
    // cut off on its way: the same as no answer
  }
  return { kind: "failed", failure: { kind: "network" } };
}

const secondsOf = (response: Response): number => {
  const seconds = Number(response.headers.get("Retry-After"));
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 1;
};

async function attempt(message: OutgoingMessage): Promise<SendResult> {
  const { conversation, locale, profile, ...rest } = message;
  const response = await postJson("api/v1/messages", {
    ...rest,
    ...(conversation !== null && { conversation }),
    ...(locale !== null && { locale }),
    ...(Object.keys(profile).length > 0 && { profile }),
  });
  if (response === null) return { kind: "failed", failure: { kind: "network" } };
  if (response.ok) return readReply(response);
  if (response.status === 404) return { kind: "unknown-conversation" };
  if (response.status === 429) {
    return { kind: "failed", failure: { kind: "busy", seconds: secondsOf(response) } };
  }
  const kind = response.status >= 500 ? "unavailable" : "refused";
  return { kind: "failed", failure: { kind } };
}

/**
 * Has this device answer.
 *
 * @param earlier the talk before it, which the engine may not have heard yet
 */
async function answerHere(
  { text, messageId, locale, profile }: OutgoingMessage,
  earlier: readonly DeviceTurn[],
): Promise<SendResult> {
  const message: DeviceMessage = {
    text,
    messageId,
    ...(locale !== null && { locale }),
    profile,
    earlier,
  };
  const response = await askHere("api/v1/messages", {
    method: "POST",
    body: JSON.stringify(message),
  });
  const result = response?.ok === true ? await readReply(response) : null;
  return result?.kind === "replied"
    ? { kind: "replied-here", reply: result.reply }
    : { kind: "failed", failure: { kind: "device" } };
}

/** Without a network this device stands in at once, with one that stutters after a second attempt; `null`: it cannot, or need not yet. */
async function standIn(
  message: OutgoingMessage,
  earlier: readonly DeviceTurn[],
  attempts: number,
): Promise<SendResult | null> {
  if ((navigator.onLine && attempts < 2) || !(await canStandIn())) return null;
  const result = await answerHere(message, earlier);
  return result.kind === "replied-here" ? result : null;
}

const isWorthRetrying = (failure: Failure): boolean =>
  failure.kind !== "refused" && !(failure.kind === "busy" && failure.seconds > MAX_WAIT_SECONDS);

/** Tells the server, once, of a message that this device answered without it. */
export const tellServer = (message: OutgoingMessage): Promise<SendResult> => attempt(message);

/**
 * Sends a message, again with the same id when the network, the store or the limit fails it: the server
 * knows a repeated id and answers it once. Where this device was chosen to answer, nothing is sent. Never throws.
 *
 * @param earlier the talk before it, for this device
 */
export async function sendMessage(
  message: OutgoingMessage,
  earlier: readonly DeviceTurn[],
): Promise<SendResult> {
  if (isHere()) return answerHere(message, earlier);
  let result = await attempt(message);
  for (const [attempts, milliseconds] of WAITS.entries()) {
    if (result.kind !== "failed" || !isWorthRetrying(result.failure)) return result;
    const { failure } = result;
    if (failure.kind === "network") {
      const instead = await standIn(message, earlier, attempts + 1);
      if (instead !== null) return instead;
    }
    await wait(failure.kind === "busy" ? failure.seconds * 1000 : milliseconds);
    result = await attempt(message);
  }
  return result;
}

/** Forgets the conversation on the server; whether it is gone. Unknown to the server is gone too. */
export async function forgetConversation(conversation: string): Promise<boolean> {
  const response = await askServer("api/v1/conversation", {
    method: "DELETE",
    headers: { Authorization: `Bearer ${conversation}` },
  });
  return response !== null && (response.ok || response.status === 404);
}

/** Lets the engine of this device forget the talk. */
export async function forgetHere(): Promise<void> {
  await askHere("api/v1/conversation", { method: "DELETE" });
}

type Plain = Readonly<Record<string, string | number | boolean>>;

const isKept = (
  value: unknown,
): value is { readonly profile: object; readonly profileOn: string } =>
  typeof value === "object" &&
  value !== null &&
  "profile" in value &&
  typeof value.profile === "object" &&
  value.profile !== null &&
  "profileOn" in value;

/**
 * What the person agreed to have kept, as a form can show it (a range cannot); `null` when nothing is kept or the server
 * cannot be reached.
 */
export async function readKept(conversation: string | null): Promise<Plain | null> {
  if (conversation === null && !isHere()) return null;
  const response = await ask("api/v1/conversation", {
    headers: { Authorization: `Bearer ${conversation ?? ""}` },
  });
  if (response?.ok !== true) return null;
  const value: unknown = await response.json().catch(() => null);
  if (!isKept(value)) return null;
  return Object.fromEntries(
    Object.entries(value.profile).filter(
      (entry): entry is [string, string | number | boolean] => typeof entry[1] !== "object",
    ),
  );
}

/** Tells the editors whether an answer of a talk helped; whether it arrived. */
export async function sendFeedback(
  conversation: string | null,
  helpful: boolean,
  services: readonly string[],
): Promise<boolean> {
  if (isHere()) return false;
  const response = await postJson(
    "api/v1/feedback",
    { helpful, services },
    conversation === null ? {} : { Authorization: `Bearer ${conversation}` },
  );
  return response?.ok === true;
}
