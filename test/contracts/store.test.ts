// What every store must do, in memory and on disk, and what the one on disk does besides.
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
import { readTracker } from "../../src/dialogue/index.js";
import { createLowdbStore } from "../../src/store/lowdb-store.js";
import { createMemoryStore } from "../../src/store/memory-store.js";
import type { Store } from "../../src/store/types.js";
import { findReply, goOn, save, tracker, unanswered } from "../helpers/store-talks.js";
import { contract } from "./contract.js";

const filesUnder = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe("the memory store", () => {
  contract(() => createMemoryStore());
});

describe("the lowdb store", () => {
  let own = "";
  contract(
    () => createLowdbStore({ folder: (own = mkdtempSync(join(tmpdir(), "hangcai-store-"))) }),
    () => {
      rmSync(own, { recursive: true, force: true });
    },
  );
});

describe("the lowdb store on disk", () => {
  let folder = "";
  let store: Store;
  const damaged: string[] = [];
  beforeEach(() => {
    damaged.length = 0;
    folder = mkdtempSync(join(tmpdir(), "hangcai-store-"));
    store = createLowdbStore({ folder, onDamaged: (file) => damaged.push(file) });
  });

  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("is there after closing and opening again", async () => {
    await save(store, "a", tracker("2026-11-21T04:00:00.000Z", 3));
    await store.close();
    store = createLowdbStore({ folder });
    await expect(store.loadTracker("a")).resolves.toMatchObject({ turnCount: 3 });
  });

  it("writes files that only the owner reads, under names that hold no key", async () => {
    await save(store, "secret-key", tracker());
    await save(store, "secret-key", tracker(), { unanswered: [unanswered] });
    for (const file of filesUnder(folder)) {
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(file).not.toContain("secret-key");
    }
  });

  it("counts the last state that was written to its end", async () => {
    await save(store, "a", tracker(undefined, 1));
    const [file = ""] = filesUnder(join(folder, "conversations"));
    const lines = ['["m","reply"]\n', `${JSON.stringify(tracker(undefined, 2))}\n`];
    for (const added of [`\n${lines.join("").slice(0, -9)}`, `\n${lines[0] ?? ""}`, "\n"]) {
      const whole = readFileSync(file);
      writeFileSync(file, Buffer.concat([whole, Buffer.from(added)])); // as a crash leaves it
      await expect(store.loadTracker("a")).resolves.toMatchObject({ turnCount: 1 });
      await save(store, "a", tracker(undefined, 3));
      await expect(store.loadTracker("a")).resolves.toMatchObject({ turnCount: 3 });
      writeFileSync(file, whole);
    }
    expect(damaged).toEqual([]);
  });

  it.each([0, 1, 100_000, 131_000, 131_072, 300_000])(
    "reads a state behind %i bytes of others, and one as long",
    async (length) => {
      const talk = { ...tracker(undefined, 1), lastWording: "x".repeat(length) };
      await save(store, "a", talk);
      for (const turnCount of [2, 3]) {
        await save(store, "a", { ...talk, turnCount }, { reply: { id: "m", reply: "r" } });
        await expect(store.loadTracker("a")).resolves.toEqual({ ...talk, turnCount });
        expect(await findReply(store, "a", "m")).toBe("r");
      }
    },
  );

  it("leaves nothing of what was said in the files of a talk that erases", async () => {
    const said = (text: string) => [{ at: "", utterance: text, reply: "" }];
    await save(store, "a", { ...tracker(), turns: said("first secret") });
    await save(store, "a", { ...tracker(), turns: said("second secret") });
    await save(store, "a", tracker(), { erases: true });
    for (const file of filesUnder(folder))
      expect(readFileSync(file, "utf8")).not.toContain("secret");
  });

  it.each([1, 2, 19, 20, 21, 45, 130])("reads a talk of %i turns from its file", async (count) => {
    const said = Array.from({ length: count }, (_, turn) => `turn ${turn}`);
    for (const turn of said) await goOn(store, "a", turn);
    const kept = await store.loadTracker("a");
    await store.close();
    store = createLowdbStore({ folder, onDamaged: (file) => damaged.push(file) });
    await expect(store.loadTracker("a")).resolves.toEqual(kept);
    for (const turn of said) expect(await findReply(store, "a", turn)).toBe(`to ${turn}`);
    await expect(goOn(store, "a", "next")).resolves.toBe(count + 1);
    expect(await findReply(store, "a", said[0] ?? "")).toBe(`to ${said[0]}`);
    expect(damaged).toEqual([]);
  });

  it("goes on from the last turn that was written to its end", async () => {
    for (let turn = 1; turn <= 5; turn += 1) await goOn(store, "a", `turn ${turn}`);
    const [file = ""] = filesUnder(join(folder, "conversations"));
    const whole = readFileSync(file);
    const last = whole.subarray(whole.lastIndexOf("\n{") + 1);
    // A turn that a crash cut off, and one that was written and not acknowledged.
    for (const added of [last.subarray(0, -20), Buffer.concat([Buffer.from("\n"), last])]) {
      writeFileSync(file, Buffer.concat([whole, added]));
      await expect(goOn(store, "a", "another")).resolves.toBe(6);
      await store.close();
      store = createLowdbStore({ folder, onDamaged: (path) => damaged.push(path) });
      const kept = await store.loadTracker("a");
      expect(kept?.turns.map(({ utterance }) => utterance).slice(-2)).toEqual([
        "turn 5",
        "another",
      ]);
    }
    expect(damaged).toEqual([]);
  });

  it("sets a talk aside of which a turn in the middle is gone", async () => {
    for (let turn = 1; turn <= 5; turn += 1) await goOn(store, "a", `turn ${turn}`);
    const [file = ""] = filesUnder(join(folder, "conversations"));
    const lines = readFileSync(file, "utf8").split("\n");
    writeFileSync(file, lines.filter((line) => !line.includes('"turn 3"')).join("\n"));
    await expect(store.loadTracker("a")).resolves.toBeNull();
    expect(damaged).toHaveLength(1);
  });

  it("puts back from the journal what a power cut took out of a file", async () => {
    for (let turn = 1; turn <= 3; turn += 1) await goOn(store, "a", `turn ${turn}`);
    const [file = ""] = filesUnder(join(folder, "conversations"));
    const journals = filesUnder(folder).filter((path) => path.includes("journal-"));
    const kept = new Map(journals.map((path) => [path, readFileSync(path)]));
    const whole = readFileSync(file);
    await store.close();
    for (const left of [
      whole.subarray(0, 40),
      Buffer.concat([whole.subarray(0, 40), Buffer.alloc(900)]),
      null,
    ]) {
      if (left === null) rmSync(file);
      else writeFileSync(file, left);
      for (const [path, content] of kept) writeFileSync(path, content);
      store = createLowdbStore({ folder, onDamaged: (path) => damaged.push(path) });
      await expect(store.loadTracker("a")).resolves.toMatchObject({ turnCount: 3 });
      expect(readFileSync(file).subarray(0, whole.length)).toEqual(whole);
      await store.close();
    }
    store = createLowdbStore({ folder });
    expect(damaged).toEqual([]);
  });

  it.each(["deleted", "expired", "erased"] as const)(
    "leaves no byte of what was said of a talk that is %s, also after a restart",
    async (how) => {
      for (let turn = 1; turn <= 30; turn += 1) await goOn(store, "a", `secret ${turn}`);
      const question = { ...unanswered, question: "secret" };
      const opinion = { at: "", helpful: false, services: [], comment: "secret" };
      await save(store, "a", tracker(), { unanswered: [question] });
      await save(store, "b", tracker(), { unanswered: [unanswered] });
      await store.logFeedback(opinion, "a");
      await store.logFeedback({ ...opinion, comment: "of nobody" });
      await goOn(store, "b", "another");
      if (how === "deleted") await store.deleteTracker("a");
      else if (how === "expired") await store.expireTrackers("2999-01-01T00:00:00Z");
      else await save(store, "a", tracker(), { erases: true });
      // Of another talk, and of none, everything stays; expiry takes the other talk too.
      const questions = readFileSync(join(folder, "unanswered.jsonl"), "utf8");
      expect(questions.split("\n")).toHaveLength(how === "expired" ? 1 : 2);
      expect(readFileSync(join(folder, "feedback.jsonl"), "utf8")).toContain("of nobody");
      const holding = () =>
        filesUnder(folder).filter((file) => readFileSync(file).includes("secret"));
      expect(holding()).toEqual([]);
      await store.close();
      store = createLowdbStore({ folder });
      expect(holding()).toEqual([]);
    },
  );

  it("keeps a talk of twenty turns within six times its export", async () => {
    // As replies are: five thousand characters, of which much stands in the one before too.
    const block = (turn: number) => ({
      text: `${"补贴".repeat(40)} ${turn}`,
      source: "x".repeat(60),
    });
    for (let turn = 1; turn <= 20; turn += 1) {
      await store.turn("a", ({ tracker: found }) => {
        const before = found === null ? tracker() : readTracker(found);
        const blocks = Array.from({ length: 12 }, (_, part) => block(turn * 100 + part));
        const turns = [
          ...before.turns,
          { at: "", utterance: "问".repeat(12), reply: "答".repeat(250) },
        ];
        return Promise.resolve({
          keep: { tracker: { ...before, turns }, reply: { id: String(turn), reply: { blocks } } },
          result: turn,
        });
      });
    }
    const [file = ""] = filesUnder(join(folder, "conversations"));
    const exported = Buffer.byteLength(JSON.stringify(await store.loadTracker("a")));
    expect(statSync(file).size).toBeLessThan(6 * exported);
  });

  it("removes what was set aside of a talk together with it", async () => {
    await goOn(store, "a", "secret");
    const [file = ""] = filesUnder(join(folder, "conversations"));
    writeFileSync(file, "secret");
    await expect(store.loadTracker("a")).resolves.toBeNull();
    await store.deleteTracker("a");
    expect(filesUnder(join(folder, "conversations"))).toEqual([]);
  });

  it.each(["unanswered.jsonl", "feedback.jsonl"])(
    "keeps the bytes of %s when they are no notes, reports them, and goes on",
    async (name) => {
      const note = `${JSON.stringify(unanswered)}\n`;
      for (const content of ["null", "{}", "[]\n", "\u0000\u0000", `noise\n${note}`, '{"a":\n']) {
        await store.close();
        writeFileSync(join(folder, name), content);
        damaged.length = 0;
        store = createLowdbStore({ folder, onDamaged: (file) => damaged.push(file) });
        expect(damaged).toHaveLength(1);
        expect(readFileSync(join(folder, damaged[0] ?? ""), "utf8")).toBe(content);
        await save(store, "a", tracker(), { unanswered: [unanswered] });
        await store.logFeedback({ at: "", helpful: true, services: [], comment: "" });
        await store.close();
        const lines = readFileSync(join(folder, name), "utf8").trim().split("\n");
        expect(lines).toHaveLength(content.includes(note) ? 2 : 1);
        store = createLowdbStore({ folder, onDamaged: (file) => damaged.push(file) });
        expect(damaged).toHaveLength(1);
        await store.deleteTracker("a");
      }
    },
  );

  it("reports nothing when there are no notes, or a crash cut the last one off", async () => {
    for (const content of ["", `${JSON.stringify(unanswered)}\n{"at":"2026`]) {
      await store.close();
      writeFileSync(join(folder, "unanswered.jsonl"), content);
      store = createLowdbStore({ folder, onDamaged: (file) => damaged.push(file) });
      await save(store, "a", tracker(), { unanswered: [unanswered] });
      const lines = readFileSync(join(folder, "unanswered.jsonl"), "utf8").trim().split("\n");
      for (const line of lines) expect(JSON.parse(line)).toMatchObject(unanswered);
    }
    expect(damaged).toEqual([]);
  });

  it("writes a file anew before it grows without end", async () => {
    const turns = [{ at: "", utterance: "x".repeat(10_000), reply: "" }];
    for (let turn = 0; turn < 200; turn += 1) {
      await save(store, "a", { ...tracker(undefined, turn), turns });
    }
    const [file = "", ...others] = filesUnder(join(folder, "conversations"));
    expect(others).toEqual([]);
    expect(statSync(file).size).toBeLessThan(300_000);
  });

  it("reads what 0.1.0 wrote: one state without a line break", async () => {
    await save(store, "a", tracker());
    const [file = ""] = filesUnder(join(folder, "conversations"));
    writeFileSync(file, JSON.stringify(tracker(undefined, 5)));
    await expect(store.loadTracker("a")).resolves.toMatchObject({ turnCount: 5 });
    await save(store, "a", tracker(undefined, 6));
    await expect(store.loadTracker("a")).resolves.toMatchObject({ turnCount: 6 });
  });

  it.each([
    "",
    "\n",
    "{",
    "{}",
    "null ",
    "null\n",
    "[]",
    "[]\n",
    '{"turns":[]}',
    '{"turns":[]}\n',
    '"text"',
    "\u0000\u0000\u0000",
    "\u0000\n",
    "\ud83d\ude00 noise\n{\n",
  ])("sets a damaged file (%j) aside under another name and reports it", async (content) => {
    await save(store, "a", tracker());
    const [file = ""] = filesUnder(join(folder, "conversations"));
    writeFileSync(file, content);
    await expect(store.loadTracker("a")).resolves.toBeNull();
    expect(damaged).toHaveLength(1);
    expect(readFileSync(join(folder, damaged[0] ?? ""), "utf8")).toBe(content);
  });

  it("refuses a record of another version and leaves it as it is", async () => {
    await save(store, "a", tracker());
    const [file = ""] = filesUnder(join(folder, "conversations"));
    writeFileSync(file, JSON.stringify({ ...tracker(), version: 99 }));
    await expect(store.loadTracker("a")).rejects.toMatchObject({ code: "store-version" });
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ version: 99 });
  });

  it("removes conversations whose last turn is too old, and only those", async () => {
    await save(store, "old", tracker());
    const [file = ""] = filesUnder(join(folder, "conversations"));
    utimesSync(file, new Date("2026-01-01"), new Date("2026-01-01"));
    await save(store, "new", tracker());
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
    const keys = Array.from({ length: 50 }, (_, index) => `talk-${index}`);
    await Promise.all(keys.map((key) => save(store, key, tracker(), { unanswered: [unanswered] })));
    await store.logFeedback({ at: "", helpful: true, services: [], comment: "" });
    const lines = readFileSync(join(folder, "unanswered.jsonl"), "utf8").trim().split("\n");
    expect(lines).toHaveLength(keys.length);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject(unanswered);
  });

  it("fails a write with a StoreError when the folder is gone, and recovers when it is back", async () => {
    await save(store, "a", tracker());
    rmSync(join(folder, "conversations"), { recursive: true });
    await expect(save(store, "a", tracker())).rejects.toMatchObject({ code: "store-write" });
  });
});
