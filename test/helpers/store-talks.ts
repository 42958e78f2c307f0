import { newTracker, readTracker, type Tracker } from "../../src/dialogue/index.js";
import type { KeptTurn, Store } from "../../src/store/types.js";

/** A turn that leaves a talk as it is given, whatever was there. */
export function save(
  store: Store,
  conversation: string,
  tracker: Tracker,
  options: Omit<KeptTurn, "tracker"> = {},
): Promise<void> {
  return store.turn(conversation, () =>
    Promise.resolve({ keep: { tracker, ...options }, result: undefined }),
  );
}

/** The reply kept with a message. */
export function findReply(store: Store, conversation: string, id: string): Promise<unknown> {
  return store.turn(conversation, async (talk) => ({ result: await talk.findReply(id) }));
}

/** A talk of so many turns in which nothing was said. */
export const tracker = (at = "2026-11-21T04:00:00.000Z", turnCount = 0): Tracker => ({
  ...newTracker(at),
  turnCount,
});

/** A question for editors. */
export const unanswered = { at: "", question: "q", reason: "r", topics: [], channel: "test" };

/** The talk with one more turn, as a turn leaves it. */
const went = (before: Tracker, said: string): Tracker => ({
  ...before,
  turnCount: before.turnCount + 1,
  turns: [...before.turns, { at: "", utterance: said, reply: `to ${said}` }].slice(-50),
});

/** A turn that goes on with what is there, and says what it finds. */
export function goOn(store: Store, conversation: string, said: string, id = said): Promise<number> {
  return store.turn(conversation, ({ tracker: found }) => {
    const before = found === null ? tracker() : readTracker(found);
    const after = went(before, said);
    return Promise.resolve({
      keep: { tracker: after, reply: { id, reply: `to ${said}` } },
      result: after.turnCount,
    });
  });
}
