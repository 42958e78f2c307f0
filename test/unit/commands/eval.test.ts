import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "eval-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, rows: readonly unknown[]): string {
  const file = join(folder, name);
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join("\n"));
  return file;
}

const args = ["--import", "tsx", "src/commands/eval.ts"];

function run(...options: string[]): string {
  return execFileSync(process.execPath, [...args, ...options], { cwd: root, encoding: "utf8" });
}

const labels = { tea: "茶", song: "歌", rain: "雨", bus: "公交" };
const train = write(
  "train.jsonl",
  Object.entries(labels).flatMap(([label, word]) =>
    ["怎么", "我要", "来点", "今天有没有"].map((before) => ({ text: `${before}${word}`, label })),
  ),
);
const test = write("test.jsonl", [
  ...Object.entries(labels).map(([label, word]) => ({ text: `有${word}吗`, label })),
  { text: "量子力学考试", label: "oos" },
]);

const figures = z.looseObject({
  accuracy: z.number(),
  macroF1: z.number(),
  inScopeAccuracy: z.number(),
  outOfScopeRecall: z.number(),
  outOfScopeRecallKeeping95: z.number(),
  auroc: z.number(),
  calibrationError: z.number(),
  trainSeconds: z.number(),
  microsecondsPerQuery: z.object({ p50: z.number(), p99: z.number() }),
  modelBytes: z.number(),
});

// Each run starts a process of its own.
describe("eval", { timeout: 60_000 }, () => {
  it("prints nothing but the figures, the same ones every time", () => {
    const [one, two] = [1, 2].map(() => {
      const { trainSeconds, microsecondsPerQuery, ...rest } = figures.parse(
        JSON.parse(run("--train", train, "--test", test, "--damage", "all", "--json")),
      );
      expect(trainSeconds).toBeGreaterThan(0);
      expect(microsecondsPerQuery.p99).toBeGreaterThanOrEqual(microsecondsPerQuery.p50);
      return rest;
    });
    expect(one).toEqual(two);
    expect(one?.inScopeAccuracy).toBe(1);
    expect(Object.keys(z.looseObject({}).parse(one?.["damage"]))).toHaveLength(9);
  });

  it("takes the first so many rows of each label", () => {
    expect(run("--train", train, "--test", test, "--per-class", "2")).toContain("training rows 8,");
  });

  it("measures other packages beside it, each with the same rows", () => {
    const names = "natural-bayes,fuse,node-nlp,minisearch";
    const { peers } = z
      .looseObject({ peers: z.array(z.object({ name: z.string(), accuracy: z.number() }).loose()) })
      .parse(JSON.parse(run("--train", train, "--test", test, "--with", names, "--json")));
    expect(peers.map(({ name }) => name)).toEqual([
      "natural's Bayes",
      "fuse.js",
      "node-nlp",
      "minisearch",
    ]);
    for (const { accuracy } of peers) expect(accuracy).toBe(1);
  });

  it("says which packages it knows when asked for another", () => {
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      [...args, "--train", train, "--test", test, "--with", "lunr"],
      { cwd: root, encoding: "utf8" },
    );
    expect(status).not.toBe(0);
    expect(stderr).toContain("--with lunr: not one of natural-bayes, fuse, node-nlp, minisearch");
    expect(stdout).toBe("");
  });

  it("measures the search", () => {
    const documents = write("documents.jsonl", [
      { id: "1", text: "红茶怎么泡" },
      { id: "2", text: "公交几点发车" },
    ]);
    const queries = write("queries.jsonl", [
      { text: "怎么泡红茶", relevant: ["1"] },
      { text: "公交车几点开", relevant: ["2"] },
      { text: "绿茶怎么泡", relevant: ["2"] },
    ]);
    const report: unknown = JSON.parse(
      run("--documents", documents, "--queries", queries, "--json"),
    );
    expect(report).toMatchObject({ documents: 2, queries: 3, recallAt1: 2 / 3 });
  });

  it("says talks and judges the last reply of each", () => {
    const talks = write("talks.jsonl", [
      {
        id: "kept",
        turns: ["余省心是什么", "在哪里用"],
        today: "2026-11-21",
        expect: { any: ["余省心", "量子"], disposition: ["answer", "partial"] },
      },
      { id: 2, turns: ["你好"], expect: { disposition: "decline", mustSay: ["量子"] } },
      { id: "free", turns: ["你好"] },
    ]);
    expect(JSON.parse(run("--talks", talks, "--json"))).toEqual({
      talks: 3,
      passed: 2,
      misses: [{ id: 2, said: "你好", why: ["does not say 量子", "is smalltalk, not decline"] }],
    });
  });

  it("says how it is used when it cannot tell what to do, and names the line that is wrong", () => {
    const unclear = spawnSync(process.execPath, [...args, "--train", train], {
      cwd: root,
      encoding: "utf8",
    });
    expect(unclear.status).toBe(2);
    expect(unclear.stdout).toBe("");
    expect(unclear.stderr).toContain("--test");
    const broken = write("broken.jsonl", [{ text: "a", label: "b" }, { text: "a" }]);
    const failed = spawnSync(process.execPath, [...args, "--train", broken, "--test", test], {
      cwd: root,
      encoding: "utf8",
    });
    expect(failed.status).not.toBe(0);
    expect(failed.stderr).toContain("broken.jsonl:2");
  });
});
