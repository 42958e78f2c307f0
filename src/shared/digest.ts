const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

const fnv1a = (text: string, seed: number): string => {
  let hash = seed >>> 0;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), PRIME) >>> 0;
  }
  return hash.toString(16).padStart(8, "0");
};

/**
 * A short fingerprint of a text, to tell a repeat from another text. Not a secret and not proof against a
 * forger: FNV-1a (Fowler, Noll, Vo) of 32 bits from two starting points, and the length.
 */
export function digest(text: string): string {
  return `${fnv1a(text, OFFSET)}${fnv1a(text, OFFSET ^ 0x5bd1e995)}${text.length.toString(16)}`;
}
