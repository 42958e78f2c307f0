import { describe, expect, it } from "vitest";
import { createEngine, engineSteps } from "../../../src/assistant/engine.js";
import { loadCorpus } from "../../../src/corpus/load.js";
import { finish, finishSlowly, type Steps } from "../../../src/shared/steps.js";
import { writeCorpus } from "../../helpers/small-corpus.js";

function* counted(log: string[]): Steps<string> {
  log.push("one");
  yield;
  log.push("two");
  return "done";
}

describe("work in steps", () => {
  it("gives the same at once and slowly, and lets others have their turn before every step", async () => {
    const atOnce: string[] = [];
    expect(finish(counted(atOnce))).toBe("done");
    const slowly: string[] = [];
    const pause = (): Promise<void> => {
      slowly.push("pause");
      return Promise.resolve();
    };
    expect(await finishSlowly(counted(slowly), pause)).toBe("done");
    expect(atOnce).toEqual(["one", "two"]);
    expect(slowly).toEqual(["pause", "one", "pause", "two"]);
  });

  it("hands a fault to whoever waits", async () => {
    function* broken(): Steps<never> {
      yield;
      throw new Error("broken");
    }
    expect(() => finish(broken())).toThrow("broken");
    await expect(finishSlowly(broken(), () => Promise.resolve())).rejects.toThrow("broken");
  });
});

describe("an engine built in steps", () => {
  it("is the one built at once, and pauses between its parts", async () => {
    const loaded = await loadCorpus(await writeCorpus());
    if (!loaded.ok) throw new Error("the small corpus has faults");
    const { data } = loaded.corpus;
    let pauses = 0;
    const slow = await finishSlowly(engineSteps(data), () => {
      pauses += 1;
      return Promise.resolve();
    });
    const whole = createEngine(data);
    expect(pauses).toBeGreaterThanOrEqual(8);
    for (const text of ["示例大厅是什么", "甲区有什么", "谢谢", "shilidating"]) {
      expect(slow.parse(text, "2033-06-01")).toEqual(whole.parse(text, "2033-06-01"));
    }
  });
});
