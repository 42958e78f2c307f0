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

/** Steps in a doubling, and the exponent below which a number is nothing: what {@link scalesToLetters} can tell apart. */
const STEPS_IN_DOUBLING = 200;
const LEAST_EXPONENT = -16;
const LARGEST_CODE = ALPHABET.length ** 2 - 1;

/**
 * Numbers from 0 up, each as the nearest power of two in steps of a third of a per cent: two letters, all the first ones
 * before all the second ones, because the first ones are alike and can be packed tightly.
 */
export function scalesToLetters(numbers: Float32Array): string {
  const codes = Array.from(numbers, (number) => {
    if (number <= 0) return 0;
    const code = Math.round((Math.log2(number) - LEAST_EXPONENT) * STEPS_IN_DOUBLING) + 1;
    return Math.min(LARGEST_CODE, Math.max(1, code));
  });
  const letters = (of: (code: number) => number): string =>
    codes.map((code) => ALPHABET[of(code)] ?? "").join("");
  return (
    letters((code) => Math.floor(code / ALPHABET.length)) +
    letters((code) => code % ALPHABET.length)
  );
}

export function scalesFromLetters(text: string): Float32Array<ArrayBuffer> {
  const count = text.length / 2;
  const numbers = new Float32Array(count);
  for (let at = 0; at < count; at++) {
    const code =
      ALPHABET.indexOf(text[at] ?? "") * ALPHABET.length + ALPHABET.indexOf(text[count + at] ?? "");
    numbers[at] = code <= 0 ? 0 : 2 ** ((code - 1) / STEPS_IN_DOUBLING + LEAST_EXPONENT);
  }
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
