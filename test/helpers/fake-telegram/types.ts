/** An update as the fake delivers it; any shape, because tests also send broken ones. */
export type RawUpdate = Readonly<Record<string, unknown>>;

/** One call of the bot, in the order in which they came. */
export interface Call {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** 200, an error code of the Bot API, or 0 for a connection that was cut. */
  readonly status: number;
}

/** A message in a chat of the fake. */
export interface FakeMessage {
  readonly message_id: number;
  readonly fromBot: boolean;
  text: string;
  entities: readonly FakeEntity[];
  keyboard: readonly (readonly FakeButton[])[];
  file?: { readonly name: string; readonly content: string };
  readonly extra: Readonly<Record<string, unknown>>;
  edits: number;
}

export interface FakeEntity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
}

export interface FakeButton {
  readonly text: string;
  readonly callback_data?: string;
  readonly url?: string;
}

/** What goes wrong, for which calls, how often. */
export interface Fault {
  /** All methods when absent. */
  readonly method?: string;
  readonly chatId?: number;
  /** How many calls it hits. */
  times: number;
  /** Share of the calls that it hits, 0–1; all when absent. */
  readonly share?: number;
  /**
   * An error code · `cut` the connection is cut before the call takes effect · `cut-after` it takes effect, and
   * the answer is lost · `slow` it takes effect after `delay`.
   */
  readonly what: number | "cut" | "cut-after" | "slow";
  /** Seconds to wait that a 429 names. */
  readonly retryAfter?: number;
  /** Milliseconds. */
  readonly delay?: number;
}

/** An answer of the Bot API. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A refusal, with the words of the real server. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly retryAfter: number | undefined;
  constructor(status: number, description: string, retryAfter?: number) {
    super(description);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

type Fields = Readonly<Record<string, unknown>>;

export interface FakeOptions {
  readonly token?: string;
  readonly username?: string;
  /** Id of the first update. */
  readonly firstUpdate?: number;
  /** Messages that a chat takes at once, and how many a second then; no limit when absent. */
  readonly rateLimit?: { readonly burst: number; readonly perSecond: number };
  readonly random?: () => number;
}

/** Somebody who sends to the bot. */
export interface Sender {
  readonly chatId: number;
  readonly type?: "private" | "group" | "supergroup";
  readonly userId?: number;
  readonly languageCode?: string;
  readonly thread?: number;
}

/** A Bot API server without the network: strict where the real one is strict, and broken when told to. */
export interface FakeTelegram {
  readonly token: string;
  readonly me: {
    readonly id: number;
    readonly is_bot: true;
    readonly first_name: string;
    readonly username: string;
  };
  readonly calls: readonly Call[];
  /** Calls that the strict server refused as wrong (400), for tests that expect none. */
  readonly refused: readonly { readonly method: string; readonly description: string }[];
  /** Runs one method. `cut` in place of an answer: the connection is to be cut. */
  call(method: string, payload: Fields, signal?: AbortSignal): Promise<Answer | "cut">;
  /** Puts an update into the queue, with the next id unless it has one. */
  push(update: RawUpdate): RawUpdate;
  pushText(
    from: Sender,
    text: string,
    extra?: Fields,
  ): { readonly update: RawUpdate; readonly messageId: number };
  pushEdit(from: Sender, messageId: number, text: string): RawUpdate;
  pushPress(
    from: Sender,
    messageId: number,
    data: string,
  ): { readonly update: RawUpdate; readonly pressId: string };
  fault(fault: Fault): void;
  clearFaults(): void;
  block(chatId: number): void;
  chat(chatId: number): readonly FakeMessage[];
  /** The last message of the bot in a chat. */
  lastOf(chatId: number): FakeMessage | undefined;
  /** Updates that wait for the bot. */
  readonly queued: number;
  /** Highest id that a poll has confirmed. */
  readonly confirmed: number;
  /** Presses that were never answered. */
  readonly openPresses: number;
  readonly webhook: { readonly url: string; readonly secret: string } | null;
  /** Called with each new update while a webhook is set; the server delivers it. */
  onUpdate: ((update: RawUpdate) => void) | null;
  /** Called whenever a chat changes; for the chat window. */
  onChange: ((chatId: number) => void) | null;
  /** Called with the words that a pressed button shows for a moment. */
  onNotice: ((text: string) => void) | null;
}
