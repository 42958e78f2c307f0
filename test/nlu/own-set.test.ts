// Our own questions (test/nlu/questions, test/nlu/unseen) against the shares accepted last (accepted.json).
// How to read, print and raise them: test/nlu/README.md
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { realEngine } from "../helpers/collecting-channel.js";
import {
  formatOwnSet,
  MEASURES,
  readOwnSet,
  scoreOwnSet,
  wrongByClass,
  type Figures,
} from "../helpers/own-set.js";
import { repositoryRoot } from "../helpers/repository-root.js";

const share = z.number().min(0).max(1);

const figures = z.strictObject({
  topic: share,
  act: share,
  service: share,
  declined: share,
  talk: share,
  honest: share,
});

const acceptedFile = join(repositoryRoot, "test/nlu/accepted.json");

const accepted = z
  .strictObject({
    on: z.iso.date(),
    a: figures,
    b: figures,
    c: figures,
    /** Rows of all parts that may go wrong, by measure and class; a class that is not named: none. */
    wrong: z.record(z.string(), z.number().int().positive()),
  })
  .parse(JSON.parse(readFileSync(acceptedFile, "utf8")));

const rows = readOwnSet();

/** `OWN_SET=print` prints the figures, `misses` the texts of parts a and b too, `accept` writes accepted.json anew. */
const wish = process.env["OWN_SET"];

const rounded = (of: Figures): Figures => ({
  topic: Math.floor(of.topic * 1000) / 1000,
  act: Math.floor(of.act * 1000) / 1000,
  service: Math.floor(of.service * 1000) / 1000,
  declined: Math.floor(of.declined * 1000) / 1000,
  talk: Math.floor(of.talk * 1000) / 1000,
  honest: Math.floor(of.honest * 1000) / 1000,
});

function accept(reports: ReturnType<typeof scoreOwnSet>): void {
  const { a, b, c } = reports;
  const parts = { a: rounded(a.figures), b: rounded(b.figures), c: rounded(c.figures) };
  const on = new Date().toISOString().slice(0, 10);
  const text = JSON.stringify({ on, ...parts, wrong: wrongByClass(reports) }, null, 2);
  writeFileSync(acceptedFile, `${text}\n`);
}

describe("our own questions", () => {
  let reports: ReturnType<typeof scoreOwnSet>;
  beforeAll(async () => {
    reports = scoreOwnSet(await realEngine(), rows, "2026-11-21");
    if (wish === "accept") accept(reports);
    else if (wish !== undefined) console.info(formatOwnSet(reports, { misses: wish === "misses" }));
  });

  it("are at least 600, a third of them unseen, no text twice", () => {
    expect(rows.length).toBeGreaterThanOrEqual(600);
    expect(new Set(rows.map(({ text }) => text)).size).toBe(rows.length);
    const unseen = rows.filter(({ part }) => part === "c").length;
    expect(unseen / rows.length).toBeGreaterThan(0.3);
  });

  it("name only services and topics that exist", async () => {
    const engine = await realEngine();
    const topics = new Set(engine.base.services.flatMap((service) => service.topics));
    const unknown = rows.flatMap(({ text, topic, service }) => [
      ...(service ?? []).filter((id) => engine.base.service(id) === undefined),
      ...topic
        .filter((id) => !topics.has(id) && id !== "none" && !id.startsWith("talk:"))
        .map((id) => `${text}: ${id}`),
    ]);
    expect(unknown).toEqual([]);
  });

  it("no class is read worse than accepted", () => {
    const worse = Object.entries(wrongByClass(reports)).filter(
      ([name, times]) => times > (accepted.wrong[name] ?? 0),
    );
    expect(worse).toEqual([]);
  });

  describe.each(["a", "b", "c"] as const)("part %s", (part) => {
    it.each(MEASURES)("%s is no worse than accepted", (measure) => {
      expect(reports[part].figures[measure]).toBeGreaterThanOrEqual(accepted[part][measure]);
    });
  });
});
