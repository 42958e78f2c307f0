const CHUNK = 0x8000;

/** Bytes as base64, in any runtime. */
function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += CHUNK) {
    parts.push(String.fromCharCode(...bytes.subarray(start, start + CHUNK)));
  }
  return btoa(parts.join(""));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";

/** The largest whole number that {@link toLetters} can write; the smallest is its negative. */
export const LARGEST_LETTER = 31;

/** Small whole numbers, a letter each: unlike base64, equal numbers are equal letters, so that the text can be packed tightly. */
export function toLetters(numbers: Int8Array): string {
  const parts: string[] = [];
  for (let start = 0; start < numbers.length; start += CHUNK) {
    const letters = Array.from(
      numbers.subarray(start, start + CHUNK),
      (number) => ALPHABET[number + LARGEST_LETTER] ?? "",
    );
    parts.push(letters.join(""));
  }
  return parts.join("");
}

export function fromLetters(text: string): Int8Array<ArrayBuffer> {
  const valueOf = new Int8Array(128);
  for (let at = 0; at < ALPHABET.length; at++)
    valueOf[ALPHABET.charCodeAt(at)] = at - LARGEST_LETTER;
  const numbers = new Int8Array(text.length);
  for (let at = 0; at < text.length; at++) numbers[at] = valueOf[text.charCodeAt(at)] ?? 0;
  return numbers;
}

/** Numbers as base64 of little-endian 32-bit floats. */
export function floatsToBase64(numbers: Float32Array): string {
  const view = new DataView(new ArrayBuffer(numbers.length * 4));
  numbers.forEach((number, index) => {
    view.setFloat32(index * 4, number, true);
  });
  return toBase64(new Uint8Array(view.buffer));
}

export function floatsFromBase64(text: string): Float32Array<ArrayBuffer> {
  const bytes = fromBase64(text);
  const view = new DataView(bytes.buffer);
  const numbers = new Float32Array(bytes.length / 4);
  for (let at = 0; at < numbers.length; at++) numbers[at] = view.getFloat32(at * 4, true);
  return numbers;
}
