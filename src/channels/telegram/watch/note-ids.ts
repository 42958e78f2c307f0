import type { Transformer } from "grammy";
import type { WatchRecords } from "../types.js";

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** The id of a message of a private talk; `null` for everything else: groups count their own. */
function privateId(result: unknown): number | null {
  if (!isFields(result) || !isFields(result["chat"])) return null;
  const id = result["message_id"];
  return typeof id === "number" && result["chat"]["type"] === "private" ? id : null;
}

/**
 * Notes the ids of messages as they are sent. Telegram counts the messages of all private talks of a bot together, so that what
 * was on its way when a run ended can only stand behind the last one noted.
 */
export const noteIds =
  (watches: Pick<WatchRecords, "see">): Transformer =>
  async (previous, method, payload, signal) => {
    const answer = await previous(method, payload, signal);
    const id = answer.ok ? privateId(answer.result) : null;
    if (id !== null) watches.see(id);
    return answer;
  };
