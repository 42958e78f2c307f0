import type { NamedItem } from "../../../assistant/types.js";
import type { CarriedSlot } from "../../../shared/hand-over.js";
import type { Choice } from "../../../reply/types.js";
import { fillIn, type Said } from "../said.js";
import { inLocale } from "./site.js";

/** The page's words in one language; they are written in knowledge/replies.yaml. */
export interface Words extends Said {
  readonly starters: readonly Choice[];
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

interface WordsFile extends Omit<Words, "say"> {
  readonly words: Readonly<Record<string, string>>;
}

const isWordsFile = (value: unknown): value is WordsFile =>
  typeof value === "object" &&
  value !== null &&
  "words" in value &&
  "starters" in value &&
  "examples" in value &&
  "topics" in value &&
  "districts" in value &&
  "carriedSlots" in value &&
  "forget" in value &&
  "telegram" in value &&
  "locale" in value;

/** Words of a locale. @throws when they cannot be loaded */
export async function loadWords(locale: string): Promise<Words> {
  const response = await fetch(inLocale("page-words.json", locale));
  const file: unknown = await response.json();
  if (!isWordsFile(file)) throw new Error("no words came");
  return {
    locale: file.locale,
    starters: file.starters,
    examples: file.examples,
    topics: file.topics,
    districts: file.districts,
    carriedSlots: file.carriedSlots,
    forget: file.forget,
    telegram: file.telegram,
    say: (key, parameters = {}) => fillIn(file.words[key] ?? "", parameters),
  };
}

/** Puts words into the page's own HTML: texts, labels and placeholders that name their key. */
export function fillPage(words: Words): void {
  document.documentElement.lang = words.locale;
  for (const element of document.querySelectorAll<HTMLElement>("[data-word]")) {
    element.textContent = words.say(element.dataset["word"] ?? "");
  }
  for (const element of document.querySelectorAll<HTMLElement>("[data-word-label]")) {
    element.setAttribute("aria-label", words.say(element.dataset["wordLabel"] ?? ""));
  }
  for (const element of document.querySelectorAll<HTMLElement>("[data-word-placeholder]")) {
    element.setAttribute("placeholder", words.say(element.dataset["wordPlaceholder"] ?? ""));
  }
}
