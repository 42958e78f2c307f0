/** A stretch of a text that is drawn bold or slanted; positions count UTF-16 units, as the Bot API does. */
export interface Entity {
  readonly type: "bold" | "italic";
  readonly offset: number;
  readonly length: number;
}

/** A text with its entities. Entities, not markup: no text can break the format or smuggle any in. */
export interface Rich {
  readonly text: string;
  readonly entities: readonly Entity[];
}

/** The most that one message holds, in UTF-16 units (Bot API, sendMessage). */
const MESSAGE_LIMIT = 4096;

/** Controls, marks that turn the writing direction, and halves of surrogate pairs: Telegram drops or refuses them. */
const UNSAFE =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

/**
 * A text as Telegram keeps it, so that positions of entities stay true.
 *
 * @internal its own tests check it alone
 */
export const cleanText = (text: string): string => text.replace(UNSAFE, " ");

/** A text from plain and bold or slanted pieces. */
export function rich(
  ...pieces: readonly (string | { readonly bold: string } | { readonly italic: string })[]
): Rich {
  let text = "";
  const entities: Entity[] = [];
  for (const piece of pieces) {
    if (typeof piece === "string") {
      text += cleanText(piece);
      continue;
    }
    const type = "bold" in piece ? "bold" : "italic";
    const whole = cleanText("bold" in piece ? piece.bold : piece.italic).trimStart();
    const { length } = whole.trimEnd();
    if (length > 0) entities.push({ type, offset: text.length, length });
    text += whole; // a space at the end parts it from what follows, and is not drawn
  }
  return { text, entities };
}

/** Texts one after another, each with what stands before it. */
export function joinRich(parts: readonly { readonly rich: Rich; readonly before: string }[]): Rich {
  let text = "";
  const entities: Entity[] = [];
  for (const part of parts) {
    if (text !== "") text += part.before;
    const shift = text.length;
    entities.push(
      ...part.rich.entities.map((entity) => ({ ...entity, offset: entity.offset + shift })),
    );
    text += part.rich.text;
  }
  return { text, entities };
}

/** From `start` to `end`, without white space at the edges; entities are cut along. */
function slice({ text, entities }: Rich, start: number, end: number): Rich {
  let from = start;
  let to = end;
  while (from < to && /\s/u.test(text.charAt(from))) from += 1;
  while (to > from && /\s/u.test(text.charAt(to - 1))) to -= 1;
  const cut = entities.flatMap((entity) => {
    const offset = Math.max(entity.offset, from);
    const length = Math.min(entity.offset + entity.length, to) - offset;
    return length > 0 ? [{ ...entity, offset: offset - from, length }] : [];
  });
  return { text: text.slice(from, to), entities: cut };
}

/** Where to end a piece that may reach to `limit`: after a line, else after a sentence, else between characters. */
function cutBefore(text: string, start: number, limit: number): number {
  const window = text.slice(start, limit);
  const half = window.length / 2;
  const line = window.lastIndexOf("\n");
  if (line > half) return start + line + 1;
  const sentence = Math.max(
    ...["。", "！", "？", ". ", "；"].map((end) => window.lastIndexOf(end)),
  );
  if (sentence > half) return start + sentence + 1;
  const isSplitPair = /[\uD800-\uDBFF]/u.test(text.charAt(limit - 1));
  return isSplitPair ? limit - 1 : limit;
}

/** A text in pieces of at most `limit` UTF-16 units; none is empty unless the text is. */
export function splitRich(whole: Rich, limit = MESSAGE_LIMIT): readonly Rich[] {
  const pieces: Rich[] = [];
  let start = 0;
  while (whole.text.length - start > limit) {
    const end = cutBefore(whole.text, start, start + limit);
    const piece = slice(whole, start, end);
    if (piece.text !== "") pieces.push(piece);
    start = end;
  }
  const last = slice(whole, start, whole.text.length);
  return last.text === "" && pieces.length > 0 ? pieces : [...pieces, last];
}
