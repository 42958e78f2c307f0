import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { asksForAnything } from "../../../src/assistant/anything-asked.js";
import { openData, OWN_CORPUS_DIR } from "../../../src/run/open-engine.js";

const TODAY = "2026-11-21";
// Written by us, beside this file.
const table = parse(
  readFileSync(new URL("anything-asked.yaml", import.meta.url), "utf8"),
) as Readonly<Record<"anything" | "anythingAtFirst" | "not", readonly string[]>>;
const { engine, data } = await openData(OWN_CORPUS_DIR);

const asks = (text: string, hasSubject: boolean): boolean =>
  engine
    .parse(text, TODAY)
    .questions.some((question) =>
      asksForAnything(question, { told: text.includes("，") ? 2 : 0, hasSubject }, data.synonyms),
    );

describe("what there is for the one who asks", () => {
  it.each(table.anything)("is asked by %s", (text) => {
    expect([asks(text, false), asks(text, true)]).toEqual([true, true]);
  });

  it.each(table.anythingAtFirst)("is asked at first by %s", (text) => {
    expect([asks(text, false), asks(text, true)]).toEqual([true, false]);
  });

  it.each(table.not)("is not asked by %s", (text) => {
    expect([asks(text, false), asks(text, true)]).toEqual([false, false]);
  });
});
