/** Fingers tap twice within this time; whoever wants the same again waits longer. Milliseconds. */
const TAP_MS = 3_000;
/** Chats remembered; more than press a button within that time. */
const CHATS = 10_000;

/** What was pressed in a chat. */
export interface Tap {
  readonly key: string;
  readonly messageId: number;
  readonly data: string;
}

/** Tells a finger that slipped twice from a wish. */
export interface TapGate {
  /** Whether the last press answered in this chat was the same one, a moment ago. */
  isAgain(tap: Tap): boolean;
  /** This press was answered just now; a long wait for the answer does not make the second tap another wish. */
  answered(tap: Tap): void;
}

/** Only the last press counts: back and forth between two buttons is no double tap. */
export function createTapGate(now: () => number): TapGate {
  const last = new Map<string, Tap & { readonly at: number }>();
  return {
    isAgain: ({ key, messageId, data }) => {
      const before = last.get(key);
      return before?.messageId === messageId && before.data === data && now() - before.at < TAP_MS;
    },
    answered(tap) {
      last.delete(tap.key);
      last.set(tap.key, { ...tap, at: now() });
      const [oldest] = last.keys();
      if (last.size > CHATS && oldest !== undefined) last.delete(oldest);
    },
  };
}
