import type { Reference } from "../types.js";
import { overlaps, type Vocabulary } from "../vocabulary.js";

const NONE: Reference = { kind: "none" };

/** 换成余杭, 那萧山呢: said outright, where a district alone may also be meant by itself. */
export const EXPLICIT_SWAP: Reference = { kind: "swap" };

/**
 * How a question leans on what was said before.
 *
 * @param hasSubject whether it names a service or has content of its own
 * @param hasName whether it names a service; then a pronoun beside it stands for nothing said before
 * @param hasDistrict whether it names a district
 */
export function readReference(
  points: readonly string[],
  vocabulary: Vocabulary,
  hasSubject: boolean,
  hasName: boolean,
  hasDistrict: boolean,
): Reference {
  const beware = vocabulary.find("reference-not", points);
  const isMeant = (found: { start: number; end: number }): boolean =>
    !beware.some(
      (longer) => overlaps(longer, found) && longer.end - longer.start > found.end - found.start,
    );
  const ordinal = vocabulary.find("reference-ordinal", points).find(isMeant);
  const text = points.join("");
  // "The first one" has words that look like content; where nothing else is said they count.
  const isAll = ordinal !== undefined && ordinal.end - ordinal.start + 4 >= points.length;
  if (ordinal !== undefined && (!hasSubject || isAll))
    return { kind: "ordinal", index: Number(ordinal.value) };
  const swaps = vocabulary.find("reference-swap", points).some(isMeant);
  const asksOn =
    /^那.{1,12}呢[?!。]?$/u.test(text) ||
    /^and .{1,24}$/u.test(text) ||
    (/^.{1,8}呢[?!。]?$/u.test(text) && (hasDistrict || hasSubject));
  if (swaps || asksOn) return EXPLICIT_SWAP;
  // "它给谁服务" has words of its own and still speaks of what was said.
  if (!hasName && vocabulary.find("reference-same", points).some(isMeant)) return { kind: "same" };
  if (hasSubject) return NONE;
  return { kind: hasDistrict ? "swap" : "same" };
}
