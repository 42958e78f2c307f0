import type { Fact, Source } from "../shared/provenance.js";
import { dayRange, newestFirst } from "../shared/dates.js";
import { knownHosts, type KnownHost } from "./known-hosts.js";
import type { Sayings } from "./text-match.js";
import type { Channel, Claim, District, FaqEntry, Office, Service, Topic } from "./types.js";

/** What the knowledge room is built from: checked data of `knowledge/` and `seeds/`. */
export interface KnowledgeData {
  readonly services: readonly Service[];
  readonly channels: readonly Channel[];
  readonly districts: readonly District[];
  /** Guides of general questions, the city's before those of districts. */
  readonly topics?: readonly Topic[];
  readonly offices?: readonly Office[];
  /** Questions that people ask, each with its answer. */
  readonly faq?: readonly FaqEntry[];
  readonly sources: readonly Source[];
  readonly facts: readonly Fact[];
  /** Hosts to which a channel may lead. */
  readonly hosts?: readonly string[];
  /** Hosts that pass for official ones and are not. */
  readonly notOfficial?: readonly string[];
  /** Words for what is had or got in general (补贴, 政策, 扶持): asked for, they are about nothing in particular. */
  readonly generalWords?: ReadonlySet<string>;
  /** Words that many names are made of (人才, 服务, 中心): alone they name nothing. */
  readonly namingWords?: ReadonlySet<string>;
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
  faqEntry(id: string): FaqEntry | undefined;
  /** Machines of the web that the data names, and whose they are. */
  readonly hosts: readonly KnownHost[];
  readonly notOfficial: readonly string[];
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
  /** Whether a piece of a name is made of words that many names share. */
  readonly isShared: (text: string) => boolean;
  /** Whether a word is made of words for what is had in general. */
  isGeneral(word: string): boolean;
  /** Words of a group; none for one that is not there. */
  wordsFor(group: string): readonly string[];
  /** Words of one entry of a group; none for one that is not there. */
  wordsOf(group: string, value: string): readonly string[];
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

/**
 * Whether one fact took the other's place and its date says so too. An old rule may be repeated after it was replaced;
 * "the older one, of 2026, was replaced by the newer one, of 2024" is no help, so those two just disagree.
 */
function tookPlaceOf(fact: Fact, other: Fact): boolean {
  if (fact.replaces?.includes(other.id) !== true) return false;
  const to = fact.asOf === null ? undefined : dayRange(fact.asOf)?.to;
  const from = other.asOf === null ? undefined : dayRange(other.asOf)?.from;
  return to === undefined || from === undefined || to >= from;
}

/** Whether a text can be cut into words of a set. */
function isMadeOf(text: string, words: ReadonlySet<string>): boolean {
  const reached = new Set([0]);
  for (let at = 0; at < text.length; at += 1) {
    if (!reached.has(at)) continue;
    for (let end = at + 1; end <= text.length; end += 1) {
      if (words.has(text.slice(at, end))) reached.add(end);
    }
  }
  return text !== "" && reached.has(text.length);
}

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
  const faq = byId(data.faq ?? []);
  const districts = byId(data.districts);
  const facts = byId(data.facts);
  const sources = byId(data.sources);

  const factsOf = (claim: Claim): readonly Fact[] =>
    claim.facts.flatMap((id) => facts.get(id) ?? []);

  const disputes = (fact: Fact): readonly Dispute[] =>
    fact.conflicts.flatMap((id): readonly Dispute[] => {
      const other = facts.get(id);
      if (other === undefined || other.confidence === "low") return [];
      if (tookPlaceOf(fact, other)) return [{ other, newer: fact }];
      return [{ other, newer: tookPlaceOf(other, fact) ? other : null }];
    });
  const entriesOf = (group: string) => data.synonyms?.[group] ?? [];
  return {
    wordsOf: (group, value) =>
      entriesOf(group).flatMap((entry) => (entry.value === value ? entry.words : [])),
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
    hosts: knownHosts(data),
    notOfficial: data.notOfficial ?? [],
    topic: (id) => topics.get(id),
    office: (id) => offices.get(id),
    faqEntry: (id) => faq.get(id),
    service: (id) => services.get(id),
    district: (id) => districts.get(id),
    channel: (id) => channels.get(id),
    fact: (id) => facts.get(id),
    source: (id) => sources.get(id),
    isShared: (text) => isMadeOf(text, data.namingWords ?? new Set()),
    isGeneral: (word) => isMadeOf(word, data.generalWords ?? new Set()),
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
