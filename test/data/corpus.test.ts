import { readFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { loadCorpus } from "../../src/corpus/load.js";
import { formatFault } from "../../src/corpus/types.js";
import type { Corpus } from "../../src/corpus/types.js";
import { FACETS } from "../../src/shared/acts.js";
import { repositoryRoot } from "../helpers/repository-root.js";

/** From this relevance on a service is said in English too. */
const ENGLISH_FROM = 3;

let corpus: Corpus;

beforeAll(async () => {
  const result = await loadCorpus(repositoryRoot);
  if (!result.ok) throw new Error(result.faults.map(formatFault).join("\n"));
  corpus = result.corpus;
});

/** A list of ids, one a line. */
const idsOf = async (file: string): Promise<readonly string[]> =>
  (await readFile(path.join(repositoryRoot, file), "utf8")).trimEnd().split("\n");

const claims = () =>
  corpus.data.services.flatMap((service) => FACETS.flatMap((facet) => service.claims[facet]));

describe("what the program knows", () => {
  it("is 377 inventory entries, each a service or part of exactly one", async () => {
    const ids = await idsOf("test/data/inventory-ids.txt");
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

  it("cites every source that holds more than hints, but for what the second harvest brought", async () => {
    const harvest = new Set(await idsOf("test/data/harvest-ids.txt"));
    const cited = new Set([
      ...claims().flatMap((claim) => claim.facts),
      ...corpus.data.channels.flatMap((channel) => channel.facts),
    ]);
    const citedSources = new Set([...cited].map((id) => corpus.factById.get(id)?.source));
    const withFacts = corpus.data.facts
      .filter((fact) => fact.confidence !== "low" && !harvest.has(fact.id))
      // An older fact was a hint until the harvest confirmed it.
      .filter((fact) => fact.note?.includes("证实") !== true)
      .map((fact) => fact.source);
    expect([...new Set(withFacts)].filter((id) => !citedSources.has(id))).toEqual([]);
  });

  it("holds every fact of the second harvest once", async () => {
    const ids = await idsOf("test/data/harvest-ids.txt");
    expect(new Set(ids).size).toBe(309);
    const held = corpus.data.facts.map((fact) => fact.id);
    expect(ids.filter((id) => held.filter((one) => one === id).length !== 1)).toEqual([]);
  });

  it("raises an older fact only by one that confirms it, and says by which", () => {
    const backers = new Map<string, string[]>();
    for (const fact of corpus.data.facts) {
      for (const id of fact.confirms ?? []) backers.set(id, [...(backers.get(id) ?? []), fact.id]);
    }
    const raised = corpus.data.facts.filter(
      ({ note, confidence }) => confidence !== "low" && note?.includes("证实") === true,
    );
    expect(raised.length).toBeGreaterThan(30);
    const unfounded = raised.filter(
      ({ id, note }) => backers.get(id)?.some((by) => note?.includes(by) === true) !== true,
    );
    expect(unfounded.map(({ id }) => id)).toEqual([]);
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
