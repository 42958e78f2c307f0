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

/**
 * Everything the program keeps. Asynchronous and without a word about files, so that a database server
 * can stand behind it. A resolved write is durable: it survives a power cut right after.
 */
export interface Store {
  /** `null` when there is no such conversation (or it has expired). @throws StoreError */
  loadTracker(conversation: string): Promise<Tracker | null>;
  /** Creates or replaces. @throws StoreError; then the old record is still there. */
  saveTracker(conversation: string, tracker: Tracker): Promise<void>;
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
