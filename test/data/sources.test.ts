import { beforeAll, describe, expect, it } from "vitest";
import { loadCorpus } from "../../src/corpus/load.js";
import { formatFault } from "../../src/corpus/types.js";
import type { CorpusData } from "../../src/corpus/types.js";
import { createKnowledgeBase } from "../../src/knowledge/index.js";
import { createSpeaker } from "../../src/reply/index.js";
import type { SourceView } from "../../src/reply/types.js";
import { sourcesOfFacts } from "../../src/reply/views.js";
import { repositoryRoot } from "../helpers/repository-root.js";

/** Publishers of their own that are no office, no newspaper and no university, and write what they publish. */
const OWN_WORK =
  /^(?:github\.com|[a-z0-9-]+\.github\.io|www\.(?:ihangzhou\.net|nihub\.com)|chinaexpathealth\.com)$/u;

const OFFICIAL = /\.gov\.cn$/u;

let data: CorpusData;
let shown: Record<"zh-CN" | "en", readonly SourceView[]>;

beforeAll(async () => {
  const result = await loadCorpus(repositoryRoot);
  if (!result.ok) throw new Error(result.faults.map(formatFault).join("\n"));
  data = result.corpus.data;
  const base = createKnowledgeBase(data);
  const all = data.facts.map(({ id }) => id);
  const view = (locale: "zh-CN" | "en") =>
    sourcesOfFacts(base, createSpeaker(data.replies, locale), all);
  shown = { "zh-CN": view("zh-CN"), en: view("en") };
});

const hostOf = (url: string): string => new URL(url).hostname;

/** Host names of pages that only repost. */
const repostHosts = (): readonly string[] =>
  data.sources.flatMap(({ reposts, url }) =>
    reposts === true && url !== null ? [hostOf(url).replace(/^(?:www|m|wap)\./u, "")] : [],
  );

describe("the sources that people are shown", () => {
  it("are all of them, in both languages", () => {
    expect(shown.en).toHaveLength(data.sources.length);
    expect(shown["zh-CN"]).toHaveLength(data.sources.length);
  });

  it("have no address where the page only reposts, in none of their texts", () => {
    const reposts = new Set(data.sources.filter((s) => s.reposts === true).map(({ id }) => id));
    expect(reposts.size).toBeGreaterThan(80);
    const hosts = [...new Set(repostHosts())];
    const leaks = [...shown.en, ...shown["zh-CN"]].filter((source) => {
      const { id, url, publisher, title, name, cites } = source;
      const text = [publisher, title, name, ...cites].join(" ");
      return (
        (reposts.has(id) && url !== null) || hosts.some((host) => `${text} ${url}`.includes(host))
      );
    });
    expect(leaks.map(({ id }) => id)).toEqual([]);
  });

  it("lead of third parties only to offices and to those who publish their own work", () => {
    const strangers = shown.en.filter(
      ({ trust, url }) =>
        trust === "third-party" &&
        url !== null &&
        !OWN_WORK.test(hostOf(url)) &&
        !OFFICIAL.test(hostOf(url)),
    );
    expect(strangers.map(({ id, url }) => [id, url])).toEqual([]);
  });

  it("bear an English publisher in English", () => {
    const chinese = shown.en.filter(({ publisher }) => /\p{Script=Han}/u.test(publisher));
    expect(chinese.map(({ id, publisher }) => [id, publisher])).toEqual([]);
    expect(data.sources.filter(({ publisherEn }) => publisherEn === undefined)).toEqual([]);
  });
});
