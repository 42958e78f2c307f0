import { randomUUID } from "node:crypto";
import {
  createEngine,
  loadTraditional,
  trainEngine,
  type Engine,
  type EngineModels,
} from "../../src/assistant/engine.js";
import { readModels } from "../../src/run/models.js";
import { createAssistant } from "../../src/assistant/handle-turn.js";
import { readTracker, type Form } from "../../src/dialogue/index.js";
import { createDesk } from "../../src/assistant/desk.js";
import type { Assistant, WatchingDesk } from "../../src/assistant/types.js";
import { loadCorpus } from "../../src/corpus/load.js";
import { formatFault, type CorpusData } from "../../src/corpus/types.js";
import type { Profile } from "../../src/eligibility/index.js";
import type { Reply } from "../../src/reply/index.js";
import { createMemoryStore, type MemoryStore } from "../../src/store/memory-store.js";
import { repositoryRoot } from "./repository-root.js";

interface Built {
  readonly engine: Engine;
  readonly data: CorpusData;
  readonly models: EngineModels;
}

let built: Promise<Built> | null = null;

function build(): Promise<Built> {
  built ??= loadCorpus(repositoryRoot).then(async (loaded) => {
    if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
    const { data } = loaded.corpus;
    await loadTraditional();
    // Training gives the same to the bit; what a build left for this data saves its seconds.
    const left = await readModels();
    const trained = trainEngine(data, left);
    return { engine: createEngine(data, trained), data, models: trained };
  });
  return built;
}

/** The engine over the repository's own data, built once for all tests of a run. */
export const realEngine = async (): Promise<Engine> => (await build()).engine;

/** The same engine, for many talks of the same sentences: it remembers so many readings, as the running program does. */
export async function rememberingEngine(readings: number): Promise<Engine> {
  const { data, models } = await build();
  return createEngine(data, models, { readings });
}

/** The repository's own data, read once. */
export const realData = async (): Promise<CorpusData> => (await build()).data;

/** Judging without a talk, over the repository's own data. */
export async function realDesk(today: string): Promise<WatchingDesk> {
  const { engine, data } = await build();
  return createDesk(data, engine.base, () => today);
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
  /** What counts of the person, as on a day. */
  facts(on?: string): Promise<Profile>;
  /** The judgement under way, as it is kept. */
  judging(): Promise<Form | null>;
}

/** A collecting channel on a fixed day (`YYYY-MM-DD`, by default 2026-11-21). */
export async function openCollectingChannel(today = "2026-11-21"): Promise<CollectingChannel> {
  const engine = await realEngine();
  const store = createMemoryStore();
  const assistant = createAssistant({
    engine: () => engine,
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
    async facts(on = today) {
      const tracker = conversation === null ? null : await store.loadTracker(conversation);
      return tracker === null ? {} : engine.factsOf(readTracker(tracker), on);
    },
    async judging() {
      const tracker = conversation === null ? null : await store.loadTracker(conversation);
      return tracker === null ? null : (readTracker(tracker).frame?.form ?? null);
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
