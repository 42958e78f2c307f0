import { randomUUID } from "node:crypto";
import { createEngine, type Engine } from "../../src/assistant/engine.js";
import { createAssistant } from "../../src/assistant/handle-turn.js";
import type { Judging } from "../../src/dialogue/index.js";
import type { Assistant } from "../../src/assistant/types.js";
import { loadCorpus } from "../../src/corpus/load.js";
import { formatFault } from "../../src/corpus/types.js";
import type { Reply } from "../../src/reply/index.js";
import { createMemoryStore, type MemoryStore } from "../../src/store/memory-store.js";
import { repositoryRoot } from "./repository-root.js";

let engine: Promise<Engine> | null = null;

/** The engine over the repository's own data, built once for all tests of a run. */
export function realEngine(): Promise<Engine> {
  engine ??= loadCorpus(repositoryRoot).then((loaded) => {
    if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
    return createEngine(loaded.corpus.data);
  });
  return engine;
}

/** A channel that keeps what it is told: a real adapter of the assistant, without a network. */
export interface CollectingChannel {
  readonly assistant: Assistant;
  readonly store: MemoryStore;
  readonly replies: readonly Reply[];
  /** Says something in the channel's one conversation, on the channel's day or another, and gives the reply. */
  say(text: string, on?: string): Promise<Reply>;
  /** Key of the conversation; `null` before the first message. */
  conversation(): string | null;
  /** The judgement under way, as it is kept. */
  judging(): Promise<Judging | null>;
}

/** A collecting channel on a fixed day (`YYYY-MM-DD`, by default 2026-11-21). */
export async function openCollectingChannel(today = "2026-11-21"): Promise<CollectingChannel> {
  const built = await realEngine();
  const store = createMemoryStore();
  const assistant = createAssistant({
    engine: () => built,
    store,
    now: () => new Date(`${today}T04:00:00Z`),
    newConversation: randomUUID,
    onFault: (fault) => {
      throw fault;
    },
  });
  const replies: Reply[] = [];
  let conversation: string | null = null;
  return {
    assistant,
    store,
    replies,
    conversation: () => conversation,
    async judging() {
      const tracker = conversation === null ? null : await store.loadTracker(conversation);
      return tracker?.judging ?? null;
    },
    async say(text, on = today) {
      const message = { conversation, text, channel: "test" as const, today: on };
      const result = await assistant.handleTurn(message);
      if (result.kind !== "replied") throw new Error(`the turn ended as ${result.kind}`);
      conversation = result.conversation;
      replies.push(result.reply);
      return result.reply;
    },
  };
}
