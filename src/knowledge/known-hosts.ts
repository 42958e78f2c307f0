import { newestFirst } from "../shared/dates.js";
import type { Fact, Source } from "../shared/provenance.js";
import type { Bilingual, Channel, Office } from "./types.js";

/** A machine name that we know, whose it is, and how we know. */
export interface KnownHost {
  readonly host: string;
  readonly name: Bilingual;
  /** `official`: an office's; `publisher`: of a newspaper or a university that we cite, where nothing is applied for or paid. */
  readonly kind: "official" | "publisher";
  /** The document that names it; `null` for what is common knowledge, which is said. */
  readonly source: Source | null;
}

/** The front page of a site, or a page deep inside it. */
interface Door {
  readonly isWhole: boolean;
}

/** Grammar: an address of the web, its host, and the path behind it. */
const ADDRESS = /^https?:\/\/(?<host>[^/:?#]+)(?::\d+)?(?<path>.*)$/iu;

/** The host of an address; empty for what is none. */
const hostOf = (url: string): string => ADDRESS.exec(url)?.groups?.["host"]?.toLowerCase() ?? "";

const isFront = (url: string): boolean => /^\/?$/u.test(ADDRESS.exec(url)?.groups?.["path"] ?? "");

/** What names hosts. */
interface HostData {
  readonly channels: readonly Channel[];
  readonly offices?: readonly Office[] | undefined;
  readonly sources: readonly Source[];
  readonly facts: readonly Fact[];
  /** Hosts to which a channel may lead, whether one does or not. */
  readonly hosts?: readonly string[] | undefined;
}

/** Names of machines that only governments of China are given. */
const GOVERNMENT = /\.gov\.cn$/u;

const same = (text: string): Bilingual => ({ zh: text, en: text });

const publisherOf = ({ publisher, publisherEn }: Source): Bilingual => ({
  zh: publisher,
  en: publisherEn ?? publisher,
});

/**
 * All hosts that the data names, each once: places to go and offices first, then who published what we cite, then
 * addresses of governments that a source gives. Pages that only repost, and others' pages, are none.
 */
export function knownHosts({
  channels,
  offices = [],
  sources,
  facts,
  hosts = [],
}: HostData): readonly KnownHost[] {
  const bySource = new Map(sources.map((source) => [source.id, source]));
  const byFact = new Map(facts.map((fact) => [fact.id, fact]));
  /** The newest document behind facts. */
  const behind = (ids: readonly string[]): Source | null =>
    ids
      .flatMap((id) => byFact.get(id) ?? [])
      .filter(({ confidence }) => confidence !== "low")
      .flatMap(({ source }) => bySource.get(source) ?? [])
      .toSorted((a, b) => newestFirst(a.date, b.date))[0] ?? null;
  const doors = [
    ...channels.map(({ url, name, en, facts: ids }) => ({
      url,
      name: { zh: name, en: en ?? name },
      ids,
    })),
    ...offices.map(({ url, name, facts: ids }) => ({ url, name, ids })),
  ];
  const official = doors.flatMap(({ url, name, ids }): readonly (KnownHost & Door)[] =>
    url === undefined
      ? []
      : [
          {
            host: hostOf(url),
            name,
            kind: "official",
            source: behind(ids),
            isWhole: isFront(url),
          },
        ],
  );
  const published: readonly KnownHost[] = sources.flatMap((source): readonly KnownHost[] => {
    if (source.url === null || source.reposts === true || source.trust === "third-party") return [];
    const host = hostOf(source.url);
    const isOffice = source.trust === "official" || GOVERNMENT.test(host);
    const kind = isOffice ? "official" : "publisher";
    // What a university copies from an office stands on the office's own host.
    const name = isOffice && source.trust !== "official" ? same(host) : publisherOf(source);
    return [{ host, name, kind, source }];
  });
  const cited: readonly KnownHost[] = facts.flatMap((fact) =>
    fact.confidence === "low"
      ? []
      : fact.cites.flatMap(({ url, publisher }): readonly KnownHost[] => {
          const host = hostOf(url ?? "");
          return GOVERNMENT.test(host) && publisher !== undefined
            ? [
                {
                  host,
                  name: { zh: publisher, en: host },
                  kind: "official",
                  source: bySource.get(fact.source) ?? null,
                },
              ]
            : [];
        }),
  );
  const known = new Map<string, KnownHost>();
  /** Without a door of its own a host is known by the facts that name it. */
  const listed = hosts.map((host): KnownHost => {
    const named = facts.filter(({ says, values }) =>
      [says, ...Object.values(values)].some((value) => String(value).includes(host)),
    );
    return { host, name: same(host), kind: "official", source: behind(named.map(({ id }) => id)) };
  });
  const ofDoors = (whole: boolean): readonly KnownHost[] =>
    official
      .filter(({ isWhole }) => isWhole === whole)
      .map(({ host, name, kind, source }) => ({ host, name, kind, source }));
  // A door deep inside a site is called after its page; whose the site is, who publishes there says better.
  for (const one of [...ofDoors(true), ...published, ...ofDoors(false), ...cited, ...listed])
    if (!known.has(one.host)) known.set(one.host, one);
  return [...known.values()];
}
