import { newestFirst, dateParts, isOlderThan, type LocalDate } from "../shared/dates.js";
import type { Citation, PartialDate, Source } from "../shared/provenance.js";
import type { Channel, Claim, KnowledgeBase, Office, Service } from "../knowledge/index.js";
import type { ChannelView, ClaimView, ServiceView, SourceView } from "./types.js";
import type { Speaker } from "./wordings.js";

/** After this many months a statement is said to be old. */
const SHELF_MONTHS = 12;

/** A date in words of the language, as precise as it is. */
export function sayDate(speaker: Speaker, date: PartialDate | null): string {
  const parts = date === null ? null : dateParts(date);
  if (parts === null) return speaker.say("date-unknown");
  const { year, quarter } = parts;
  // 2023年9月, but 2023-09.
  const digits = (part: number | undefined): string | undefined =>
    part === undefined ? undefined : String(part).padStart(speaker.language === "en" ? 2 : 1, "0");
  const month = digits(parts.month);
  const day = digits(parts.day);
  if (quarter !== undefined) return speaker.say("date-quarter", { year, quarter });
  if (month === undefined) return speaker.say("date-year", { year });
  if (day === undefined) return speaker.say("date-month", { year, month });
  return speaker.say("date-day", { year, month, day });
}

/** The day that a statement is of; of one without a date the day on which it was found, said to be that. */
export function sayAsOf(
  speaker: Speaker,
  date: PartialDate | null,
  source: Pick<SourceView, "date" | "retrieved">,
): string {
  const isFound = source.date === null && (date === null || date === source.retrieved);
  return isFound && source.retrieved !== undefined
    ? speaker.say("date-found", { date: sayDate(speaker, source.retrieved) })
    : sayDate(speaker, date);
}

const sayCitation = (citation: Citation): string =>
  [citation.publisher, citation.title, citation.docNo, citation.date]
    .filter((part) => part !== undefined)
    .join(" ");

const publisherOf = (speaker: Speaker, { publisher, publisherEn }: Source): string =>
  speaker.language === "en" ? (publisherEn ?? publisher) : publisher;

export function viewSource(
  speaker: Speaker,
  source: Source,
  cites: readonly Citation[],
): SourceView {
  return {
    id: source.id,
    title: source.title,
    publisher: publisherOf(speaker, source),
    date: source.date,
    // A page that reposts may be anybody's and may change: only editors go there.
    url: source.reposts === true ? null : source.url,
    trust: source.trust,
    ...(source.name !== undefined && { name: source.name[speaker.language] }),
    ...(source.retrieved !== undefined && { retrieved: source.retrieved }),
    cites: [...new Set(cites.map(sayCitation).filter((text) => text !== ""))],
  };
}

/** The sources of claims, newest first, each once, with the official documents they name. */
export const sourcesOf = (
  base: KnowledgeBase,
  speaker: Speaker,
  claims: readonly Claim[],
): readonly SourceView[] =>
  sourcesOfFacts(
    base,
    speaker,
    claims.flatMap((claim) => claim.facts),
  );

/** The sources of facts, newest first, each once, with the official documents they name. */
export function sourcesOfFacts(
  base: KnowledgeBase,
  speaker: Speaker,
  facts: readonly string[],
): readonly SourceView[] {
  const found = new Map<string, { source: Source; cites: Citation[] }>();
  for (const id of facts) {
    const fact = base.fact(id);
    const source = fact === undefined ? undefined : base.source(fact.source);
    if (fact === undefined || source === undefined) continue;
    const entry = found.get(source.id) ?? { source, cites: [] };
    entry.cites.push(...fact.cites);
    found.set(source.id, entry);
  }
  return [...found.values()]
    .sort((a, b) => newestFirst(a.source.date, b.source.date))
    .map(({ source, cites }) => viewSource(speaker, source, cites));
}

export function viewChannel(speaker: Speaker, channel: Channel): ChannelView {
  const name = speaker.language === "en" ? (channel.en ?? channel.name) : channel.name;
  return {
    id: channel.id,
    kind: channel.kind,
    name,
    ...(channel.url !== undefined && { url: channel.url }),
    ...(channel.phone !== undefined && { phone: channel.phone }),
    ...(channel.address !== undefined && { address: channel.address }),
    general: channel.general,
  };
}

/** An office to ask, as a place to go. */
export function viewOffice(speaker: Speaker, office: Office): ChannelView {
  return {
    id: office.id,
    kind: office.phone === undefined ? "web" : "phone",
    name: office.name[speaker.language],
    ...(office.url !== undefined && { url: office.url }),
    ...(office.phone !== undefined && { phone: office.phone }),
    general: false,
  };
}

/** One channel in a line: name and how to reach it. */
export function sayChannel(speaker: Speaker, channel: ChannelView): string {
  const where = [channel.phone, channel.url, channel.address].filter((part) => part !== undefined);
  const name = where.includes(channel.name) ? "" : channel.name;
  const rest = where.filter((part) => !name.includes(part));
  return [name, ...rest].filter((part) => part !== "").join(speaker.say("space"));
}

export function viewClaim(
  base: KnowledgeBase,
  speaker: Speaker,
  claim: Claim,
  today: LocalDate,
): ClaimView {
  const isPast = claim.until !== undefined && claim.until < today;
  return {
    text: speaker.language === "en" ? (claim.en ?? claim.text) : claim.text,
    asOf: claim.asOf,
    sources: [...new Set(base.sourcesOf(claim).map((source) => source.id))],
    stale: isPast || isOlderThan(claim.asOf, today, SHELF_MONTHS),
    conflict: base.isDisputed(claim),
  };
}

const allClaims = (service: Service): readonly Claim[] => Object.values(service.claims).flat();

export const nameOf = (speaker: Speaker, service: Service, coveredId?: string): string => {
  const covered = service.covers.find((entry) => entry.id === coveredId);
  const isEnglish = speaker.language === "en";
  if (covered !== undefined && (!isEnglish || service.en === undefined)) return covered.name;
  return isEnglish ? (service.en?.name ?? service.name) : service.name;
};

/** A name that will stand in quotation marks, without its own. */
export const plainName = (name: string): string => name.replace(/[“”"]/gu, "");

export const districtNameOf = (base: KnowledgeBase, speaker: Speaker, id: string): string => {
  const district = base.district(id);
  if (district === undefined) return "";
  return speaker.language === "en" ? district.en : district.name;
};

/** A service as the outside sees it, with the sources of the claims that are shown (all when none is given). */
export function viewService(
  base: KnowledgeBase,
  speaker: Speaker,
  service: Service,
  shown: readonly Claim[] = [],
): ServiceView {
  const claims = shown.length > 0 ? shown : allClaims(service);
  const dates = claims.map((claim) => claim.asOf).sort(newestFirst);
  const { own, general } = base.channelsFor(service);
  return {
    id: service.id,
    name: nameOf(speaker, service),
    district: service.district,
    covers: service.covers.map((entry) => entry.id),
    topics: service.topics,
    asOf: dates[0] ?? null,
    channels: [...own, ...general].map((channel) => viewChannel(speaker, channel)),
    sources: sourcesOf(base, speaker, claims),
  };
}
