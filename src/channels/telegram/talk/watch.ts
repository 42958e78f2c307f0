import { addMonths, type LocalDate } from "../../../shared/dates.js";
import type { KeptFacts, OutlookRule } from "../../../assistant/types.js";
import { rich } from "../cards/rich-text.js";
import { nearId } from "../watch/due.js";
import {
  readWatch,
  seenRule,
  withoutRule,
  type SeenRule,
  type WatchRecord,
} from "../watch/watch-record.js";
import { dayOf } from "../watch/watcher.js";
import type { Button } from "./chat-record.js";
import { acknowledge, redraw, send, type Desk, type Visit } from "./desk.js";
import { privateButton } from "./private-button.js";
import type { Words } from "./words.js";

/** Something is watched for so long, or until the last of the last days that are known; then it has to be asked for anew. */
const MONTHS = 12;
/** More names, or buttons, than these are not read. */
const NAMED = 8;

/** The button that begins to watch some services, or all that fits. */
export const watchButton = (words: Words, services?: readonly string[]): Button => ({
  label: words.say("watch-begin"),
  action: { kind: "watch", isSure: false, ...(services !== undefined && { services }) },
});

const stopAllButton = (words: Words): Button => ({
  label: words.say("watch-stop-all"),
  action: { kind: "watch-stop", policy: null },
  isFirst: true,
});

const watchOf = ({ options }: Desk, { key }: Visit): WatchRecord | null =>
  readWatch(options.watches.load(key));

function say(desk: Desk, guest: Visit, text: string, buttons: readonly Button[] = []) {
  return send(desk, guest, { text: rich(text), buttons });
}

/** Ends everything that is watched in a chat; when this resolves nothing of it stays. */
export const forgetWatch = (desk: Desk, key: string): Promise<boolean> =>
  desk.lanes.run(key, () => desk.options.watches.remove(key));

/** A turn that asked to forget everything ends what is watched, too. */
export async function endIfForgotten(desk: Desk, { key }: Visit): Promise<void> {
  if (desk.options.watches.load(key) === null) return;
  if ((await desk.options.assistant.keptOf(key)) === "forgotten") await forgetWatch(desk, key);
}

/** Asks whether the facts may be kept, because nothing can be watched without them. */
async function askFirst(
  desk: Desk,
  guest: Visit,
  services: readonly string[] | undefined,
): Promise<void> {
  const { words } = guest;
  const profile = await desk.options.assistant.factsOf(guest.key);
  const read = desk.options.desk().assess({ profile, services: [], locale: words.locale });
  const facts = "problems" in read ? [] : read.facts;
  if (facts.length === 0) return say(desk, guest, words.say("watch-nothing-known"));
  const text = words.say("watch-ask", {
    facts: facts.map(({ text: fact }) => fact).join(words.say("judged-dot")),
  });
  await say(desk, guest, text, [
    {
      label: words.say("watch-agree"),
      action: { kind: "watch", isSure: true, ...(services !== undefined && { services }) },
    },
  ]);
}

/** Agrees in the talk, in the words that every channel uses for it: what is kept is kept there. */
async function agree(desk: Desk, guest: Visit, turnId: string): Promise<void> {
  const leave = await desk.turns.take();
  await desk.options.assistant
    .handleTurn({
      conversation: guest.key,
      text: desk.options.catalogue().say("profile-keep", "zh-CN"),
      channel: "telegram",
      messageId: turnId,
      mayCreate: true,
    })
    .finally(leave);
}

const latest = (first: LocalDate, others: readonly LocalDate[]): LocalDate =>
  others.reduce<LocalDate>((most, day) => (day > most ? day : most), first);

/** What is watched from now on, with what was watched before. */
function begun(
  desk: Desk,
  { place, words }: Visit,
  before: WatchRecord | null,
  kept: KeptFacts,
  rules: readonly OutlookRule[],
  isAll: boolean,
): WatchRecord {
  const { outlook } = desk.options.desk();
  const today = dayOf(desk.options.now());
  const added = rules.map(({ policy }) => policy);
  const near = rules.flatMap((rule) => nearId(rule, today) ?? []);
  const seen = rules.map((rule): readonly [string, SeenRule] => [
    rule.policy,
    seenRule(rule, outlook.nameOf(rule.policy, words.locale) ?? rule.policy),
  ]);
  return {
    version: 1,
    chatId: place.chatId,
    locale: words.locale,
    since: today,
    until: latest(addMonths(today, MONTHS), [
      ...(before === null ? [] : [before.until]),
      ...rules.flatMap(({ lastDay }) => lastDay ?? []),
    ]),
    facts: kept.facts,
    on: kept.on,
    isAll: isAll || before?.isAll === true,
    rules: { ...before?.rules, ...Object.fromEntries(seen) },
    not: isAll ? [] : (before?.not ?? []).filter((policy) => !added.includes(policy)),
    // What is near is said with the answer to this.
    told: [...new Set([...(before?.told ?? []), ...near])],
    ...(before?.sending !== undefined && { sending: before.sending }),
  };
}

/** The last days that are known now, nearest first; what no source limits is said to have none. */
function daysText(desk: Desk, words: Words, rules: readonly OutlookRule[]): string {
  const { outlook } = desk.options.desk();
  const days = rules
    .filter(({ lastDay }) => lastDay !== null)
    .toSorted((a, b) => (a.lastDay ?? "").localeCompare(b.lastDay ?? ""))
    .slice(0, NAMED);
  if (days.length === 0) return words.say("watch-no-days");
  return days
    .map(({ policy, lastDay }) =>
      words.say("watch-day", {
        name: outlook.nameOf(policy, words.locale) ?? policy,
        date: words.date(lastDay),
      }),
    )
    .join("\n");
}

function namesOf(desk: Desk, words: Words, { rules, isAll }: WatchRecord): string {
  const { outlook } = desk.options.desk();
  const names = Object.entries(rules).map(
    ([policy, { name }]) => outlook.nameOf(policy, words.locale) ?? name,
  );
  if (isAll) return words.say("watch-names-all", { count: names.length });
  const shown = names.slice(0, NAMED).join(words.say("comma"));
  return names.length > NAMED
    ? words.say("watch-names-many", { names: shown, count: names.length })
    : shown;
}

/** Begins to watch, for who agreed to have the facts kept; who did not is asked first. */
export async function beginWatch(
  desk: Desk,
  guest: Visit,
  { isSure, services }: { readonly isSure: boolean; readonly services?: readonly string[] },
  turnId: string,
): Promise<void> {
  const { words, key, place } = guest;
  const { assistant, watches } = desk.options;
  if (place.isGroup) {
    return say(desk, guest, words.say("telegram-private"), [privateButton(desk, guest)]);
  }
  let kept = await assistant.keptOf(key);
  if (kept === null && isSure) {
    await agree(desk, guest, turnId);
    kept = await assistant.keptOf(key);
    if (kept === null) return say(desk, guest, words.say("watch-not-kept"));
  }
  if (kept === null || kept === "forgotten") return askFirst(desk, guest, services);
  const { facts, on } = kept;
  const today = dayOf(desk.options.now());
  const rules = desk.options
    .desk()
    .outlook.rules({ facts, on, today, ...(services !== undefined && { services }) });
  if (rules.length === 0) return say(desk, guest, words.say("watch-no-rule"));
  const record = await desk.lanes.run(key, async () => {
    const made = begun(
      desk,
      guest,
      readWatch(watches.load(key)),
      { facts, on },
      rules,
      services === undefined,
    );
    await watches.keep(key, made);
    return made;
  });
  const text = words.say("watch-begun", {
    names: namesOf(desk, words, record),
    days: daysText(desk, words, rules),
    until: words.date(record.until),
  });
  await say(desk, guest, text, [stopAllButton(words)]);
}

/** What is watched, each with a button that ends it. */
export async function showWatch(desk: Desk, guest: Visit): Promise<void> {
  const { words } = guest;
  const record = watchOf(desk, guest);
  if (record === null) return say(desk, guest, words.say("watch-none"), [watchButton(words)]);
  const { outlook } = desk.options.desk();
  const { facts, on, rules, since, until } = record;
  const ids = Object.keys(rules);
  const today = dayOf(desk.options.now());
  const now = outlook.rules({ facts, on, today, policies: ids });
  const each = ids.length > NAMED ? [] : ids;
  await say(
    desk,
    guest,
    words.say("watch-list", {
      names: namesOf(desk, words, record),
      days: daysText(desk, words, now),
      since: words.date(since),
      until: words.date(until),
    }),
    [
      ...each.map((policy): Button => ({
        label: words.say("watch-stop-one", {
          name: outlook.nameOf(policy, words.locale) ?? rules[policy]?.name ?? policy,
        }),
        action: { kind: "watch-stop", policy },
        isFirst: true,
      })),
      stopAllButton(words),
    ],
  );
}

/** One tap: a policy, or everything, is watched no more. Pressed again it changes nothing. */
export async function stopWatch(
  desk: Desk,
  guest: Visit,
  pressed: { readonly pressId: string; readonly messageId: number },
  policy: string | null,
): Promise<void> {
  const { words, key } = guest;
  const { watches } = desk.options;
  const left = await desk.lanes.run(key, async () => {
    const record = readWatch(watches.load(key));
    const rest = record === null || policy === null ? null : withoutRule(record, policy);
    const isEmpty = rest === null || (!rest.isAll && Object.keys(rest.rules).length === 0);
    if (isEmpty) await watches.remove(key);
    else await watches.keep(key, rest);
    return isEmpty ? 0 : Object.keys(rest.rules).length;
  });
  await acknowledge(desk, pressed.pressId, words.say("watch-stopped-short"));
  await redraw(desk, guest.place, pressed.messageId, null);
  const text =
    left === 0 ? words.say("watch-stopped-all") : words.say("watch-stopped", { count: left });
  await say(desk, guest, text);
}
