import { randomUUID } from "node:crypto";
import type { Engine } from "../assistant/engine.js";
import { createAssistant } from "../assistant/handle-turn.js";
import type { Assistant, InboundMessage } from "../assistant/types.js";
import type { Reply } from "../reply/index.js";
import { createMemoryStore } from "../store/memory-store.js";

/** A whole talk, as a command gets it in a line. */
export interface SaidTalk {
  readonly turns: readonly string[];
  readonly today?: string | undefined;
  readonly profile?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/** An assistant for commands: the engine, the real clock, and a store that keeps nothing beyond the process. */
export function openAssistant(
  engine: Engine,
  onWhy: (why: readonly string[]) => void = () => undefined,
): Assistant {
  return createAssistant({
    engine: () => engine,
    store: createMemoryStore(),
    now: () => new Date(),
    newConversation: randomUUID,
    onWhy,
    onFault: (fault) => {
      process.stderr.write(`${fault instanceof Error ? (fault.stack ?? fault.name) : "fault"}\n`);
    },
  });
}

/**
 * Says one turn.
 *
 * @throws Error when it ends in anything but a reply: nothing is stored, so every other end is a fault here
 */
export async function sayTurn(assistant: Assistant, message: InboundMessage) {
  const result = await assistant.handleTurn(message);
  if (result.kind !== "replied") throw new Error(`the turn ended as ${result.kind}`);
  return result;
}

/** The replies of one talk, a conversation of its own that is forgotten at its end. */
export async function converse(assistant: Assistant, talk: SaidTalk): Promise<readonly Reply[]> {
  const replies: Reply[] = [];
  let conversation: string | null = null;
  for (const text of talk.turns) {
    const result = await sayTurn(assistant, {
      conversation,
      text,
      channel: "terminal",
      ...(talk.today !== undefined && { today: talk.today }),
      ...(talk.profile !== undefined && { profile: talk.profile }),
    });
    conversation = result.conversation;
    replies.push(result.reply);
  }
  if (conversation !== null) await assistant.forgetConversation(conversation);
  return replies;
}
