import type { StoredTracker } from "../dialogue/read-tracker.js";
import type { Tracker } from "../dialogue/types.js";

/** A question that found no answer, masked, for editors. */
export interface UnansweredQuestion {
  readonly at: string;
  readonly question: string;
  readonly reason: string;
  readonly topics: readonly string[];
  readonly channel: string;
}

/** What a person said of an answer. */
export interface Feedback {
  readonly at: string;
  readonly helpful: boolean;
  readonly services: readonly string[];
  readonly comment: string;
}

/** A reply, for repeated deliveries of the message that it answered. */
export interface KeptReply {
  /** Of the message. */
  readonly id: string;
  readonly reply: unknown;
}

export interface SaveOptions {
  /** Nothing that was saved earlier stays, replies too. */
  readonly erases?: boolean;
  /** Kept beside the tracker, durable together with it; the last 256 of a conversation stay. */
  readonly reply?: KeptReply;
}

/**
 * Everything the program keeps. Asynchronous and without a word about files, so that a database server
 * can stand behind it. A resolved write is durable: it survives a power cut right after.
 */
export interface Store {
  /** `null` when there is no such conversation (or it has expired). Of whichever version it was written. @throws StoreError */
  loadTracker(conversation: string): Promise<StoredTracker | null>;
  /**
   * Creates or replaces. Of what was replaced something may stay on the disk for some turns, unless it `erases`.
   * @throws StoreError; then the old record is still there
   */
  saveTracker(conversation: string, tracker: Tracker, options?: SaveOptions): Promise<void>;
  /** The reply saved with a message; `null` when it is not kept (any more). @throws StoreError */
  loadReply(conversation: string, messageId: string): Promise<unknown>;
  /** Removes everything of a conversation, at once; whether there was one. */
  deleteTracker(conversation: string): Promise<boolean>;
  /** Removes conversations whose last turn is before the instant (ISO); how many. */
  expireTrackers(before: string): Promise<number>;
  logUnanswered(entry: UnansweredQuestion): Promise<void>;
  logFeedback(entry: Feedback): Promise<void>;
  /** Resolves when the store can read and write; rejects with StoreError otherwise. */
  check(): Promise<void>;
  close(): Promise<void>;
}
