import { surfaceUnits } from "./units.js";

const EDGE_MARKS = /^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu;
const MINIMUM_UNITS = 2;

/**
 * Takes polite words off both ends of a folded text (see `intents/fillers.yaml`), again and again, longest first.
 *
 * What would leave fewer than two characters or words is the message itself and stays. A filler of latin letters
 * is only taken as a whole word.
 */
export function stripFillers(folded: string, fillers: readonly string[]): string {
  let rest = folded.replace(EDGE_MARKS, "");
  for (;;) {
    const shorter = stripOnce(rest, fillers);
    if (shorter === null) return rest;
    rest = shorter;
  }
}

function stripOnce(text: string, fillers: readonly string[]): string | null {
  for (const filler of fillers) {
    const ends = [
      text.startsWith(filler) ? text.slice(filler.length) : null,
      text.endsWith(filler) ? text.slice(0, text.length - filler.length) : null,
    ];
    for (const [side, rest] of ends.entries()) {
      if (rest === null || cutsWord(filler, rest, side === 0)) continue;
      const trimmed = rest.replace(EDGE_MARKS, "");
      if (surfaceUnits(trimmed).length >= MINIMUM_UNITS) return trimmed;
    }
  }
  return null;
}

const LETTER_OR_DIGIT = /[a-z0-9']/;

function cutsWord(filler: string, rest: string, atStart: boolean): boolean {
  const inside = atStart ? filler.at(-1) : filler.at(0);
  const outside = atStart ? rest.at(0) : rest.at(-1);
  return LETTER_OR_DIGIT.test(inside ?? "") && LETTER_OR_DIGIT.test(outside ?? "");
}
