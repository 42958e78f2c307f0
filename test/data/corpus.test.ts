import { readFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { loadCorpus } from "../../src/corpus/load.js";
import { formatFault } from "../../src/corpus/types.js";
import type { Corpus } from "../../src/corpus/types.js";
import { FACETS } from "../../src/shared/acts.js";
import { repositoryRoot } from "../helpers/repository-root.js";

/** From this relevance on a service is said in English too. */
const ENGLISH_FROM = 4;

let corpus: Corpus;

beforeAll(async () => {
  const result = await loadCorpus(repositoryRoot);
  if (!result.ok) throw new Error(result.faults.map(formatFault).join("\n"));
  corpus = result.corpus;
});

const claims = () =>
  corpus.data.services.flatMap((service) => FACETS.flatMap((facet) => service.claims[facet]));

describe("what the program knows", () => {
  it("is 377 inventory entries, each a service or part of exactly one", async () => {
    const list = await readFile(path.join(repositoryRoot, "test/data/inventory-ids.txt"), "utf8");
    const ids = list.trimEnd().split("\n");
    expect(new Set(ids).size).toBe(377);
    const owners = corpus.data.services.flatMap((service) => [
      service.id,
      ...service.covers.map((covered) => covered.id),
    ]);
    const counts = ids.map((id) => [id, owners.filter((owner) => owner === id).length]);
    expect(counts.filter(([, count]) => count !== 1)).toEqual([]);
  });

  it("says of every service what it is", () => {
    const silent = corpus.data.services.filter((service) => service.claims.what.length === 0);
    expect(silent.map((service) => service.id)).toEqual([]);
  });

  it("has an English name and description for what newcomers ask", () => {
    const missing = corpus.data.services.filter(
      (service) => service.relevance >= ENGLISH_FROM && service.en === undefined,
    );
    expect(missing.map((service) => service.id)).toEqual([]);
  });

  it("rests on facts with a source and a date, none of low confidence", () => {
    for (const claim of claims()) {
      for (const id of claim.facts) {
        const fact = corpus.factById.get(id);
        expect(fact?.confidence, id).toMatch(/^(?:high|medium)$/u);
        expect(corpus.sourceById.has(fact?.source ?? ""), id).toBe(true);
      }
    }
    expect(claims().length).toBeGreaterThan(377);
  });

  it("cites every source that holds more than hints", () => {
    const cited = new Set([
      ...claims().flatMap((claim) => claim.facts),
      ...corpus.data.channels.flatMap((channel) => channel.facts),
    ]);
    const citedSources = new Set([...cited].map((id) => corpus.factById.get(id)?.source));
    const withFacts = corpus.data.facts
      .filter((fact) => fact.confidence !== "low")
      .map((fact) => fact.source);
    expect([...new Set(withFacts)].filter((id) => !citedSources.has(id))).toEqual([]);
  });

  it("has a place to go in every district that it serves", () => {
    const served = corpus.data.districts.filter((district) => district.served);
    expect(served.length).toBeGreaterThanOrEqual(9);
    const general = new Set(
      corpus.data.channels.filter((channel) => channel.general).flatMap((c) => c.districts),
    );
    const reached = served.filter(
      ({ id, parent }) => general.has(id) || (parent !== undefined && general.has(parent)),
    );
    expect(reached).toEqual(served);
  });
});
