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

/** Replies kept for repeated deliveries: as many as the tracker knows message ids. */
export const KEPT_REPLIES = 256;

/** A reply, for repeated deliveries of the message that it answered. */
export interface KeptReply {
  /** Of the message. */
  readonly id: string;
  readonly reply: unknown;
}

/** A talk as a turn finds it. */
export interface Talk {
  /** `null` when there is no such talk (or it has expired). Of whichever version it was written; nobody changes it. */
  readonly tracker: StoredTracker | null;
  /** The reply kept with a message; `null` when it is not kept (any more). @throws StoreError */
  findReply(messageId: string): Promise<unknown>;
}

/** What a turn leaves. */
export interface KeptTurn {
  readonly tracker: Tracker;
  /** Nothing that was kept earlier stays, replies and what editors would read too. */
  readonly erases?: boolean;
  /** Kept beside the tracker, durable together with it; the last 256 of a talk stay. */
  readonly reply?: KeptReply;
  /** For editors; what cannot be written of them is told to whoever opened the store, and the turn counts all the same. */
  readonly unanswered?: readonly UnansweredQuestion[];
}

export interface TurnDone<R> {
  /** Absent: the talk stays as it is. */
  readonly keep?: KeptTurn;
  readonly result: R;
}

/**
 * Everything the program keeps. Asynchronous and without a word about files, so that a database server
 * can stand behind it. A resolved write is durable: it survives a power cut right after.
 */
export interface Store {
  /**
   * One turn of a talk, which no other turn of it comes between, on whatever node: `work` says what the talk is to be from
   * now on. Where another node went on meanwhile, `work` is done again on what that one left, so it must have no effect but
   * its result.
   *
   * @returns what `work` gives as its result, when what it keeps is durable. Of what was replaced something may stay for some
   * turns, unless it erases
   * @throws StoreError; then the old record is still there
   */
  turn<R>(conversation: string, work: (talk: Talk) => Promise<TurnDone<R>>): Promise<R>;
  /** The talk when no turn of it is under way; `null` when there is none. @throws StoreError */
  loadTracker(conversation: string): Promise<StoredTracker | null>;
  /** Removes everything of a conversation, at once, what editors would read of it too; whether there was one. */
  deleteTracker(conversation: string): Promise<boolean>;
  /** Removes conversations whose last turn is before the instant (ISO), with all that belongs to them; how many. */
  expireTrackers(before: string): Promise<number>;
  /** Kept as long as the conversation that it belongs to, if it belongs to one. */
  logFeedback(entry: Feedback, conversation?: string): Promise<void>;
  /** Resolves when the store can read and write; rejects with StoreError otherwise. */
  check(): Promise<void>;
  close(): Promise<void>;
}
