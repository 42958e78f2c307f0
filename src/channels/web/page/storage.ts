import type { Block, Choice } from "../../../reply/types.js";

/** What of a reply the page needs to draw it again. */
export interface SavedReply {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly choices: readonly Choice[];
  /** Services the reply is about, for feedback. */
  readonly services: readonly string[];
  /** The language of its words; older talks do not say. */
  readonly locale?: string;
  /** What it understood of the person; older talks have none. */
  readonly told?: Readonly<Record<string, string | number | boolean>>;
  /** Its judgement to keep, behind the `#` of a link; absent where none was made. */
  readonly receipt?: string;
  /** What it was about, as a code for other channels; older talks have none. */
  readonly handOver?: string;
}

/** Why a message got no reply. */
export type Failure =
  | { readonly kind: "network" | "unavailable" | "refused" | "device" }
  | { readonly kind: "busy"; readonly seconds: number };

/** One message and what became of it. */
export interface SavedTurn {
  /** The message id: the same one again is the same message. */
  readonly id: string;
  readonly text: string;
  readonly reply: SavedReply | null;
  readonly failure: Failure | null;
  /** The conversation before had ended; this message began a new one. */
  readonly isAnew: boolean;
  readonly helpful: boolean | null;
  /** The language that was chosen for it; older talks do not say. */
  readonly locale?: string;
  /** The day on which it was said; older talks do not say. */
  readonly on?: string;
  /**
   * Answered by this device: by choice, so that it is sent nowhere; without a network, and the server still has to be told; or it was
   * told since. Absent: the server answered.
   */
  readonly here?: "chosen" | "offline" | "told";
}

/** The talk as this device keeps it. */
export interface SavedTalk {
  readonly version: 1;
  readonly conversation: string | null;
  readonly turns: readonly SavedTurn[];
}

export const TALK_KEY = "hangcai-talk";
const LOCALE_KEY = "hangcai-locale";
const HERE_KEY = "hangcai-here";

/** Turns kept on this device; the server keeps its own. */
const MAX_TURNS = 60;

export const EMPTY_TALK: SavedTalk = { version: 1, conversation: null, turns: [] };

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** As this page writes turns; blocks are drawn leniently. */
const isTurn = (value: unknown): value is SavedTurn =>
  isObject(value) &&
  "id" in value &&
  typeof value.id === "string" &&
  "text" in value &&
  typeof value.text === "string" &&
  "reply" in value &&
  (value.reply === null ||
    (isObject(value.reply) && "blocks" in value.reply && Array.isArray(value.reply.blocks)));

const isTalk = (value: unknown): value is SavedTalk =>
  isObject(value) &&
  "version" in value &&
  value.version === 1 &&
  "turns" in value &&
  Array.isArray(value.turns) &&
  value.turns.every(isTurn);

/** Browsers may refuse storage (private windows, full disks): then the talk lives as long as the page. */
function quietly<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}

/** The talk kept on this device, or an empty one. */
export const loadTalk = (): SavedTalk =>
  quietly(() => {
    const value: unknown = JSON.parse(localStorage.getItem(TALK_KEY) ?? "null");
    return isTalk(value) ? value : EMPTY_TALK;
  }, EMPTY_TALK);

/** Keeps the newest turns; fewer of them when the device has no room. */
export function saveTalk(talk: SavedTalk): void {
  for (let count = MAX_TURNS; count >= 1; count = Math.floor(count / 2)) {
    const turns = talk.turns.slice(-count);
    const isSaved = quietly(() => {
      localStorage.setItem(TALK_KEY, JSON.stringify({ ...talk, turns }));
      return true;
    }, false);
    if (isSaved) return;
  }
}

/**
 * Everything of the talk that this page ever kept on this device, the language too. Not who answers: who chose this device must not find
 * that the server answers again.
 */
export function clearDevice(): void {
  quietly(() => {
    localStorage.removeItem(TALK_KEY);
    localStorage.removeItem(LOCALE_KEY);
  }, undefined);
}

/** The language chosen here before; `null`: never chosen. */
export const loadLocale = (): string | null =>
  quietly(() => localStorage.getItem(LOCALE_KEY), null);

export function saveLocale(locale: string): void {
  quietly(() => {
    localStorage.setItem(LOCALE_KEY, locale);
  }, undefined);
}

/** Whether this device was chosen to answer. */
export const loadHere = (): boolean => quietly(() => localStorage.getItem(HERE_KEY) === "1", false);

export function saveHere(here: boolean): void {
  quietly(() => {
    if (here) localStorage.setItem(HERE_KEY, "1");
    else localStorage.removeItem(HERE_KEY);
  }, undefined);
}
