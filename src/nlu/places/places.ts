import type { Found } from "../../text/trie.js";
import { overlaps, type Vocabulary } from "../vocabulary.js";

/** A district, or a place that lies in one, as named in a text. */
export interface DistrictMention extends Found<string> {
  readonly isExcluded: boolean;
  /** What the person does there, when said: works or lives. */
  readonly bond: "work" | "home" | null;
}

export interface Places {
  readonly mentions: readonly DistrictMention[];
  /** District ids in the order named; a district makes the city or province named beside it superfluous. */
  readonly districts: readonly string[];
  readonly excluded: readonly string[];
  /** Other cities and provinces whose matter is asked; not those that somebody merely comes from. */
  readonly elsewhere: readonly string[];
  /** Ranges that name a place, for taking them out. */
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

const CITY = "hangzhou";
const WIDE = new Set([CITY, "zhejiang"]);
/** Two places side by side: 宁波和杭州, 宁波的好还是杭州的好. */
const JOINS = /^.{0,2}(?:和|跟|与|比|还是|或)|(?:和|跟|与|比|还是)(?:你们|我们|在)?$/u;
/** How many code points may stand between a district and what one does there. */
const REACH = 4;
const LONGEST_LEAD = 16;

/**
 * @param names ranges that name a service: a city inside them is part of the name
 */
export function findPlaces(
  points: readonly string[],
  vocabulary: Vocabulary,
  names: readonly { readonly start: number; readonly end: number }[] = [],
): Places {
  const shadows = vocabulary.find("shadow", points);
  const others = vocabulary
    .find("elsewhere", points)
    .filter((found) => !names.some((name) => overlaps(name, found)));
  const found = longestOf([
    ...vocabulary.find("district", points),
    ...vocabulary.find("place", points),
  ])
    .filter((place) => !shadows.some((shadow) => overlaps(shadow, place)))
    .filter(
      (place) => !others.some((other) => other.end === place.start && !WIDE.has(place.value)),
    );
  const mentions = found.map((place) => ({
    ...place,
    isExcluded: isExcluded(place, points, vocabulary),
    bond: bondOf(place, found, points, vocabulary),
  }));
  const excluded = unique(
    mentions.filter((mention) => mention.isExcluded).map((mention) => mention.value),
  );
  const named = unique(
    mentions.filter((mention) => !mention.isExcluded).map((mention) => mention.value),
  );
  const near = named.filter((id) => !WIDE.has(id));
  const isCitySaidApart = mentions.some(
    (mention, index) => WIDE.has(mention.value) && stoodApart(mention, mentions[index + 1], points),
  );
  const districts = near.length > 0 && !isCitySaidApart ? near : named;
  return {
    mentions,
    districts: districts.filter((id) => !excluded.includes(id)),
    excluded,
    elsewhere: unique(
      others
        .filter((other) => !isOrigin(other, mentions, points, vocabulary))
        .map((other) => other.value),
    ),
    spans: [...mentions, ...others],
  };
}

const unique = (values: readonly string[]): string[] => [...new Set(values)];

function longestOf(found: readonly Found<string>[]): Found<string>[] {
  const kept: Found<string>[] = [];
  for (const place of [...found].sort((a, b) => b.end - b.start - (a.end - a.start))) {
    if (!kept.some((other) => overlaps(other, place))) kept.push(place);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** 余杭的和市里的: the city counts for itself when a joining word parts it from the district. */
function stoodApart(
  city: Found<string>,
  next: Found<string> | undefined,
  points: readonly string[],
): boolean {
  const before = points.slice(Math.max(0, city.start - 2), city.start).join("");
  const between = next === undefined ? "" : points.slice(city.end, next.start).join("");
  return /[和跟与比]/u.test(before) || /^.{0,2}[和跟与比]/u.test(between);
}

function isExcluded(
  place: Found<string>,
  points: readonly string[],
  vocabulary: Vocabulary,
): boolean {
  const lead = points.slice(Math.max(0, place.start - 6), place.start);
  // 要不要杭州户口 asks; 不要杭州 excludes.
  const last = vocabulary
    .find("exclusion", lead)
    .filter((word) => word.start === 0 || lead[word.start - 1] !== lead[word.end - 1])
    .at(-1);
  if (last !== undefined && lead.slice(last.end).every((point) => "在去到了 ".includes(point)))
    return true;
  if (lead.at(-1) === "除") return true;
  const tail = points.slice(place.end, place.end + 3).join("");
  return /^(?:区)?(?:除外|不算)/u.test(tail);
}

function bondOf(
  place: Found<string>,
  all: readonly Found<string>[],
  points: readonly string[],
  vocabulary: Vocabulary,
): DistrictMention["bond"] {
  const until = Math.min(
    place.end + REACH + 2,
    all.find((other) => other.start >= place.end)?.start ?? points.length,
  );
  const after = clause(points.slice(place.end, until));
  const before = clause(
    points.slice(Math.max(0, place.start - REACH), place.start).reverse(),
  ).reverse();
  // 余杭的租房补贴 is a matter, and nobody lives there.
  const cues = (group: string, part: readonly string[]): readonly Found<string>[] => {
    const matters = vocabulary.findAll("matter-word", part);
    return vocabulary
      .find(group, part)
      .filter((cue) => !matters.some((matter) => matter.start === cue.end));
  };
  const [homeBefore, workBefore] = [
    cues("home-cue", before).at(-1),
    cues("work-cue", before).at(-1),
  ];
  if (homeBefore !== undefined && homeBefore.end >= (workBefore?.end ?? 0)) return "home";
  const english = ledInEnglish(points.slice(0, place.start), vocabulary);
  if (english !== null) return english;
  const isLedByWork =
    workBefore !== undefined &&
    before.slice(workBefore.end).every((point) => "在是于的 ".includes(point));
  if (isLedByWork) return "work";
  const [home, work] = [cues("home-cue", after)[0], cues("work-cue", after)[0]];
  if (home !== undefined && (work === undefined || home.start <= work.start)) return "home";
  return work === undefined ? null : "work";
}

/** Words of letters are longer than {@link REACH}: working in Binjiang, live in Xihu. */
function ledInEnglish(before: readonly string[], vocabulary: Vocabulary): DistrictMention["bond"] {
  if (before.at(-1) !== " ") return null;
  const lead = before.slice(-LONGEST_LEAD, -1);
  const isLed = (group: string): boolean =>
    vocabulary.findAll(group, lead).some(({ end }) => end === lead.length);
  if (isLed("home-cue")) return "home";
  return isLed("work-cue") ? "work" : null;
}

/** Up to the first mark. */
function clause(points: readonly string[]): string[] {
  const mark = points.findIndex((point) => /[,，。;、?!\n]/u.test(point));
  return points.slice(0, mark === -1 ? points.length : mark);
}

/** Somebody's home town, school or papers: 从上海来, 上海户口, 南京大学; or another city beside a district that is asked about. */
function isOrigin(
  city: Found<string>,
  mentions: readonly DistrictMention[],
  points: readonly string[],
  vocabulary: Vocabulary,
): boolean {
  const lead = points.slice(Math.max(0, city.start - 5), city.start);
  const isLed = vocabulary.findAll("origin-before", lead).some((word) => word.end === lead.length);
  const tail = points.slice(city.end, city.end + 8);
  const isFollowed = vocabulary.findAll("origin-after", tail).some((word) => word.start === 0);
  if (mentions.length === 0) return isFollowed && !isLed ? false : isLed && isFollowed;
  if (isLed || isFollowed) return true;
  const between = points
    .slice(
      city.end,
      Math.max(city.end, mentions.find((m) => m.start >= city.end)?.start ?? city.end),
    )
    .join("");
  const earlier = mentions.findLast((mention) => mention.end <= city.start);
  const joined = earlier === undefined ? between : points.slice(earlier.end, city.start).join("");
  return !JOINS.test(joined) && !JOINS.test(between);
}
