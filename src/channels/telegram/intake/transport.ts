import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { InputFile, type Transformer } from "grammy";

export interface TransportOptions {
  /** Address of the Bot API server, without a slash at its end. */
  readonly apiRoot: string;
  readonly token: string;
  /** A call without an answer is given up after so long. */
  readonly timeoutMs: number;
}

/** What of an abort signal is needed; grammY's own type is narrower than the platform's. */
interface Interrupt {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

const isAnswer = (value: unknown): value is { readonly ok: boolean } =>
  typeof value === "object" && value !== null && "ok" in value && typeof value.ok === "boolean";

/**
 * Calls of the Bot API by Node's own client over connections that stay open; grammY's client takes three times as long for the
 * same. Uploads are left to grammY. Rejects when there is no answer of the Bot API, with an error that may hold
 * addresses: whoever wraps this lets none of them out.
 */
export function createTransport({ apiRoot, token, timeoutMs }: TransportOptions): Transformer {
  const root = new URL(apiRoot);
  const isSecure = root.protocol === "https:";
  const agent = isSecure ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const open = isSecure ? httpsRequest : httpRequest;

  const post = (method: string, body: string, interrupt?: Interrupt): Promise<string> =>
    new Promise((resolve, reject) => {
      const outgoing = open(
        {
          agent,
          host: root.hostname.replace(/^\[|\]$/gu, ""),
          port: root.port,
          path: `${root.pathname.replace(/\/$/u, "")}/bot${token}/${method}`,
          method: "POST",
          headers: {
            "content-type": "application/json",
            "content-length": Buffer.byteLength(body),
          },
        },
        (response) => {
          textOf(response).then(resolve, reject).finally(end);
        },
      );
      const stop = (): void => {
        outgoing.destroy(new Error("stopped, or too late"));
      };
      const timer = setTimeout(stop, timeoutMs);
      const end = (): void => {
        clearTimeout(timer);
        interrupt?.removeEventListener("abort", stop);
      };
      interrupt?.addEventListener("abort", stop);
      outgoing.once("error", (fault) => {
        end();
        reject(fault);
      });
      if (interrupt?.aborted === true) stop();
      else outgoing.end(body);
    });

  return async (previous, method, payload, signal) => {
    if (Object.values(payload).some((value: unknown) => value instanceof InputFile)) {
      return previous(method, payload, signal);
    }
    const answer: unknown = JSON.parse(await post(method, JSON.stringify(payload), signal));
    if (!isAnswer(answer)) throw new Error("no answer of the Bot API");
    // The fields beside `ok` are the Bot API's word, which grammY takes unchecked too.
    return answer as Awaited<ReturnType<typeof previous<typeof method>>>;
  };
}
