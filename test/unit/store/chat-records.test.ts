import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openChatRecords } from "../../../src/store/chat-records.js";
import { readOrMakeSecret } from "../../../src/store/secret.js";

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "hangcai-records-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

describe("records of chats", () => {
  it("come back as they were saved last, also from the disk", async () => {
    const folder = newFolder();
    const records = openChatRecords(folder);
    await records.save("key", { n: 1 });
    await records.save("key", { n: 2 });
    expect(await records.load("key")).toEqual({ n: 2 });
    await records.close();
    expect(await openChatRecords(folder).load("key")).toEqual({ n: 2 });
    expect(await openChatRecords(folder).load("another")).toBeNull();
  });

  it("leave nothing of an older, longer one on the disk", async () => {
    const folder = newFolder();
    const records = openChatRecords(folder);
    await records.save("key", { text: "a secret ".repeat(500) });
    await records.close();
    await records.save("key", { text: "short" });
    await records.close();
    const [file = ""] = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".json"),
    );
    expect(readFileSync(join(folder, file), "utf8")).toBe('{"text":"short"}\n');
  });

  it("are gone at once when removed, and stay gone", async () => {
    const folder = newFolder();
    const records = openChatRecords(folder);
    await records.save("a", {});
    expect(await records.remove("a")).toBe(true);
    await records.close();
    expect(filesIn(folder)).toEqual([]);
    await records.save("b", {});
    await records.close();
    expect(await records.remove("b")).toBe(true);
    expect(await records.remove("b")).toBe(false);
    expect(filesIn(folder)).toEqual([]);
  });

  it.each(["", "null", "{}", "[]", "7", "noise", "\u0000\u0000", '{"n":'])(
    "are set aside with their bytes when a file holds %j",
    async (content) => {
      const folder = newFolder();
      const aside: string[] = [];
      const records = openChatRecords(folder);
      await records.save("a", { n: 1 });
      await records.close();
      const [file = ""] = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
        (name) => name.endsWith(".json"),
      );
      writeFileSync(join(folder, file), content);
      const again = openChatRecords(folder, { onDamaged: (path) => aside.push(path) });
      expect(await again.load("a")).toBeNull();
      expect(aside.map((path) => readFileSync(path, "utf8"))).toEqual([content]);
      await again.save("a", { n: 2 });
      await again.close();
      expect(await openChatRecords(folder).load("a")).toEqual({ n: 2 });
      await again.remove("a");
      expect(filesIn(folder)).toEqual([]);
    },
  );

  it("expire by their last change, and name nobody in their file names", async () => {
    const folder = newFolder();
    const records = openChatRecords(folder);
    await records.save("7000000001", {});
    await records.close();
    expect(filesIn(folder).join()).not.toContain("7000000001");
    expect(await records.expire(Date.now() - 60_000)).toBe(0);
    expect(await records.expire(Date.now() + 60_000)).toBe(1);
    expect(filesIn(folder)).toEqual([]);
  });
});

describe("the secret of an installation", () => {
  it("is made once and stays the same", async () => {
    const folder = newFolder();
    const first = await readOrMakeSecret(folder);
    expect(first).toHaveLength(32);
    expect(await readOrMakeSecret(folder)).toEqual(first);
    expect(await readOrMakeSecret(newFolder())).not.toEqual(first);
  });
});
