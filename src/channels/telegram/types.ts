import type { TelegramConfig } from "../../config.js";
import type { Catalogue, KnowingAssistant, WatchingDesk } from "../../assistant/types.js";
import type { Log } from "../../run/log.js";

/**
 * Updates that were taken over from Telegram and not yet answered, and the ids of those that were.
 * What `keep` resolved for survives a crash; an id is known for 24 hours and forgotten afterwards.
 */
export interface UpdateInbox {
  /** Whether the update waits here, or was done with within 24 hours. */
  isKnown(id: number): boolean;
  /** Resolves when the update is durable. */
  keep(id: number, update: unknown): Promise<void>;
  /** The update had its effect; its content is dropped. Never throws for an id that is not there. */
  done(id: number): void;
  /** Updates kept and not done, in the order in which they came; those of an earlier run too. */
  pending(): readonly { readonly id: number; readonly update: unknown }[];
  /** Removes the contents of updates that are done from the disk at once. */
  purge(): Promise<void>;
}

/** One small record for each chat (buttons, language), by the secret key of the chat. */
export interface ChatRecords {
  /** `null` when there is none or it cannot be read. */
  load(key: string): Promise<unknown>;
  save(key: string, record: unknown): Promise<void>;
  /** Whether there was one. */
  remove(key: string): Promise<boolean>;
}

/**
 * What chats asked to be told of, by the secret key of the chat; read at once, because all of it is at hand. Unlike the other
 * records these hold what is needed to write first: the chat's id, and the facts that were agreed to be kept.
 */
export interface WatchRecords {
  /** `null` when there is none. */
  load(key: string): unknown;
  keys(): readonly string[];
  /** Resolves when the record is durable. @throws when it could not be kept; then the old one counts */
  keep(key: string, record: object): Promise<void>;
  /** What it did survives a killed process when this returns. */
  note(key: string, record: object): void;
  /** Nothing of it stays when this resolves. Whether there was one. */
  remove(key: string): Promise<boolean>;
  /** The newest id of a message of a private talk that is known, over restarts; 0 when none is. */
  readonly newest: number;
  /** A message of a private talk has this id; survives a killed process when this returns. */
  see(messageId: number): void;
}

/** Numbers about the bot; no label holds a text, an id or a token. */
export interface TelegramMetrics {
  /** An update by what became of it. */
  update(fate: "taken" | "repeated" | "flooded" | "malformed" | "failed"): void;
  /** An answer of the Bot API that was not ok; `code` is its number, 0 for a cut connection. */
  apiError(code: number): void;
  /** How long an update waited from its arrival to its turn. */
  waited(milliseconds: number): void;
}

/** What the bot is made of. */
export interface TelegramOptions {
  readonly config: TelegramConfig;
  readonly assistant: KnowingAssistant;
  readonly catalogue: () => Catalogue;
  /** Judges all that a person may have at once, makes calendar files, and tells how things will stand. */
  readonly desk: () => Pick<WatchingDesk, "assess" | "calendar" | "outlook">;
  readonly log: Log;
  readonly metrics: TelegramMetrics;
  readonly inbox: UpdateInbox;
  readonly chats: ChatRecords;
  readonly watches: WatchRecords;
  /**
   * A key that names a chat to nobody: the same for the same address, not to be guessed without the secret.
   * Also the conversation key of the assistant.
   */
  readonly conversationKey: (address: string) => string;
  /** Days a talk is kept after its last turn; said by /privacy. */
  readonly retentionDays: number;
  /** Where the web page is, for /web; `null` when it has no public address. */
  readonly webUrl: string | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** From 0 (inclusive) to 1; for jitter and for ids of buttons. */
  readonly random: () => number;
}

/** The bot as the composition root sees it. */
export interface TelegramBot {
  /**
   * Says who it is, begins to listen, and takes up what an earlier run left. Resolves when it listens; while
   * Telegram cannot be reached it keeps trying for 15 minutes, so other channels should not wait for it.
   * After a fault it may be called again.
   * @throws ConfigError when the token is refused, TelegramCallError when Telegram stayed out of reach
   */
  start(): Promise<void>;
  /** Takes nothing new, finishes turns under way (up to four seconds), confirms what was taken. */
  stop(): Promise<void>;
  /**
   * Looks at everything that is watched and sends what is due; done at the start and once an hour anyhow, to be asked for after
   * an edit of the data. Resolves when that is done with. Never throws.
   */
  look(): Promise<void>;
  /** One request to the webhook address; the web server hands it over in webhook mode. */
  handleWebhook(request: WebhookRequest): Promise<WebhookAnswer>;
  /** User name, without @; `null` until Telegram has told it. */
  readonly username: string | null;
  /** Updates that wait or are being answered. */
  readonly size: number;
  /** How long the oldest update that is not yet answered has been here; milliseconds, 0 when there is none. */
  readonly oldestMs: number;
}

export interface WebhookRequest {
  readonly method: string;
  /** By name in lower case. */
  readonly header: (name: string) => string | undefined;
  readonly body: string;
}

export interface WebhookAnswer {
  readonly status: 200 | 400 | 401 | 405 | 413 | 415 | 503;
  /** Headers that the status asks for. */
  readonly headers: Readonly<Record<string, string>>;
}
