import type { LocalDate } from "../shared/dates.js";
import { byFacet, type Locale } from "../shared/acts.js";
import type { CarriedSlot } from "../shared/hand-over.js";
import type { KnowledgeBase, Service } from "../knowledge/index.js";
import type { Intent } from "../nlu/index.js";
import { createSpeaker, fixedChoices, viewClaim, viewService } from "../reply/index.js";
import type { Wordings } from "../reply/index.js";
import type { EngineData } from "./engine-data.js";
import { toLocale } from "./localize.js";
import { createShelf } from "./shelf.js";
import { createSuggester } from "./suggest.js";
import type { Catalogue, ServiceDetail } from "./types.js";

/** What the catalogue is made from; `search` gives service ids for words, best first. */
export interface CatalogueParts {
  readonly version: string;
  readonly base: KnowledgeBase;
  readonly intents: readonly Intent[];
  readonly slots: EngineData["slots"];
  readonly replies: Wordings;
  readonly search: (words: string, today: LocalDate) => readonly string[];
  /** The day it is now; ages of statements count from it. */
  readonly today: () => LocalDate;
}

/** The slots that a hand-over carries, in the order of its code, with the values that they can have. */
const carriedOf = (slots: CatalogueParts["slots"]): readonly CarriedSlot[] =>
  slots
    .flatMap(({ id, carried, choices }) =>
      carried === undefined ? [] : [{ id, carried, choices }],
    )
    .toSorted((a, b) => a.carried - b.carried)
    .map(({ id, choices }) => ({ slot: id, values: choices.flatMap(({ value }) => value ?? []) }));

/** The catalogue in words of one language; where a statement has none of its own, it stays Chinese. */
function createView(parts: CatalogueParts, locale: Locale): Omit<Catalogue, "inLocale"> {
  const { base, intents, replies } = parts;
  const speaker = createSpeaker(replies, locale);
  const isEnglish = speaker.language === "en";

  const matches = (
    service: Service,
    filter: { readonly district?: string; readonly topic?: string },
  ): boolean =>
    (filter.district === undefined || service.district === filter.district) &&
    (filter.topic === undefined || service.topics.includes(filter.topic));

  function detail(service: Service): ServiceDetail {
    const claims = byFacet((facet) =>
      service.claims[facet].map((claim) => viewClaim(base, speaker, claim, parts.today())),
    );
    return {
      ...viewService(base, speaker, service),
      kind: service.kind,
      status: service.status,
      partOf: service.partOf ?? null,
      claims,
    };
  }

  // Channels ask for the same services with every reply; what is said of a service changes with the day only.
  const known = new Map<string, ServiceDetail>();
  let knownOn: LocalDate | null = null;

  function detailToday(service: Service): ServiceDetail {
    const today = parts.today();
    if (knownOn !== today) known.clear();
    knownOn = today;
    const made = known.get(service.id) ?? toLocale(detail(service), locale);
    known.set(service.id, made);
    return made;
  }

  const shelf = createShelf({ base, intents, speaker, locale, today: parts.today });

  return {
    version: parts.version,
    shelf,
    suggest: createSuggester({
      base,
      speaker,
      locale,
      shelf,
      questions: [
        ...fixedChoices(speaker, "front-choices"),
        ...fixedChoices(speaker, "front-example-choices"),
      ],
    }),
    districts: toLocale(
      base.districts
        .filter((district) => district.served)
        .map(({ id, name, en }) => ({ id, name: isEnglish ? en : name })),
      locale,
    ),
    topics: toLocale(
      intents
        .filter((intent) => intent.axis === "topic")
        .map(({ id, title, en }) => ({ id, name: isEnglish ? en : title })),
      locale,
    ),
    carriedSlots: carriedOf(parts.slots),
    find: ({ q, limit, ...filter }) => {
      const found =
        q === undefined
          ? base.listServices({})
          : parts.search(q, parts.today()).flatMap((id) => base.service(id) ?? []);
      return toLocale(
        found
          .filter((service) => matches(service, filter))
          .slice(0, limit)
          .map((service) => viewService(base, speaker, service)),
        locale,
      );
    },
    get: (id) => {
      const service = base.service(id);
      return service === undefined ? null : detailToday(service);
    },
    say: (key, spoken: Locale) => toLocale(createSpeaker(replies, spoken).say(key), spoken),
    words: (key) => [
      ...new Set(
        (["zh-CN", "zh-TW", "en"] as const).flatMap((each) =>
          toLocale(createSpeaker(replies, each).all(key), each),
        ),
      ),
    ],
    choices: (key, spoken: Locale) =>
      toLocale(fixedChoices(createSpeaker(replies, spoken), key), spoken),
  };
}

/** Read access to services, districts, topics and wordings, without a talk. */
export function createCatalogue(parts: CatalogueParts): Catalogue {
  const made = new Map<Locale, Catalogue>();
  const inLocale = (locale: Locale): Catalogue => {
    const view = made.get(locale) ?? { ...createView(parts, locale), inLocale };
    made.set(locale, view);
    return view;
  };
  return inLocale("zh-CN");
}
