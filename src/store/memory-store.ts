import type { Tracker } from "../dialogue/types.js";
import { createKeyedLock } from "./keyed-lock.js";
import { heldCopy } from "./talk-change.js";
import {
  KEPT_REPLIES,
  type Feedback,
  type KeptTurn,
  type Store,
  type UnansweredQuestion,
} from "./types.js";

/** A note and the conversation that it belongs to. */
interface Noted<T> {
  readonly of: string;
  readonly entry: T;
}

/** A store that forgets at exit, with what editors would read in plain sight; for tests and one-shot commands. */
export interface MemoryStore extends Store {
  readonly unanswered: readonly UnansweredQuestion[];
  readonly feedback: readonly Feedback[];
}

/** Keeps copies, so that nobody changes a record behind the store's back. */
export function createMemoryStore(): MemoryStore {
  const trackers = new Map<string, Tracker>();
  /** By conversation and message id. */
  const replies = new Map<string, Map<string, string>>();
  const unanswered: Noted<UnansweredQuestion>[] = [];
  const feedback: Noted<Feedback>[] = [];
  const lock = createKeyedLock();

  function forgetNotes(conversation: string): void {
    for (const notes of [unanswered, feedback]) {
      const others = notes.filter((note) => note.of !== conversation);
      notes.splice(0, Infinity, ...(others as never[]));
    }
  }

  function keep(conversation: string, { tracker, erases = false, reply, ...kept }: KeptTurn): void {
    trackers.set(conversation, heldCopy(tracker));
    const said = (erases ? undefined : replies.get(conversation)) ?? new Map<string, string>();
    if (erases) forgetNotes(conversation);
    if (reply !== undefined) said.set(reply.id, JSON.stringify(reply.reply));
    for (const id of [...said.keys()].slice(0, -KEPT_REPLIES)) said.delete(id);
    replies.set(conversation, said);
    for (const entry of kept.unanswered ?? []) unanswered.push({ of: conversation, entry });
  }

  function remove(conversation: string): boolean {
    replies.delete(conversation);
    forgetNotes(conversation);
    return trackers.delete(conversation);
  }

  return {
    get unanswered() {
      return unanswered.map(({ entry }) => entry);
    },
    get feedback() {
      return feedback.map(({ entry }) => entry);
    },
    turn: (conversation, work) =>
      lock.run(conversation, async () => {
        const done = await work({
          tracker: trackers.get(conversation) ?? null,
          findReply: (id) =>
            Promise.resolve(JSON.parse(replies.get(conversation)?.get(id) ?? "null") as unknown),
        });
        if (done.keep !== undefined) keep(conversation, done.keep);
        return done.result;
      }),
    loadTracker: (conversation) =>
      lock.run(conversation, () => Promise.resolve(trackers.get(conversation) ?? null)),
    deleteTracker: (conversation) =>
      lock.run(conversation, () => Promise.resolve(remove(conversation))),
    expireTrackers: (before) => {
      const old = [...trackers].filter(([, { updatedAt }]) => updatedAt < before);
      for (const [conversation] of old) remove(conversation);
      return Promise.resolve(old.length);
    },
    logFeedback: (entry, conversation = "") => {
      feedback.push({ of: conversation, entry });
      return Promise.resolve();
    },
    check: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
