import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const ROOT = path.join(import.meta.dirname, "..", "..");

/** Tracked files and new ones that are not ignored; paths from the root with `/`. */
const files = execFileSync(
  "git",
  ["-c", "core.quotepath=off", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
  { cwd: ROOT, encoding: "utf8" },
)
  .split("\0")
  .filter((file) => file !== "" && existsSync(path.join(ROOT, file)));

const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

const isCode = (file: string): boolean => file.startsWith("src/") && file.endsWith(".ts");

/** The visible top level is fixed; tools live in hidden folders. */
const VISIBLE = [
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "intents",
  "knowledge",
  "package-lock.json",
  "package.json",
  "seeds",
  "src",
  "test",
  "tsconfig.json",
];

/** More Chinese characters than this in one literal are a wording, and wordings are data. */
const MOST_CHINESE = 8;

/** Numerals are code; a table of them may be long. */
const CHINESE = /(?![〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟])\p{Script=Han}/gu;

interface Literal {
  readonly line: number;
  readonly text: string;
}

/** String and template literals of a TypeScript file; comments are none, and one that is spread is a set of characters. */
function literals(name: string, code: string): Literal[] {
  const source = ts.createSourceFile(name, code, ts.ScriptTarget.ESNext, true);
  const found: Literal[] = [];
  const visit = (node: ts.Node): void => {
    const isText =
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node);
    if (isText && !ts.isSpreadElement(node.parent)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({ line: line + 1, text: node.text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function wordings(name: string, code: string): string[] {
  return literals(name, code)
    .filter(({ text }) => (text.match(CHINESE) ?? []).length > MOST_CHINESE)
    .map(({ line, text }) => `${name}:${line} ${text}`);
}

describe("the repository", () => {
  it("has files to look at", () => {
    expect(files.filter(isCode).length).toBeGreaterThan(0);
  });

  it("shows the agreed top level and nothing else", () => {
    const top = new Set(files.map((file) => file.split("/")[0] ?? file));
    expect([...top].filter((name) => !name.startsWith(".") && !VISIBLE.includes(name))).toEqual([]);
  });

  it("names no registry host in the lockfile", () => {
    const lock = read("package-lock.json");
    expect(lock).not.toContain('"resolved"');
    expect(lock).not.toMatch(/registry|\.tgz/);
  });

  it("pins every package to one version", () => {
    const versions = z.record(z.string(), z.string());
    const manifest = z
      .object({ dependencies: versions, devDependencies: versions })
      .parse(JSON.parse(read("package.json")));
    const ranges = { ...manifest.dependencies, ...manifest.devDependencies };
    const loose = Object.entries(ranges).filter(([, range]) => !/^\d+\.\d+\.\d+$/.test(range));
    expect(Object.keys(ranges).length).toBeGreaterThan(0);
    expect(loose).toEqual([]);
  });

  it("says where no machine keeps its files", () => {
    // Written apart, so that this file does not hold what it looks for.
    const machinePath = new RegExp(
      `(?<![\\w./-])/(?:${["root", "home", "work", "Users"].join("|")})/\\w`,
    );
    const naming = files.filter((file) => machinePath.test(read(file)));
    expect(naming).toEqual([]);
  });

  it("gives a reason for every lint rule that is switched off", () => {
    const disabling = /eslint-disable(?:-next-line|-line)?(?![^\n]* -- \S)|@ts-(?:ignore|nocheck)/;
    const silent = files.filter(
      (file) =>
        /\.[cm]?[jt]s$/.test(file) &&
        file !== "test/data/repository.test.ts" &&
        disabling.test(read(file)),
    );
    expect(silent).toEqual([]);
  });
});

const areas = z
  .object({ districts: z.array(z.object({ id: z.string() })) })
  .parse(parse(read("knowledge/districts.yaml"))).districts;

/** An id of an area as a word of its own; `ownsHome…` and other ids may hold one. */
const AREA = new RegExp(`(?<![\\w-])(?:${areas.map(({ id }) => id).join("|")})(?![\\w-])`, "u");

const namedAreas = (name: string, code: string): string[] =>
  // Most files hold no such word at all and need no parsing.
  (AREA.test(code) ? literals(name, code) : [])
    .filter(({ text }) => AREA.test(text))
    .map(({ line, text }) => `${name}:${line} ${text}`);

describe("the code", () => {
  it("names no city, province or district: they come from the data alone", () => {
    expect(areas.length).toBeGreaterThan(0);
    expect(files.filter(isCode).flatMap((file) => namedAreas(file, read(file)))).toEqual([]);
  });

  it.each([
    ['const wide = new Set(["hangzhou", "elsewhere"]);', 1],
    ["const a = `area zhejiang of ${n}`;", 1],
    ['const slot = "ownsHomeInHangzhou";', 0],
    ["// hangzhou in a comment says how ids look", 0],
  ])("tells an area from other words: %s", (code, count) => {
    expect(namedAreas("example.ts", code)).toHaveLength(count);
  });

  it("holds no Chinese wordings, which are data", () => {
    expect(files.filter(isCode).flatMap((file) => wordings(file, read(file)))).toEqual([]);
  });

  it.each([
    ['const a = "这是一句写在代码里的话";', 1],
    ["const a = `共${n}项，这是一句写在代码里的话`;", 1],
    ['const a = "零一二三四五六七八九十百千万亿";', 0],
    ['const a = "杭州的人才有几个";', 0],
    ['const a = [..."个名家项次笔套间张种类条"];', 0],
    ["// 这是一句写在注释里的话，不算数", 0],
    ["/** 这是一句写在注释里的话，不算数 */ const a = 1;", 0],
  ])("tells a wording from a comment: %s", (code, count) => {
    expect(wordings("example.ts", code)).toHaveLength(count);
  });
});
