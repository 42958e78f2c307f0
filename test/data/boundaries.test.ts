import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = path.join(import.meta.dirname, "..", "..");

/** A house in miniature: each file breaks the rule that stands beside it, or none. */
const HOUSE: readonly { file: string; code: string; breaks: string | null }[] = [
  { file: "shared/id.ts", code: "export type Id = string; export const id = 1;", breaks: null },
  { file: "nlu/types.ts", code: "export const parse = 1; export type Parse = 1;", breaks: null },
  { file: "nlu/fuzzy.ts", code: 'import "fuse.js"; import "../shared/id.js";', breaks: null },
  {
    file: "nlu/file.ts",
    code: 'import "node:fs";',
    breaks: "the engine and the page need nothing of Node",
  },
  { file: "nlu/bot.ts", code: 'import "grammy";', breaks: "grammy stays in channels/telegram/" },
  { file: "nlu/again.ts", code: 'import "fuse.js";', breaks: "fuse.js is wrapped by one file" },
  { file: "nlu/gone.ts", code: 'import "./absent.js";', breaks: "every import is found" },
  { file: "nlu/up.ts", code: 'import "../store/memory.js";', breaks: "nlu/ imports only its list" },
  { file: "nlu/one.ts", code: 'import "./two.js";', breaks: "no circles" },
  { file: "nlu/two.ts", code: 'import "./one.js";', breaks: null },
  {
    file: "dialogue/types-only.ts",
    code: 'import type { Parse } from "../nlu/types.js"; export const p: Parse = 1;',
    breaks: null,
  },
  {
    file: "dialogue/code-too.ts",
    code: 'import { parse } from "../nlu/types.js"; export const p = parse;',
    breaks: "dialogue/ imports types only from nlu/",
  },
  { file: "store/memory.ts", code: "export const memory = 1;", breaks: null },
  {
    file: "store/tool.ts",
    code: 'import "vitest";',
    breaks: "the program needs no development package",
  },
  { file: "attic/box.ts", code: "export const box = 1;", breaks: null },
  { file: "main.ts", code: 'import "./attic/box.js";', breaks: "every room is in the table" },
  { file: "channels/telegram/bot.ts", code: 'import "grammy";', breaks: null },
  {
    file: "channels/terminal/chat.ts",
    code: 'import "../telegram/bot.js";',
    breaks: "channels do not know each other",
  },
  { file: "channels/web/page/main.ts", code: "export const page = 1;", breaks: null },
  {
    file: "channels/web/server.ts",
    code: 'import "./page/main.js";',
    breaks: "the page is only bundled, never imported",
  },
];

describe("the import boundaries", () => {
  const house = mkdtempSync(path.join(tmpdir(), "house-"));

  /** Runs the check of `npm run check` on the miniature; its complaints, one a line. */
  const complaints = (): { status: number | null; lines: string[] } => {
    const { status, stderr } = spawnSync(process.execPath, [".config/boundaries.mjs"], {
      cwd: house,
      encoding: "utf8",
    });
    return { status, lines: stderr.split("\n").filter((line) => line !== "") };
  };

  beforeAll(() => {
    for (const name of [".config", "package.json", "tsconfig.json"]) {
      cpSync(path.join(ROOT, name), path.join(house, name), { recursive: true });
    }
    symlinkSync(path.join(ROOT, "node_modules"), path.join(house, "node_modules"));
    mkdirSync(path.join(house, "src"));
  });

  afterAll(() => {
    rmSync(house, { recursive: true, force: true });
  });

  it("refuse a run that saw no module", () => {
    expect(complaints().status).not.toBe(0);
  });

  it("name every import that breaks them, and no other", () => {
    for (const { file, code } of HOUSE) {
      const to = path.join(house, "src", file);
      mkdirSync(path.dirname(to), { recursive: true });
      writeFileSync(to, `${code}\nexport {};\n`);
    }
    const { status, lines } = complaints();
    expect(status).toBe(1);
    for (const { file, breaks } of HOUSE) {
      const own = lines.filter((line) => line.startsWith(`src/${file} `));
      if (breaks === null) expect(own).toEqual([]);
      else expect(lines.join("\n")).toContain(breaks);
    }
  });
});
