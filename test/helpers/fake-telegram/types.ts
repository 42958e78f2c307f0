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
