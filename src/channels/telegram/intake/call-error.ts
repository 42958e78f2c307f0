import { ChannelError } from "../../../shared/errors.js";

/**
 * Why a call to the Bot API failed for good:
 * `gone` the chat blocked us or no longer exists · `unchanged` the message is already so · `late` a button press
 * was too old to be answered · `no-message` the message to edit is not there · `token` the token is refused ·
 * `conflict` another program listens with the token, or a webhook is set · `stopped` we are shutting down ·
 * `refused` anything else.
 */
export type CallFailure =
  "gone" | "unchanged" | "late" | "no-message" | "token" | "conflict" | "stopped" | "refused";

/** A call that failed for good. Holds the method and a number only: library errors hold the token, chat and text. */
export class TelegramCallError extends ChannelError {
  readonly method: string;
  /** Error code of the Bot API; 0 when there was no answer. */
  readonly status: number;
  readonly failure: CallFailure;
  constructor(method: string, status: number, failure: CallFailure) {
    super(
      `Telegram: ${method} failed (${status === 0 ? "no answer" : String(status)}, ${failure})`,
    );
    this.method = method;
    this.status = status;
    this.failure = failure;
  }
}

/** Reads the reason out of an answer that is not ok; descriptions are those of the Bot API server. */
export function failureOf(status: number, description: string): CallFailure {
  const text = description.toLowerCase();
  if (status === 401 || status === 404) return "token";
  if (status === 409) return "conflict";
  if (status === 403 || text.includes("chat not found")) return "gone";
  if (text.includes("message is not modified")) return "unchanged";
  if (text.includes("query is too old")) return "late";
  if (text.includes("message to edit not found") || text.includes("message can't be edited")) {
    return "no-message";
  }
  return "refused";
}
