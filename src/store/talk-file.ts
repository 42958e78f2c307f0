import type { StoredTracker } from "../dialogue/read-tracker.js";
import type { Tracker } from "../dialogue/types.js";
import { readSmallFile, writeDurably } from "./durable-file.js";
import { packText, unpackText } from "./pack-reply.js";
import { CHANGE_VERSION, changeOf, heldCopy, withChange, type TalkChange } from "./talk-change.js";
import type { TurnJournal } from "./turn-journal.js";
import { KEPT_REPLIES, type KeptReply } from "./types.js";

/** A file that is there and holds no state. */
export class DamagedFileError extends Error {
  override readonly name = "DamagedFileError";
}

/** A file is written anew, with its newest state only, when so many lines of states and changes would stand in it. */
const MOST_LINES = 20;

/** A reply is packed knowing the one before it, but after so many a new row begins: who looks for one unpacks its row. */
const MOST_IN_ROW = 20;

const NEWLINE = 0x0a;
const BRACKET = 0x5b;

/** What is known of a talk whose file is as long as `size`. */
export interface TalkState {
  readonly tracker: StoredTracker;
  /** Changes since the last whole state, and lines of both in the file. */
  readonly changes: number;
  readonly lines: number;
  /** The last reply in the file, as JSON, and how many stand in a row with it; empty and 0 when it is not at hand. */
  readonly lastReply: string;
  readonly row: number;
  /** Of the file; bytes. */
  readonly size: number;
}

/** The lines that were written to their end, last one first, as places in the bytes; what a crash cut off is left out. */
function* linesFromEnd(content: Buffer): Generator<readonly [start: number, end: number]> {
  let end = content.lastIndexOf(NEWLINE);
  while (end > 0) {
    const before = content.lastIndexOf(NEWLINE, end - 1);
    if (before + 1 < end) yield [before + 1, end];
    end = before;
  }
}

/** A reply is an array, a state or a change an object. */
const isReply = (content: Buffer, start: number): boolean => content[start] === BRACKET;

/** `undefined`: no JSON, as a crash in the middle of a line leaves it; such a line was not acknowledged. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isState = (value: unknown): value is StoredTracker =>
  typeof value === "object" && value !== null && "version" in value && "turns" in value;

const isChange = (value: unknown): value is TalkChange =>
  isState(value) && (value as { readonly version: unknown }).version === CHANGE_VERSION;

/**
 * The newest state of a file: the last whole one with the changes behind it. A change under a number that comes again
 * was not acknowledged: the later one counts.
 * @throws DamagedFileError when it holds none
 */
function stateIn(content: Buffer): Pick<TalkState, "tracker" | "changes" | "lines"> {
  const changes: TalkChange[] = [];
  let wanted: number | null = null;
  let lines = 0;
  let found: StoredTracker | null = null;
  for (const [start, end] of linesFromEnd(content)) {
    if (isReply(content, start)) continue;
    lines += 1;
    if (found !== null) continue;
    const value = parsed(content.toString("utf8", start, end));
    if (isChange(value)) {
      if (value.no > (wanted ?? value.no)) continue;
      if (wanted !== null && value.no < wanted) break;
      changes.push(value);
      wanted = value.no - 1;
    } else if (isState(value) && (wanted ?? 0) === 0) found = value;
  }
  // Without a line break: written by 0.1.0, which kept one state in a file.
  const only = content.includes(NEWLINE) ? undefined : parsed(content.toString());
  if (isState(only)) found = only;
  if (found === null) throw new DamagedFileError("no state");
  return {
    tracker: changes.reduceRight<StoredTracker>(withChange, found),
    changes: changes.length,
    lines: Math.max(1, lines),
  };
}

/** How a reply stands in its line: as it is, packed by itself, or packed knowing the reply in the line before. */
type ReplyLine = readonly [string, unknown] | readonly [string, string, "own" | "after"];

const isReplyLine = (value: unknown): value is ReplyLine =>
  Array.isArray(value) && value.length > 1 && typeof value[0] === "string";

const lineOf = (entry: ReplyLine): string => `${JSON.stringify(entry)}\n`;

/** The replies of a file, oldest first. */
function repliesIn(content: Buffer): readonly ReplyLine[] {
  const found: ReplyLine[] = [];
  for (const [start, end] of linesFromEnd(content)) {
    if (!isReply(content, start)) continue;
    const value = parsed(content.toString("utf8", start, end));
    if (isReplyLine(value)) found.push(value);
  }
  return found.reverse();
}

const isJoined = (line: ReplyLine | undefined): boolean => line?.[2] === "after";

/** The newest replies, as few as may be and at least `most`: a row is kept whole or not at all. */
function newest(replies: readonly ReplyLine[], most: number): readonly ReplyLine[] {
  let from = Math.max(0, replies.length - most);
  while (from > 0 && isJoined(replies[from])) from -= 1;
  return replies.slice(from).map((line) => {
    const [id, reply, packing] = line;
    return packing === undefined ? [id, packText(JSON.stringify(reply), ""), "own"] : line;
  });
}

/** The reply of a line as JSON, given that of the line before. */
const textOf = ([, reply, packing]: ReplyLine, before: string): string =>
  packing === undefined
    ? JSON.stringify(reply)
    : unpackText(String(reply), packing === "after" ? before : "");

export interface TalkFileOptions {
  readonly journal: TurnJournal;
  /** What the file holds now; `null`: there is none. */
  readonly before?: TalkState | null;
  /** Nothing written earlier stays. */
  readonly erases?: boolean;
  /** Added together with the state. */
  readonly reply?: KeptReply;
}

/**
 * The file of one talk, as lowdb's `Adapter` wants it: a whole state now and then, the changes that turns made since, and
 * the replies by message id. A turn adds two lines, its reply as an array and its change as an object, and costs the same
 * however long the talk is. What a crash cut off was not acknowledged.
 */
export class TalkFile {
  readonly #path: string;
  readonly #options: TalkFileOptions;
  #state: TalkState | null;

  constructor(path: string, options: TalkFileOptions) {
    this.#path = path;
    this.#options = options;
    this.#state = options.before ?? null;
  }

  /** What the file holds after reading or writing. */
  get state(): TalkState | null {
    return this.#state;
  }

  /**
   * The newest state; `null` when there is no file.
   * @throws DamagedFileError when it holds no state
   */
  // eslint-disable-next-line @typescript-eslint/require-await -- lowdb asks for a promise, also of a fault
  async read(): Promise<StoredTracker | null> {
    const content = readSmallFile(this.#path);
    this.#state =
      content === null
        ? null
        : { ...stateIn(content), lastReply: "", row: 0, size: content.length };
    return this.#state?.tracker ?? null;
  }

  async write(data: StoredTracker | null): Promise<void> {
    // A tracker that was read is never written as it was: every turn makes one of this version.
    const tracker = heldCopy(data as Tracker);
    const { before = null, erases = false } = this.#options;
    const isNew = before === null || erases || before.lines >= MOST_LINES;
    if (before !== null && isNew) return this.#replace(tracker, before);
    const said = this.#replyAfter(before);
    const change = before === null ? null : changeOf(before.tracker, tracker, before.changes + 1);
    const state = `${JSON.stringify(change ?? tracker)}\n`;
    // The line break before them ends what a crash may have cut off.
    const text = `${before === null ? "" : "\n"}${said.line}${state}`;
    const at = before?.size ?? 0;
    await this.#options.journal.append(this.#path, text, at);
    this.#state = {
      tracker,
      changes: change === null ? 0 : change.no,
      lines: (before?.lines ?? 0) + 1,
      lastReply: said.text ?? before?.lastReply ?? "",
      row: said.text === null ? (before?.row ?? 0) : said.row,
      size: at + Buffer.byteLength(text),
    };
  }

  /** The line of the reply behind what is there. The first reply of a talk stands as it is: most talks end with it. */
  #replyAfter(before: TalkState | null): { line: string; text: string | null; row: number } {
    const { reply } = this.#options;
    if (reply === undefined) return { line: "", text: null, row: 0 };
    const text = JSON.stringify(reply.reply);
    if (before === null) return { line: lineOf([reply.id, reply.reply]), text, row: 1 };
    const isAfter = before.lastReply !== "" && before.row < MOST_IN_ROW;
    const packed = packText(text, isAfter ? before.lastReply : "");
    const line = lineOf([reply.id, packed, isAfter ? "after" : "own"]);
    return { line, text, row: isAfter ? before.row + 1 : 1 };
  }

  /** The file anew: the newest state, and the replies unless nothing of before may stay. */
  async #replace(tracker: Tracker, before: TalkState): Promise<void> {
    const { journal, erases = false } = this.#options;
    const content = erases ? Buffer.alloc(0) : (readSmallFile(this.#path) ?? Buffer.alloc(0));
    const earlier = newest(repliesIn(content), KEPT_REPLIES - 1);
    const said = this.#replyAfter(erases ? { ...before, lastReply: "", row: 0 } : before);
    const text = `${earlier.map(lineOf).join("")}${said.line}${JSON.stringify(tracker)}\n`;
    await journal.leave(this.#path);
    await writeDurably(this.#path, text);
    // What the journal holds of it goes too.
    if (erases) await journal.settle();
    this.#state = {
      tracker,
      changes: 0,
      lines: 1,
      lastReply: said.text ?? (erases ? "" : before.lastReply),
      row: said.text === null ? (erases ? 0 : before.row) : said.row,
      size: Buffer.byteLength(text),
    };
  }

  /** The reply to a message; `null` when it is not kept. */
  findReply(id: string): unknown {
    const content = readSmallFile(this.#path);
    if (content === null) return null;
    const replies = repliesIn(content);
    const at = replies.findLastIndex((line) => line[0] === id);
    if (at === -1) return null;
    let first = at;
    while (isJoined(replies[first])) first -= 1;
    const text = replies.slice(first, at + 1).reduce((before, line) => textOf(line, before), "");
    return JSON.parse(text) as unknown;
  }
}
