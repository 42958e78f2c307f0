/** Fractional parts of the square roots of the first 8 primes (FIPS 180-4, 5.3.3). */
const START = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
] as const;

const BLOCK = 64;
const LENGTH_BYTES = 8;

/** The first primes, as many as there are rounds. */
function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let number = 2; primes.length < count; number += 1) {
    if (primes.every((prime) => number % prime !== 0)) primes.push(number);
  }
  return primes;
}

/** Fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const ROUNDS = Uint32Array.from(
  firstPrimes(BLOCK),
  (prime) => (Math.cbrt(prime) % 1) * 0x1_0000_0000,
);

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** The message, a one, zeros, and its length in bits: a whole number of blocks (FIPS 180-4, 5.1.1). */
function padded(message: Uint8Array): DataView {
  const length = Math.ceil((message.length + 1 + LENGTH_BYTES) / BLOCK) * BLOCK;
  const bytes = new Uint8Array(length);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(length - LENGTH_BYTES, Math.floor(message.length / 0x2000_0000));
  view.setUint32(length - 4, (message.length << 3) >>> 0);
  return view;
}

/** Writes the 64 words of a block's schedule. */
function schedule(words: Uint32Array, view: DataView, start: number): void {
  for (let index = 0; index < 16; index += 1) words[index] = view.getUint32(start + index * 4);
  for (let index = 16; index < BLOCK; index += 1) {
    const a = words[index - 15] ?? 0;
    const b = words[index - 2] ?? 0;
    const small = turned(a, 7) ^ turned(a, 18) ^ (a >>> 3);
    const large = turned(b, 17) ^ turned(b, 19) ^ (b >>> 10);
    words[index] = (words[index - 16] ?? 0) + small + (words[index - 7] ?? 0) + large;
  }
}

/** One block: 64 rounds over the eight words of the state. One variable a word, since a list of them costs ten times as much. */
function compress(state: Uint32Array, words: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let round = 0; round < BLOCK; round += 1) {
    const mixed = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const chosen = (e & f) ^ (~e & g);
    const first = (h + mixed + chosen + (ROUNDS[round] ?? 0) + (words[round] ?? 0)) | 0;
    const spread = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const second = (spread + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  state.set([a, b, c, d, e, f, g, h].map((word, index) => (word + (state[index] ?? 0)) | 0));
}

/**
 * SHA-256 (FIPS 180-4) of some bytes, as 32 bytes. Written out because what a browser has for it is missing in pages that
 * are reached without https, and answers only later.
 */
export function sha256(message: Uint8Array): Uint8Array {
  const view = padded(message);
  const state = Uint32Array.from(START);
  const words = new Uint32Array(BLOCK);
  for (let start = 0; start < view.byteLength; start += BLOCK) {
    schedule(words, view, start);
    compress(state, words);
  }
  const result = new DataView(new ArrayBuffer(32));
  state.forEach((word, index) => {
    result.setUint32(index * 4, word);
  });
  return new Uint8Array(result.buffer);
}
