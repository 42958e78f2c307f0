import { describe, expect, it } from "vitest";
import { loadCorpus, newMemory } from "../../../src/corpus/load.js";
import { formatFault } from "../../../src/corpus/types.js";
import { ACTS } from "../../../src/shared/acts.js";
import { edited, writeCorpus } from "../../helpers/small-corpus.js";

describe("a corpus without faults", () => {
  it("loads with all its parts and without warnings", async () => {
    const result = await loadCorpus(await writeCorpus());
    if (!result.ok) throw new Error(result.faults.map(formatFault).join("\n"));
    expect(result.warnings).toEqual([]);
    const { corpus } = result;
    expect(corpus.serviceById.get("example-desk")?.id).toBe("example-hall");
    expect(corpus.factById.get("example-hall-what")).toMatchObject({
      source: "paper-2033-05",
      asOf: "2033-05",
      confidence: "high",
      figures: [],
    });
    expect(corpus.factById.get("example-hall-served")?.asOf).toBe("2033-04");
    expect(corpus.sourceById.get("paper-2033-05")).not.toHaveProperty("facts");
    expect(corpus.districtById.get("alpha")?.parent).toBe("city");
    expect(corpus.channelById.get("example-site")?.topics).toEqual([]);
    expect(corpus.intentsByAxis.get("act")).toHaveLength(ACTS.length);
    expect(corpus.intentsByAxis.get("none")?.map(({ id }) => id)).toEqual(["weather"]);
    expect(corpus.data.replies["bye"]).toEqual({ zh: ["再见"], en: ["Bye"] });
    expect(corpus.data.lexicon).toEqual(["示例大厅", "示例窗口"]);
    expect(corpus.data.fillers).toEqual(["请问", "你好"]);
  });

  it("fills every facet and every default of a service", async () => {
    const result = await loadCorpus(await writeCorpus());
    if (!result.ok) throw new Error("has faults");
    const service = result.corpus.serviceById.get("example-5050");
    expect(service).toMatchObject({ aliases: [], mistakes: [], covers: [], status: "current" });
    expect(service?.claims).toMatchObject({ who: [], amount: [], figures: [] });
  });

  it("is plain JSON", async () => {
    const result = await loadCorpus(await writeCorpus());
    if (!result.ok) throw new Error("has faults");
    expect(JSON.parse(JSON.stringify(result.corpus.data))).toEqual(result.corpus.data);
  });

  it("holds a disagreement on both sides when a file states it on one", async () => {
    const result = await loadCorpus(await writeCorpus());
    if (!result.ok) throw new Error("has faults");
    const rumour = result.corpus.factById.get("example-hall-rumour");
    expect(rumour?.conflicts).toEqual(["example-hall-served"]);
  });

  it("has a version that follows its bytes", async () => {
    const versions = await Promise.all(
      [{}, {}, edited("knowledge/replies.yaml", "再见", "回见")].map(async (changes) => {
        const result = await loadCorpus(await writeCorpus(changes));
        return result.ok ? result.corpus.version : null;
      }),
    );
    expect(versions[0]).toMatch(/^[0-9a-f]{16}$/u);
    expect(versions[1]).toBe(versions[0]);
    expect(versions[2]).not.toBe(versions[0]);
  });

  it("takes a year without quotes for a date", async () => {
    const seed = edited("seeds/paper-2033-05.yaml", "retrieved: 2033-06-01", "retrieved: 2033");
    const result = await loadCorpus(await writeCorpus(seed));
    expect(result.ok && result.corpus.data.sources[0]?.retrieved).toBe("2033");
  });

  it("passes over hidden files, notes and what editors leave behind", async () => {
    const result = await loadCorpus(
      await writeCorpus({
        "knowledge/README.md": "# notes\n",
        "knowledge/.channels.yaml.swp": "\u0000",
        "seeds/paper-2033-05.yaml~": "id：x",
      }),
    );
    expect(result.ok).toBe(true);
  });
});

describe("loading again", () => {
  it("gives the same data from memory as from the files", async () => {
    const dir = await writeCorpus();
    const memory = newMemory();
    const first = await loadCorpus(dir, { memory });
    const second = await loadCorpus(dir, { memory });
    const fresh = await loadCorpus(dir);
    expect(second).toEqual(first);
    expect(fresh).toEqual(first);
  });
});

describe("warnings", () => {
  it.each([
    [
      "a service of high relevance without English",
      edited("knowledge/services/alpha/example-5050.yaml", "relevance: 3", "relevance: 4"),
      "knowledge/services/alpha/example-5050.yaml:7:12: relevance 4 and no English",
    ],
    [
      "a claim that is too long",
      edited(
        "knowledge/services/alpha/example-5050.yaml",
        "由示例大厅受理",
        `由示例大厅受理${"很长".repeat(40)}`,
      ),
      "knowledge/services/alpha/example-5050.yaml:10:13: claim of 96 characters",
    ],
    [
      "an utterance inside another intent's",
      {
        "intents/none/weather.yaml": "id: weather\ntitle: 天\nen: W\nutterances: [明天下雨吗]\n",
        "intents/none/snow.yaml": "id: snow\ntitle: 雪\nen: S\nutterances: [后天和明天下雨吗]\n",
      },
      'intents/none/weather.yaml:4:14: utterance "明天下雨吗" is contained in "后天和明天下雨吗" of intents/none/snow.yaml',
    ],
    [
      "a source that nobody cites",
      {
        "seeds/lonely.yaml":
          "id: lonely\ntitle: 甲\npublisher: 乙\ndate: null\nurl: null\ntrust: media\nfacts:\n  - { id: lonely-one, says: 丙 }\n",
      },
      'seeds/lonely.yaml:1:5: nobody cites source "lonely"',
    ],
  ])("%s is told and stops nothing", async (_what, changes, expected) => {
    const result = await loadCorpus(await writeCorpus(changes));
    expect(result.ok).toBe(true);
    expect(result.warnings.map(formatFault)).toEqual([expect.stringContaining(expected)]);
  });
});
