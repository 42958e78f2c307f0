import type { InlineKeyboardButton } from "grammy/types";
import type { LocalDate } from "../../../shared/dates.js";
import type { Locale } from "../../../shared/acts.js";
import { TelegramCallError } from "../intake/call-error.js";
import { readRecord } from "../talk/chat-record.js";
import { drawn, type Desk } from "../talk/desk.js";
import { createWords } from "../talk/words.js";
import { afterLook, dueOf, policyOf, withTold, type Due } from "./due.js";
import { drawDue, stopKeyboard } from "./watch-message.js";
import { readWatch, withoutSending, type WatchRecord } from "./watch-record.js";

/** How often everything is looked at; milliseconds. */
export const LOOK_MS = 3_600_000;
/** Hours of the day in Hangzhou between which anything is sent: nobody is woken. */
const FROM_HOUR = 9;
const TO_HOUR = 21;
/** So many messages may have come between the last id that was known and one that is looked for. */
const PROBES = 20;

const HANGZHOU_MS = 8 * 3_600_000;
const inHangzhou = (now: number): string => new Date(now + HANGZHOU_MS).toISOString();

/** The day in Hangzhou. */
export const dayOf = (now: number): LocalDate => inHangzhou(now).slice(0, 10);

function isDaytime(now: number): boolean {
  const hour = Number(inHangzhou(now).slice(11, 13));
  return hour >= FROM_HOUR && hour < TO_HOUR;
}

/** Tells those who asked. */
export interface Watcher {
  /** Looks at all chats and sends what is due; one look at a time, and one more when asked meanwhile. Never throws. */
  look(): Promise<void>;
  /**
   * Finds out of what was on its way when a run ended whether it arrived. To be done before anything else is sent, because it
   * looks among the newest messages. Never throws.
   */
  settle(): Promise<void>;
}

export function createWatcher(desk: Desk, isStopped: () => boolean): Watcher {
  const { watches, assistant, chats, log, now } = desk.options;
  /** Day and data with which a chat was looked at last, so that an hour in which nothing changed costs nothing. */
  const looked = new Map<string, string>();
  let looking: Promise<void> | null = null;
  let isAsked = false;

  const localeOf = async (key: string, record: WatchRecord): Promise<Locale> =>
    readRecord(await chats.load(key).catch(() => null)).locale ?? record.locale;

  async function remove(key: string): Promise<void> {
    looked.delete(key);
    await watches.remove(key);
  }

  /** What is watched, by the facts that are kept now; `null` when nothing is to be watched any more. */
  async function current(
    key: string,
    today: LocalDate,
  ): Promise<{ readonly record: WatchRecord; readonly isRetold: boolean } | null> {
    const record = readWatch(watches.load(key));
    if (record?.sending !== undefined || record === null) return null; // nobody knows yet whether it arrived
    const kept = await assistant.keptOf(key);
    const isOver = today > record.until || (!record.isAll && isEmpty(record.rules));
    if (kept === "forgotten" || isOver) {
      await remove(key);
      return null;
    }
    // Whose talk has run out said nothing else since: what was agreed to for this counts on.
    return kept === null || isSame(kept, record)
      ? { record, isRetold: false }
      : { record: { ...record, ...kept }, isRetold: true };
  }

  /** Sends one message and notes it, before and after; whether it was sent. */
  async function tell(key: string, record: WatchRecord, due: Due): Promise<WatchRecord | null> {
    const { text, keyboard } = drawDue(desk, record, due, await localeOf(key, record));
    const { chatId } = record;
    const sending = { id: due.id, policy: policyOf(due), after: watches.newest };
    await watches.keep(key, { ...record, sending });
    try {
      await desk.api.sendMessage(chatId, text.text, drawn(text, keyboard));
      const told = withTold(record, due.id);
      // At once, before anything else is sent: see `intake/retry.ts`.
      watches.note(key, told);
      return told;
    } catch (fault) {
      if (!(fault instanceof TelegramCallError)) throw fault;
      if (fault.failure === "stopped") return null; // the next run finds out
      if (fault.failure === "gone") await remove(key);
      else {
        log.error("telegram-watch", fault);
        watches.note(key, record); // tried again with the next look
      }
      return null;
    }
  }

  async function lookAt(key: string, today: LocalDate): Promise<void> {
    const { outlook } = desk.options.desk();
    const stamp = `${today} ${desk.options.catalogue().version}`;
    if (looked.get(key) === stamp) return;
    const found = await current(key, today);
    if (found === null) return;
    const { facts, on, isAll, rules: seen } = found.record;
    const wanted = isAll ? {} : { policies: Object.keys(seen) };
    const rules = outlook.rules({ facts, on, today, ...wanted });
    const locale = await localeOf(key, found.record);
    const nameOf = (policy: string): string => outlook.nameOf(policy, locale) ?? policy;
    // Told other facts, a verdict is another one without any edit: it is compared from now on.
    let record = found.isRetold ? afterLook(found.record, rules, today, nameOf) : found.record;
    for (const due of dueOf(record, rules, today)) {
      if (isStopped()) return;
      const told = await tell(key, record, due);
      if (told === null) return;
      record = told;
    }
    const after = afterLook(record, rules, today, nameOf);
    if (JSON.stringify(after) !== JSON.stringify(watches.load(key))) watches.note(key, after);
    looked.set(key, stamp);
  }

  async function lookAtAll(): Promise<void> {
    for (const key of watches.keys()) {
      const at = now();
      if (isStopped() || !isDaytime(at)) return;
      // No press of this chat comes in between: what was stopped stays silent.
      await desk.lanes
        .run(key, () => lookAt(key, dayOf(at)))
        .catch((fault: unknown) => {
          log.error("telegram-watch", fault);
        });
    }
  }

  /** Whether a message that can be one of ours bears these buttons: drawing the same ones again changes nothing. */
  async function isThere(
    chatId: number,
    messageId: number,
    keyboard: readonly (readonly InlineKeyboardButton[])[],
  ): Promise<boolean> {
    try {
      await desk.api.editMessageReplyMarkup(chatId, messageId, {
        reply_markup: { inline_keyboard: keyboard.map((row) => [...row]) },
      });
      return true;
    } catch (fault) {
      if (!(fault instanceof TelegramCallError)) throw fault;
      if (fault.failure === "stopped" || fault.failure === "gone") throw fault;
      return fault.failure === "unchanged";
    }
  }

  /** Whether one of the messages after an id is the one with these buttons. Without an id to begin with nobody can tell. */
  async function isAmong(
    chatId: number,
    after: number,
    keyboard: readonly (readonly InlineKeyboardButton[])[],
  ): Promise<boolean> {
    if (after === 0) return false;
    for (let id = after + 1; id <= after + PROBES; id += 1) {
      if (await isThere(chatId, id, keyboard)) return true;
    }
    return false;
  }

  async function settleOne(key: string): Promise<void> {
    const record = readWatch(watches.load(key));
    const sending = record?.sending;
    if (record === null || sending === undefined) return;
    const words = createWords(desk.options.catalogue(), await localeOf(key, record));
    const keyboard = stopKeyboard(words, sending.policy);
    const rest = withoutSending(record);
    const hasArrived = await isAmong(record.chatId, sending.after, keyboard);
    watches.note(key, hasArrived ? withTold(rest, sending.id) : rest);
  }

  return {
    look() {
      isAsked = true;
      looking ??= (async () => {
        // Asked for again while it looked: the data may be others by now.
        while (isAsked) {
          isAsked = false;
          await lookAtAll();
        }
      })().finally(() => {
        looking = null;
      });
      return looking;
    },
    async settle() {
      for (const key of watches.keys()) {
        await settleOne(key).catch(async (fault: unknown) => {
          if (fault instanceof TelegramCallError && fault.failure === "gone") await remove(key);
          else if (!isStopped()) log.error("telegram-watch", fault);
        });
      }
    },
  };
}

const isEmpty = (rules: WatchRecord["rules"]): boolean => Object.keys(rules).length === 0;

const isSame = (
  { facts, on }: { readonly facts: unknown; readonly on: LocalDate },
  record: WatchRecord,
): boolean => on === record.on && JSON.stringify(facts) === JSON.stringify(record.facts);
