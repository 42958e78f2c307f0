import { InputFile } from "grammy";
import type { Locale } from "../../../shared/acts.js";
import type { Block, Reply } from "../../../reply/types.js";
import type { Button } from "./chat-record.js";
import { send, type Desk, type Visit } from "./desk.js";
import { rich } from "../cards/rich-text.js";
import type { Words } from "./words.js";

/** Asks for the last days of some services, or of all. */
export const calendarButton = (words: Words, services?: readonly string[]): Button => ({
  label: words.say("telegram-calendar"),
  action: { kind: "calendar", ...(services !== undefined && { services }) },
});

/** What to do in which order, and whether a last day is known of any of it. */
export interface Plan {
  readonly steps: readonly Block[];
  readonly hasDays: boolean;
  /** A rule has judged it, so that it can be judged again later. */
  readonly isJudged: boolean;
}

const NO_PLAN: Plan = { steps: [], hasDays: false, isJudged: false };

/** The order of steps for services that were judged for the person; empty while a question is open, and in groups. */
export async function planOf(
  desk: Desk,
  guest: Visit,
  reply: Reply,
  locale: Locale,
): Promise<Plan> {
  const services = judgedServices(reply);
  const isAsking = reply.answers.some(({ disposition }) => disposition === "ask");
  if (services.length === 0 || isAsking || guest.place.isGroup) return NO_PLAN;
  const profile = await desk.options.assistant.factsOf(guest.key);
  if (Object.keys(profile).length === 0) return NO_PLAN;
  const result = desk.options.desk().assess({ profile, services, locale, blocks: true });
  if ("problems" in result) return NO_PLAN;
  return {
    steps: (result.blocks ?? []).filter(({ kind }) => kind === "steps"),
    hasDays: result.steps.some(({ lastDay }) => lastDay !== null),
    isJudged: result.receipt !== null,
  };
}

/** Services on which the reply has a verdict. */
export const judgedServices = ({ answers }: Reply): readonly string[] =>
  answers.flatMap(({ verdicts }) => verdicts.map(({ service }) => service));

/** Sends the last days as a calendar file; a sentence when none is known any more. */
export async function sendCalendar(
  desk: Desk,
  guest: Visit,
  services: readonly string[] | undefined,
): Promise<void> {
  const { words, place } = guest;
  const profile = await desk.options.assistant.factsOf(guest.key);
  const stamp = `${new Date(desk.options.now()).toISOString().slice(0, 19)}Z`;
  const made = desk.options
    .desk()
    .calendar(
      { profile, locale: words.locale, ...(services !== undefined && { services }) },
      stamp,
    );
  const file = "file" in made ? made.file : null;
  if (file === null) {
    await send(desk, guest, { text: rich(words.say("telegram-calendar-none")), buttons: [] });
    return;
  }
  await desk.api.sendDocument(
    place.chatId,
    new InputFile(Buffer.from(file, "utf8"), "hangcai.ics"),
    {
      caption: words.say("telegram-calendar-caption"),
    },
  );
}
