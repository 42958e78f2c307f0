import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { openEngine, OWN_CORPUS_DIR } from "../../../../src/run/open-engine.js";

interface Row {
  readonly text: string;
  readonly matter: string;
  readonly paid: boolean;
}

// Written by us, beside this file.
const table = parse(readFileSync(new URL("overview.yaml", import.meta.url), "utf8")) as {
  readonly overview: readonly Row[];
  readonly not: readonly string[];
};
const engine = await openEngine(OWN_CORPUS_DIR);
const overviews = (text: string) =>
  engine.parse(text, "2026-11-21").questions.map(({ overview }) => overview);

describe("what a place has in general", () => {
  it.each(table.overview)("is asked by $text", ({ text, matter, paid }) => {
    const [overview, ...others] = overviews(text);
    expect(others).toEqual([]);
    expect(overview?.matter).toBe(matter);
    expect((overview?.paid ?? []).length > 0).toBe(paid);
  });

  it.each(table.not)("is not asked by %s", (text) => {
    expect(overviews(text).filter((overview) => overview !== undefined)).toEqual([]);
  });
});
