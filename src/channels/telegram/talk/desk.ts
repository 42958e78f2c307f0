import type { Api } from "grammy";
import type { InlineKeyboardButton } from "grammy/types";
import { TelegramCallError } from "../intake/call-error.js";
import {
  readRecord,
  withAnswered,
  withQuestion,
  withSet,
  type Button,
  type ButtonSet,
  type ChatRecord,
} from "./chat-record.js";
import type { TapGate } from "../intake/double-tap.js";
import type { Place, Self } from "../intake/inbound.js";
import { drawKeyboard, newSetId, type PageLabels } from "../cards/keyboard.js";
import { splitRich, type Rich } from "../cards/rich-text.js";
import type { Slots } from "./slots.js";
import type { TelegramOptions } from "../types.js";
import type { Lanes } from "../watch/lanes.js";
import { createWords, localeOfCode, type Words } from "./words.js";

/** What all handlers work with. */
export interface Desk {
  readonly api: Api;
  readonly options: TelegramOptions;
  readonly self: () => Self;
  /** Turns of the assistant that are under way. */
  readonly turns: Slots;
  readonly taps: TapGate;
  /** Of what is watched, one thing at a time is done in a chat. */
  readonly lanes: Lanes;
}

/** One chat while one of its updates is being answered: its key, its record and its language. */
export interface Visit {
  readonly place: Place;
  readonly key: string;
  record: ChatRecord;
  readonly words: Words;
}

/** Opens the record of a chat. */
export async function visit(desk: Desk, place: Place): Promise<Visit> {
  const key = desk.options.conversationKey(place.address);
  const record = readRecord(await desk.options.chats.load(key).catch(() => null));
  const locale = record.locale ?? localeOfCode(place.languageCode);
  return { place, key, record, words: createWords(desk.options.catalogue(), locale) };
}

/** Keeps the record; one that cannot be written costs buttons, not answers. */
export async function keepRecord(desk: Desk, guest: Visit): Promise<void> {
  await desk.options.chats.save(guest.key, guest.record).catch((fault: unknown) => {
    desk.options.log.error("telegram-record", fault);
  });
}

export const pageLabels = (words: Words): PageLabels => ({
  back: words.say("telegram-back"),
  previous: words.say("telegram-previous"),
  next: words.say("telegram-next"),
});

const NO_PREVIEW = { is_disabled: true } as const;

/** How a message is drawn for the Bot API. */
export const drawn = (
  text: Rich,
  keyboard: readonly (readonly InlineKeyboardButton[])[],
): {
  entities: Rich["entities"][number][];
  link_preview_options: typeof NO_PREVIEW;
  reply_markup?: { inline_keyboard: InlineKeyboardButton[][] };
} => ({
  entities: [...text.entities],
  link_preview_options: NO_PREVIEW,
  ...(keyboard.length > 0 && {
    reply_markup: { inline_keyboard: keyboard.map((row) => [...row]) },
  }),
});

export interface Outgoing {
  readonly text: Rich;
  readonly buttons: readonly Button[];
  /** Words of the message; by default those of the chat. */
  readonly words?: Words;
  /** Further pages of the message, turned in place. */
  readonly pages?: readonly Rich[];
  /** The person's message that this answers. */
  readonly asked?: number;
  /** Our messages to replace instead of sending new ones (an edited question). */
  readonly replace?: readonly number[];
  /** It puts a question: its words, and whether it is nothing else. */
  readonly question?: { readonly text: string; readonly isCard: boolean };
}

const whereTo = ({ thread, isGroup }: Place, asked: number | undefined): object => ({
  ...(thread !== undefined && { message_thread_id: thread }),
  ...(isGroup &&
    asked !== undefined && {
      reply_parameters: { message_id: asked, allow_sending_without_reply: true },
    }),
});

/** Edits one of our messages; false when it is not there any more. A message that is already so is no error. */
export async function edit(
  desk: Desk,
  place: Place,
  messageId: number,
  text: Rich,
  keyboard: readonly (readonly InlineKeyboardButton[])[],
): Promise<boolean> {
  try {
    await desk.api.editMessageText(place.chatId, messageId, text.text, drawn(text, keyboard));
    return true;
  } catch (fault) {
    if (!(fault instanceof TelegramCallError)) throw fault;
    if (fault.failure === "unchanged") return true;
    if (fault.failure === "no-message") return false;
    throw fault;
  }
}

/** Sends an answer, in as many messages as it needs, with its buttons under the last, and remembers both. */
export async function send(desk: Desk, guest: Visit, outgoing: Outgoing): Promise<void> {
  const { place } = guest;
  const words = outgoing.words ?? guest.words;
  const pieces = splitRich(outgoing.text);
  const last = pieces.at(-1) ?? outgoing.text;
  const isTurned =
    (outgoing.pages ?? []).length > 0 ||
    outgoing.buttons.some(({ action }) => action.kind === "facet");
  const set: ButtonSet = {
    id: newSetId(desk.options.random),
    locale: words.locale,
    buttons: outgoing.buttons,
    pages: isTurned ? [last, ...(outgoing.pages ?? [])] : [],
  };
  const keyboard = drawKeyboard(set, 0, pageLabels(words));
  const replaced = outgoing.replace ?? [];
  const by: number[] = [];
  for (const [index, piece] of pieces.entries()) {
    const rows = index === pieces.length - 1 ? keyboard : [];
    const old = replaced[index];
    if (old !== undefined && (await edit(desk, place, old, piece, rows))) {
      by.push(old);
      continue;
    }
    const message = await desk.api.sendMessage(place.chatId, piece.text, {
      ...drawn(piece, rows),
      ...whereTo(place, outgoing.asked),
    });
    by.push(message.message_id);
  }
  for (const spare of replaced.slice(pieces.length)) {
    await desk.api.deleteMessage(place.chatId, spare).catch(() => undefined); // too old to be deleted: it stays
  }
  if (set.buttons.length > 0) guest.record = withSet(guest.record, set);
  if (outgoing.asked !== undefined) {
    guest.record = withAnswered(guest.record, { asked: outgoing.asked, by });
  }
  const asking = by.at(-1);
  if (outgoing.question !== undefined && asking !== undefined) {
    guest.record = withQuestion(guest.record, {
      message: asking,
      set: set.id,
      ...outgoing.question,
    });
  }
  await keepRecord(desk, guest);
}

/** Draws the buttons of one of our messages anew; a message that cannot be edited keeps its old ones. */
export async function redraw(
  desk: Desk,
  place: Place,
  messageId: number,
  set: ButtonSet | null,
): Promise<boolean> {
  const keyboard =
    set === null
      ? []
      : drawKeyboard(set, 0, pageLabels(createWords(desk.options.catalogue(), set.locale)));
  try {
    await desk.api.editMessageReplyMarkup(place.chatId, messageId, {
      reply_markup: { inline_keyboard: keyboard.map((row) => [...row]) },
    });
    return true;
  } catch (fault) {
    if (fault instanceof TelegramCallError && fault.failure !== "stopped") return false;
    throw fault;
  }
}

/** Ends the waiting sign of a pressed button, with a short sentence or without; too late is no error. */
export async function acknowledge(desk: Desk, pressId: string, text?: string): Promise<void> {
  try {
    await desk.api.answerCallbackQuery(pressId, text === undefined ? {} : { text });
  } catch (fault) {
    if (!(fault instanceof TelegramCallError) || fault.failure === "stopped") throw fault;
  }
}
