import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readChecked, writeChecked } from "../../../src/corpus/checked-file.js";
import { readFingerprint } from "../../../src/corpus/files.js";
import { loadCorpus, newMemory } from "../../../src/corpus/load.js";
import { edited, writeCorpus } from "../../helpers/small-corpus.js";

/** A corpus, and what a build leaves of it. */
async function built() {
  const dir = await writeCorpus();
  const folder = await mkdtemp(path.join(tmpdir(), "checked-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const memory = newMemory();
  const loaded = await loadCorpus(dir, { memory });
  if (!loaded.ok) throw new Error("the small corpus has faults");
  const file = path.join(folder, "corpus.json");
  await writeChecked(file, loaded.corpus.data, memory.files.values());
  return { dir, folder, file, data: loaded.corpus.data };
}

describe("data that a build checked", () => {
  it("comes back as it was, with the state of its files", async () => {
    const { dir, file, data } = await built();
    expect(await readChecked(file, dir)).toEqual({ data, fingerprint: await readFingerprint(dir) });
  });

  it("counts for a copy of the files too, because their bytes are the same", async () => {
    const { dir, folder, file, data } = await built();
    const copy = path.join(folder, "copy");
    await cp(dir, copy, { recursive: true });
    const checked = await readChecked(file, copy);
    expect(checked).toEqual({ data, fingerprint: await readFingerprint(copy) });
  });

  it("does not count any more after an edit, a new file or a removed one", async () => {
    const { dir, file } = await built();
    const replies = path.join(dir, "knowledge/replies.yaml");
    const before = await readFile(replies, "utf8");
    await writeFile(
      replies,
      edited("knowledge/replies.yaml", "再见", "回见")["knowledge/replies.yaml"] ?? "",
    );
    expect(await readChecked(file, dir)).toBeNull();
    await writeFile(replies, before);
    expect(await readChecked(file, dir)).not.toBeNull();
    const added = path.join(dir, "seeds/added.yaml");
    await writeFile(added, "id: added\n");
    expect(await readChecked(file, dir)).toBeNull();
    await rm(added);
    await rm(replies);
    expect(await readChecked(file, dir)).toBeNull();
  });

  it.each([
    ["cut off", (text: string) => text.slice(0, -20)],
    ["empty", () => ""],
    ["not of ours", () => "{}"],
  ])("does not count when it is %s", async (_what, damage) => {
    const { dir, file } = await built();
    await writeFile(file, damage(await readFile(file, "utf8")));
    expect(await readChecked(file, dir)).toBeNull();
  });

  it("is nothing where no build was", async () => {
    const { dir, folder } = await built();
    expect(await readChecked(path.join(folder, "absent.json"), dir)).toBeNull();
  });

  it("does not count when a file cannot be read as text", async () => {
    const { dir, file } = await built();
    await appendFile(path.join(dir, "knowledge/replies.yaml"), Buffer.from([0xff]));
    expect(await readChecked(file, dir)).toBeNull();
  });
});
