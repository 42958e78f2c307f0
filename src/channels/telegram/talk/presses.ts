import { ask } from "./ask.js";
import {
  withLocale,
  withSet,
  type Button,
  type ButtonAction,
  type ButtonSet,
} from "./chat-record.js";
import {
  acknowledge,
  edit,
  keepRecord,
  pageLabels,
  redraw,
  send,
  visit,
  type Desk,
  type Visit,
} from "./desk.js";
import type { Inbound } from "../intake/inbound.js";
import { drawKeyboard, newSetId, readPayload } from "../cards/keyboard.js";
import { startButtons } from "./menus.js";
import { sendCalendar } from "./calendar.js";
import { asAnswered, isAwaited } from "./open-question.js";
import { drawFacet } from "../cards/sections.js";
import { rich, splitRich, type Rich } from "../cards/rich-text.js";
import { beginWatch, forgetWatch, stopWatch } from "./watch.js";
import { readStop } from "../watch/stop-data.js";
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
  const { question, sets } = guest.record;
  const live = sets.find(({ id }) => id === question?.set);
  if (live !== undefined && question?.message === inbound.messageId) {
    await redraw(desk, guest.place, inbound.messageId, live); // the question went on under this press
    return;
  }
  const set: ButtonSet = {
    id: newSetId(desk.options.random),
    locale: guest.words.locale,
    buttons: startButtons(guest.words),
    pages: [],
  };
  if (!(await redraw(desk, guest.place, inbound.messageId, set))) return;
  guest.record = withSet(guest.record, set);
  await keepRecord(desk, guest);
}

/** An answer to a question that is no longer asked changes nothing: its buttons go. */
async function answerPassed(
  desk: Desk,
  { guest, inbound }: Pressed,
  set: ButtonSet,
): Promise<void> {
  await acknowledge(desk, inbound.pressId, guest.words.say("telegram-passed"));
  const { question } = guest.record;
  if (question?.message === inbound.messageId) return; // the same message asks the next question by now
  guest.record = withSet(guest.record, asAnswered(set));
  await redraw(desk, guest.place, inbound.messageId, asAnswered(set));
  await keepRecord(desk, guest);
}

async function forget(desk: Desk, pressed: Pressed, isSure: boolean): Promise<void> {
  const { guest, inbound } = pressed;
  await acknowledge(desk, inbound.pressId);
  if (!isSure) {
    await edit(desk, guest.place, inbound.messageId, rich(guest.words.say("telegram-kept")), []);
    return;
  }
  await forgetWatch(desk, guest.key);
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

/** Says what a button says, as if it had been typed. */
async function sayFor(
  desk: Desk,
  { guest, inbound, turnId, sleep }: Pressed,
  { locale }: ButtonSet,
  label: string,
  text: string,
): Promise<void> {
  await acknowledge(desk, inbound.pressId);
  const pressed = { message: inbound.messageId, label };
  await ask(desk, guest, { text, messageId: turnId, pressed, locale }, sleep);
}

async function act(
  desk: Desk,
  pressed: Pressed,
  set: ButtonSet,
  { label, action }: Button,
): Promise<void> {
  const { guest, inbound } = pressed;
  switch (action.kind) {
    case "say":
      return sayFor(desk, pressed, set, label, action.send);
    case "answer":
      return (await isAwaited(desk, guest, action.slot, pressed.turnId))
        ? sayFor(desk, pressed, set, label, action.send)
        : answerPassed(desk, pressed, set);
    case "facet": {
      const catalogue = desk.options.catalogue().inLocale(set.locale);
      const detail = catalogue.get(action.service);
      if (detail === null) return answerLate(desk, pressed);
      await acknowledge(desk, inbound.pressId);
      const words = createWords(catalogue, set.locale);
      const text = drawFacet(words, catalogue, detail, action.facet);
      return turnTo(desk, pressed, set, text, null);
    }
    case "calendar":
      await acknowledge(desk, inbound.pressId);
      return sendCalendar(desk, guest, action.services);
    case "forget":
      return forget(desk, pressed, action.isSure);
    case "language":
      return setLanguage(desk, pressed, action.locale);
    case "watch":
      await acknowledge(desk, inbound.pressId);
      return beginWatch(desk, guest, action, pressed.turnId);
    case "watch-stop":
    case "page":
    case "url":
      // What stops and what turns pages have payloads of their own, and links are opened by the app: such a press was not made
      // by our buttons.
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
  const stop = readStop(inbound.data);
  if (stop !== null) return stopWatch(desk, guest, inbound, stop.policy);
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
  return button === undefined ? answerLate(desk, pressed) : act(desk, pressed, set, button);
}
