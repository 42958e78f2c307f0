import type { Found } from "../../text/trie.js";
import type { NluArea, PlaceMention, PlaceRole } from "../types.js";
import { overlaps, type Group, type Vocabulary } from "../vocabulary.js";

/** The city whose matters are answered, and the areas that others lie in: the city itself and its province. */
export interface Areas {
  readonly city: string;
  readonly wide: ReadonlySet<string>;
}

/** A district, or a place that lies in one, as named in a text. */
export interface DistrictMention extends PlaceMention {
  readonly value: string;
  readonly isExcluded: boolean;
  /** What the person does there, when said: works or lives. */
  readonly bond: "work" | "home" | null;
}

export interface Places {
  /** All places named, ours and others, in order. */
  readonly mentions: readonly DistrictMention[];
  /** Ids of ours that are asked about, in the order named; a district makes the city or province named beside it superfluous. */
  readonly districts: readonly string[];
  readonly excluded: readonly string[];
  /** Other cities and provinces whose matter is asked; not those that somebody merely comes from. */
  readonly elsewhere: readonly string[];
  /** Ranges that name a place, for taking them out. */
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

/** Two places side by side: 宁波和杭州, 宁波的好还是杭州的好. */
const JOINS = /^.{0,2}(?:和|跟|与|比|还是|或)|(?:和|跟|与|比|还是)(?:你们|我们|在)?$/u;
/** How many code points may stand between a district and what one does there. */
const REACH = 4;
const LONGEST_LEAD = 16;

/** A district with one of these is told of a person, and is not the place asked about; who comes from one may ask about it. */
const TOLD: ReadonlySet<PlaceRole> = new Set(["school", "hukou", "insured", "earlier"]);
/** Grammar: 在上海上班 tells where somebody is; 上海居住证 does not. */
const LED_THERE = /(?:在|于|住|人在|(?<![a-z])(?:in|at) )$/u;

/** The areas by what lies in what: the city is what districts lie in, its province what the city lies in. */
export function areasOf(districts: readonly NluArea[]): Areas {
  const wide = new Set(districts.flatMap(({ parent }) => parent ?? []));
  const city = districts.find(({ id, parent }) => parent !== undefined && !wide.has(id))?.parent;
  return { city: city ?? "", wide };
}

/**
 * @param names ranges that name a service: a city inside them is part of the name
 */
export function findPlaces(
  points: readonly string[],
  vocabulary: Vocabulary,
  areas: Areas,
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
      (place) => !others.some((other) => other.end === place.start && !areas.wide.has(place.value)),
    );
  const all = [...found, ...others].sort((a, b) => a.start - b.start);
  const bondAt = (place: Found<string>): DistrictMention["bond"] =>
    bondOf(place, all, points, vocabulary);
  const ours = found.map((place): DistrictMention => {
    const bond = bondAt(place);
    const told = toldRole(place, points, vocabulary);
    const isExcluded = isExcludedAt(place, points, vocabulary);
    const role = told ?? (bond === "work" ? "works" : bond === "home" ? "lives" : "asked");
    return { ...place, id: place.value, isElsewhere: false, isExcluded, bond, role };
  });
  const theirs = others.map((place): DistrictMention => {
    const isThere = LED_THERE.test(
      points.slice(Math.max(0, place.start - 4), place.start).join(""),
    );
    const bond = isThere ? bondAt(place) : null;
    const told = toldRole(place, points, vocabulary);
    const beside = ours.length > 0 && !isJoined(place, ours, points) ? "earlier" : "asked";
    const role = told ?? (bond === "work" ? "works" : bond === "home" ? "lives" : beside);
    return { ...place, id: place.value, isElsewhere: true, isExcluded: false, bond, role };
  });
  const excluded = unique(ours.filter(({ isExcluded }) => isExcluded));
  const asked = ours.filter(
    ({ isExcluded, role, id }) =>
      !isExcluded && (areas.wide.has(id) ? role !== "school" : !TOLD.has(role)),
  );
  const near = unique(asked.filter(({ id }) => !areas.wide.has(id)));
  const isCitySaidApart = asked.some(
    (mention, index) => areas.wide.has(mention.id) && stoodApart(mention, asked[index + 1], points),
  );
  const districts = near.length > 0 && !isCitySaidApart ? near : unique(asked);
  return {
    mentions: [...ours, ...theirs].sort((a, b) => a.start - b.start),
    districts: districts.filter((id) => !excluded.includes(id)),
    excluded,
    elsewhere: unique(theirs.filter(({ role }) => role === "asked")),
    spans: [...ours, ...theirs],
  };
}

const unique = (mentions: readonly DistrictMention[]): string[] => [
  ...new Set(mentions.map(({ id }) => id)),
];

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

function isExcludedAt(
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
  const cues = (group: Group, part: readonly string[]): readonly Found<string>[] => {
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
  const isLedThere = ["在", "是"].includes(before.at(-1) ?? "");
  const first = after[0] === " " ? 1 : 0;
  if (isLedThere && vocabulary.find("work-cue-led", after).some(({ start }) => start === first))
    return "work";
  if (isOfEmployer(place, points, vocabulary)) return "work";
  const [home, work] = [cues("home-cue", after)[0], cues("work-cue", after)[0]];
  if (home !== undefined && (work === undefined || home.start <= work.start)) return "home";
  return work === undefined ? null : "work";
}

/** How far the words reach that tell what kind of firm it is. */
const EMPLOYER_REACH = 18;
/** Grammar: 在钱塘一个汽车零部件厂上班. Who founds a firm there, or looks for one, asks for what is there. */
const ONE_THERE = /^(?:区|市)?(?:这边|那边|的)?一?[家个间所][^开办找设注招]*$/u;
/** Grammar: 我们是一家钱塘区的生物医药公司. */
const IS_ONE = /(?:是|们)一?[家个间所]?$/u;
const OF_IT = /^(?:区|市)?的[^开办找设注招]*$/u;
/** Grammar: nothing is asked of it. */
const TOLD_OF_IT = /^(?:$|[上做当干任打入实里的]|.{0,8}(?:上班|工作|干活)$)/u;

/** Whether the place tells where a firm is, of which no more is said than that it is one's own, or that one works there. */
function isOfEmployer(
  place: Found<string>,
  points: readonly string[],
  vocabulary: Vocabulary,
): boolean {
  const rest = clause(points.slice(place.end, place.end + EMPLOYER_REACH));
  // 西湖区某高校 is one that is not asked about.
  if (/^(?:区|市)?某/u.test(rest.join(""))) return true;
  const before = points.slice(Math.max(0, place.start - REACH), place.start).join("");
  const isLed = /在$/u.test(before);
  if (!isLed && !IS_ONE.test(before)) return false;
  return vocabulary.findAll("work-at", rest).some(({ start, end }) => {
    const between = rest.slice(0, start).join("");
    return (isLed ? ONE_THERE : OF_IT).test(between) && TOLD_OF_IT.test(rest.slice(end).join(""));
  });
}

/** Words of letters are longer than {@link REACH}: working in Binjiang, live in Xihu. */
function ledInEnglish(before: readonly string[], vocabulary: Vocabulary): DistrictMention["bond"] {
  if (before.at(-1) !== " ") return null;
  const lead = before.slice(-LONGEST_LEAD, -1);
  const isLed = (group: Group): boolean =>
    vocabulary.findAll(group, lead).some(({ end }) => end === lead.length);
  if (isLed("home-cue")) return "home";
  return isLed("work-cue") ? "work" : null;
}

/** Up to the first mark. */
function clause(points: readonly string[]): string[] {
  const mark = points.findIndex((point) => /[,，。;、?!\n]/u.test(point));
  return points.slice(0, mark === -1 ? points.length : mark);
}

/** How far the words that tell a role reach, in code points; those of letters are longer. */
const ROLE_LEAD = 26;
const ROLE_TAIL = 18;

/** The rest of a school's name: 工商 in 浙江工商大学. */
const SCHOOL = /^\p{Script=Han}{0,6}?(?:大学|学院|师大|科大|农大|工大|交大)(?!生|城|科技|路|堂)/u;
const NO_SCHOOL = /[的有哪几什么在和跟与或个所来去到]/u;
/** A place that is the name of a school itself. */
const SCHOOL_NAME = /(?:大学|学院|理工|杭电|校区)$/u;
/** Beside a school, so that the place is meant. */
const BESIDE_SCHOOL = /^(?:的?附近|旁边|周边|对面|那边|边上|门口|隔壁)/u;
/** Grammar: what asks about the words before it; 苏州户口怎么办 asks about Suzhou's. */
const ASKED_ABOUT =
  /^(?:的)?(?:怎么|如何|咋|怎样|好|难|要|需要|条件|政策|办理|去哪|在哪|多少|基数|是什么|有什么|有哪些|查询|网|局|中心|申请)/u;

/** Right before it: 怎么拿上海户口, how do I get a Shanghai hukou. */
const SOUGHT =
  /(?:怎么|如何|怎样|想|打算|要)(?:办|落|拿|迁|转|申请|入|上)?(?:到|个)?$|(?:办|落|拿|申请)$|(?:get|obtain|apply for|want)(?: an?| the)? $/u;

/** What a place is there for when somebody only tells of themselves; `null` when it may be asked about. */
function toldRole(
  place: Found<string>,
  points: readonly string[],
  vocabulary: Vocabulary,
): PlaceRole | null {
  const own = points.slice(place.start, place.end).join("");
  const tail = clause(points.slice(place.end, place.end + ROLE_TAIL));
  const lead = clause(
    points.slice(Math.max(0, place.start - ROLE_LEAD), place.start).reverse(),
  ).reverse();
  const text = tail.join("");
  if (SCHOOL_NAME.test(own) && !BESIDE_SCHOOL.test(text)) return "school";
  const name = SCHOOL.exec(text);
  if (name !== null && !NO_SCHOOL.test(name[0]) && !BESIDE_SCHOOL.test(text.slice(name[0].length)))
    return "school";
  const bare = lead.at(-1) === " " ? lead.slice(0, -1) : lead;
  const before = vocabulary
    .findAll("place-role-before", bare)
    .filter(({ end }) => end === bare.length)
    .toSorted((a, b) => a.start - b.start)[0];
  const start = tail[0] === " " ? 1 : 0;
  const after = vocabulary.find("place-role-after", tail).find((word) => word.start === start);
  const role = (word: Found<string> | undefined): PlaceRole | null =>
    word === undefined || word.value === "asked" ? null : (word.value as PlaceRole);
  if (before !== undefined) return role(before);
  const told = role(after);
  if (after === undefined || told === null) return null;
  const isOpen = told === "hukou" || told === "insured";
  const isAsked = ASKED_ABOUT.test(tail.slice(after.end).join("")) || SOUGHT.test(lead.join(""));
  return isOpen && isAsked ? null : told;
}

/** Whether another city stands beside one of ours with a word that joins the two. */
function isJoined(
  city: Found<string>,
  mentions: readonly DistrictMention[],
  points: readonly string[],
): boolean {
  const next = mentions.find((mention) => mention.start >= city.end);
  const between = points.slice(city.end, Math.max(city.end, next?.start ?? city.end)).join("");
  const earlier = mentions.findLast((mention) => mention.end <= city.start);
  const joined = earlier === undefined ? between : points.slice(earlier.end, city.start).join("");
  // 人在余杭上班，合同是跟嘉兴签的: what stands in two clauses is not side by side.
  const isApart = (part: string): boolean => /[,，。;；!！?？]/u.test(part);
  return (!isApart(joined) && JOINS.test(joined)) || (!isApart(between) && JOINS.test(between));
}
