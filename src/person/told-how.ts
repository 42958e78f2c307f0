import type { Entity, Synonyms } from "../nlu/index.js";
import { findWords, hasWord } from "./group-words.js";

/** What a value was read from, and the words of its clause on both sides. */
export interface Told {
  readonly entity: Entity;
  /** The clause up to the value, and behind it; normalized. */
  readonly lead: string;
  readonly tail: string;
  /** All clauses before this one, and the whole text. */
  readonly earlier: string;
  readonly text: string;
}

const CLAUSE = /[,，。;；?？!！]/u;

/** The clause in which a value stands. */
export function tellingOf(entity: Entity, normalized: string): Told {
  const points = [...normalized];
  const isMark = (point: string): boolean => CLAUSE.test(point);
  const from = points.slice(0, entity.start).findLastIndex(isMark) + 1;
  const until = points.slice(entity.end).findIndex(isMark);
  return {
    entity,
    lead: points.slice(from, entity.start).join(""),
    tail: points.slice(entity.end, until === -1 ? undefined : entity.end + until).join(""),
    earlier: points.slice(0, from).join(""),
    text: normalized,
  };
}

/** Facts that can end while the person stays the same: 以前在滨江上班 says nothing of today. */
const PASSING: ReadonlySet<string> = new Set([
  "workDistrict",
  "homeDistrict",
  "employment",
  "rider",
  "hukou",
  "inPublicRental",
  "ownsHomeInHangzhou",
  "socialInsuranceMonths",
  "employerSize",
  "monthlyWageCny",
  "studying",
]);

/** A date may lie ahead and is one all the same. */
const DATED: ReadonlySet<string> = new Set(["graduatedOn", "birthDate"]);

/** Given by an office, so that asking how to get it names it too. */
const GIVEN: ReadonlySet<string> = new Set(["talentClass", "hukou", "inPublicRental"]);

/** Grammar: where the speaker begins anew, a wish before it is over. */
const SELF = /我|现在|目前|本人|\bi\b/u;

/** Words that a longer word of another group does not hold. */
function free(
  text: string,
  synonyms: Synonyms,
  group: string,
  beware: string,
): ReturnType<typeof findWords> {
  const longer = findWords(text, synonyms, beware);
  return findWords(text, synonyms, group).filter(
    (word) => !longer.some((other) => word.start < other.end && other.start < word.end),
  );
}

/** 打算去钱塘, 想找工作, 下个月入职: not so yet. */
function isWished({ entity, lead }: Told, synonyms: Synonyms): boolean {
  if (DATED.has(entity.slot)) return false;
  const wish = free(lead, synonyms, "told-wished", "told-wished-not").at(-1);
  return wish !== undefined && !SELF.test(lead.slice(wish.end));
}

/** 以前在滨江上班, 在滨江实习过, 从滨江搬到余杭: not so any more. */
function isPast({ entity, lead, tail }: Told, synonyms: Synonyms): boolean {
  if (!PASSING.has(entity.slot)) return false;
  const past = findWords(lead, synonyms, "told-past").at(-1);
  if (past !== undefined && !hasWord(lead.slice(past.end), synonyms, "told-now")) return true;
  if (!entity.slot.endsWith("District")) return false;
  if (/(?:从|离开|搬离|不住|不在|没在|不去|不再在)(?:在|了)?$/u.test(lead)) return true;
  return /^区?(?:上班|工作|实习|住|待|呆|干|租)过/u.test(tail);
}

/** 硕士肄业, 考上研究生, 24级研究生, 本硕连读: gone for, and perhaps not held. */
function isUnfinished({ entity, lead, tail, text }: Told, synonyms: Synonyms): boolean {
  if (entity.slot !== "degree") return false;
  // 本科以上 is what a rule asks for.
  if (/^学历?(?:及|或)?以[上下]|^(?:及|或)?以[上下]/u.test(tail)) return true;
  const clause = `${lead}${entity.text}${tail}`;
  if (hasWord(clause, synonyms, "degree-unfinished") || /\d级/u.test(clause)) return true;
  const direct = lead.replace(/(?:了|一个|个|全日制|非全日制|非全|统招|在职| a| an| the)$/u, "");
  const aim = [...findWords(lead, synonyms, "degree-aim")].at(-1);
  const aimed = [...findWords(direct, synonyms, "degree-aim")].at(-1);
  if (aim?.end === lead.length || aimed?.end === direct.length) return true;
  const isCourse = hasWord(entity.text, synonyms, "degree-course");
  return isCourse && !hasWord(text, synonyms, "graduation-word");
}

/** 怎么拿杭州户口, 想认定E类: what an office gives is sought, not held. */
function isSought({ entity, lead }: Told, synonyms: Synonyms): boolean {
  if (!GIVEN.has(entity.slot) || entity.value === "none") return false;
  const sought = findWords(lead, synonyms, "told-sought").at(-1);
  return sought !== undefined && !hasWord(lead, synonyms, "told-held");
}

/** In front of a wage that is somebody else's, or none yet. */
const isNotOwnWage = ({ entity, lead, tail }: Told, synonyms: Synonyms): boolean =>
  entity.slot === "monthlyWageCny" &&
  hasWord(`${lead}${entity.text}${tail}`, synonyms, "wage-not-own");

/** Months paid in another city, made up for later, or not in one go. */
function isNotCounted({ entity, lead, tail, earlier }: Told, synonyms: Synonyms): boolean {
  if (entity.slot !== "socialInsuranceMonths" || entity.value === 0) return false;
  const clause = `${lead}${entity.text}${tail}`;
  if (hasWord(clause, synonyms, "insurance-uncounted")) return true;
  // Where it was paid is said in this clause, or in the one before when this one names no place.
  const place = hasWord(clause, synonyms, "district") ? "" : `${earlier.slice(-20)}${lead}`;
  const away = findWords(`${place}${entity.text}${tail}`, synonyms, "elsewhere").at(-1);
  if (away === undefined) return hasWord(earlier.slice(-12), synonyms, "insurance-uncounted");
  const next = `${place}${entity.text}${tail}`.slice(away.end);
  const isOrigin = findWords(next, synonyms, "origin-after").some(
    ({ start, end }) => start === 0 && !/社保|[交缴]|参保/u.test(next.slice(start, end)),
  );
  return !isOrigin && !hasWord(next, synonyms, "district");
}

/** 老家有房, 房东有房: not theirs, or not here. */
function isOtherHome({ entity, lead }: Told, synonyms: Synonyms): boolean {
  if (entity.slot !== "ownsHomeInHangzhou") return false;
  return hasWord(lead, synonyms, "home-elsewhere") || hasWord(lead, synonyms, "elsewhere");
}

/** 22年也可能是23年: one of two. */
const isEither = ({ lead, tail }: Told): boolean =>
  /^(?:或|还是|也可能|也许| or )/u.test(tail) ||
  /(?:或|或者|还是|也可能是?|也许是?| or )$/u.test(lead);

/**
 * Whether a value is told as a fact of today: not wished, over, sought, unfinished or another's. Doubt counts against it,
 * so that the person is asked rather than judged by it.
 */
export function isFact(told: Told, synonyms: Synonyms): boolean {
  return ![
    isEither,
    isWished,
    isPast,
    isUnfinished,
    isSought,
    isNotOwnWage,
    isNotCounted,
    isOtherHome,
  ].some((isNot) => isNot(told, synonyms));
}

/** Slots that sort people, so that a question may name them of anybody. */
const KINDS: ReadonlySet<string> = new Set([
  "degree",
  "studyMode",
  "studying",
  "nationality",
  "overseasDegree",
  "hukou",
  "employment",
  "talentClass",
  "rider",
  "recommended",
  "ownsHomeInHangzhou",
  "inPublicRental",
  "workDistrict",
  "homeDistrict",
]);

/** From so many facts on the person speaks of themselves, without saying 我. */
const MUCH = 3;

/** 硕士有补贴吗, 外国人能买房吗: asked of anybody, so that nothing of it is the speaker's. */
export function isOfAnyone(
  normalized: string,
  slots: readonly string[],
  synonyms: Synonyms,
): boolean {
  return (
    slots.length > 0 &&
    slots.length < MUCH &&
    slots.every((slot) => KINDS.has(slot)) &&
    !hasWord(normalized, synonyms, "self") &&
    !/(?<![a-z])(?:i|me|my|we)(?![a-z])/u.test(normalized) &&
    hasWord(normalized, synonyms, "anyone-asked")
  );
}
