import {
  decodeHandOver,
  encodeHandOver,
  type CarriedSlot,
  type HandOver,
} from "../../../shared/hand-over.js";
import type { Reply } from "../../../reply/types.js";
import { ask } from "./door.js";
import type { SavedTurn } from "./storage.js";
import type { Words } from "./words.js";

const FRAGMENT = /^#h=([\w-]+)$/u;
/** Facts that are ids of districts; the server refuses a message with one that it does not know. */
const DISTRICT_SLOTS: ReadonlySet<string> = new Set(["workDistrict", "homeDistrict"]);

/**
 * What another channel handed over in the address (`#h=…`), which no server sees; taken out of the address and of the
 * history of the browser. `null` when there is none.
 */
export function takeHandOver({ carriedSlots }: Words): HandOver | null {
  const code = FRAGMENT.exec(location.hash)?.[1];
  if (code === undefined) return null;
  history.replaceState(null, "", location.pathname + location.search);
  return decodeHandOver(code, carriedSlots);
}

/** The facts of a hand-over, without districts that are not known here (the code may come from anybody). */
export const factsOf = (words: Words, { profile }: HandOver): HandOver["profile"] =>
  Object.fromEntries(
    Object.entries(profile).filter(
      ([slot, value]) =>
        !DISTRICT_SLOTS.has(slot) || words.districts.some(({ id }) => id === value),
    ),
  );

/** Name and district of a service; `null` when there is none of that id, or the server cannot be reached. */
async function serviceOf(id: string): Promise<{ name: string; district: string } | null> {
  try {
    const response = await ask(`api/v1/services/${encodeURIComponent(id)}`);
    const value: unknown = await response?.json();
    if (response?.ok !== true || typeof value !== "object" || value === null) return null;
    if (!("name" in value) || typeof value.name !== "string") return null;
    if (!("district" in value) || typeof value.district !== "string") return null;
    return { name: value.name, district: value.district };
  } catch {
    return null;
  }
}

/** The question with which a handed-over talk goes on; `null` when it names nothing that is known here. */
export async function questionOf(words: Words, about: HandOver): Promise<string | null> {
  const nameIn = (items: Words["topics"], id: string | undefined): string | undefined =>
    items.find((item) => item.id === id)?.name;
  const service = about.service === undefined ? null : await serviceOf(about.service);
  if (service !== null) {
    const district = nameIn(words.districts, service.district) ?? "";
    return words.say("send-what", {
      name:
        district === "" ? service.name : words.say("call-name", { district, name: service.name }),
    });
  }
  const topic = nameIn(words.topics, about.topic);
  const district = nameIn(words.districts, about.district);
  if (topic !== undefined && district !== undefined) {
    return words.say("telegram-send-topic-district", { topic, district });
  }
  if (topic !== undefined) return words.say("send-topic", { topic });
  return district === undefined ? null : words.say("telegram-send-district", { district });
}

/** What a reply was about, as a code; facts that could name a person are not in it. */
export function codeOf(reply: Reply, slots: readonly CarriedSlot[]): string {
  const last = reply.answers.at(-1);
  const [service] = last?.services ?? [];
  const [topic] = last?.understanding.topics ?? [];
  const [district] = last?.understanding.districts ?? [];
  const talk = {
    ...(service !== undefined && { service: service.id }),
    ...(topic !== undefined && service === undefined && { topic }),
    ...(district !== undefined && { district }),
    profile: toldOf(reply),
  };
  return encodeHandOver(talk, slots);
}

/** What a reply understood of the person in its message. */
export const toldOf = (reply: Reply): HandOver["profile"] =>
  Object.fromEntries(
    reply.answers.flatMap(({ understanding }) => Object.entries(understanding.profile)),
  );

/** What was handed over with the turns. */
const talksOf = ({ carriedSlots }: Words, turns: readonly SavedTurn[]): readonly HandOver[] =>
  turns.flatMap(({ reply }) => {
    const talk =
      reply?.handOver === undefined ? null : decodeHandOver(reply.handOver, carriedSlots);
    return talk === null ? [] : [talk];
  });

/** What was said of the person in the turns; the newest word counts. */
export const toldIn = (turns: readonly SavedTurn[]): HandOver["profile"] =>
  turns.reduce((facts, { reply }) => ({ ...facts, ...reply?.told }), {});

/** A link that opens the bot where this talk stands: its last subject, and the facts told in it. */
export function telegramLink(
  words: Words,
  bot: string,
  turns: readonly SavedTurn[],
  handed: HandOver["profile"],
): string {
  const last = talksOf(words, turns).findLast(
    (talk) => (talk.service ?? talk.topic ?? talk.district) !== undefined,
  );
  const profile = talksOf(words, turns).reduce(
    (facts, talk) => ({ ...facts, ...talk.profile }),
    handed,
  );
  const code = encodeHandOver({ ...last, profile }, words.carriedSlots);
  return `https://t.me/${encodeURIComponent(bot)}?start=h_${code}`;
}
