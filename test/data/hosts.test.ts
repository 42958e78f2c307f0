// What can be said of a pasted address, over the whole data.
import { describe, expect, it } from "vitest";
import { createKnowledgeBase } from "../../src/knowledge/index.js";
import { loadCorpus } from "../../src/corpus/load.js";
import { repositoryRoot } from "../helpers/repository-root.js";

const loaded = await loadCorpus(repositoryRoot);
if (!loaded.ok) throw new Error("the data has faults: npm run validate");
const { data } = loaded.corpus;
const base = createKnowledgeBase(data);

describe("hosts of the data", () => {
  it.each([...data.hosts])("%s: to which a channel may lead, is known", (host) => {
    expect(base.compareHost(host)).toMatchObject({ kind: "known", known: { kind: "official" } });
  });

  it.each([...data.notOfficial])("%s: passes for one, and is not", (host) => {
    expect(base.compareHost(host)).toEqual({ kind: "listed" });
    expect(base.compareHost(`www.${host}`)).toEqual({ kind: "listed" });
  });

  it("are official only where a government has them, or a channel or an official source names them", () => {
    const named = new Set([
      ...data.hosts,
      ...data.sources.flatMap(({ trust, url, reposts }) =>
        trust === "official" && url !== null && reposts !== true ? [new URL(url).hostname] : [],
      ),
    ]);
    const others = base.hosts
      .filter(({ kind, host }) => kind === "official" && !host.endsWith(".gov.cn"))
      .filter(({ host }) => !named.has(host));
    expect(others.map(({ host }) => host)).toEqual([]);
  });

  it("of pages that only repost, and of third parties, are not known", () => {
    const theirs = data.sources.flatMap(({ url, trust, reposts }) =>
      url !== null && (reposts === true || trust === "third-party") ? [new URL(url).hostname] : [],
    );
    const known = theirs.filter((host) => {
      const finding = base.compareHost(host);
      return finding.kind === "known" && !host.endsWith(".gov.cn") && !data.hosts.includes(host);
    });
    const published = data.sources.flatMap(({ url, trust, reposts }) =>
      url !== null && reposts !== true && trust !== "third-party" ? [new URL(url).hostname] : [],
    );
    expect([...new Set(known)].filter((host) => !published.includes(host))).toEqual([]);
  });

  it("each changed by one letter in its own name is known no longer", () => {
    for (const { host } of base.hosts) {
      const bare = host.replace(/^www\./u, "");
      for (const other of [`q${bare}`, `${bare.slice(0, -1)}q`, `${bare}.top`, `my-${bare}`]) {
        expect(base.compareHost(other).kind, other).not.toBe("known");
      }
    }
  });
});

describe("what sources say of a fee", () => {
  it("is that there is none, or that none says it: the words for a check rest on that", () => {
    const words = base.wordsFor("speaks-of-fee");
    const told = [
      ...data.services.flatMap(({ claims }) => Object.values(claims).flat()),
      ...data.topics.flatMap(({ lead, ways }) => [...lead, ...ways.map(({ claim }) => claim)]),
      ...data.faq.flatMap(({ answer }) => answer),
    ].filter(({ text }) => words.some((word) => text.includes(word)));
    const states = told.filter(({ text }) => !/不收|免收|不用交|来源没有写/u.test(text));
    expect(states.map(({ text }) => text)).toEqual([]);
  });
});
