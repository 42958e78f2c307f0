import { ask } from "./talk/ask.js";
import { runCommand, type Occasion } from "./talk/commands.js";
import { acknowledge, send, visit, type Desk } from "./talk/desk.js";
import type { Inbound } from "./intake/inbound.js";
import { answerInline } from "./talk/inline.js";
import { startButtons } from "./talk/menus.js";
import { answerPress } from "./talk/presses.js";
import { forgetWatch } from "./talk/watch.js";
import { rich } from "./cards/rich-text.js";

type MessageInbound = Extract<Inbound, { kind: "message" }>;
type Sleep = (milliseconds: number) => Promise<void>;

async function answerMessage(
  desk: Desk,
  inbound: MessageInbound,
  turnId: string,
  sleep: Sleep,
): Promise<void> {
  const guest = await visit(desk, inbound.place);
  const asked = inbound.messageId;
  const occasion: Occasion = { guest, asked, turnId, sleep };
  const { command, text } = inbound;
  if (inbound.isEdit) {
    const answered = guest.record.answered.find((entry) => entry.asked === asked);
    const isQuestion = command === null || command.name === "ask";
    if (answered === undefined || !isQuestion || text === null || text === "") return;
    await ask(desk, guest, { text, messageId: turnId, asked, replace: answered.by }, sleep);
    return;
  }
  if (command !== null) return runCommand(desk, occasion, command);
  if (text === null) {
    await send(desk, guest, { text: rich(guest.words.say("telegram-media")), buttons: [], asked });
    return;
  }
  if (text === "") {
    // Our name alone, in a group.
    await send(desk, guest, {
      text: rich(guest.words.say("telegram-ask")),
      buttons: startButtons(guest.words),
      asked,
    });
    return;
  }
  await ask(desk, guest, { text, messageId: turnId, asked }, sleep);
}

/** Added to a group we say one sentence; blocked in a private chat we drop its buttons. */
async function answerMembership(
  desk: Desk,
  { place, isMember, wasMember }: Extract<Inbound, { kind: "membership" }>,
): Promise<void> {
  const guest = await visit(desk, place);
  if (!isMember) {
    await forgetWatch(desk, guest.key);
    await desk.options.chats.remove(guest.key);
    return;
  }
  if (place.isGroup && !wasMember) {
    await send(desk, guest, { text: rich(guest.words.say("telegram-group")), buttons: [] });
  }
}

/** Answers one update. */
export async function route(
  desk: Desk,
  inbound: Inbound,
  turnId: string,
  sleep: Sleep,
): Promise<void> {
  switch (inbound.kind) {
    case "message":
      return answerMessage(desk, inbound, turnId, sleep);
    case "press":
      return answerPress(desk, inbound, turnId, sleep);
    case "stray-press":
      return acknowledge(desk, inbound.pressId);
    case "inline":
      return answerInline(desk, inbound);
    case "membership":
      return answerMembership(desk, inbound);
    case "ignored":
      return;
    default:
      inbound satisfies never;
  }
}
