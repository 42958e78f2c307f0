import { digest } from "../shared/digest.js";
import { StoreError } from "../shared/errors.js";
import { foldTurn, newTracker, readTracker, type Tracker } from "../dialogue/index.js";
import type { Reply } from "../reply/index.js";
import type { Store, Talk, TurnDone, UnansweredQuestion } from "../store/types.js";
import type { Engine, EngineTurn } from "./engine.js";
import { maskPersonal } from "./mask.js";
import type { InboundMessage, KnowingAssistant, TurnResult } from "./types.js";

/** What the assistant needs from outside; the clock and chance are given, never taken. */
export interface AssistantOptions {
  /** The engine of this moment; another one after an edit of the data. */
  readonly engine: () => Engine;
  readonly store: Store;
  readonly now: () => Date;
  /** A new conversation key, at least 128 random bits. */
  readonly newConversation: () => string;
  /** Told of faults, by code; never with a text of the talk. */
  readonly onFault?: (fault: unknown) => void;
  /** Told how each turn was decided; holds no text of the talk. */
  readonly onWhy?: (why: readonly string[]) => void;
  /** Told of every turn, for metrics. */
  readonly onTurn?: (turn: {
    readonly channel: InboundMessage["channel"];
    readonly dispositions: readonly string[];
    readonly milliseconds: number;
  }) => void;
}

/** The day in Hangzhou (UTC+8 all year) at an instant. */
export function dayInHangzhou(now: Date): string {
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** What is said when the engine itself fails: an apology and no claim. */
function faultTurn(engine: Engine, message: InboundMessage): EngineTurn {
  const text = engine.say("fault", message.locale ?? "zh-CN");
  const reply: Reply = {
    text,
    answers: [
      {
        question: message.text,
        disposition: "decline",
        understanding: {
          topics: [],
          act: null,
          districts: [],
          services: [],
          profile: {},
          confidence: 0,
          alternatives: [],
        },
        services: [],
        verdicts: [],
        missing: [],
        notice: [],
      },
    ],
    choices: [],
    blocks: [{ kind: "paragraph", text }],
  };
  return { decisions: [], reply, shown: [], lastWording: null };
}

/** A reply that does not repeat the words it answers: what is to be forgotten is kept nowhere, nor with a reply. */
const withoutWords = (reply: Reply): Reply => ({
  ...reply,
  answers: reply.answers.map((answer) => ({ ...answer, question: "" })),
});

/** The assistant over an engine and a store. */
export function createAssistant(options: AssistantOptions): KnowingAssistant {
  const { store } = options;

  function respond(message: InboundMessage, tracker: Tracker): EngineTurn {
    const engine = options.engine();
    const today = message.today ?? dayInHangzhou(options.now());
    try {
      return engine.respond({
        utterance: message.text,
        tracker,
        today,
        ...(message.locale !== undefined && { locale: message.locale }),
        ...(message.profile !== undefined && { profile: message.profile }),
        ...(message.isGroup !== undefined && { isGroup: message.isGroup }),
      });
    } catch (fault) {
      options.onFault?.(fault);
      return faultTurn(engine, message);
    }
  }

  /** What editors should read: questions without an answer. */
  function unansweredOf(message: InboundMessage, turn: EngineTurn): readonly UnansweredQuestion[] {
    return turn.reply.answers
      .filter((answer) => answer.disposition === "decline" || answer.missing.length > 0)
      .map((answer) => ({
        at: options.now().toISOString(),
        question: maskPersonal(answer.question),
        reason: answer.disposition,
        topics: answer.understanding.topics,
        channel: message.channel,
      }));
  }

  /** A turn in steps: know repeats, answer, fold. It is told of when what it leaves is kept. */
  async function work(
    message: InboundMessage,
    conversation: string,
    talk: Talk,
  ): Promise<TurnDone<{ readonly result: TurnResult; readonly answered?: EngineTurn }>> {
    const known = talk.tracker === null ? null : readTracker(talk.tracker);
    if (known === null && message.conversation !== null && message.mayCreate !== true) {
      return { result: { result: { kind: "unknown-conversation" } } };
    }
    const at = options.now().toISOString();
    const tracker = known ?? newTracker(at);
    const seen = tracker.messages.find((entry) => entry.id === message.messageId);
    if (seen !== undefined) {
      if (seen.digest !== digest(message.text)) {
        return { result: { result: { kind: "message-conflict" } } };
      }
      const reply = await talk.findReply(seen.id);
      if (reply === null) return { result: { result: { kind: "reply-gone" } } };
      // Written by this function, below; the store gives back what it was given.
      const replied = {
        kind: "replied",
        conversation,
        reply: reply as Reply,
        repeated: true,
      } as const;
      return { result: { result: replied } };
    }
    const answered = respond(message, tracker);
    const isWordless = (answered.person?.forget ?? "nothing") !== "nothing";
    const reply = isWordless ? withoutWords(answered.reply) : answered.reply;
    return {
      keep: {
        tracker: foldTurn(tracker, {
          at,
          utterance: message.text,
          replyText: answered.reply.text,
          decisions: answered.decisions,
          shown: answered.shown,
          lastWording: answered.lastWording,
          on: message.today ?? dayInHangzhou(options.now()),
          ...(answered.person !== undefined && { person: answered.person }),
          ...(message.messageId !== undefined && {
            message: { id: message.messageId, digest: digest(message.text) },
          }),
        }),
        erases: answered.person?.forget === "all",
        ...(message.messageId !== undefined && { reply: { id: message.messageId, reply } }),
        ...(!isWordless && { unanswered: unansweredOf(message, answered) }),
      },
      result: { result: { kind: "replied", conversation, reply, repeated: false }, answered },
    };
  }

  async function turn(message: InboundMessage, conversation: string): Promise<TurnResult> {
    const started = options.now().getTime();
    const { result, answered } = await store.turn(conversation, (talk) =>
      work(message, conversation, talk),
    );
    if (answered === undefined) return result;
    options.onWhy?.(answered.why ?? []);
    options.onTurn?.({
      channel: message.channel,
      dispositions: answered.reply.answers.map((answer) => answer.disposition),
      milliseconds: options.now().getTime() - started,
    });
    return result;
  }

  async function load(conversation: string): Promise<Tracker | null> {
    const stored = await store.loadTracker(conversation);
    return stored === null ? null : readTracker(stored);
  }

  return {
    async handleTurn(message) {
      const conversation = message.conversation ?? options.newConversation();
      try {
        return await turn(message, conversation);
      } catch (fault) {
        options.onFault?.(fault);
        if (fault instanceof StoreError) return { kind: "unavailable" };
        throw fault;
      }
    },
    factsOf: async (conversation) => {
      const tracker = await load(conversation);
      return tracker === null
        ? {}
        : options.engine().factsOf(tracker, dayInHangzhou(options.now()));
    },
    keptOf: async (conversation) => {
      const tracker = await load(conversation);
      if (tracker === null) return null;
      const { profile, profileOn, turns } = tracker;
      if (profileOn !== undefined) return { facts: profile, on: profileOn };
      // A turn that asks to forget everything leaves one without words, and nothing before it.
      return turns.length === 1 && turns[0]?.utterance === "" ? "forgotten" : null;
    },
    exportConversation: load,
    forgetConversation: (conversation) => store.deleteTracker(conversation),
  };
}
