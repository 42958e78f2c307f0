import type { TelegramBot } from "../types.js";
import { BODY_LIMIT } from "./webhook.js";

/** The text of a body, read no further than the limit; `null` when there is more, or when it ends too early. */
async function readText(request: Request): Promise<string | null> {
  if (Number(request.headers.get("content-length") ?? 0) > BODY_LIMIT) return null;
  const stream: ReadableStream<Uint8Array> | null = request.body;
  const reader = stream?.getReader();
  if (reader === undefined) return "";
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > BODY_LIMIT) {
      reader.cancel().catch(() => undefined); // the refusal is what counts
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** One request to the webhook address, as a web server hands it over. Never throws. */
export async function answerWebhook(
  bot: Pick<TelegramBot, "handleWebhook">,
  request: Request,
): Promise<Response> {
  const respond = (status: number, headers: Readonly<Record<string, string>> = {}): Response =>
    new Response(null, { status, headers: { "cache-control": "no-store", ...headers } });
  try {
    const body = request.method === "POST" ? await readText(request) : "";
    // Says nothing of closing: Node would close at once, and the sender, still writing its body, would see no answer.
    // The adapter of the web server drains what is left, within limits of its own.
    if (body === null) return respond(413);
    const { status, headers } = await bot.handleWebhook({
      method: request.method,
      header: (name) => request.headers.get(name) ?? undefined,
      body,
    });
    return respond(status, headers);
  } catch {
    return respond(400); // the body ended too early; everything else has a status of its own
  }
}
