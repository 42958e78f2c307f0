import { describe, expect, it } from "vitest";
import type { Engine, TurnInput } from "../../../src/assistant/engine.js";
import { rememberTurns } from "../../../src/assistant/remember-turns.js";
import { newTracker } from "../../../src/dialogue/index.js";
import { realEngine } from "../../helpers/collecting-channel.js";

const opening = (utterance: string, more: Partial<TurnInput> = {}): TurnInput => ({
  utterance,
  tracker: newTracker("2026-11-21T04:00:00.000Z"),
  today: "2026-11-21",
  ...more,
});

/** The real engine, and what it was asked. */
async function watched() {
  const asked: string[] = [];
  const engine = await realEngine();
  const counting: Engine = {
    ...engine,
    respond: (input) => {
      asked.push(input.utterance);
      return engine.respond(input);
    },
  };
  return { asked, engine, remembering: rememberTurns(counting) };
}

describe("openings asked again", () => {
  it("get the same answer without being worked out again", async () => {
    const { asked, engine, remembering } = await watched();
    const first = remembering.respond(opening("余省心是什么"));
    expect(remembering.respond(opening("余省心是什么"))).toBe(first);
    expect(first).toEqual(engine.respond(opening("余省心是什么")));
    expect(asked).toEqual(["余省心是什么"]);
  });

  it("are other ones on another day and in another language", async () => {
    const { asked, remembering } = await watched();
    remembering.respond(opening("余省心是什么"));
    remembering.respond(opening("余省心是什么", { today: "2027-11-21" }));
    remembering.respond(opening("余省心是什么", { locale: "zh-TW" }));
    expect(asked).toHaveLength(3);
  });

  it("are not remembered once something is known of the talk or the person", async () => {
    const { asked, remembering } = await watched();
    const fresh = newTracker("2026-11-21T04:00:00.000Z");
    for (const tracker of [
      { ...fresh, turnCount: 1 },
      { ...fresh, profile: { degree: "master" } },
    ]) {
      remembering.respond(opening("余省心是什么", { tracker }));
      remembering.respond(opening("余省心是什么", { tracker }));
    }
    expect(asked).toHaveLength(4);
  });

  it("are forgotten when so many others came since", async () => {
    const { asked, remembering } = await watched();
    remembering.respond(opening("谢谢"));
    for (let other = 0; other < 200; other += 1) remembering.respond(opening(`你好${other}`));
    remembering.respond(opening("谢谢"));
    expect(asked.filter((text) => text === "谢谢")).toHaveLength(2);
  });
});
