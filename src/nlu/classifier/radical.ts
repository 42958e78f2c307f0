const FIRST_KANGXI = 0x2f00;
const RADICALS = 214;
const FIRST_IDEOGRAPH = 0x4e00;
const LAST_IDEOGRAPH = 0x9fa5;

// Unicode lists the unified ideographs by Kangxi radical, and each radical sign folds to the ideograph that opens its run.
const OPENERS = Array.from(
  { length: RADICALS },
  (_, index) =>
    String.fromCodePoint(FIRST_KANGXI + index)
      .normalize("NFKC")
      .codePointAt(0) ?? 0,
);

/**
 * The Kangxi radical of a common Chinese character, 0–213, or −1 for anything else.
 *
 * The radical hints at the field of a character that no example holds (sickness, food, metal).
 */
export function radicalOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point < FIRST_IDEOGRAPH || point > LAST_IDEOGRAPH) return -1;
  let low = 0;
  let high = RADICALS - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((OPENERS[middle] ?? 0) <= point) low = middle;
    else high = middle - 1;
  }
  return low;
}
