import type { Tracker } from "../dialogue/types.js";
import { KEPT_REPLIES } from "./talk-file.js";
import type { Feedback, Store, UnansweredQuestion } from "./types.js";

/** A store that forgets at exit, with what editors would read in plain sight; for tests and one-shot commands. */
export interface MemoryStore extends Store {
  readonly unanswered: readonly UnansweredQuestion[];
  readonly feedback: readonly Feedback[];
}

/** Keeps copies, so that nobody changes a record behind the store's back. */
export function createMemoryStore(): MemoryStore {
  const trackers = new Map<string, string>();
  /** By conversation and message id. */
  const replies = new Map<string, Map<string, string>>();
  const unanswered: UnansweredQuestion[] = [];
  const feedback: Feedback[] = [];
  return {
    unanswered,
    feedback,
    loadTracker: (conversation) => {
      const text = trackers.get(conversation);
      // Written by saveTracker, the only writer.
      return Promise.resolve(text === undefined ? null : (JSON.parse(text) as Tracker));
    },
    saveTracker: (conversation, tracker, { erases = false, reply } = {}) => {
      trackers.set(conversation, JSON.stringify(tracker));
      const kept = (erases ? undefined : replies.get(conversation)) ?? new Map<string, string>();
      if (reply !== undefined) kept.set(reply.id, JSON.stringify(reply.reply));
      for (const id of [...kept.keys()].slice(0, -KEPT_REPLIES)) kept.delete(id);
      replies.set(conversation, kept);
      return Promise.resolve();
    },
    loadReply: (conversation, id) =>
      Promise.resolve(JSON.parse(replies.get(conversation)?.get(id) ?? "null") as unknown),
    deleteTracker: (conversation) => {
      replies.delete(conversation);
      return Promise.resolve(trackers.delete(conversation));
    },
    expireTrackers: (before) => {
      let count = 0;
      for (const [conversation, text] of trackers) {
        const { updatedAt } = JSON.parse(text) as Tracker;
        if (updatedAt >= before) continue;
        trackers.delete(conversation);
        replies.delete(conversation);
        count += 1;
      }
      return Promise.resolve(count);
    },
    logUnanswered: (entry) => {
      unanswered.push(entry);
      return Promise.resolve();
    },
    logFeedback: (entry) => {
      feedback.push(entry);
      return Promise.resolve();
    },
    check: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
