import type { Locale } from "../shared/acts.js";
import type { LocalDate } from "../shared/dates.js";
import type { Reply } from "../reply/types.js";

/** A message as every channel hands it in. */
export interface InboundMessage {
  /** `null` begins a new conversation. */
  readonly conversation: string | null;
  readonly text: string;
  readonly channel: "web" | "telegram" | "terminal" | "test";
  readonly messageId?: string;
  /** Language of fixed wordings; by default that of the utterance. */
  readonly locale?: Locale;
  readonly profile?: Readonly<Record<string, string | number | boolean>>;
  /** Judge and speak as on this day; by default the clock's day in Asia/Shanghai. */
  readonly today?: LocalDate;
  /** Create the conversation under this key when it is unknown (Telegram, terminal), instead of refusing it. */
  readonly mayCreate?: boolean;
}

/** Every way a turn can end for a channel. */
export type TurnResult =
  | {
      readonly kind: "replied";
      readonly conversation: string;
      readonly reply: Reply;
      readonly repeated: boolean;
    }
  | { readonly kind: "unknown-conversation" }
  /** The message id was used before with another text. */
  | { readonly kind: "message-conflict" }
  /** The store could not be read or written: nothing changed; try again later. */
  | { readonly kind: "unavailable" };

/** The one door to the engine; all channels use it. */
export interface Assistant {
  /** One turn, start to end, one at a time in a conversation. Never throws for any text. */
  handleTurn(message: InboundMessage): Promise<TurnResult>;
  /** All that is kept of a conversation, as plain JSON; `null` when unknown. */
  exportConversation(conversation: string): Promise<unknown>;
  /** Forgets all of a conversation, at once; whether there was one. */
  forgetConversation(conversation: string): Promise<boolean>;
}
