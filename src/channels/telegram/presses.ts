import { ask } from "./ask.js";
import { withLocale, withSet, type ButtonAction, type ButtonSet } from "./chat-record.js";
import {
  acknowledge,
  edit,
  keepRecord,
  pageLabels,
  send,
  visit,
  type Desk,
  type Visit,
} from "./desk.js";
import type { Inbound } from "./inbound.js";
import { drawKeyboard, newSetId, readPayload } from "./keyboard.js";
import { startButtons } from "./menus.js";
import { drawFacet } from "./reply-buttons.js";
import { rich, splitRich, type Rich } from "./rich-text.js";
import { TelegramCallError } from "./call-error.js";
import { createWords } from "./words.js";

type PressInbound = Extract<Inbound, { kind: "press" }>;

/** One press while it is answered. */
interface Pressed {
  readonly guest: Visit;
  readonly inbound: PressInbound;
  readonly turnId: string;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Edits the message that was pressed; when it is gone, the text is sent anew. */
async function turnTo(
  desk: Desk,
  { guest, inbound }: Pressed,
  set: ButtonSet,
  text: Rich,
  page: number | null,
): Promise<void> {
  const words = createWords(desk.options.catalogue(), set.locale);
  const keyboard = drawKeyboard(set, page, pageLabels(words));
  const [first = text] = splitRich(text);
  if (await edit(desk, guest.place, inbound.messageId, first, keyboard)) return;
  await send(desk, guest, { text: first, buttons: set.buttons, pages: set.pages.slice(1), words });
}

/** A press whose buttons we no longer know, or never made: said politely, and the buttons are drawn anew. */
async function answerLate(desk: Desk, { guest, inbound }: Pressed): Promise<void> {
  await acknowledge(desk, inbound.pressId, guest.words.say("telegram-late"));
  if (guest.place.isGroup) return; // may be the buttons of somebody else's talk
  const set: ButtonSet = {
    id: newSetId(desk.options.random),
    locale: guest.words.locale,
    buttons: startButtons(guest.words),
    pages: [],
  };
  const keyboard = drawKeyboard(set, 0, pageLabels(guest.words)).map((row) => [...row]);
  try {
    await desk.api.editMessageReplyMarkup(guest.place.chatId, inbound.messageId, {
      reply_markup: { inline_keyboard: keyboard },
    });
  } catch (fault) {
    // A message that cannot be edited keeps its old buttons.
    if (fault instanceof TelegramCallError && fault.failure !== "stopped") return;
    throw fault;
  }
  guest.record = withSet(guest.record, set);
  await keepRecord(desk, guest);
}

async function forget(desk: Desk, pressed: Pressed, isSure: boolean): Promise<void> {
  const { guest, inbound } = pressed;
  await acknowledge(desk, inbound.pressId);
  if (!isSure) {
    await edit(desk, guest.place, inbound.messageId, rich(guest.words.say("telegram-kept")), []);
    return;
  }
  await desk.options.assistant.forgetConversation(guest.key);
  await desk.options.inbox.purge(); // what the person wrote before may still lie there, answered
  await edit(desk, guest.place, inbound.messageId, rich(guest.words.say("telegram-forgotten")), []);
  // Last, so that a press delivered again after a crash still finds its button.
  await desk.options.chats.remove(guest.key);
}

async function setLanguage(
  desk: Desk,
  { guest, inbound }: Pressed,
  locale: Extract<ButtonAction, { kind: "language" }>["locale"],
): Promise<void> {
  await acknowledge(desk, inbound.pressId);
  guest.record = withLocale(guest.record, locale);
  await keepRecord(desk, guest);
  const words = createWords(desk.options.catalogue(), locale ?? guest.words.locale);
  const text = words.say("telegram-language-set", {
    language: words.say(`telegram-language-${locale ?? "auto"}`),
  });
  await edit(desk, guest.place, inbound.messageId, rich(text), []);
}

async function act(
  desk: Desk,
  pressed: Pressed,
  set: ButtonSet,
  action: ButtonAction,
): Promise<void> {
  const { guest, inbound } = pressed;
  switch (action.kind) {
    case "say":
      await acknowledge(desk, inbound.pressId);
      await ask(desk, guest, { text: action.send, messageId: pressed.turnId }, pressed.sleep);
      return;
    case "facet": {
      const catalogue = desk.options.catalogue();
      const detail = catalogue.get(action.service);
      if (detail === null) return answerLate(desk, pressed);
      await acknowledge(desk, inbound.pressId);
      const words = createWords(catalogue, set.locale);
      const text = drawFacet(words, catalogue, detail, action.facet);
      return turnTo(desk, pressed, set, text, null);
    }
    case "forget":
      return forget(desk, pressed, action.isSure);
    case "language":
      return setLanguage(desk, pressed, action.locale);
    case "page":
    case "url":
      // Pages come as page payloads, and links are opened by the app: such a press was not made by our buttons.
      return answerLate(desk, pressed);
    default:
      return action satisfies never;
  }
}

/** Answers a pressed button, once for a double tap. */
export async function answerPress(
  desk: Desk,
  inbound: PressInbound,
  turnId: string,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<void> {
  const guest = await visit(desk, inbound.place);
  const tap = { key: guest.key, messageId: inbound.messageId, data: inbound.data };
  if (desk.taps.isAgain(tap)) return acknowledge(desk, inbound.pressId);
  await answerTap(desk, { guest, inbound, turnId, sleep });
  desk.taps.answered(tap);
}

/** Buttons are known in the chat they were sent to and nowhere else. */
async function answerTap(desk: Desk, pressed: Pressed): Promise<void> {
  const { guest, inbound } = pressed;
  const press = readPayload(inbound.data);
  const set = guest.record.sets.find(({ id }) => id === press?.set);
  if (press === null || set === undefined) return answerLate(desk, pressed);
  if (press.what === "page") {
    // Without pages of its own a set has the one that it stands under; then there is nothing to go back to.
    const page = set.pages[press.index];
    if (page === undefined) return answerLate(desk, pressed);
    await acknowledge(desk, inbound.pressId);
    return turnTo(desk, pressed, set, page, press.index);
  }
  const button = set.buttons[press.index];
  return button === undefined ? answerLate(desk, pressed) : act(desk, pressed, set, button.action);
}
