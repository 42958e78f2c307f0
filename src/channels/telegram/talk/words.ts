import { dateParts } from "../../../shared/dates.js";
import type { Locale } from "../../../shared/acts.js";
import type { PartialDate } from "../../../shared/provenance.js";
import type { Catalogue } from "../../../assistant/types.js";
import type { Choice } from "../../../reply/types.js";

/** Fixed wordings in one language, with their placeholders filled. */
export interface Words {
  readonly locale: Locale;
  say(key: string, parameters?: Readonly<Record<string, string | number>>): string;
  /** A date as people write it. */
  date(date: PartialDate | null): string;
  choices(key: string): readonly Choice[];
}

const fill = (template: string, parameters: Readonly<Record<string, string | number>>): string =>
  template.replace(/\{([a-zA-Z]+)\}/gu, (whole, name: string) =>
    Object.hasOwn(parameters, name) ? String(parameters[name]) : whole,
  );

const known = new WeakMap<Catalogue, Map<Locale, Words>>();

/** The wordings of `knowledge/replies.yaml` in a language; made once for a catalogue. */
export function createWords(catalogue: Catalogue, locale: Locale): Words {
  const made = known.get(catalogue) ?? new Map<Locale, Words>();
  known.set(catalogue, made);
  const words = made.get(locale) ?? makeWords(catalogue, locale);
  made.set(locale, words);
  return words;
}

function makeWords(catalogue: Catalogue, locale: Locale): Words {
  const templates = new Map<string, string>();
  const say: Words["say"] = (key, parameters = {}) => {
    const template = templates.get(key) ?? catalogue.say(key, locale);
    templates.set(key, template);
    return fill(template, parameters);
  };
  return {
    locale,
    say,
    date: (date) => {
      const parts = date === null ? null : dateParts(date);
      if (parts === null) return say("date-unknown");
      const { year, quarter = "", month = "", day = "" } = parts;
      if (quarter !== "") return say("date-quarter", { year, quarter });
      if (month === "") return say("date-year", { year });
      return say(day === "" ? "date-month" : "date-day", { year, month, day });
    },
    choices: (key) => catalogue.choices(key, locale),
  };
}

/** Of ten letters at least this many Chinese characters make a text Chinese. */
const CHINESE_SHARE = 0.2;

/** The language in which a reply was written, for the labels around it. */
export function languageOfText(text: string): "zh-CN" | "en" {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const chinese = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return letters > 0 && chinese / letters < CHINESE_SHARE ? "en" : "zh-CN";
}

/** The locale for a language code of Telegram (IETF tag); Chinese where it is not said. */
export function localeOfCode(code: string | undefined): Locale {
  if (code === undefined || code === "") return "zh-CN";
  const tag = code.toLowerCase();
  if (/^zh-(?:hant|tw|hk|mo)/u.test(tag)) return "zh-TW";
  return tag.startsWith("zh") ? "zh-CN" : "en";
}
