import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { differencesOf, KINDS, type SeenReply } from "../../../src/commands/compare/differences.js";
import { sayTalks } from "../../../src/commands/compare/say-talks.js";
import { readTestTalks } from "../../../src/commands/compare/test-talks.js";
import { repositoryRoot } from "../../helpers/repository-root.js";

const reply: SeenReply = {
  text: "可以领 10000 元。",
  answers: [
    {
      disposition: "answer",
      understanding: {
        topics: ["living-subsidy"],
        act: "eligible",
        districts: ["hangzhou"],
        profile: { degree: "bachelor", age: 30 },
      },
      services: [{ id: "one" }, { id: "two" }],
      verdicts: [{ service: "one", outcome: "eligible", amountCny: 10_000 }],
      missing: ["when"],
    },
  ],
  choices: [{ label: "本科", send: "本科" }],
  blocks: [{ kind: "paragraph" }, { kind: "paragraph", asks: "studyMode" }],
};

const [answer] = reply.answers ?? [];

const withAnswer = (part: Partial<NonNullable<typeof answer>>): SeenReply => ({
  ...reply,
  answers: [{ ...answer, ...part }],
});

const withUnderstanding = (
  part: Partial<NonNullable<NonNullable<typeof answer>["understanding"]>>,
): SeenReply => withAnswer({ understanding: { ...answer?.understanding, ...part } });

const kindsOf = (other: SeenReply | undefined): readonly string[] =>
  differencesOf(reply, other).map(({ kind }) => kind);

describe("two replies to the same words", () => {
  it("do not differ from themselves, nor in the order of facts", () => {
    expect(kindsOf(structuredClone(reply))).toEqual([]);
    expect(kindsOf(withUnderstanding({ profile: { age: 30, degree: "bachelor" } }))).toEqual([]);
  });

  it.each<[string, SeenReply | undefined]>([
    ["fault", undefined],
    ["disposition", withAnswer({ disposition: "partial" })],
    ["act", withUnderstanding({ act: "amount" })],
    ["topics", withUnderstanding({ topics: ["rent-subsidy"] })],
    ["districts", withUnderstanding({ districts: [] })],
    ["services", withAnswer({ services: [{ id: "two" }, { id: "one" }] })],
    ["verdicts", withAnswer({ verdicts: [{ service: "one", outcome: "needs-more" }] })],
    [
      "verdicts",
      withAnswer({ verdicts: [{ service: "one", outcome: "eligible", amountCny: 30_000 }] }),
    ],
    ["asked", { ...reply, blocks: [{ kind: "paragraph", asks: "degree" }] }],
    ["facts", withUnderstanding({ profile: { degree: "master", age: 30 } })],
    ["missing", withAnswer({ missing: [] })],
    ["choices", { ...reply, choices: [{ label: "本科", send: "我是本科" }] }],
    ["text", { ...reply, text: "可以领。" }],
  ])("differ in %s, and in nothing else", (kind, other) => {
    expect(kindsOf(other)).toEqual([kind]);
  });

  it("tell what was and what is", () => {
    expect(differencesOf(reply, { ...reply, blocks: [] })).toEqual([
      { kind: "asked", before: "studyMode", after: "" },
    ]);
    expect(
      differencesOf(reply, withAnswer({ verdicts: [{ service: "one", outcome: "ineligible" }] })),
    ).toEqual([{ kind: "verdicts", before: "one eligible 10000", after: "one ineligible" }]);
  });

  it("name their kinds in one order, whatever else differs", () => {
    const other = { ...withUnderstanding({ act: "who" }), text: "", choices: [] };
    expect(kindsOf({ ...other, answers: [...(other.answers ?? []), {}] })).toEqual(
      KINDS.filter((kind) => !["fault", "asked"].includes(kind)),
    );
  });
});

describe("what the tests say", () => {
  const talks = readTestTalks(repositoryRoot);

  it("is found in talks, own questions and tables, each under an id of its own", () => {
    const begins = (start: string): number => talks.filter(({ id }) => id.startsWith(start)).length;
    expect(begins("conversations/")).toBeGreaterThan(150);
    expect(begins("nlu/questions/")).toBeGreaterThan(600);
    expect(begins("nlu/unseen/")).toBeGreaterThan(300);
    expect(begins("unit/")).toBeGreaterThan(600);
    expect(new Set(talks.map(({ id }) => id)).size).toBe(talks.length);
  });

  it("is marked where its words are to be printed nowhere", () => {
    expect(talks.filter(({ isUnseen }) => isUnseen).map(({ id }) => id)).toEqual(
      talks.map(({ id }) => id).filter((id) => id.startsWith("nlu/unseen/")),
    );
  });
});

describe("saying them to a folder", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "compare-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const talks = [{ id: "a#1", turns: ["你好"], today: "2026-11-21", isUnseen: false }];

  function build(program: string): void {
    mkdirSync(path.join(folder, "dist/commands"), { recursive: true });
    writeFileSync(path.join(folder, "dist/commands/ask.js"), program);
  }

  it("gives its replies, and its own words when it fails", async () => {
    await expect(sayTalks(folder, "built", talks)).rejects.toThrow("npm run build");
    build(
      `process.stdin.on("data", (text) => console.log(text.toString().trim().replace("turns", "replies")));`,
    );
    expect([...(await sayTalks(folder, "built", talks))]).toEqual([["a#1", ["你好"]]]);
    build(`console.error("no such rule"); process.exit(3);`);
    await expect(sayTalks(folder, "built", talks)).rejects.toThrow("no such rule");
  });

  it("is refused in one line when the arguments make no sense", () => {
    for (const args of [[], [folder, "--kind", "weather"], [folder, "--show", "some"]]) {
      const run = spawnSync(
        process.execPath,
        ["--import", "tsx", "src/commands/compare.ts", ...args],
        { cwd: repositoryRoot, encoding: "utf8" },
      );
      expect(run.status).toBe(2);
      expect(run.stderr).toContain("npm run compare -- BUILD");
    }
  });
});
