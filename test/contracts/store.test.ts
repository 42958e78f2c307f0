// What every store must do; the dialogue relies on nothing else of it.
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newTracker, type Tracker } from "../../src/dialogue/index.js";
import { createLowdbStore } from "../../src/store/lowdb-store.js";
import { createMemoryStore } from "../../src/store/memory-store.js";
import type { Store } from "../../src/store/types.js";

const tracker = (at = "2026-11-21T04:00:00.000Z", turnCount = 0): Tracker => ({
  ...newTracker(at),
  turnCount,
});

let folder = "";
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hangcai-store-"));
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const filesUnder = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe.each([
  ["memory", () => createMemoryStore()],
  ["lowdb", () => createLowdbStore({ folder })],
] as const)("the %s store", (_name, open) => {
  beforeEach(() => {
    store = open();
  });

  it("knows no conversation at first", async () => {
    await expect(store.loadTracker("a")).resolves.toBeNull();
  });

  it("gives back what was saved, each conversation its own", async () => {
    await store.saveTracker("a", tracker("2026-11-21T04:00:00.000Z", 1));
    await store.saveTracker("b", tracker("2026-11-21T04:00:00.000Z", 2));
    await expect(store.loadTracker("a")).resolves.toMatchObject({ turnCount: 1 });
    await expect(store.loadTracker("b")).resolves.toMatchObject({ turnCount: 2 });
  });

  it("keeps a copy: changing the object later changes nothing", async () => {
    const mine = { ...tracker(), profile: { degree: "master" } };
    await store.saveTracker("a", mine);
    mine.profile.degree = "doctor";
    await expect(store.loadTracker("a")).resolves.toMatchObject({ profile: { degree: "master" } });
  });

  it("forgets a conversation at once, and says whether there was one", async () => {
    await store.saveTracker("a", tracker());
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
    await store.saveTracker(key, tracker("2026-11-21T04:00:00.000Z", 7));
    await expect(store.loadTracker(key)).resolves.toMatchObject({ turnCount: 7 });
    await expect(store.loadTracker("other")).resolves.toBeNull();
  });

  it("keeps many writers of many conversations apart", async () => {
    const keys = Array.from({ length: 200 }, (_, index) => `talk-${index}`);
    await Promise.all(keys.map((key, index) => store.saveTracker(key, tracker(undefined, index))));
    const loaded = await Promise.all(keys.map((key) => store.loadTracker(key)));
    expect(loaded.map((entry) => entry?.turnCount)).toEqual(keys.map((_, index) => index));
  });

  it("gives back the reply to a message, whatever its id", async () => {
    const ids = ["m", "m2", '"quoted", [', "\n", "键", ""];
    for (const [turn, id] of ids.entries()) {
      await store.saveTracker("a", tracker(undefined, turn), {
        reply: { id, reply: { text: `reply ${id}`, turn } },
      });
    }
    for (const [turn, id] of ids.entries()) {
      expect(await store.loadReply("a", id)).toEqual({ text: `reply ${id}`, turn });
    }
    expect(await store.loadReply("a", "m3")).toBeNull();
    expect(await store.loadReply("b", "m")).toBeNull();
    await expect(store.loadTracker("a")).resolves.toMatchObject({ turnCount: ids.length - 1 });
  });

  it("keeps the last 256 replies of a conversation, however large", async () => {
    const text = "补".repeat(2000);
    for (let turn = 0; turn < 1000; turn += 1) {
      const reply = { id: String(turn), reply: { text, turn } };
      await store.saveTracker("a", tracker(undefined, turn), { reply });
    }
    for (const turn of [999, 800, 744]) {
      expect(await store.loadReply("a", String(turn))).toEqual({ text, turn });
    }
    await expect(store.loadTracker("a")).resolves.toMatchObject({ turnCount: 999 });
  });

  it("keeps no reply and no earlier tracker once one erases", async () => {
    const reply = (id: string) => ({ reply: { id, reply: id } });
    await store.saveTracker("a", tracker(undefined, 1), reply("1"));
    await store.saveTracker("a", tracker(undefined, 2), { ...reply("2"), erases: true });
    expect(await store.loadReply("a", "1")).toBeNull();
    expect(await store.loadReply("a", "2")).toBe("2");
    await expect(store.loadTracker("a")).resolves.toMatchObject({ turnCount: 2 });
  });

  it("says that it works", async () => {
    await expect(store.check()).resolves.toBeUndefined();
  });
});

describe("the lowdb store on disk", () => {
  const damaged: string[] = [];
  beforeEach(() => {
    damaged.length = 0;
    store = createLowdbStore({ folder, onDamaged: (file) => damaged.push(file) });
  });

  it("is there after closing and opening again", async () => {
    await store.saveTracker("a", tracker("2026-11-21T04:00:00.000Z", 3));
    await store.close();
    store = createLowdbStore({ folder });
    await expect(store.loadTracker("a")).resolves.toMatchObject({ turnCount: 3 });
  });

  it("writes files that only the owner reads, under names that hold no key", async () => {
    await store.saveTracker("secret-key", tracker());
    await store.logUnanswered({ at: "", question: "q", reason: "r", topics: [], channel: "test" });
    for (const file of filesUnder(folder)) {
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(file).not.toContain("secret-key");
    }
  });

  it("counts the last state that was written to its end", async () => {
    await store.saveTracker("a", tracker(undefined, 1));
    const [file = ""] = filesUnder(join(folder, "conversations"));
    const lines = ['["m","reply"]\n', `${JSON.stringify(tracker(undefined, 2))}\n`];
    for (const added of [`\n${lines.join("").slice(0, -9)}`, `\n${lines[0] ?? ""}`, "\n"]) {
      const whole = readFileSync(file);
      writeFileSync(file, Buffer.concat([whole, Buffer.from(added)])); // as a crash leaves it
      await expect(store.loadTracker("a")).resolves.toMatchObject({ turnCount: 1 });
      await store.saveTracker("a", tracker(undefined, 3));
      await expect(store.loadTracker("a")).resolves.toMatchObject({ turnCount: 3 });
      writeFileSync(file, whole);
    }
    expect(damaged).toEqual([]);
  });

  it.each([0, 1, 100_000, 131_000, 131_072, 300_000])(
    "reads a state behind %i bytes of others, and one as long",
    async (length) => {
      const talk = { ...tracker(undefined, 1), lastWording: "x".repeat(length) };
      await store.saveTracker("a", talk);
      for (const turnCount of [2, 3]) {
        await store.saveTracker("a", { ...talk, turnCount }, { reply: { id: "m", reply: "r" } });
        await expect(store.loadTracker("a")).resolves.toEqual({ ...talk, turnCount });
        expect(await store.loadReply("a", "m")).toBe("r");
      }
    },
  );

  it("leaves nothing of what was said in the files of a talk that erases", async () => {
    const said = (text: string) => [{ at: "", utterance: text, reply: "" }];
    await store.saveTracker("a", { ...tracker(), turns: said("first secret") });
    await store.saveTracker("a", { ...tracker(), turns: said("second secret") });
    await store.saveTracker("a", tracker(), { erases: true });
    for (const file of filesUnder(folder))
      expect(readFileSync(file, "utf8")).not.toContain("secret");
  });

  it("writes a file anew before it grows without end", async () => {
    const turns = [{ at: "", utterance: "x".repeat(10_000), reply: "" }];
    for (let turn = 0; turn < 200; turn += 1) {
      await store.saveTracker("a", { ...tracker(undefined, turn), turns });
    }
    const [file = "", ...others] = filesUnder(join(folder, "conversations"));
    expect(others).toEqual([]);
    expect(statSync(file).size).toBeLessThan(300_000);
  });

  it("reads what 0.1.0 wrote: one state without a line break", async () => {
    await store.saveTracker("a", tracker());
    const [file = ""] = filesUnder(join(folder, "conversations"));
    writeFileSync(file, JSON.stringify(tracker(undefined, 5)));
    await expect(store.loadTracker("a")).resolves.toMatchObject({ turnCount: 5 });
    await store.saveTracker("a", tracker(undefined, 6));
    await expect(store.loadTracker("a")).resolves.toMatchObject({ turnCount: 6 });
  });

  it.each(["", "{", "null ", "[]", '{"turns":[]}', '"text"'])(
    "sets a damaged file (%j) aside under another name and reports it",
    async (content) => {
      await store.saveTracker("a", tracker());
      const [file = ""] = filesUnder(join(folder, "conversations"));
      writeFileSync(file, content);
      await expect(store.loadTracker("a")).resolves.toBeNull();
      if (content.trim() === "null") return;
      expect(damaged).toHaveLength(1);
      expect(readFileSync(join(folder, damaged[0] ?? ""), "utf8")).toBe(content);
    },
  );

  it("refuses a record of another version and leaves it as it is", async () => {
    await store.saveTracker("a", tracker());
    const [file = ""] = filesUnder(join(folder, "conversations"));
    writeFileSync(file, JSON.stringify({ ...tracker(), version: 99 }));
    await expect(store.loadTracker("a")).rejects.toMatchObject({ code: "store-version" });
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ version: 99 });
  });

  it("removes conversations whose last turn is too old, and only those", async () => {
    await store.saveTracker("old", tracker());
    const [file = ""] = filesUnder(join(folder, "conversations"));
    utimesSync(file, new Date("2026-01-01"), new Date("2026-01-01"));
    await store.saveTracker("new", tracker());
    await expect(store.expireTrackers("2026-06-01T00:00:00Z")).resolves.toBe(1);
    await expect(store.loadTracker("old")).resolves.toBeNull();
    await expect(store.loadTracker("new")).resolves.not.toBeNull();
  });

  it("refuses a second owner of the folder, in words", async () => {
    expect(() => createLowdbStore({ folder })).toThrow(/in use by process/u);
    await store.close();
    store = createLowdbStore({ folder });
  });

  it("takes over the lock of a process that is gone", async () => {
    await store.close();
    writeFileSync(join(folder, "lock"), "999999999 1\n");
    store = createLowdbStore({ folder });
    await expect(store.check()).resolves.toBeUndefined();
  });

  it("adds lines to the editors' logs and loses none", async () => {
    const entry = { at: "", question: "q", reason: "r", topics: [], channel: "test" };
    await Promise.all(Array.from({ length: 50 }, () => store.logUnanswered(entry)));
    await store.logFeedback({ at: "", helpful: true, services: [], comment: "" });
    const lines = readFileSync(join(folder, "unanswered.jsonl"), "utf8").trim().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(lines.map(() => entry));
  });

  it("fails a write with a StoreError when the folder is gone, and recovers when it is back", async () => {
    await store.saveTracker("a", tracker());
    rmSync(join(folder, "conversations"), { recursive: true });
    await expect(store.saveTracker("a", tracker())).rejects.toMatchObject({ code: "store-write" });
  });
});
