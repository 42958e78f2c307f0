import type { Tracker } from "../../src/dialogue/index.js";
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
