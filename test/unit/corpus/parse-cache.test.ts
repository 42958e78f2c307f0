import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { loadCorpus } from "../../../src/corpus/load.js";
import { readParseCache, writeParseCache } from "../../../src/corpus/parse-cache.js";
import { edited, writeCorpus } from "../../helpers/small-corpus.js";

async function cacheFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "parsed-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function onlyFile(folder: string): Promise<string> {
  const names = await readdir(folder);
  expect(names).toHaveLength(1);
  return path.join(folder, names[0] ?? "");
}

describe("parsed files kept for the next start", () => {
  it("give the same corpus as the files themselves", async () => {
    const cacheDir = await cacheFolder();
    const dir = await writeCorpus();
    const first = await loadCorpus(dir, { cacheDir });
    const second = await loadCorpus(dir, { cacheDir });
    expect(first.ok).toBe(true);
    expect(second).toEqual(first);
  });

  it("are found again by the bytes of their file only", async () => {
    const cacheDir = await cacheFolder();
    await loadCorpus(await writeCorpus(), { cacheDir });
    const changed = await writeCorpus(edited("knowledge/replies.yaml", "再见", "回见"));
    const result = await loadCorpus(changed, { cacheDir });
    expect(result.ok && result.corpus.data.replies["bye"]?.zh).toEqual(["回见"]);
  });

  it.each([
    ["cut off", (content: string) => content.slice(0, -20)],
    ["altered", (content: string) => content.replace("示例大厅", "别的大厅")],
    ["of another format", (content: string) => content.replace(/^\d+/u, "999")],
    ["empty", () => ""],
    ["not of ours", () => "{}"],
  ])("are parsed anew when the file is %s", async (_what, damage) => {
    const cacheDir = await cacheFolder();
    const dir = await writeCorpus();
    const first = await loadCorpus(dir, { cacheDir });
    const file = await onlyFile(cacheDir);
    const intact = await readFile(file, "utf8");
    await writeFile(file, damage(intact));
    expect(await readParseCache(cacheDir)).toEqual(new Map());
    expect(await loadCorpus(dir, { cacheDir })).toEqual(first);
    expect(await readFile(file, "utf8")).toBe(intact);
  });

  it("are no fault when they cannot be kept", async () => {
    const cacheDir = path.join(await cacheFolder(), "file");
    await writeFile(cacheDir, "a file, not a folder");
    const result = await loadCorpus(await writeCorpus(), { cacheDir });
    expect(result.ok).toBe(true);
  });

  it("come back as they went in, also under names of the prototype", async () => {
    const cacheDir = await cacheFolder();
    const parsed = new Map<string, unknown>([
      ["a1", { b: [1, "二", null] }],
      ["__proto__", { x: 1 }],
    ]);
    await writeParseCache(cacheDir, parsed);
    expect(await readParseCache(cacheDir)).toEqual(parsed);
  });
});
