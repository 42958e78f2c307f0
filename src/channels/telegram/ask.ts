import type { Locale } from "../../shared/acts.js";
import type { TurnResult } from "../../assistant/types.js";
import { TelegramCallError } from "./call-error.js";
import { drawCard } from "./card.js";
import { send, type Desk, type Visit } from "./desk.js";
import { replyButtons } from "./reply-buttons.js";
import { rich } from "./rich-text.js";
import { createWords, languageOfText } from "./words.js";

/** One question for the assistant. */
export interface Question {
  readonly text: string;
  /** The same for every delivery of the same update, so that the talk moves on once. */
  readonly messageId: string;
  readonly asked?: number;
  readonly replace?: readonly number[];
  /** What the person told about themselves elsewhere. */
  readonly profile?: Readonly<Record<string, string | number | boolean>>;
}

/** The assistant is asked again so many times while its store cannot be written. */
const ATTEMPTS = 4;

/** The language that the person chose; without a choice the assistant reads it off the text. */
const chosen = (guest: Visit): { locale?: Locale } =>
  guest.record.locale === undefined ? {} : { locale: guest.record.locale };

async function turn(
  desk: Desk,
  guest: Visit,
  question: Question,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<TurnResult> {
  for (let attempt = 1; ; attempt += 1) {
    const leave = await desk.turns.take();
    const result = await desk.options.assistant
      .handleTurn({
        conversation: guest.key,
        text: question.text,
        channel: "telegram",
        messageId: question.messageId,
        mayCreate: true,
        ...chosen(guest),
        ...(guest.place.isGroup && { isGroup: true }),
        ...(question.profile !== undefined && { profile: question.profile }),
      })
      .finally(leave);
    if (result.kind !== "unavailable" || attempt >= ATTEMPTS) return result;
    await sleep(250 * 4 ** (attempt - 1));
  }
}

/** In groups nobody is asked about themselves: a private talk is offered instead. */
const isPersonal = (result: Extract<TurnResult, { kind: "replied" }>): boolean =>
  result.reply.answers.some(({ disposition }) => disposition === "ask");

/** The button that opens a private talk with us. */
export const privateButton = (desk: Desk, guest: Visit) => ({
  label: guest.words.say("telegram-private-button"),
  action: { kind: "url" as const, url: `https://t.me/${desk.self().username}?start=hello` },
});

/**
 * Hands a text to the assistant and sends what it says, as a card with buttons.
 * @throws TelegramCallError when the answer could not be delivered
 */
export async function ask(
  desk: Desk,
  guest: Visit,
  question: Question,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<void> {
  const result = await turn(desk, guest, question, sleep);
  const about = {
    ...(question.asked !== undefined && { asked: question.asked }),
    ...(question.replace !== undefined && { replace: question.replace }),
  };
  if (result.kind === "reply-gone") return; // answered long ago, and this is a delivery of then
  if (result.kind !== "replied") {
    // The store is out of order, or (a bug) an update id came back with another text.
    if (result.kind !== "unavailable") {
      desk.options.log.error("telegram-turn", new TelegramCallError(result.kind, 0, "refused"));
    }
    await send(desk, guest, {
      text: rich(guest.words.say("telegram-busy")),
      buttons: [],
      ...about,
    });
    return;
  }
  if (guest.place.isGroup && isPersonal(result)) {
    await send(desk, guest, {
      text: rich(guest.words.say("telegram-private")),
      buttons: [privateButton(desk, guest)],
      ...about,
    });
    return;
  }
  const catalogue = desk.options.catalogue();
  const words = createWords(catalogue, guest.record.locale ?? languageOfText(result.reply.text));
  const card = drawCard(words, result.reply);
  await send(desk, guest, {
    text: card.main,
    buttons: replyButtons(words, catalogue, result.reply, card),
    words,
    ...(card.full.length > 0 && { pages: card.full }),
    ...about,
  });
}
