import type { Catalogue, NamedItem } from "../../assistant/types.js";
import { LOCALES, type Locale } from "../../shared/acts.js";
import type { CarriedSlot } from "../../shared/hand-over.js";
import type { Choice } from "../../reply/types.js";
import { escapeHtml } from "./browse/html.js";
import { fillIn } from "./said.js";

/**
 * Wordings of `knowledge/replies.yaml` that the page shows; also what its template fills in.
 *
 * @internal for its test
 */
export const PAGE_WORDS = [
  "page-title",
  "page-name",
  "page-subtitle",
  "page-intro",
  "page-intro-title",
  "page-keeps",
  "page-language",
  "page-talk",
  "page-field",
  "page-placeholder",
  "page-send",
  "page-hint",
  "page-starters",
  "page-examples",
  "page-suggestions",
  "page-suggested",
  "page-browse",
  "page-newest",
  "page-tools",
  "page-copy",
  "page-copied",
  "page-share",
  "page-shared",
  "page-print",
  "page-edit",
  "page-more-choices",
  "page-newest-source",
  "page-big",
  "page-handed",
  "page-telegram",
  "call-name",
  "send-what",
  "send-topic",
  "telegram-send-district",
  "telegram-send-topic-district",
  "page-choices",
  "page-you",
  "page-answer",
  "page-searching",
  "page-arrived",
  "page-skip",
  "page-locale-zh-CN",
  "page-locale-zh-TW",
  "page-locale-en",
  "page-facet",
  "page-delete",
  "page-delete-question",
  "page-delete-explained",
  "page-delete-yes",
  "page-delete-no",
  "page-deleted",
  "page-delete-failed",
  "page-begun-anew",
  "page-too-long",
  "page-error-network",
  "page-error-busy",
  "page-error-unavailable",
  "page-error-refused",
  "page-again",
  "page-as-of",
  "page-stale",
  "page-conflict",
  "page-missing",
  "page-note",
  "page-general",
  "page-source",
  "page-source-open",
  "page-publisher",
  "page-date",
  "page-trust",
  "page-cites",
  "page-no-link",
  "page-new-window",
  "page-call",
  "page-feedback",
  "page-helpful",
  "page-unhelpful",
  "page-feedback-thanks",
  "page-scroll-table",
  "page-case",
  "page-folded",
  "page-card-leave",
  "page-card-spoken",
  "page-original",
  "comma",
  "page-noscript",
  "page-here",
  "page-here-explained",
  "page-here-loading",
  "page-here-on",
  "page-here-offline",
  "page-here-turn",
  "page-here-left",
  "page-here-failed",
  "page-error-device",
  "page-delete-explained-here",
  "page-keeps-here",
  "verdict-yours",
  "panel-open",
  "panel-title",
  "panel-keeps",
  "panel-empty",
  "panel-date",
  "panel-partner",
  "panel-partner-keeps",
  "panel-more",
  "panel-judge",
  "panel-clear",
  "panel-print",
  "panel-close",
  "panel-kept",
  "panel-take",
  "panel-send",
  "panel-message",
  "panel-calendar",
  "panel-facts",
  "panel-next",
  "panel-results",
  "panel-wrong",
  "receipt-get",
  "kind-web",
  "kind-app",
  "kind-mini-program",
  "kind-phone",
  "kind-counter",
  "trust-official",
  "trust-university",
  "trust-media",
  "trust-third-party",
  "date-day",
  "date-month",
  "date-quarter",
  "date-year",
  "date-unknown",
  "cell-empty",
] as const;

/** What the page is told to speak with. */
export interface PageWords {
  readonly locale: Locale;
  readonly words: Readonly<Record<string, string>>;
  /** The front door: what most people come for first, then situations. */
  readonly starters: readonly Choice[];
  /** Questions of which a few are shown at a time. */
  readonly examples: readonly Choice[];
  readonly topics: readonly NamedItem[];
  readonly districts: readonly NamedItem[];
  /** What a hand-over to another channel carries of a person. */
  readonly carriedSlots: readonly CarriedSlot[];
  /** Messages that ask to forget everything, in small letters. */
  readonly forget: readonly string[];
  /** User name of the Telegram bot; `null`: there is none. */
  readonly telegram: string | null;
}

/** The locale asked for; Chinese when none or an unknown one is. */
export const localeOf = (asked: string | undefined): Locale =>
  LOCALES.find((locale) => locale === asked) ?? "zh-CN";

/**
 * All words of the page in one locale.
 *
 * @param keepDays how long a talk is kept after its last turn
 */
export function pageWords(
  catalogue: Catalogue,
  locale: Locale,
  telegram: string | null,
  keepDays: number,
): PageWords {
  const say = (key: string): string =>
    key === "page-keeps"
      ? fillIn(catalogue.say(key, locale), { days: keepDays })
      : catalogue.say(key, locale);
  return {
    locale,
    words: Object.fromEntries(PAGE_WORDS.map((key) => [key, say(key)])),
    starters: catalogue.choices("front-choices", locale),
    examples: catalogue.choices("front-example-choices", locale),
    topics: catalogue.topics,
    districts: catalogue.districts,
    carriedSlots: catalogue.carriedSlots,
    forget: catalogue.words("profile-forget-words").map((text) => text.toLowerCase()),
    telegram,
  };
}

/** Puts words into the `{{keys}}` of a page's HTML; no word is ever markup. */
export const fillTemplate = (html: string, wordOf: (key: string) => string): string =>
  html.replace(/\{\{([a-zA-Z-]+)\}\}/gu, (_, key: string) => escapeHtml(wordOf(key)));

/** What a telephone needs to keep the page among its programs. Addresses are relative to the page, under whatever path it stands. */
export const manifestOf = (catalogue: Catalogue) => ({
  name: catalogue.say("page-title", "zh-CN"),
  short_name: catalogue.say("page-name", "zh-CN"),
  lang: "zh-CN",
  start_url: "./",
  scope: "./",
  display: "standalone",
  background_color: "#f4f7f5",
  theme_color: "#f4f7f5",
  icons: [{ src: "icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" }],
});
