import type { LocalDate } from "../../shared/dates.js";
import type { Channel, Claim, Service } from "../../knowledge/index.js";
import type { CaseBlock, DistrictItem } from "../types.js";
import type { VerdictView } from "../types.js";
import type { VerdictVoice } from "../verdict/view-verdict.js";
import { nameOf, viewClaim } from "../views.js";

/** Services of a district in its row; more would hide what differs. */
const MOST_SERVICES = 2;

/** Below this a service is a statistic or a place of interest, not something a person would go for. */
const LEAST_RELEVANCE = 3;

/** Kinds of services that are no offer to a person. */
const NO_OFFERS: ReadonlySet<string> = new Set([
  "enterprise-service",
  "research-platform",
  "event",
]);

/** What the table is about. */
export interface DistrictsInput {
  /** Topics of what concerns the person, the nearest first. */
  readonly topics: readonly string[];
  /** By district the verdicts on what it has of its own, as if the person worked and lived there. */
  readonly verdicts: ReadonlyMap<string, readonly VerdictView[]>;
  /** Where the person works and lives, with the words that mark it. */
  readonly own: ReadonlyMap<string, string>;
  readonly today: LocalDate;
}

/** The table, and the statements it rests on. */
export interface DistrictsTable {
  readonly block: Extract<CaseBlock, { kind: "districts" }>;
  readonly claims: readonly Claim[];
}

interface Cell {
  readonly items: readonly DistrictItem[];
  readonly claims: readonly Claim[];
}

/** The verdict on a service, also where its policy judges several. */
export const verdictOn = (
  { policies }: VerdictVoice,
  verdicts: readonly VerdictView[],
  service: Service,
): VerdictView | undefined =>
  verdicts.find(
    (verdict) =>
      verdict.service === service.id ||
      policies.get(verdict.policy ?? "")?.services.includes(service.id) === true,
  );

/** The verdicts of a district; none where it has no rule of its own. */
export const verdictsIn = (
  { verdicts }: DistrictsInput,
  district: string,
): readonly VerdictView[] => verdicts.get(district) ?? [];

function offersOf(voice: VerdictVoice, district: string, input: DistrictsInput) {
  const { base } = voice;
  const verdictOf = (service: Service): VerdictView | undefined =>
    verdictOn(voice, verdictsIn(input, district), service);
  const isJudged = (service: Service): boolean => verdictOf(service) !== undefined;
  return base
    .listServices({ districts: [district], topics: input.topics })
    .filter(
      (service) =>
        service.status !== "ended" &&
        // What this person could not have there either is no difference.
        verdictOf(service)?.outcome !== "ineligible" &&
        (isJudged(service) ||
          (service.relevance >= LEAST_RELEVANCE && !NO_OFFERS.has(service.kind))),
    )
    .toSorted((a, b) => Number(isJudged(b)) - Number(isJudged(a)))
    .slice(0, MOST_SERVICES);
}

/** One cell of each column for the services of a district. */
function cellsOf(voice: VerdictVoice, district: string, input: DistrictsInput): readonly Cell[] {
  const { base, speaker } = voice;
  const services = offersOf(voice, district, input);
  const view = (claim: Claim) => viewClaim(base, speaker, claim, input.today);
  const cell = (pick: (service: Service) => readonly Claim[], isNamed: boolean): Cell => {
    const found = services.map((service) => ({ service, claims: pick(service) }));
    return {
      items: found.flatMap(({ service, claims }) =>
        claims.map((claim) => ({
          title: isNamed
            ? titleOf(voice, service, verdictsIn(input, district))
            : nameOf(speaker, service),
          claim: view(claim),
        })),
      ),
      claims: found.flatMap(({ claims }) => claims),
    };
  };
  return [
    cell((service) => service.claims.what.slice(0, 1), true),
    cell((service) => service.claims.amount.slice(0, 2), false),
    whereCell(voice, services, view),
  ];
}

/** The name of a service with the sign of its verdict, where it was judged. */
function titleOf(voice: VerdictVoice, service: Service, verdicts: readonly VerdictView[]) {
  const { speaker } = voice;
  const verdict = verdictOn(voice, verdicts, service);
  const name = nameOf(speaker, service);
  return verdict === undefined
    ? name
    : speaker.say("districts-judged", {
        sign: speaker.say(`verdict-sign-${verdict.outcome}`),
        name,
      });
}

const sayChannel = ({ speaker }: VerdictVoice, channel: Channel): string =>
  [
    speaker.language === "en" ? (channel.en ?? channel.name) : channel.name,
    channel.phone ?? channel.url ?? channel.address ?? "",
  ]
    .filter((part, index, parts) => part !== "" && parts.indexOf(part) === index)
    .join(speaker.say("space"));

/** Where to apply: what a source says of it, else the service's own channel with the source that names it. */
function whereCell(
  voice: VerdictVoice,
  services: readonly Service[],
  view: (claim: Claim) => DistrictItem["claim"],
): Cell {
  const { base, speaker } = voice;
  const claims = services.flatMap((service) => {
    const { where, how, contact } = service.claims;
    const claim = where[0] ?? how[0] ?? contact[0];
    if (claim !== undefined) return [{ service, claim }];
    const [channel] = base.channelsFor(service).own;
    if (channel === undefined || channel.facts.length === 0) return [];
    const { facts, asOf } = channel;
    return [{ service, claim: { text: sayChannel(voice, channel), facts, asOf } }];
  });
  return {
    items: claims.map(({ service, claim }) => ({
      title: nameOf(speaker, service),
      claim: view(claim),
    })),
    claims: claims.map(({ claim }) => claim),
  };
}

/** How much a row holds. */
const itemsOf = (cells: readonly Cell[]): number =>
  cells.reduce((count, { items }) => count + items.length, 0);

/** A row in a line: statements once, each with the name of what it is about. */
function lineOf({ speaker }: VerdictVoice, name: string, items: readonly DistrictItem[]): string {
  if (items.length === 0) return "";
  const said = items.map(({ title, claim }) =>
    speaker.say("titled-line", { title, text: claim.text }),
  );
  return speaker.say("titled-line", {
    title: name,
    text: [...new Set(said)].join(speaker.say("space")),
  });
}

const COLUMNS = ["offers", "amount", "where"] as const;

/** The most that a district's own may bring, in CNY; a limit counts as what it is at most. */
export const mostOf = (verdicts: readonly VerdictView[]): number =>
  verdicts
    .filter(({ outcome }) => outcome !== "ineligible")
    .reduce(
      (sum, { amountCny, amountRangeCny }) => sum + (amountCny ?? amountRangeCny?.max ?? 0),
      0,
    );

/**
 * The served districts side by side for one person, each as if the person worked and lived there: what each has of its own in the
 * topics that concern the person, most money first, then what has anything. What is the same everywhere (the city's) stands in
 * no row; a column in which nobody has anything is left out.
 *
 * @returns `null` when no district has anything of its own there
 */
export function districtsTable(voice: VerdictVoice, input: DistrictsInput): DistrictsTable | null {
  const { base, speaker } = voice;
  const districts = base.districts.filter(({ id, served }) => served && !base.isWide(id));
  if (input.topics.length === 0) return null;
  const rows = districts
    .map((district) => ({
      district,
      cells: cellsOf(voice, district.id, input),
      most: mostOf(verdictsIn(input, district.id)),
    }))
    .toSorted((a, b) => b.most - a.most || itemsOf(b.cells) - itemsOf(a.cells));
  const kept = COLUMNS.map((id, index) => ({ id, index })).filter(({ index }) =>
    rows.some(({ cells }) => (cells[index]?.items.length ?? 0) > 0),
  );
  if (kept.length === 0) return null;
  return {
    block: {
      kind: "districts",
      title: speaker.say("districts-title"),
      rowTitle: speaker.say("districts-row"),
      columns: kept.map(({ id }) => ({ id, title: speaker.say(`districts-${id}`) })),
      rows: rows.map(({ district, cells }) => ({
        district: district.id,
        name: speaker.language === "en" ? district.en : district.name,
        mark: input.own.get(district.id) ?? "",
        cells: kept.map(({ index }) => cells[index]?.items ?? []),
        line: lineOf(
          voice,
          speaker.language === "en" ? district.en : district.name,
          cells.flatMap(({ items }) => items),
        ),
      })),
      empty: speaker.say("districts-empty"),
      note: speaker.say("districts-note"),
    },
    claims: rows.flatMap(({ cells }) => cells.flatMap(({ claims }) => claims)),
  };
}
