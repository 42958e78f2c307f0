import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { loadCorpus, newMemory } from "../../../src/corpus/load.js";
import { formatFault } from "../../../src/corpus/types.js";
import type { Corpus, Fault } from "../../../src/corpus/types.js";
import { watchCorpus } from "../../../src/corpus/watch.js";
import { edited, SMALL_CORPUS, writeCorpus } from "../../helpers/small-corpus.js";

const PLAN = "knowledge/services/alpha/example-5050.yaml";
const TWO_SECONDS = { timeout: 2000, interval: 20 };

/** A running watch as main.ts keeps it: the corpus in use, and what was reported. */
async function watched() {
  const dir = await writeCorpus();
  const memory = newMemory();
  const first = await loadCorpus(dir, { memory });
  if (!first.ok) throw new Error("the small corpus has faults");
  const state: { corpus: Corpus; faults: readonly Fault[]; changes: number } = {
    corpus: first.corpus,
    faults: [],
    changes: 0,
  };
  const watch = watchCorpus(
    dir,
    (corpus) => {
      state.corpus = corpus;
      state.changes += 1;
    },
    (faults) => {
      state.faults = faults;
    },
    { memory, version: first.corpus.version },
  );
  onTestFinished(() => watch.close());
  const edit = (changes: Readonly<Record<string, string>>): Promise<unknown> =>
    Promise.all(
      Object.entries(changes).map(([file, text]) => writeFile(path.join(dir, file), text)),
    );
  return { dir, state, edit, watch };
}

const relevanceOf = (corpus: Corpus) => corpus.serviceById.get("example-5050")?.relevance;

describe("while the program runs", () => {
  it("an edit takes effect within two seconds", async () => {
    const { state, edit } = await watched();
    await edit(edited(PLAN, "relevance: 3", "relevance: 2"));
    await vi.waitFor(() => {
      expect(relevanceOf(state.corpus)).toBe(2);
    }, TWO_SECONDS);
    expect(state.faults).toEqual([]);
  });

  it("a new file and a removed one take effect within two seconds", async () => {
    const { dir, state, edit } = await watched();
    const added = (SMALL_CORPUS[PLAN] ?? "").replaceAll("5050", "6060");
    await edit({ "knowledge/services/alpha/example-6060.yaml": added });
    await vi.waitFor(() => {
      expect(state.corpus.serviceById.has("example-6060")).toBe(true);
    }, TWO_SECONDS);
    await rm(path.join(dir, PLAN));
    await vi.waitFor(() => {
      expect(state.corpus.serviceById.has("example-5050")).toBe(false);
    }, TWO_SECONDS);
  });

  it("a broken edit keeps the old knowledge and tells what is wrong; mending it takes effect", async () => {
    const { state, edit } = await watched();
    const before = state.corpus;
    await edit(edited(PLAN, "relevance: 3", "relevance: many"));
    await vi.waitFor(() => {
      expect(state.faults.map(formatFault)).toEqual([expect.stringContaining(`${PLAN}:7:12: `)]);
    }, TWO_SECONDS);
    expect(state.corpus).toBe(before);
    await edit(edited(PLAN, "relevance: 3", "relevance: 1"));
    await vi.waitFor(() => {
      expect(relevanceOf(state.corpus)).toBe(1);
    }, TWO_SECONDS);
  });

  it("an edit between loading and watching is not missed", async () => {
    const dir = await writeCorpus();
    const memory = newMemory();
    const first = await loadCorpus(dir, { memory });
    if (!first.ok) throw new Error("the small corpus has faults");
    const change = edited(PLAN, "relevance: 3", "relevance: 2")[PLAN] ?? "";
    await writeFile(path.join(dir, PLAN), change);
    const seen: Corpus[] = [];
    const watch = watchCorpus(
      dir,
      (corpus) => seen.push(corpus),
      () => undefined,
      {
        memory,
        version: first.corpus.version,
      },
    );
    onTestFinished(() => watch.close());
    await vi.waitFor(() => {
      expect(seen.map(relevanceOf)).toEqual([2]);
    }, TWO_SECONDS);
  });

  it("undoing a broken edit is told as a change, because the fault is over", async () => {
    const { state, edit } = await watched();
    await edit(edited(PLAN, "relevance: 3", "relevance: many"));
    await vi.waitFor(() => {
      expect(state.faults).toHaveLength(1);
    }, TWO_SECONDS);
    await edit({ [PLAN]: SMALL_CORPUS[PLAN] ?? "" });
    await vi.waitFor(() => {
      expect(state.changes).toBe(1);
    }, TWO_SECONDS);
  });

  it("a file that is written anew with the same bytes is no change", async () => {
    const { state, edit } = await watched();
    await edit({ [PLAN]: SMALL_CORPUS[PLAN] ?? "" });
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(state.changes).toBe(0);
  });

  it("nothing is told after it was closed", async () => {
    const { state, edit, watch } = await watched();
    await edit(edited(PLAN, "relevance: 3", "relevance: 2"));
    await watch.close();
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(state.changes).toBe(0);
  });
});
