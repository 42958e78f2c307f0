import type { StoredTracker } from "../dialogue/read-tracker.js";
import type { Tracker, TurnRecord } from "../dialogue/types.js";

/**
 * What a turn changed of a talk: fields that are otherwise than before, and what was added to its lists. Its version is one
 * that a program which knows whole states only refuses, so that it never takes a change for a state.
 */
export interface TalkChange {
  readonly version: "change-1";
  /** Place among the changes since the last whole state, from 1. */
  readonly no: number;
  readonly set: Readonly<Record<string, unknown>>;
  readonly unset?: readonly string[];
  /** Turns added, and how many there are then. */
  readonly turns: readonly TurnRecord[];
  readonly turnsKept: number;
  readonly messages: Tracker["messages"];
  readonly messagesKept: number;
}

export const CHANGE_VERSION = "change-1";

const LISTS: ReadonlySet<string> = new Set(["turns", "messages"]);

/** The last of a list that another list did not end with; `null` when it is no continuation of the other. */
function added<T>(
  before: readonly T[],
  after: readonly T[],
  same: (one: T, other: T) => boolean,
): readonly T[] | null {
  const last = before.at(-1);
  const end = last === undefined ? -1 : after.findLastIndex((entry) => same(entry, last));
  if (last !== undefined && end === -1) return null;
  const shift = before.length - 1 - end;
  for (let at = end; at >= 0; at -= 1) {
    const one = after[at];
    const other = before[shift + at];
    if (one === undefined || other === undefined || !same(one, other)) return null;
  }
  return after.slice(end + 1);
}

type Message = Tracker["messages"][number];

const sameMessage = (one: Message, other: Message): boolean =>
  one.id === other.id && one.digest === other.digest;

const fieldsOf = (tracker: Tracker): readonly (readonly [string, unknown])[] =>
  Object.entries(tracker).filter(([field]) => !LISTS.has(field));

/**
 * What makes `after` of `before`; `null` when that is more than the end of a talk that goes on. Turns are compared by
 * identity: a turn is never changed, and one that was is another one.
 */
export function changeOf(before: StoredTracker, after: Tracker, no: number): TalkChange | null {
  if (before.version !== after.version) return null;
  const turns = added(before.turns, after.turns, (one, other) => one === other);
  const messages = added(before.messages, after.messages, sameMessage);
  if (turns === null || messages === null) return null;
  const old = new Map<string, unknown>(fieldsOf(before));
  const set = fieldsOf(after).filter(
    ([field, value]) => !old.has(field) || JSON.stringify(old.get(field)) !== JSON.stringify(value),
  );
  const unset = [...old.keys()].filter((field) => !(field in after));
  return {
    version: CHANGE_VERSION,
    no,
    set: Object.fromEntries(set),
    ...(unset.length > 0 && { unset }),
    turns,
    turnsKept: after.turns.length,
    messages,
    messagesKept: after.messages.length,
  };
}

const lastOf = <T>(list: readonly T[], count: number): readonly T[] =>
  list.slice(Math.max(0, list.length - count));

/** The talk after a change. */
export function withChange(before: StoredTracker, change: TalkChange): StoredTracker {
  const gone = new Set(change.unset ?? []);
  const kept = Object.entries(before).filter(([field]) => !gone.has(field));
  // The fields are those of a tracker: `changeOf` took them from one.
  return {
    ...Object.fromEntries(kept),
    ...change.set,
    turns: lastOf([...before.turns, ...change.turns], change.turnsKept),
    messages: lastOf([...before.messages, ...change.messages], change.messagesKept),
  } as StoredTracker;
}

/**
 * A tracker to be held: of what the caller may change later it is a copy. Turns and messages are records that nobody changes
 * any more, and stay the same objects, by which the next change is found.
 */
export function heldCopy(tracker: Tracker): Tracker {
  const { turns, messages, ...rest } = tracker;
  return {
    // Plain JSON, as the store writes it.
    ...(JSON.parse(JSON.stringify(rest)) as Omit<Tracker, "turns" | "messages">),
    turns: turns.map((turn) => Object.freeze(turn)),
    messages: messages.map((message) => Object.freeze(message)),
  };
}
