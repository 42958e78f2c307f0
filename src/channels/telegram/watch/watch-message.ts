import type { InlineKeyboardButton } from "grammy/types";
import type { Locale } from "../../../shared/acts.js";
import type { Desk } from "../talk/desk.js";
import { rich, type Rich } from "../cards/rich-text.js";
import { createWords, type Words } from "../talk/words.js";
import { policyOf, type Due } from "./due.js";
import { stopData } from "./stop-data.js";
import type { WatchRecord } from "./watch-record.js";

/** The buttons under something told: stop this, stop all. */
export const stopKeyboard = (
  words: Words,
  policy: string,
): readonly (readonly InlineKeyboardButton[])[] => [
  [
    { text: words.say("watch-stop"), callback_data: stopData(policy) },
    { text: words.say("watch-stop-all"), callback_data: stopData(null) },
  ],
];

export interface WatchMessage {
  readonly text: Rich;
  readonly keyboard: readonly (readonly InlineKeyboardButton[])[];
}

/** What it rests on, newest first; nothing when no source is known. */
function basisOf(desk: Desk, words: Words, facts: readonly string[]): string {
  return desk.options
    .desk()
    .outlook.sources(facts, words.locale)
    .map(({ name, date }) => `\n${words.say("calendar-source", { name, date: words.date(date) })}`)
    .join("");
}

function headOf(desk: Desk, words: Words, due: Due, name: string): readonly [string, string] {
  const { outlook } = desk.options.desk();
  const { locale } = words;
  switch (due.kind) {
    case "last-day":
      return [
        words.say(due.left === 0 ? "watch-last-today" : "watch-last-head", {
          name,
          count: due.left,
        }),
        words.say("watch-last-text", {
          date: words.date(due.lastDay),
          now: outlook.say(due.rule.standing, locale),
        }),
      ];
    case "changed":
      return [
        words.say("watch-changed-head", { name }),
        words.say("watch-changed-text", {
          before: outlook.say(due.before.standing, locale),
          now: outlook.say(due.rule.standing, locale),
        }),
      ];
    case "new":
      return [
        words.say("watch-new-head", { name }),
        words.say("watch-new-text", { now: outlook.say(due.rule.standing, locale) }),
      ];
    case "gone":
      return [
        words.say("watch-gone-head", { name }),
        words.say("watch-gone-text", { before: outlook.say(due.before.standing, locale) }),
      ];
    default:
      return due satisfies never;
  }
}

/** What is told, why it comes, what it rests on, and how it ends. */
export function drawDue(desk: Desk, record: WatchRecord, due: Due, locale: Locale): WatchMessage {
  const words = createWords(desk.options.catalogue(), locale);
  const policy = policyOf(due);
  const { outlook } = desk.options.desk();
  const name = outlook.nameOf(policy, locale) ?? (due.kind === "gone" ? due.before.name : policy);
  const [head, text] = headOf(desk, words, due, name);
  const why = words.say(due.kind === "last-day" ? "watch-why-last" : "watch-why-rule", {
    since: words.date(record.since),
    on: words.date(record.on),
  });
  const basis = due.kind === "gone" ? "" : basisOf(desk, words, due.rule.facts);
  return {
    text: rich({ bold: head }, `\n${text}`, `\n\n`, { italic: why }, basis),
    keyboard: stopKeyboard(words, policy),
  };
}
