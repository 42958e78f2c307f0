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
