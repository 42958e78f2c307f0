import { afterEach, beforeEach, expect, it } from "vitest";
import type { Store } from "../../src/store/types.js";
import { findReply, goOn, save, tracker } from "../helpers/store-talks.js";

/** What every store must do; the dialogue relies on nothing else of it. */
export function contract(
  open: () => Store | Promise<Store>,
  tidy: () => unknown = () => undefined,
): void {
  let store: Store;

  beforeEach(async () => {
    store = await open();
  });

  afterEach(async () => {
    await store.close();
    await tidy();
  });

  it("knows no conversation at first", async () => {
    await expect(store.loadTracker("a")).resolves.toBeNull();
  });

  it("gives back what was saved, each conversation its own", async () => {
    await save(store, "a", tracker("2026-11-21T04:00:00.000Z", 1));
    await save(store, "b", tracker("2026-11-21T04:00:00.000Z", 2));
    await expect(store.loadTracker("a")).resolves.toMatchObject({ turnCount: 1 });
    await expect(store.loadTracker("b")).resolves.toMatchObject({ turnCount: 2 });
  });

  it("keeps a copy: changing the object later changes nothing", async () => {
    const mine = { ...tracker(), profile: { degree: "master" } };
    await save(store, "a", mine);
    mine.profile.degree = "doctor";
    await expect(store.loadTracker("a")).resolves.toMatchObject({ profile: { degree: "master" } });
  });

  it("forgets a conversation at once, and says whether there was one", async () => {
    await save(store, "a", tracker());
    await expect(store.deleteTracker("a")).resolves.toBe(true);
    await expect(store.deleteTracker("a")).resolves.toBe(false);
    await expect(store.loadTracker("a")).resolves.toBeNull();
  });

  it.each([
    "../../etc/passwd",
    "__proto__",
    "constructor",
    "a/b",
    "",
    "\u0000",
    "键",
    "x".repeat(5000),
  ])("takes any text as a key: %j", async (key) => {
    await save(store, key, tracker("2026-11-21T04:00:00.000Z", 7));
    await expect(store.loadTracker(key)).resolves.toMatchObject({ turnCount: 7 });
    await expect(store.loadTracker("other")).resolves.toBeNull();
  });

  it("keeps many writers of many conversations apart", async () => {
    const keys = Array.from({ length: 200 }, (_, index) => `talk-${index}`);
    await Promise.all(keys.map((key, index) => save(store, key, tracker(undefined, index))));
    const loaded = await Promise.all(keys.map((key) => store.loadTracker(key)));
    expect(loaded.map((entry) => entry?.turnCount)).toEqual(keys.map((_, index) => index));
  });

  it("gives back the reply to a message, whatever its id", async () => {
    const ids = ["m", "m2", '"quoted", [', "\n", "键", ""];
    for (const [turn, id] of ids.entries()) {
      await save(store, "a", tracker(undefined, turn), {
        reply: { id, reply: { text: `reply ${id}`, turn } },
      });
    }
    for (const [turn, id] of ids.entries()) {
      expect(await findReply(store, "a", id)).toEqual({ text: `reply ${id}`, turn });
    }
    expect(await findReply(store, "a", "m3")).toBeNull();
    expect(await findReply(store, "b", "m")).toBeNull();
    await expect(store.loadTracker("a")).resolves.toMatchObject({ turnCount: ids.length - 1 });
  });

  it("keeps the last 256 replies of a conversation, however large", async () => {
    const text = "补".repeat(2000);
    for (let turn = 0; turn < 1000; turn += 1) {
      const reply = { id: String(turn), reply: { text, turn } };
      await save(store, "a", tracker(undefined, turn), { reply });
    }
    for (const turn of [999, 800, 744]) {
      expect(await findReply(store, "a", String(turn))).toEqual({ text, turn });
    }
    await expect(store.loadTracker("a")).resolves.toMatchObject({ turnCount: 999 });
  });

  it("keeps no reply and no earlier tracker once one erases", async () => {
    const reply = (id: string) => ({ reply: { id, reply: id } });
    await save(store, "a", tracker(undefined, 1), reply("1"));
    await save(store, "a", tracker(undefined, 2), { ...reply("2"), erases: true });
    expect(await findReply(store, "a", "1")).toBeNull();
    expect(await findReply(store, "a", "2")).toBe("2");
    await expect(store.loadTracker("a")).resolves.toMatchObject({ turnCount: 2 });
  });

  it("counts 200 turns of one conversation that come at once", async () => {
    const turns = Array.from({ length: 200 }, (_, turn) => `turn ${turn}`);
    const counts = await Promise.all(turns.map((said) => goOn(store, "a", said)));
    expect(counts.toSorted((a, b) => a - b)).toEqual(turns.map((_, turn) => turn + 1));
    const kept = await store.loadTracker("a");
    expect(kept?.turnCount).toBe(200);
    expect(kept?.turns.map(({ utterance }) => utterance)).toEqual(turns.slice(-50));
    for (const said of turns) expect(await findReply(store, "a", said)).toBe(`to ${said}`);
  });

  it("leaves a talk as it is when a turn keeps nothing, or fails", async () => {
    await goOn(store, "a", "one");
    await expect(store.turn("a", () => Promise.resolve({ result: 7 }))).resolves.toBe(7);
    const failing = store.turn("a", () => Promise.reject(new Error("out of order")));
    await expect(failing).rejects.toThrow("out of order");
    await expect(store.loadTracker("a")).resolves.toMatchObject({ turnCount: 1 });
    await expect(goOn(store, "a", "two")).resolves.toBe(2);
  });

  it("removes conversations whose last turn is too old, as it counts time", async () => {
    await goOn(store, "a", "one");
    await expect(store.expireTrackers("2026-01-01T00:00:00Z")).resolves.toBe(0);
    await expect(store.loadTracker("a")).resolves.not.toBeNull();
    await expect(store.expireTrackers("2999-01-01T00:00:00Z")).resolves.toBe(1);
    await expect(store.loadTracker("a")).resolves.toBeNull();
    await expect(goOn(store, "a", "anew")).resolves.toBe(1);
  });

  it("begins anew after it was forgotten", async () => {
    for (const said of ["one", "two"]) await goOn(store, "a", said);
    await store.deleteTracker("a");
    await expect(goOn(store, "a", "three")).resolves.toBe(1);
    expect(await findReply(store, "a", "one")).toBeNull();
  });

  it("says that it works", async () => {
    await expect(store.check()).resolves.toBeUndefined();
  });
}
