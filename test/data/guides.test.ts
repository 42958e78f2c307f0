// Held over all guides and offices: what the checks of one file cannot see.
import { beforeAll, describe, expect, it } from "vitest";
import { loadCorpus } from "../../src/corpus/load.js";
import { formatFault } from "../../src/corpus/types.js";
import type { CorpusData } from "../../src/corpus/types.js";
import type { Topic } from "../../src/knowledge/types.js";
import { repositoryRoot } from "../helpers/repository-root.js";

/** In code points; a way is one line on a phone. */
const MAX_WAY = 45;

/** Areas whose rules hold in every district. */
const WIDE = new Set(["hangzhou", "zhejiang"]);

let data: CorpusData;

beforeAll(async () => {
  const result = await loadCorpus(repositoryRoot);
  if (!result.ok) throw new Error(result.faults.map(formatFault).join("\n"));
  ({ data } = result.corpus);
});

const cityGuides = (): readonly Topic[] =>
  data.topics.filter(({ district }) => district === undefined);

describe("the guides of general questions", () => {
  it.each([
    "fresh-graduate-money",
    "renting",
    "hukou",
    "residence-permit",
    "talent-classes",
    "buying-a-home",
    "a-place-to-live",
    "social-insurance-and-fund",
    "first-month",
    "no-degree",
  ])("hold one of %s", (id) => {
    expect(data.topics.map((topic) => topic.id)).toContain(id);
  });

  it("stand in the order of the city before its districts", () => {
    const guides = cityGuides();
    expect(data.topics.slice(0, guides.length)).toEqual(guides);
  });

  it("say each way in one short line", () => {
    const long = cityGuides().flatMap(({ id, ways }) =>
      ways
        .filter(({ claim }) => [...claim.text].length > MAX_WAY)
        .map(({ claim }) => `${id}: ${claim.text}`),
    );
    expect(long).toEqual([]);
  });

  it("say what no source says, and no line twice", () => {
    for (const { id, lead, ways, silent } of cityGuides()) {
      expect(silent.length, id).toBeGreaterThan(0);
      const lines = [...lead.map(({ text }) => text), ...ways.map(({ claim }) => claim.text)];
      expect(new Set(lines).size, id).toBe(lines.length);
    }
  });

  it("close a way to money of one district for those who work elsewhere", () => {
    const money = new Map(
      data.services
        .filter(({ kind, district }) => kind === "subsidy" && !WIDE.has(district))
        .map(({ id, district }) => [id, district]),
    );
    const ways = cityGuides().flatMap((topic) => topic.ways);
    const local = ways.filter(({ service }) => money.has(service ?? ""));
    expect(local.length).toBeGreaterThan(0);
    const open = local.filter(({ out }) => !out.some(({ slot }) => slot === "workDistrict"));
    expect(open.map(({ service }) => service)).toEqual([]);
  });

  it("never close a way with a value that the way is for", () => {
    // A way for those aged up to a line is closed above it, never at it: no source settles the year itself.
    const ages = cityGuides().flatMap(({ ways }) =>
      ways.flatMap(({ out }) => out.filter(({ slot }) => slot === "age")),
    );
    expect(ages.length).toBeGreaterThan(0);
    expect(ages.filter(({ op }) => op !== "gt" && op !== "lt")).toEqual([]);
  });
});

describe("the offices", () => {
  it("answer for every topic of the field and for the matters beside it", () => {
    const owned = new Set(data.offices.flatMap(({ topics }) => topics));
    const topics = data.intents.filter(({ axis }) => axis === "topic").map(({ id }) => id);
    expect(topics.filter((id) => !owned.has(id))).toEqual([]);
    expect(owned.has("other-offices")).toBe(true);
  });

  it.each([
    ["驾照", "traffic-police"],
    ["护照", "exit-entry"],
    ["个税", "tax-office"],
    ["欠薪", "labour-disputes"],
    ["结婚登记", "civil-affairs"],
    ["公积金贷款", "housing-fund"],
    ["异地就医", "medical-insurance"],
    ["营业执照", "market-supervision"],
  ])("say whose matter %s is", (word, office) => {
    const said = data.offices.find(({ words, matters }) =>
      [...words, ...matters.flatMap((matter) => matter.words)].includes(word),
    );
    expect(said?.id).toBe(office);
  });
});
