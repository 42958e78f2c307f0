import { digest } from "../shared/digest.js";
import { StoreError } from "../shared/errors.js";
import { foldTurn, newTracker, readTracker, type Tracker } from "../dialogue/index.js";
import type { Reply } from "../reply/index.js";
import type { Store } from "../store/types.js";
import type { Engine, EngineTurn } from "./engine.js";
import { createKeyedLock } from "./lock.js";
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
  const lock = createKeyedLock();

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

  /** A talk as this version keeps it, whichever version wrote it. */
  async function load(conversation: string): Promise<Tracker | null> {
    const stored = await store.loadTracker(conversation);
    return stored === null ? null : readTracker(stored);
  }

  /** For editors; what cannot be written is reported, and the person is answered all the same. */
  async function logUnanswered(message: InboundMessage, turn: EngineTurn): Promise<void> {
    const open = turn.reply.answers.filter(
      (answer) => answer.disposition === "decline" || answer.missing.length > 0,
    );
    const entries = open.map((answer) =>
      store.logUnanswered({
        at: options.now().toISOString(),
        question: maskPersonal(answer.question),
        reason: answer.disposition,
        topics: answer.understanding.topics,
        channel: message.channel,
      }),
    );
    await Promise.all(entries).catch((fault: unknown) => options.onFault?.(fault));
  }

  /** One turn, in steps: find the talk, know repeats, answer, fold, keep, and only then reply. */
  async function turn(message: InboundMessage, conversation: string): Promise<TurnResult> {
    const started = options.now().getTime();
    const known = message.conversation === null ? null : await load(conversation);
    if (known === null && message.conversation !== null && message.mayCreate !== true) {
      return { kind: "unknown-conversation" };
    }
    const at = options.now().toISOString();
    const tracker = known ?? newTracker(at);
    const seen = tracker.messages.find((entry) => entry.id === message.messageId);
    if (seen !== undefined) {
      if (seen.digest !== digest(message.text)) return { kind: "message-conflict" };
      const reply = await store.loadReply(conversation, seen.id);
      if (reply === null) return { kind: "reply-gone" };
      // Written by this function, below; the store gives back what it was given.
      return { kind: "replied", conversation, reply: reply as Reply, repeated: true };
    }
    const answered = respond(message, tracker);
    options.onWhy?.(answered.why ?? []);
    const isWordless = (answered.person?.forget ?? "nothing") !== "nothing";
    const reply = isWordless ? withoutWords(answered.reply) : answered.reply;
    // Both wait for the disk, at the same time.
    const logged = isWordless ? Promise.resolve() : logUnanswered(message, answered);
    await store.saveTracker(
      conversation,
      foldTurn(tracker, {
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
      {
        erases: answered.person?.forget === "all",
        ...(message.messageId !== undefined && { reply: { id: message.messageId, reply } }),
      },
    );
    await logged;
    options.onTurn?.({
      channel: message.channel,
      dispositions: answered.reply.answers.map((answer) => answer.disposition),
      milliseconds: options.now().getTime() - started,
    });
    return { kind: "replied", conversation, reply, repeated: false };
  }

  return {
    async handleTurn(message) {
      const conversation = message.conversation ?? options.newConversation();
      try {
        return await lock.run(conversation, () => turn(message, conversation));
      } catch (fault) {
        options.onFault?.(fault);
        if (fault instanceof StoreError) return { kind: "unavailable" };
        throw fault;
      }
    },
    factsOf: (conversation) =>
      lock.run(conversation, async () => {
        const tracker = await load(conversation);
        return tracker === null
          ? {}
          : options.engine().factsOf(tracker, dayInHangzhou(options.now()));
      }),
    exportConversation: (conversation) => lock.run(conversation, () => load(conversation)),
    forgetConversation: (conversation) =>
      lock.run(conversation, () => store.deleteTracker(conversation)),
  };
}
