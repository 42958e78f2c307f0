import { beforeAll, describe, expect, it } from "vitest";
import { loadCorpus } from "../../src/corpus/load.js";
import { formatFault } from "../../src/corpus/types.js";
import type { CorpusData } from "../../src/corpus/types.js";
import { repositoryRoot } from "../helpers/repository-root.js";

/** From this relevance on a service of a district stands in the district's guide. */
const LISTED_FROM = 3;
/** A way is read at a glance; Han characters and others alike. */
const LONGEST_WAY = 48;

let data: CorpusData;

beforeAll(async () => {
  const result = await loadCorpus(repositoryRoot);
  if (!result.ok) throw new Error(result.faults.map(formatFault).join("\n"));
  data = result.corpus.data;
});

const guidesOfDistricts = () =>
  data.topics.flatMap((topic) =>
    topic.district === undefined ? [] : [{ ...topic, district: topic.district }],
  );

describe("the guides", () => {
  it("are there for the seven districts that sources speak of", () => {
    expect(guidesOfDistricts().map(({ district }) => district)).toEqual(
      expect.arrayContaining([
        "binjiang",
        "linping",
        "qiantang",
        "shangcheng",
        "xiaoshan",
        "xihu",
        "yuhang",
      ]),
    );
  });

  it("of a district name each of its services that people ask for, under a need", () => {
    const missing = guidesOfDistricts().flatMap(({ district, ways }) => {
      const named = new Set(ways.flatMap(({ service }) => service ?? []));
      return data.services
        .filter((one) => one.district === district && one.relevance >= LISTED_FROM)
        .filter(({ id }) => !named.has(id))
        .map(({ id }) => id);
    });
    const bare = guidesOfDistricts().flatMap(({ id, ways }) =>
      ways.filter(({ group }) => group === undefined).map((way) => `${id}: ${way.for.zh}`),
    );
    expect([missing, bare]).toEqual([[], []]);
  });

  it("say each way in one short line", () => {
    const long = data.topics.flatMap(({ id, ways }) =>
      ways
        .filter(({ claim }) => claim.text.length > LONGEST_WAY)
        .map(({ claim }) => `${id}: ${claim.text}`),
    );
    expect(long).toEqual([]);
  });
});
