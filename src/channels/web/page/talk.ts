import type { Reply } from "../../../reply/types.js";
import type { CarriedSlot, HandOver } from "../../../shared/hand-over.js";
import type { DeviceTurn } from "../../../device/types.js";
import { dayInPlace } from "../said.js";
import {
  forgetConversation,
  forgetHere,
  readKept,
  sendFeedback,
  sendMessage,
  tellServer,
  type SendResult,
} from "./api.js";
import { isEngineRunning } from "./device.js";
import { isHere } from "./door.js";
import { codeOf, toldOf } from "./hand-over.js";
import {
  clearDevice,
  EMPTY_TALK,
  loadTalk,
  saveTalk,
  type SavedReply,
  type SavedTalk,
  type SavedTurn,
} from "./storage.js";

/** Services named in one message of feedback; the API takes no more. */
const MAX_RATED = 20;

/** What the page is told of changes. */
export interface TalkEvents {
  /** A turn was added or has changed. */
  turnChanged(turn: SavedTurn, isPending: boolean): void;
  /** All is gone. */
  cleared(): void;
}

/** The conversation of this page: what was said, what is on its way, what this device keeps. */
export interface Talk {
  readonly turns: readonly SavedTurn[];
  readonly isPending: boolean;
  /** Whether the server keeps something of it. */
  readonly isAtServer: boolean;
  /** Says something and waits for its end. Nothing happens while another message is on its way. */
  say(text: string, locale: string | null): Promise<SavedTurn | null>;
  /** Sends a failed message again under its old id. */
  retry(turnId: string, locale: string | null): Promise<SavedTurn | null>;
  rate(turnId: string, helpful: boolean): Promise<void>;
  /** What the server keeps of the person, by consent; `null` when nothing. */
  kept(): ReturnType<typeof readKept>;
  /** Deletes all of it, there and here; `false`: the server could not be reached and nothing was deleted. */
  deleteAll(): Promise<boolean>;
  /** Another window of this browser deleted or went on: take over what the device keeps. */
  reload(): void;
}

/** The judgement of the last question that was judged. */
function receiptOf({ answers }: Reply): Pick<SavedReply, "receipt"> {
  const judged = answers.findLast(({ receipt }) => receipt !== undefined);
  return judged?.receipt === undefined ? {} : { receipt: judged.receipt.fragment };
}

const keepOf = (reply: Reply, slots: readonly CarriedSlot[]): SavedReply => ({
  text: reply.text,
  blocks: reply.blocks,
  choices: reply.choices,
  services: [
    ...new Set(reply.answers.flatMap((answer) => answer.services.map(({ id }) => id))),
  ].slice(0, MAX_RATED),
  ...(reply.locale !== undefined && { locale: reply.locale }),
  told: toldOf(reply),
  ...receiptOf(reply),
  handOver: codeOf(reply, slots),
});

/**
 * The talk that this device kept, ready to go on.
 *
 * @param facts what another channel handed over of the person; goes with every message and is kept nowhere
 * @param slots what a hand-over to another channel may carry of the person
 */
export function createTalk(
  events: TalkEvents,
  facts: () => HandOver["profile"],
  slots: () => readonly CarriedSlot[],
): Talk {
  let talk: SavedTalk = loadTalk();
  let underWay: Promise<unknown> | null = null;

  function put(turn: SavedTurn, isPending: boolean): SavedTurn {
    const isKnown = talk.turns.some(({ id }) => id === turn.id);
    const turns = isKnown
      ? talk.turns.map((old) => (old.id === turn.id ? turn : old))
      : [...talk.turns, turn];
    talk = { ...talk, turns };
    saveTalk(talk);
    events.turnChanged(turn, isPending);
    return turn;
  }

  /** The talk that a turn goes on with: what was answered before it, since the server last began anew. */
  function earlierThan(id: string): readonly DeviceTurn[] {
    const at = talk.turns.findIndex((turn) => turn.id === id);
    const before = at < 0 ? talk.turns : talk.turns.slice(0, at);
    const anew = before.findLastIndex(({ isAnew }) => isAnew);
    return before
      .slice(Math.max(0, anew))
      .filter(({ reply }) => reply !== null)
      .map(({ text, id: messageId, locale, on: today }) => ({
        text,
        messageId,
        ...(locale !== undefined && { locale }),
        ...(today !== undefined && { today }),
      }));
  }

  /** What was said without a network is told to the server before the next message, so that it goes on where the talk is. */
  async function tellOffline(): Promise<void> {
    if (isHere()) return;
    for (const turn of talk.turns.filter(({ here }) => here === "offline")) {
      const result = await tellServer({
        text: turn.text,
        messageId: turn.id,
        locale: turn.locale ?? null,
        profile: facts(),
        conversation: talk.conversation,
      });
      if (result.kind !== "replied") return;
      talk = { ...talk, conversation: result.conversation };
      put({ ...turn, here: "told" }, false);
    }
  }

  async function send(first: SavedTurn, locale: string | null): Promise<SavedTurn> {
    const turn = {
      ...first,
      failure: null,
      on: dayInPlace(new Date()),
      ...(locale !== null && { locale }),
    };
    put(turn, true);
    await tellOffline();
    const message = { text: turn.text, messageId: turn.id, locale, profile: facts() };
    const earlier = earlierThan(turn.id);
    let isAnew = turn.isAnew;
    let result: SendResult = await sendMessage(
      { ...message, conversation: talk.conversation },
      earlier,
    );
    if (result.kind === "unknown-conversation") {
      talk = { ...talk, conversation: null };
      isAnew = true;
      result = await sendMessage({ ...message, conversation: null }, earlier);
    }
    switch (result.kind) {
      case "replied":
        talk = { ...talk, conversation: result.conversation };
        return put({ ...turn, isAnew, reply: keepOf(result.reply, slots()) }, false);
      case "replied-here":
        return put(
          {
            ...turn,
            isAnew,
            reply: keepOf(result.reply, slots()),
            here: isHere() ? "chosen" : "offline",
          },
          false,
        );
      case "failed":
        return put({ ...turn, isAnew, failure: result.failure }, false);
      case "unknown-conversation":
        return put({ ...turn, isAnew, failure: { kind: "unavailable" } }, false);
      default:
        return result satisfies never;
    }
  }

  async function alone(turn: SavedTurn, locale: string | null): Promise<SavedTurn | null> {
    if (underWay !== null) return null;
    const sending = send(turn, locale);
    underWay = sending;
    try {
      return await sending;
    } finally {
      underWay = null;
    }
  }

  return {
    get turns() {
      return talk.turns;
    },
    get isPending() {
      return underWay !== null;
    },
    get isAtServer() {
      return talk.conversation !== null;
    },
    say: (text, locale) =>
      alone(
        {
          id: crypto.randomUUID(),
          text,
          reply: null,
          failure: null,
          isAnew: false,
          helpful: null,
        },
        locale,
      ),
    retry: (turnId, locale) => {
      const turn = talk.turns.find(({ id }) => id === turnId);
      return turn === undefined ? Promise.resolve(null) : alone(turn, locale);
    },
    rate: async (turnId, helpful) => {
      const turn = talk.turns.find(({ id }) => id === turnId);
      if (turn?.reply === null || turn === undefined) return;
      if (await sendFeedback(talk.conversation, helpful, turn.reply.services))
        put({ ...turn, helpful }, false);
    },
    kept: () => readKept(talk.conversation),
    deleteAll: async () => {
      // A message on its way may begin the conversation that has to go, so its end is waited for.
      await underWay;
      const isGone = talk.conversation === null || (await forgetConversation(talk.conversation));
      if (!isGone) return false;
      if (isEngineRunning()) await forgetHere();
      talk = EMPTY_TALK;
      clearDevice();
      events.cleared();
      return true;
    },
    reload: () => {
      if (underWay !== null) return;
      talk = loadTalk();
      events.cleared();
      for (const turn of talk.turns) events.turnChanged(turn, false);
    },
  };
}
