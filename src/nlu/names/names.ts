import { normalize } from "../../text/normalize.js";
import { toSyllables } from "../../text/pinyin.js";
import { NAMES } from "../thresholds.js";
import { Trie } from "../../text/trie.js";
import type { SearchableService } from "../types.js";
import type { Vocabulary } from "../vocabulary.js";

export type NameKind = "name" | "alias" | "mistake" | "part" | "english";

/** One way to name a service. */
export interface ServiceName {
  readonly service: SearchableService;
  readonly coveredId?: string;
  /** `part`: what is left of a name without its district, its quotes or its last word. */
  readonly kind: NameKind;
  /** Letters, digits and characters only. */
  readonly units: readonly string[];
  /** How each unit sounds; a unit without a syllable stands for itself. */
  readonly sounds: readonly string[];
  /** The words are common (灵活就业, 人才公寓): naming them may mean the matter, not the service. */
  readonly isGeneric: boolean;
}

/** Indexes of the code points that count when names are compared: no spaces, marks, quotes or brackets. */
export function compactIndexes(points: readonly string[]): number[] {
  return points.flatMap((point, index) => (/^[\p{L}\p{N}]$/u.test(point) ? [index] : []));
}

const compact = (points: readonly string[]): string[] =>
  compactIndexes(points).map((index) => points[index] ?? "");

/** Fewest units of a part of a name that still names it. */
const SHORTEST_PART = 3;
/** Districts beside its own whose texts hold a name, from which on it is generic; and phrasings of topics that hold it. */
const GENERIC_DISTRICTS = 2;
const GENERIC_PHRASINGS = 2;

type Draft = Omit<ServiceName, "isGeneric">;

/**
 * All names of all services: names, aliases, mistakes, those of covered entries, English ones, and parts of names.
 *
 * @param phrasings normalized example questions; a name that stands in several is generic
 */
export function collectNames(
  services: readonly SearchableService[],
  vocabulary: Vocabulary,
  phrasings: readonly string[],
): ServiceName[] {
  const drafts = services.flatMap((service) => namesOf(service, vocabulary));
  const taken = new Set(
    drafts.filter((draft) => draft.kind !== "part").map((draft) => draft.units.join("")),
  );
  const wanted = drafts.filter(
    (draft) => draft.kind !== "part" || !taken.has(draft.units.join("")),
  );
  const generic = findGeneric(wanted, services, phrasings);
  return wanted.map((draft) => ({
    ...draft,
    isGeneric:
      isMatter(draft.units, vocabulary) ||
      (isPlain(draft) &&
        (generic.has(draft.units.join("")) ||
          (draft.kind === "part" && draft.units.length < NAMES.longPart))),
  }));
}

/** Without letters and digits; with them (5050, Hi TECH) a name is rare, however often it stands in texts. */
const isPlain = (draft: Draft): boolean => !/[\da-z]/.test(draft.units.join(""));

function namesOf(service: SearchableService, vocabulary: Vocabulary): Draft[] {
  const drafts: Draft[] = [];
  const add = (kind: NameKind, points: readonly string[], coveredId?: string): void => {
    const units = compact(points);
    const key = units.join("");
    if (
      units.length === 0 ||
      drafts.some((draft) => draft.units.join("") === key && draft.coveredId === coveredId)
    )
      return;
    drafts.push({
      service,
      ...(coveredId !== undefined && { coveredId }),
      kind,
      units,
      sounds: soundsOf(units),
    });
  };
  const addAll = (kind: NameKind, name: string, coveredId?: string): void => {
    const { points } = normalize(name);
    add(kind, points, coveredId);
  };
  addAll("name", service.name);
  for (const alias of service.aliases) addAll("alias", alias);
  for (const mistake of service.mistakes) addAll("mistake", mistake);
  for (const covered of service.covers)
    for (const name of [covered.name, ...covered.aliases]) addAll("alias", name, covered.id);
  if (service.englishName !== undefined) addAll("english", service.englishName);
  const own = [service.name, ...service.aliases].map((name): [string, string | undefined] => [
    name,
    undefined,
  ]);
  const covered = service.covers.flatMap((entry) =>
    [entry.name, ...entry.aliases].map((name): [string, string | undefined] => [name, entry.id]),
  );
  for (const [name, coveredId] of [...own, ...covered]) {
    for (const part of partsOf(normalize(name).points, vocabulary)) {
      if (compact(part).length >= SHORTEST_PART) add("part", part, coveredId);
    }
  }
  return drafts;
}

export function soundsOf(units: readonly string[]): string[] {
  const syllables = toSyllables(units.join(""));
  return units.map((unit, index) => syllables[index] ?? unit);
}

/** A name without its district in front, without its last word (计划, 平台), what stands in quotes, what stands outside brackets. */
function partsOf(points: readonly string[], vocabulary: Vocabulary): string[][] {
  const text = points.join("");
  const parts: string[][] = [];
  const quoted = /[“"《]([^”"》]+)[”"》]/u.exec(text)?.[1];
  if (quoted !== undefined) parts.push(Array.from(quoted));
  const bare = Array.from(text.replace(/[（(][^）)]*[）)]/gu, ""));
  if (bare.length < points.length) parts.push(bare);
  for (const whole of [points, ...parts]) {
    const local = withoutDistrict(whole, vocabulary);
    const short = withoutSuffix(whole, vocabulary);
    if (local !== null) parts.push(local);
    if (short !== null) parts.push(short);
    const both = local === null ? null : withoutSuffix(local, vocabulary);
    if (both !== null) parts.push(both);
    if (parts.length > 12) break;
  }
  return parts;
}

/** Groups of words that tell whose matter it is; with a word of a topic they make no name. */
const OWNERS = [
  "district",
  "talent-class",
  "degree",
  "hukou",
  "nationality",
  "graduation-word",
] as const;

/** 杭州落户, E类人才, 毕业生生活补贴: nothing but whose and what matter. Whoever types it asks about the matter. */
function isMatter(units: readonly string[], vocabulary: Vocabulary): boolean {
  const topics = vocabulary.find("topic-word", units);
  const owners = OWNERS.flatMap((group) => vocabulary.find(group, units));
  if (topics.length === 0 && owners.length === 0) return false;
  const people = owners.length === 0 ? [] : vocabulary.find("people-word", units);
  const pieces = [...topics, ...owners, ...people, ...vocabulary.find("matter-word", units)];
  return units.every((_, index) => pieces.some((word) => word.start <= index && index < word.end));
}

function withoutDistrict(points: readonly string[], vocabulary: Vocabulary): string[] | null {
  let start = 0;
  for (const found of vocabulary.find("district", points)) {
    const between = points.slice(start, found.start);
    if (between.some((point) => /^[\p{L}\p{N}]$/u.test(point))) break;
    start = found.end;
  }
  return start === 0 ? null : points.slice(start);
}

function withoutSuffix(points: readonly string[], vocabulary: Vocabulary): string[] | null {
  const suffix = vocabulary
    .findAll("name-suffix", points)
    .filter((found) => found.end === points.length && found.start > 0);
  const longest = suffix.sort((a, b) => a.start - b.start)[0];
  return longest === undefined ? null : points.slice(0, longest.start);
}

/** The names that stand in the texts of other districts or in several phrasings of topics, or that several districts bear. */
function findGeneric(
  drafts: readonly Draft[],
  services: readonly SearchableService[],
  phrasings: readonly string[],
): ReadonlySet<string> {
  const trie = new Trie<string>();
  const bearers = new Map<string, Set<string>>();
  for (const { units, service } of drafts) {
    const key = units.join("");
    if (units.length > 1) trie.add(units, key);
    bearers.set(key, (bearers.get(key) ?? new Set()).add(service.district));
  }
  const districts = new Map<string, Set<string>>();
  for (const service of services) {
    const text = [...service.asked, ...service.terms, service.body].join(" ");
    for (const { value } of trie.all(Array.from(text.toLowerCase()))) {
      if (bearers.get(value)?.has(service.district) !== true)
        districts.set(value, (districts.get(value) ?? new Set()).add(service.district));
    }
  }
  const phrased = new Map<string, number>();
  for (const phrasing of phrasings) {
    for (const value of new Set(trie.all(Array.from(phrasing)).map((found) => found.value)))
      phrased.set(value, (phrased.get(value) ?? 0) + 1);
  }
  const isGeneric = (key: string): boolean =>
    (districts.get(key)?.size ?? 0) >= GENERIC_DISTRICTS ||
    (phrased.get(key) ?? 0) >= GENERIC_PHRASINGS ||
    (bearers.get(key)?.size ?? 0) > 1;
  return new Set([...bearers.keys()].filter(isGeneric));
}
