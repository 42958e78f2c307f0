import type { Fact, Source } from "../shared/provenance.js";
import { newestFirst } from "../shared/dates.js";
import type { Sayings } from "./text-match.js";
import type { Channel, Claim, District, Office, Service, Topic } from "./types.js";

/** What the knowledge room is built from: checked data of `knowledge/` and `seeds/`. */
export interface KnowledgeData {
  readonly services: readonly Service[];
  readonly channels: readonly Channel[];
  readonly districts: readonly District[];
  /** Guides of general questions, the city's before those of districts. */
  readonly topics?: readonly Topic[];
  readonly offices?: readonly Office[];
  readonly sources: readonly Source[];
  readonly facts: readonly Fact[];
  /** For a word of a question the other words that mean exactly the same; without them only the same words match. */
  readonly sameWords?: ReadonlyMap<string, readonly string[]>;
  /** Groups of words by name (`intents/synonyms.yaml`): by which a statement is known to speak of a side. */
  readonly synonyms?: Readonly<
    Record<string, readonly { readonly value: string; readonly words: readonly string[] }[]>
  >;
}

/** Read access to what we know; immutable, so one edit of the files makes a new one. */
export interface KnowledgeIndex {
  readonly services: readonly Service[];
  readonly districts: readonly District[];
  readonly channels: readonly Channel[];
  readonly topics: readonly Topic[];
  readonly offices: readonly Office[];
  topic(id: string): Topic | undefined;
  office(id: string): Office | undefined;
  /** By own id or by the id of a covered entry; `undefined` when unknown. */
  service(id: string): Service | undefined;
  district(id: string): District | undefined;
  channel(id: string): Channel | undefined;
  fact(id: string): Fact | undefined;
  source(id: string): Source | undefined;
  /** Services whose `partOf` is this one, most relevant first. */
  partsOf(id: string): readonly Service[];
  /** The documents behind a claim, newest first, each once. */
  sourcesOf(claim: Claim): readonly Source[];
  /** Other ways to say a word that mean exactly the same. */
  readonly sayings: Sayings;
  /** Words of a group; none for one that is not there. */
  wordsFor(group: string): readonly string[];
  /** The entry of a group of which a text holds a word, the longest word first, with that word; `null` for none. */
  saidOf(group: string, text: string): { readonly value: string; readonly said: string } | null;
  /** All of what a claim rests on was replaced by newer statements. */
  isReplaced(claim: Claim): boolean;
  /** Facts that a claim cites and that others disagree with. */
  isDisputed(claim: Claim): boolean;
  /** Statements that disagree with a fact; hints for editors left out. */
  disputes(fact: Fact): readonly Dispute[];
}

/** A statement that disagrees with another one. */
export interface Dispute {
  readonly other: Fact;
  /** The one of the two that took the other's place; `null` when neither did. */
  readonly newer: Fact | null;
}

const byId = <T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [item.id, item]));

/** Builds the indexes over the data; about a millisecond for 500 services. */
export function indexKnowledge(data: KnowledgeData): KnowledgeIndex {
  const services = new Map<string, Service>();
  const parts = new Map<string, Service[]>();
  for (const service of data.services) {
    services.set(service.id, service);
    for (const covered of service.covers) services.set(covered.id, service);
    if (service.partOf !== undefined) {
      parts.set(service.partOf, [...(parts.get(service.partOf) ?? []), service]);
    }
  }
  for (const list of parts.values()) list.sort((a, b) => b.relevance - a.relevance);
  const channels = byId(data.channels);
  const topics = byId(data.topics ?? []);
  const offices = byId(data.offices ?? []);
  const districts = byId(data.districts);
  const facts = byId(data.facts);
  const sources = byId(data.sources);

  const factsOf = (claim: Claim): readonly Fact[] =>
    claim.facts.flatMap((id) => facts.get(id) ?? []);

  const disputes = (fact: Fact): readonly Dispute[] =>
    fact.conflicts.flatMap((id): readonly Dispute[] => {
      const other = facts.get(id);
      if (other === undefined || other.confidence === "low") return [];
      if (fact.replaces?.includes(id) === true) return [{ other, newer: fact }];
      return [{ other, newer: other.replaces?.includes(fact.id) === true ? other : null }];
    });
  const entriesOf = (group: string) => data.synonyms?.[group] ?? [];
  return {
    wordsFor: (group) => entriesOf(group).flatMap(({ words }) => words),
    saidOf: (group, text) => {
      const lower = text.toLowerCase();
      const held = entriesOf(group)
        .flatMap(({ value, words }) => words.map((said) => ({ value, said })))
        .filter(({ said }) => lower.includes(said))
        .sort((a, b) => b.said.length - a.said.length);
      return held[0] ?? null;
    },
    isReplaced: (claim) => {
      const cited = factsOf(claim);
      return (
        cited.length > 0 &&
        cited.every((fact) =>
          disputes(fact).some(({ newer }) => newer !== null && newer.id !== fact.id),
        )
      );
    },
    services: data.services,
    districts: data.districts,
    channels: data.channels,
    topics: data.topics ?? [],
    offices: data.offices ?? [],
    topic: (id) => topics.get(id),
    office: (id) => offices.get(id),
    service: (id) => services.get(id),
    district: (id) => districts.get(id),
    channel: (id) => channels.get(id),
    fact: (id) => facts.get(id),
    source: (id) => sources.get(id),
    sayings: (word) => data.sameWords?.get(word) ?? [],
    partsOf: (id) => parts.get(id) ?? [],
    sourcesOf: (claim) => {
      const found = factsOf(claim).flatMap((fact) => sources.get(fact.source) ?? []);
      return [...new Set(found)].sort((a, b) => newestFirst(a.date, b.date));
    },
    isDisputed: (claim) => factsOf(claim).some((fact) => disputes(fact).length > 0),
    disputes,
  };
}
