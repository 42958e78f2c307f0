import { describe, expect, it } from "vitest";
import { createAssistant } from "../../../src/assistant/handle-turn.js";
import type { TurnResult } from "../../../src/assistant/types.js";
import { createMemoryStore } from "../../../src/store/memory-store.js";
import { realEngine } from "../../helpers/collecting-channel.js";

const TALK = "a talk of the tests";
/** Messages known by their id; src/README.md says the same. */
const KNOWN = 256;

async function longTalk(turns: number) {
  const engine = await realEngine();
  const store = createMemoryStore();
  const assistant = createAssistant({
    engine: () => engine,
    store,
    now: () => new Date("2026-11-21T04:00:00Z"),
    newConversation: () => TALK,
  });
  const say = (turn: number, text = `谢谢 ${String(turn)}`): Promise<TurnResult> =>
    assistant.handleTurn({
      conversation: TALK,
      text,
      channel: "test",
      messageId: `message ${String(turn)}`,
      mayCreate: true,
    });
  const replies: TurnResult[] = [];
  for (let turn = 0; turn < turns; turn += 1) replies.push(await say(turn));
  const count = async () => (await store.loadTracker(TALK))?.turnCount;
  return { say, replies, count, turns };
}

describe("a message delivered again in a long talk", () => {
  it("gets the same reply as long as its id is known, and changes nothing", async () => {
    const { say, replies, count, turns } = await longTalk(KNOWN + 4);
    for (const turn of [turns - 1, turns - KNOWN / 2, turns - KNOWN]) {
      expect(await say(turn)).toEqual({ ...replies[turn], repeated: true });
      expect(await say(turn, "another text")).toEqual({ kind: "message-conflict" });
    }
    expect(await count()).toBe(turns);
  });

  it("is known after the talk was forgotten by its own words, but its reply is gone", async () => {
    const { say, count, turns } = await longTalk(3);
    await say(turns, "忘记我的情况");
    expect(await say(1)).toEqual({ kind: "reply-gone" });
    expect(await say(turns, "忘记我的情况")).toMatchObject({ kind: "replied", repeated: true });
    expect(await count()).toBe(turns + 1);
  });
});
