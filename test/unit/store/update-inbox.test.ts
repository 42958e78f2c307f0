import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openUpdateInbox } from "../../../src/store/update-inbox.js";

const HOUR = 3_600_000;

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "hangcai-inbox-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

const ids = (inbox: ReturnType<typeof openUpdateInbox>): readonly number[] =>
  inbox.pending().map(({ id }) => id);

describe("the inbox of updates", () => {
  it("gives back, after a crash, what was kept and not done, in order", async () => {
    const folder = newFolder();
    const before = openUpdateInbox(folder, { now: Date.now });
    await Promise.all([3, 1, 2].map((id) => before.keep(id, { text: `update ${String(id)}` })));
    before.done(1);
    // No close: the process was killed.
    const after = openUpdateInbox(folder, { now: Date.now });
    expect(after.pending()).toEqual([
      { id: 3, update: { text: "update 3" } },
      { id: 2, update: { text: "update 2" } },
    ]);
    expect([1, 2, 3, 4].map((id) => after.isKnown(id))).toEqual([true, true, true, false]);
    await after.close();
  });

  it("knows an id for 24 hours, also after a restart, and not longer", async () => {
    const folder = newFolder();
    let now = 1_000 * HOUR;
    const first = openUpdateInbox(folder, { now: () => now });
    await first.keep(7, {});
    first.done(7);
    await first.close();
    now += 23 * HOUR;
    const second = openUpdateInbox(folder, { now: () => now });
    expect(second.isKnown(7)).toBe(true);
    now += 2 * HOUR;
    expect(second.isKnown(7)).toBe(false);
    await second.close();
    const third = openUpdateInbox(folder, { now: () => now });
    expect(third.isKnown(7)).toBe(false);
    expect(readFileSync(join(folder, "claims.jsonl"), "utf8")).toBe("");
    await third.close();
  });

  it("holds no content of what is done: at once when nothing waits, otherwise on demand", async () => {
    const folder = newFolder();
    const inbox = openUpdateInbox(folder, { now: Date.now });
    const content = (): string => readFileSync(join(folder, "inbox.jsonl"), "utf8");
    await inbox.keep(1, "secret one");
    inbox.done(1);
    expect(content()).toBe("");
    await inbox.keep(2, "secret two");
    await inbox.keep(3, "open three");
    inbox.done(2);
    await inbox.purge();
    expect(content()).not.toContain("secret two");
    expect(content()).toContain("open three");
    await inbox.keep(4, "four");
    expect(ids(inbox)).toEqual([3, 4]);
    await inbox.close();
  });

  it("survives a last line that was cut off", async () => {
    const folder = newFolder();
    const inbox = openUpdateInbox(folder, { now: Date.now });
    await inbox.keep(1, "one");
    await inbox.close();
    appendFileSync(join(folder, "inbox.jsonl"), '[2,{"text":"cut o');
    const again = openUpdateInbox(folder, { now: Date.now });
    expect(ids(again)).toEqual([1]);
    await again.keep(3, "three");
    await again.close();
    const last = openUpdateInbox(folder, { now: Date.now });
    expect(ids(last)).toEqual([1, 3]);
    await last.close();
  });

  it.each(["inbox.jsonl", "claims.jsonl"])(
    "keeps a copy of %s when it holds what it never wrote, and reports it",
    async (name) => {
      for (const content of ["null", "{}", "[]", "noise\n[1,2]\n", "\u0000\u0000"]) {
        const folder = newFolder();
        writeFileSync(join(folder, name), content);
        const aside: string[] = [];
        const onDamaged = (path: string) => aside.push(path);
        const inbox = openUpdateInbox(folder, { now: Date.now, onDamaged });
        expect(aside.map((path) => readFileSync(path, "utf8"))).toEqual([content]);
        await inbox.keep(5, "five");
        await inbox.close();
        const again = openUpdateInbox(folder, { now: Date.now, onDamaged });
        expect(ids(again)).toContain(5);
        expect(aside).toHaveLength(1);
        await again.close();
      }
    },
  );

  it("is readable by its owner only", async () => {
    const folder = newFolder();
    const inbox = openUpdateInbox(folder, { now: Date.now });
    await inbox.keep(1, "one");
    for (const file of ["inbox.jsonl", "claims.jsonl"]) {
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    }
    await inbox.close();
  });

  it("keeps thousands that come together, with one wait for the disk for many of them", async () => {
    const folder = newFolder();
    const inbox = openUpdateInbox(folder, { now: Date.now });
    await Promise.all(Array.from({ length: 5000 }, (_, id) => inbox.keep(id, { id })));
    for (let id = 0; id < 4999; id += 1) inbox.done(id);
    expect(ids(inbox)).toEqual([4999]);
    await inbox.close();
  });
});
