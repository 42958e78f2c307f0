import { deflateRawSync, inflateRawSync } from "node:zlib";

/** So much of the text before helps; what lies further back cannot be pointed to. Bytes. */
const WINDOW = 32 * 1024;
/** The best level for its time: replies of one talk are much alike. */
const LEVEL = 3;

/**
 * A text in a fraction of its bytes: replies of a talk repeat each other nearly word for word.
 *
 * @param before the text that is known when it is unpacked; empty: none
 */
export function packText(text: string, before: string): string {
  const options = before === "" ? {} : { dictionary: Buffer.from(before).subarray(-WINDOW) };
  return deflateRawSync(text, { level: LEVEL, ...options }).toString("base64");
}

/** The text that {@link packText} packed. */
export function unpackText(packed: string, before: string): string {
  const options = before === "" ? {} : { dictionary: Buffer.from(before).subarray(-WINDOW) };
  return inflateRawSync(Buffer.from(packed, "base64"), options).toString();
}
