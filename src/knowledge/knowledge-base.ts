import type { Act, Facet } from "../shared/acts.js";
import { claimsUnder, facetsOf, findClaims, statedText, textOf } from "./find-claims.js";
import type { ClaimFinding, ClaimRequest } from "./find-claims.js";
import { findChannels, generalChannels } from "./find-channels.js";
import type { ChannelFinding } from "./find-channels.js";
import { compareHost, type HostFinding } from "./compare-host.js";
import { officeIn } from "./find-offices.js";
import type { OfficeMatter } from "./find-offices.js";
import { areAlike, areasOver, counterparts, listServices } from "./find-services.js";
import type { ServiceFilter } from "./find-services.js";
import { indexKnowledge } from "./knowledge-index.js";
import type { KnowledgeData, KnowledgeIndex } from "./knowledge-index.js";
import { settle } from "./settle.js";
import type { SettleRequest, Settled } from "./settle.js";
import { meanSupport } from "./text-match.js";
import type { Channel, Claim, Service } from "./types.js";

/** The surface of the room: what we know and how it is asked. Other rooms know it by this type only. */
export interface KnowledgeBase extends KnowledgeIndex {
  /** Claims that answer an act about a service, or the miss by name. */
  findClaims(request: ClaimRequest): ClaimFinding;
  /** What is to be said to a question about one service. */
  settle(request: SettleRequest): Settled;
  /** Facets that answer an act, the act's own first. */
  facetsOf(act: Act): readonly Facet[];
  /** Claims of a facet that hold for the covered entry asked about. */
  claimsUnder(service: Service, facet: Facet, coveredId?: string): readonly Claim[];
  /** Where to go with a service: its own channels and the general ones. */
  channelsFor(service: Service): ChannelFinding;
  generalChannels(district: string): readonly Channel[];
  /** The office whose matter a text means outright. */
  officeIn(text: string): OfficeMatter | undefined;
  /** What can be said of a host without opening it. */
  compareHost(host: string): HostFinding;
  listServices(filter: ServiceFilter): readonly Service[];
  /** What another district has in place of a service, best first. */
  counterparts(service: Service, district: string): readonly Service[];
  /** Whether two services may stand for each other in two districts: their names are alike. */
  areAlike(service: Service, other: Service): boolean;
  /** Areas that contain the districts, nearest first. */
  areasOver(districts: readonly string[]): readonly string[];
  /** Whether what an area has holds for districts in it: the city, the province. */
  isWide(district: string | undefined): boolean;
  /** How far our texts about a service speak of the words, 0–1; 1 for no words. */
  speaksOf(service: Service, words: readonly string[]): number;
  /** The same for what sources say of it, without questions that we only thought of. */
  states(service: Service, words: readonly string[]): number;
}

/** Opens the knowledge over checked data. Pure and immutable. */
export function createKnowledgeBase(data: KnowledgeData): KnowledgeBase {
  const index = indexKnowledge(data);
  const places = new Set(index.districts.map(({ id }) => id));
  const parents = new Set(index.districts.flatMap(({ parent }) => parent ?? []));
  return {
    ...index,
    findClaims: (request) => findClaims(index, request),
    settle: (request) => settle(index, request),
    facetsOf,
    claimsUnder: (service, facet, coveredId) => claimsUnder(service, facet, coveredId),
    channelsFor: (service) => findChannels(index, service),
    generalChannels: (district) => generalChannels(index, district),
    officeIn: (text) => officeIn(index.offices, text, index.isShared),
    compareHost: (host) => compareHost(host, index.hosts, index.notOfficial, places),
    listServices: (filter) => listServices(index, filter),
    counterparts: (service, district) => counterparts(index, service, district),
    areAlike,
    areasOver: (districts) => areasOver(index, districts),
    isWide: (district) => district !== undefined && parents.has(district),
    speaksOf: (service, words) => meanSupport(words, textOf(service), index.sayings),
    states: (service, words) => meanSupport(words, statedText(service), index.sayings),
  };
}
