import type { Locale } from "../../../shared/acts.js";
import type { TurnResult } from "../../../assistant/types.js";
import { TelegramCallError } from "../intake/call-error.js";
import { drawCard, type Card } from "../cards/card.js";
import { send, type Desk, type Visit } from "./desk.js";
import { calendarButton, judgedServices, planOf } from "./calendar.js";
import { closeQuestion } from "./open-question.js";
import { receiptButtons, receiptOf } from "./receipt.js";
import { privateButton } from "./private-button.js";
import { replyButtons } from "../cards/reply-buttons.js";
import { rich } from "../cards/rich-text.js";
import { endIfForgotten, watchButton } from "./watch.js";
import { createWords, languageOfText } from "./words.js";

/** One question for the assistant. */
export interface Question {
  readonly text: string;
  /** The same for every delivery of the same update, so that the talk moves on once. */
  readonly messageId: string;
  readonly asked?: number;
  readonly replace?: readonly number[];
  /** Language of the message whose button says it; by default the one chosen, or the one written in. */
  readonly locale?: Locale;
  /** What the person told about themselves elsewhere. */
  readonly profile?: Readonly<Record<string, string | number | boolean>>;
  /** Our message whose button was pressed, and what stands on that button. */
  readonly pressed?: { readonly message: number; readonly label: string };
}

/** The assistant is asked again so many times while its store cannot be written. */
const ATTEMPTS = 4;

/** The language that the person chose or reads; without either the assistant takes it from the text. */
const spoken = (guest: Visit, question: Question): { locale?: Locale } => {
  const locale = guest.record.locale ?? question.locale;
  return locale === undefined ? {} : { locale };
};

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
        ...spoken(guest, question),
        ...(guest.place.isGroup && { isGroup: true }),
        ...(question.profile !== undefined && { profile: question.profile }),
      })
      .finally(leave);
    await endIfForgotten(desk, guest);
    if (result.kind !== "unavailable" || attempt >= ATTEMPTS) return result;
    await sleep(250 * 4 ** (attempt - 1));
  }
}

type Replied = Extract<TurnResult, { kind: "replied" }>;

/** In groups nobody is asked about themselves: a private talk is offered instead. */
const isPersonal = ({ reply }: Replied): boolean =>
  reply.answers.some(({ disposition }) => disposition === "ask");

/** Where an answer goes: in place of what was edited, or of the question that a button answered. */
function whereTo({ record }: Visit, question: Question, card: Card): readonly number[] | null {
  const open = record.question;
  if (question.replace !== undefined) return question.replace;
  const isNext = open?.isCard === true && open.message === question.pressed?.message;
  return isNext && card.isQuestion ? [open.message] : null;
}

/** Sends what the assistant said, as a card with buttons. */
async function deliver(
  desk: Desk,
  guest: Visit,
  question: Question,
  { reply }: Replied,
): Promise<void> {
  const locale = reply.locale ?? guest.record.locale ?? languageOfText(reply.text);
  const catalogue = desk.options.catalogue().inLocale(locale);
  const words = createWords(catalogue, locale);
  const plan = await planOf(desk, guest, reply, locale);
  const card = drawCard(words, catalogue, reply, plan.steps);
  const { buttons, pages } = replyButtons(words, catalogue, reply, card);
  const behind = buttons.findLastIndex(({ action }) => action.kind === "page") + 1;
  const replace = whereTo(guest, question, card);
  const judged = judgedServices(reply);
  const isMoved = replace?.some((id) => id === guest.record.question?.message) !== true;
  if (isMoved && (card.asks !== null || card.isJudged)) {
    await closeQuestion(desk, guest, question.pressed ?? null);
  }
  await send(desk, guest, {
    text: card.main,
    buttons: [
      ...buttons.slice(0, behind),
      ...(plan.hasDays ? [calendarButton(words, judged)] : []),
      ...(plan.isJudged ? [watchButton(words, judged)] : []),
      ...receiptButtons(desk, guest, words, locale, receiptOf(reply)),
      ...buttons.slice(behind),
      ...(guest.place.isGroup && card.isJudged
        ? [{ ...privateButton(desk, guest, judged[0]), isFirst: true }]
        : []),
    ],
    words,
    pages,
    ...(card.asks !== null && { question: { text: card.asks.text, isCard: card.isQuestion } }),
    ...(question.asked !== undefined && { asked: question.asked }),
    ...(replace !== null && { replace }),
  });
}

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
  await deliver(desk, guest, question, result);
}
