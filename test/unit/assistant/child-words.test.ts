import { describe, expect, it } from "vitest";
import { createAssistant } from "../../../src/assistant/handle-turn.js";
import { createMemoryStore } from "../../../src/store/memory-store.js";
import { realEngine } from "../../helpers/collecting-channel.js";

/** The engine is built for the first of them, in milliseconds on a busy machine. */
const BUILT_WITHIN = 60_000;

const TALK = "a talk of the tests";

async function begin() {
  const engine = await realEngine();
  const store = createMemoryStore();
  const assistant = createAssistant({
    engine: () => engine,
    store,
    now: () => new Date("2026-11-21T04:00:00Z"),
    newConversation: () => TALK,
  });
  const say = (text: string, messageId: string) =>
    assistant.handleTurn({
      conversation: TALK,
      text,
      channel: "test",
      messageId,
      mayCreate: true,
    });
  return { say, store };
}

describe("the words of a child", () => {
  it.each([
    ["我13岁，和奶奶住在滨江，能领租房补贴吗", ["13岁", "奶奶"]],
    ["我今年12岁，能申请余杭的飞船补贴吗", ["12岁", "飞船"]],
  ])(
    "are kept nowhere: not in the turns, not with the reply, not in the log (%s)",
    async (text, words) => {
      const { say, store } = await begin();
      const first = await say(text, "one");
      const kept = JSON.stringify([await store.loadTracker(TALK), store.unanswered]);
      for (const word of words) expect(kept).not.toContain(word);
      expect(first).toMatchObject({ kind: "replied", reply: { answers: [{ question: "" }] } });
      expect(await say(text, "one")).toEqual({ ...first, repeated: true });
    },
    BUILT_WITHIN,
  );

  it("are no reason to forget those of a grown-up", async () => {
    const { say, store } = await begin();
    await say("我23岁，能领租房补贴吗", "one");
    expect(JSON.stringify(await store.loadTracker(TALK))).toContain("23岁");
  });
});
