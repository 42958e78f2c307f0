import type { Button, ButtonSet } from "./chat-record.js";
import { withQuestion, withSet } from "./chat-record.js";
import { edit, redraw, type Desk, type Visit } from "./desk.js";
import { rich } from "../cards/rich-text.js";

type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields =>
  // An object that is not null has keys; what they hold is checked where it is read.
  typeof value === "object" && value !== null ? (value as Fields) : {};

/** The judgement that goes on; a talk that an earlier version kept has it under `judging`. */
const formOf = (talk: Fields): unknown => fields(talk["frame"])["form"] ?? talk["judging"];

/**
 * Whether the talk waits for an answer about the slot, or has had it by this very turn (a press that is delivered again).
 * The talk itself knows; the message may be older than it.
 */
export async function isAwaited(
  desk: Desk,
  { key }: Visit,
  slot: string,
  turnId: string,
): Promise<boolean> {
  const talk = fields(await desk.options.assistant.exportConversation(key));
  const messages = Array.isArray(talk["messages"]) ? talk["messages"] : [];
  return (
    fields(formOf(talk))["asking"] === slot ||
    messages.some((message) => fields(message)["id"] === turnId)
  );
}

/** Whether a judgement is under way in the talk. */
export async function isJudging(desk: Desk, { key }: Visit): Promise<boolean> {
  const form = formOf(fields(await desk.options.assistant.exportConversation(key)));
  return form !== undefined && form !== null;
}

/** The buttons of a message without those that answer its question. */
export const asAnswered = (set: ButtonSet): ButtonSet => ({ ...set, isAnswered: true });

/**
 * The question that was open is over: its message says what was answered, when a button of it was pressed, and offers no
 * answers any more.
 */
export async function closeQuestion(
  desk: Desk,
  guest: Visit,
  pressed: { readonly message: number; readonly label: Button["label"] } | null,
): Promise<void> {
  const open = guest.record.question;
  if (open === undefined) return;
  const set = guest.record.sets.find(({ id }) => id === open.set);
  guest.record = withQuestion(guest.record, null);
  if (!open.isCard) {
    if (set === undefined) return;
    guest.record = withSet(guest.record, asAnswered(set));
    await redraw(desk, guest.place, open.message, asAnswered(set));
    return;
  }
  if (pressed?.message !== open.message) {
    await redraw(desk, guest.place, open.message, null);
    return;
  }
  const text = rich(
    { bold: open.text },
    guest.words.say("telegram-answered", { answer: pressed.label }),
  );
  await edit(desk, guest.place, open.message, text, []).catch(() => false); // the answer matters more
}
