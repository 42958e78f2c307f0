import type { z } from "zod";
import type { FieldProblem } from "../../assistant/types.js";
import { problem, unprocessable } from "./problems.js";

/** Bodies larger than this are refused (contract). */
const MAX_BODY_BYTES = 64 * 1024;

type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Response };

const refuse = (refusal: Response): { readonly ok: false; readonly refusal: Response } => ({
  ok: false,
  refusal,
});

const JSON_TYPE = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?$/iu;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Says nothing of closing: Node closes at once after such an answer, and a client still writing its body would see a broken
 * connection and no answer. The adapter drains what is left, within limits of its own.
 */
const tooLarge = (): Response => problem(413, `the body may have ${String(MAX_BODY_BYTES)} bytes`);

/** Counts while it reads, for bodies that do not announce their length; `null` when there are too many bytes. */
async function readCounted(body: ReadableStream<Uint8Array>): Promise<Uint8Array | null> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks, size);
    size += value.byteLength;
    if (size > MAX_BODY_BYTES) {
      reader.cancel().catch(() => undefined); // the refusal is what counts
      return null;
    }
    chunks.push(value);
  }
}

/**
 * The bytes of a body within the limit. An announced length is believed for the early refusal only: Node's
 * parser ends the body there, and what was read is counted again. Hono's own `bodyLimit` turns each body
 * into a web stream first, which costs three times as much as the rest of the request.
 */
async function readBytes(request: Request): Promise<ArrayBuffer | Uint8Array | null> {
  const announced = request.headers.get("content-length");
  if (announced === null) {
    return request.body === null ? new Uint8Array() : readCounted(request.body);
  }
  if (Number(announced) > MAX_BODY_BYTES) return null;
  const bytes = await request.arrayBuffer();
  return bytes.byteLength > MAX_BODY_BYTES ? null : bytes;
}

/** The JSON value of a request: right type, within the limit, valid UTF-8, valid JSON. */
export async function readJson(request: Request): Promise<Outcome<unknown>> {
  if (!JSON_TYPE.test(request.headers.get("content-type") ?? "")) {
    return refuse(problem(415, "send the body as application/json in UTF-8"));
  }
  const encoding = request.headers.get("content-encoding");
  if (encoding !== null && encoding.toLowerCase() !== "identity") {
    return refuse(problem(415, "compressed bodies are not read"));
  }
  let bytes: ArrayBuffer | Uint8Array | null;
  try {
    bytes = await readBytes(request);
  } catch {
    return refuse(problem(400, "the body ended too early"));
  }
  if (bytes === null) return refuse(tooLarge());
  if (bytes.byteLength === 0) return refuse(problem(400, "the body is empty"));
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes));
    return { ok: true, value };
  } catch {
    return refuse(problem(400, "the body is no JSON in valid UTF-8"));
  }
}

/** `profile.degree`, `services[0]`: a path as people write it. */
function fieldOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((field, part) => {
    if (typeof part === "number") return `${field}[${String(part)}]`;
    return field === "" ? String(part) : `${field}.${String(part)}`;
  }, "");
}

/** Whether what the path names is absent in the value. */
function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  let inner = value;
  for (const part of path) {
    if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, part)) return true;
    inner = Object.entries(inner).find(([key]) => key === String(part))?.[1];
  }
  return inner === undefined;
}

/**
 * A value as its schema describes it. Nothing is coerced; fields that the schema does not know are ignored,
 * so that a client written for a later version still works.
 *
 * Refused with 400 when it is no object or something that must be there is missing, with 422 when a field is
 * there but wrong; both name the fields.
 */
export function parseFields<T>(value: unknown, schema: z.ZodType<T>): Outcome<T> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return refuse(problem(400, "the body must be a JSON object"));
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors: readonly FieldProblem[] = parsed.error.issues.map((issue) => ({
    field: fieldOf(issue.path),
    message: issue.message,
  }));
  const isIncomplete = parsed.error.issues.some((issue) => isMissing(value, issue.path));
  return refuse(
    isIncomplete
      ? problem(400, `missing: ${errors.map(({ field }) => field).join(", ")}`, { errors })
      : unprocessable(errors),
  );
}

/** Reads and checks a body in one step. */
export async function readFields<T>(request: Request, schema: z.ZodType<T>): Promise<Outcome<T>> {
  const body = await readJson(request);
  return body.ok ? parseFields(body.value, schema) : body;
}
