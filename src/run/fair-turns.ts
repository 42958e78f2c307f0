import type { KnowingAssistant } from "../assistant/types.js";
import type { FairQueue } from "../channels/fair-queue.js";
import { messageTime } from "../channels/work.js";

/** The assistant, with the turns of all channels in one queue that is fair to each conversation. */
export const fairly = (assistant: KnowingAssistant, queue: FairQueue): KnowingAssistant => ({
  ...assistant,
  handleTurn: async (message) => {
    await queue.enter(message.conversation, messageTime(message.text));
    return assistant.handleTurn(message);
  },
});
