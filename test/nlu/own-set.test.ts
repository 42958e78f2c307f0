// Our own questions (test/nlu/questions, test/nlu/unseen) against the shares accepted last (accepted.json).
// How to read, print and raise them: test/nlu/README.md
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { realEngine } from "../helpers/collecting-channel.js";
import { formatOwnSet, MEASURES, readOwnSet, scoreOwnSet } from "../helpers/own-set.js";
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

const accepted = z
  .strictObject({ on: z.iso.date(), a: figures, b: figures, c: figures })
  .parse(JSON.parse(readFileSync(join(repositoryRoot, "test/nlu/accepted.json"), "utf8")));

const rows = readOwnSet();

/** What `.env`-less runs print: nothing. `OWN_SET=print` the figures, `OWN_SET=misses` the texts of parts a and b too. */
const wish = process.env["OWN_SET"];

describe("our own questions", () => {
  let reports: ReturnType<typeof scoreOwnSet>;
  beforeAll(async () => {
    reports = scoreOwnSet(await realEngine(), rows, "2026-11-21");
    if (wish !== undefined) console.info(formatOwnSet(reports, { misses: wish === "misses" }));
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

  describe.each(["a", "b", "c"] as const)("part %s", (part) => {
    it.each(MEASURES)("%s is no worse than accepted", (measure) => {
      expect(reports[part].figures[measure]).toBeGreaterThanOrEqual(accepted[part][measure]);
    });
  });
});
