import { appendDurably, readEnd, readSmallFile, writeDurably } from "./durable-file.js";
import type { KeptReply } from "./types.js";

/** A file that is there and holds no state. */
export class DamagedFileError extends Error {
  override readonly name = "DamagedFileError";
}

/** Replies kept for repeated deliveries: as many as the tracker knows message ids. */
export const KEPT_REPLIES = 256;

/**
 * A file up to this size only grows; a larger one is written anew, without what nobody needs any more, when half of it
 * is that. Bytes; a talk of ten turns takes 80 KB.
 */
const ROOM = 256 * 1024;

/** So much is read to find the newest state, which is the last line; bytes. The state of a talk of fifty turns takes 60 KB. */
const TAIL = 128 * 1024;

const NEWLINE = 0x0a;
const BRACKET = 0x5b;

/** The lines that were written to their end, last one first, as places in the bytes; what a crash cut off is left out. */
function* linesFromEnd(content: Buffer): Generator<readonly [start: number, end: number]> {
  let end = content.lastIndexOf(NEWLINE);
  while (end > 0) {
    const before = content.lastIndexOf(NEWLINE, end - 1);
    if (before + 1 < end) yield [before + 1, end];
    end = before;
  }
}

/** A reply is an array, a state an object. */
const isReply = (content: Buffer, start: number): boolean => content[start] === BRACKET;

/** The newest state; `null` when these bytes hold no whole one. */
function stateIn(content: Buffer, isWhole: boolean): string | null {
  for (const [start, end] of linesFromEnd(content)) {
    if (start === 0 && !isWhole) return null; // perhaps the end of a longer line
    if (!isReply(content, start)) return content.toString("utf8", start, end);
  }
  // Without a line break: written by 0.1.0, which kept one state in a file.
  return isWhole && !content.includes(NEWLINE) ? content.toString() : null;
}

export interface TalkFileOptions {
  /** Nothing written earlier stays. */
  readonly erases?: boolean;
  /** Added together with the state. */
  readonly reply?: KeptReply;
}

/**
 * The file of one talk, as lowdb's `Adapter` wants it: its newest state, and before it the replies by message id. Both are
 * added as lines, replies as `[id, reply]` and the state as an object; the last whole state counts, and what a crash cut
 * off was not acknowledged. Adding costs a turn the same however long the talk is, and is several times
 * cheaper than replacing the file, which happens when it has grown, and when nothing earlier may stay.
 */
export class TalkFile<T> {
  readonly #path: string;
  readonly #options: TalkFileOptions;

  constructor(path: string, options: TalkFileOptions = {}) {
    this.#path = path;
    this.#options = options;
  }

  /**
   * The newest state; `null` when there is no file.
   * @throws DamagedFileError when it holds no state
   */
  // eslint-disable-next-line @typescript-eslint/require-await -- lowdb asks for a promise, also of a fault
  async read(): Promise<T | null> {
    const tail = readEnd(this.#path, TAIL);
    if (tail === null) return null;
    let state = stateIn(tail.content, tail.isWhole);
    if (state === null && !tail.isWhole) {
      state = stateIn(readSmallFile(this.#path) ?? Buffer.alloc(0), true);
    }
    try {
      // What was written is what `write` was given; the caller checks the version field.
      return JSON.parse(state ?? "") as T;
    } catch (fault) {
      throw new DamagedFileError("no state", { cause: fault });
    }
  }

  async write(data: T): Promise<void> {
    const { erases = false, reply } = this.#options;
    const kept = reply === undefined ? "" : `${JSON.stringify([reply.id, reply.reply])}\n`;
    const state = `${JSON.stringify(data)}\n`;
    if (!erases) {
      const most = Math.max(ROOM, 2 * (state.length + KEPT_REPLIES * kept.length));
      // The line break before them ends what a crash may have cut off.
      if (await appendDurably(this.#path, `\n${kept}${state}`, most)) return;
    }
    const earlier = erases ? [] : this.#replies(KEPT_REPLIES - 1);
    await writeDurably(this.#path, Buffer.concat([...earlier, Buffer.from(`${kept}${state}`)]));
  }

  /** The reply to a message; `null` when it is not kept. */
  findReply(id: string): unknown {
    const begin = Buffer.from(`[${JSON.stringify(id)},`);
    const content = readSmallFile(this.#path);
    if (content === null) return null;
    for (const [start, end] of linesFromEnd(content)) {
      if (begin.compare(content, start, Math.min(end, start + begin.length)) !== 0) continue;
      const [, reply] = JSON.parse(content.toString("utf8", start, end)) as unknown[];
      return reply;
    }
    return null;
  }

  /** Lines of the newest replies, oldest first, each with its line break. */
  #replies(most: number): readonly Buffer[] {
    const content = readSmallFile(this.#path) ?? Buffer.alloc(0);
    const found: Buffer[] = [];
    for (const [start, end] of linesFromEnd(content)) {
      if (isReply(content, start)) found.push(content.subarray(start, end + 1));
      if (found.length >= most) break;
    }
    return found.reverse();
  }
}
