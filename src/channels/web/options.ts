import type { Assistant, Catalogue, EligibilityDesk } from "../../assistant/types.js";
import type { Log } from "../../run/log.js";
import type { Metrics } from "../../run/metrics.js";
import type { RateLimitSettings } from "../rate-limit.js";

/** An entry for the log of feedback, as the store takes it. */
interface FeedbackEntry {
  readonly at: string;
  readonly helpful: boolean;
  readonly services: readonly string[];
  readonly comment: string;
}

/** The part of the store that the web needs; structural, because channels know no store. */
export interface WebStore {
  check(): Promise<void>;
  logFeedback(entry: FeedbackEntry, conversation?: string): Promise<void>;
}

/** How much one client may do. */
export interface WebLimits {
  /**
   * Requests of one address. Addresses of this machine are not counted: there the operator's own proxy or
   * tests are, and a forwarded address is not believed, because anybody can write one.
   */
  readonly perAddress: RateLimitSettings;
  /** Messages in one conversation, from anywhere. */
  readonly perConversation: RateLimitSettings;
}

/**
 * Far above what people do (a campus behind one address; ten messages a second in one talk) and far below
 * what would hurt: a turn costs a few milliseconds.
 */
export const DEFAULT_LIMITS: WebLimits = {
  perAddress: { points: 3000, seconds: 60 },
  perConversation: { points: 600, seconds: 60 },
};

/** What the web channel is made of. */
export interface WebOptions {
  readonly assistant: Assistant;
  /** The catalogue of this moment; another one after an edit of the data. */
  readonly catalogue: () => Catalogue;
  readonly desk: EligibilityDesk;
  readonly store: WebStore;
  /** False while starting and stopping. */
  readonly isReady: () => boolean;
  /** Takes what could name a person out of a text. */
  readonly maskPersonal: (text: string) => string;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly limits?: Partial<WebLimits>;
  /** The folder of the built page; by default the one beside this file. */
  readonly pageFolder?: string;
  readonly now?: () => Date;
  /** A second door for updates of Telegram, which keeps its own secret. */
  readonly telegramWebhook?: {
    readonly path: string;
    readonly handler: (request: Request) => Response | Promise<Response>;
  };
  /** User name of the Telegram bot, to go on there; `null` or absent: there is none, or it is not known yet. */
  readonly telegramName?: () => string | null;
  /** Adds `POST /api/v1/echo`, which gives the JSON back: the yardstick of the benchmark. Never in service. */
  readonly echo?: boolean;
}
