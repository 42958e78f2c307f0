import type { Locale } from "../shared/acts.js";

/** One fixed wording: variants that say the same, so that no sentence is said twice in a row. */
export interface Wording {
  readonly zh: readonly string[];
  readonly en: readonly string[];
}

/** All fixed wordings of `knowledge/replies.yaml`, by key. */
export type Wordings = Readonly<Record<string, Wording>>;

export type Parameters = Readonly<Record<string, string | number>>;

/** Which of the written languages a locale reads; traditional characters are converted afterwards. */
const languageOf = (locale: Locale): "zh" | "en" => (locale === "en" ? "en" : "zh");

const fill = (template: string, parameters: Parameters): string =>
  template.replace(/\{([a-zA-Z]+)\}/gu, (whole, name: string) =>
    Object.hasOwn(parameters, name) ? String(parameters[name]) : whole,
  );

/** Speaks fixed wordings in one language. */
export interface Speaker {
  readonly language: "zh" | "en";
  /** The first variant. An unknown key gives an empty text (the data test finds it). */
  say(key: string, parameters?: Parameters): string;
  /** Every variant, for wordings that are lists. */
  all(key: string): readonly string[];
  has(key: string): boolean;
  /**
   * A variant that differs from the last one said; `mark` names it for the next turn.
   * With a single variant the same one comes back.
   */
  vary(
    key: string,
    last: string | null,
    parameters?: Parameters,
  ): { readonly text: string; readonly mark: string };
}

/** A speaker over the wordings. Pure. */
export function createSpeaker(wordings: Wordings, locale: Locale): Speaker {
  const language = languageOf(locale);
  const all = (key: string): readonly string[] =>
    Object.hasOwn(wordings, key) ? (wordings[key]?.[language] ?? []) : [];
  return {
    language,
    all,
    has: (key) => all(key).length > 0,
    say: (key, parameters = {}) => fill(all(key)[0] ?? "", parameters),
    vary: (key, last, parameters = {}) => {
      const variants = all(key);
      const [lastKey, lastIndex] = last?.split("#") ?? [];
      const index =
        lastKey === key && variants.length > 0 ? (Number(lastIndex) + 1) % variants.length : 0;
      return { text: fill(variants[index] ?? "", parameters), mark: `${key}#${String(index)}` };
    },
  };
}
