import type { Assistant, Catalogue, EligibilityDesk } from "../../assistant/types.js";
import type { Log } from "../../run/log.js";
import type { Metrics } from "../../run/metrics.js";
import type { DeviceFiles } from "../../device/types.js";
import type { FairQueue } from "../fair-queue.js";
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
   * tests are, and a forwarded address is only believed of as many proxies as the operator trusts, because anybody can
   * write one.
   */
  readonly perAddress: RateLimitSettings;
  /** Messages in one conversation, from anywhere. */
  readonly perConversation: RateLimitSettings;
  /** Work (`channels/work.ts`) of one address, also of one behind a trusted proxy. */
  readonly workPerAddress: RateLimitSettings;
  /** Work in one conversation, from anywhere. */
  readonly workPerConversation: RateLimitSettings;
  /** Work of all programs and proxies of this machine together. */
  readonly workOfThisMachine: RateLimitSettings;
}

/**
 * Far above what people do (a campus behind one address; ten messages a second in one talk) and far below
 * what would hurt: a turn costs a few milliseconds.
 */
export const DEFAULT_LIMITS: WebLimits = {
  perAddress: { points: 3000, seconds: 60 },
  perConversation: { points: 600, seconds: 60 },
  ...workLimits(12_000),
};

/**
 * The limits of work by that of one address in a minute; 0: none. A conversation may have a quarter of it, which are
 * seven messages of the greatest length or 600 short ones; this machine ten times as much, which no thread can
 * answer of short messages, and which is half a thread of long ones.
 */
export function workLimits(
  perMinute: number,
): Pick<WebLimits, "workPerAddress" | "workPerConversation" | "workOfThisMachine"> {
  const most = perMinute === 0 ? Number.MAX_SAFE_INTEGER : perMinute;
  const limit = (points: number): RateLimitSettings => ({ points, seconds: 60 });
  return {
    workPerAddress: limit(most),
    workPerConversation: limit(Math.ceil(most / 4)),
    workOfThisMachine: limit(most * 10),
  };
}

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
  /** Proxies in front whose `X-Forwarded-For` is believed; by default none. */
  readonly trustedProxies?: number;
  /** Where people reach the page; its path is a prefix that a proxy may leave in place or take away. */
  readonly publicUrl?: string | null;
  /** Whether `/metrics` is answered on a port of its own, and so not here. */
  readonly hasMetricsPort?: boolean;
  /** Where judgements wait for the thread, beside the turns; by default they begin at once. */
  readonly queue?: FairQueue;
  /** The engine as files, for devices that answer by themselves; `null` or absent: none are given away. */
  readonly device?: () => Promise<DeviceFiles | null>;
  /** The folder of the built page; by default the one beside this file. */
  readonly pageFolder?: string;
  readonly now?: () => Date;
  /** How long a talk is kept after its last turn; the page says so. */
  readonly keepDays?: number;
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
