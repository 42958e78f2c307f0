/** Bytes as base64url without padding (RFC 4648, 5). */
export function toBase64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The bytes of a base64url text, or `null` when it is none. Never throws. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/u.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
}

const SIGNS_32 = "abcdefghijklmnopqrstuvwxyz234567";

/** Bytes as base32 in small letters (RFC 4648, 6), for what people read aloud; a whole number of groups of five bytes. */
export function toBase32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/gu) ?? [])
    .map((five) => SIGNS_32.charAt(Number.parseInt(five, 2)))
    .join("");
}
