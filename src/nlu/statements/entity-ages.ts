import type { Numeral } from "../../values/numerals.js";

/** An age in full years, and how many code points behind the number belong to it. */
export interface AgeRead {
  readonly min: number;
  readonly max: number;
  readonly length: number;
}

const OLDEST = 120;
/** A number without 岁 is an age only where one is likely. */
const BARE_YOUNGEST = 14;
const BARE_OLDEST = 80;

/** Counted from before birth on: one or two years more than the full ones. */
const COUNTED_FROM_BIRTH = /(?:虚岁|虚龄|虚)(?:是|了)?$/u;
/** 比我大三岁, people over: no age of anybody who is spoken of. */
const DIFFERENCE =
  /(?:(?<!老)大|小|差|相差|年长|年轻|people (?:over|under|aged) |anyone (?:over|under) )(?:了|约|了约)?$/u;
const NOT_YET = /(?:不到|没到|未到|没满|还不满|还未满|还没满|我不满|我未满|under )$/u;
const PAST = /(?:(?<!不)超过|过了|过|不止|大于|already over |over )$/u;
/** 刚满 is that very age; 满 alone is what a rule asks for. */
const JUST = /刚刚?满?$/u;
const REACHED = /(?:已满|已经满|满了)$/u;
const RULE = /(?:不满|未满|不超过|满|要|小于|低于)$/u;
const ALMOST = /(?:快|快满|将近|年近|近|almost |nearly )$/u;
const RULE_AFTER = /^(?:的?以[下上内前]|之前|以前|以上|及以)/u;

/**
 * A person's age in years; `null` for the limits of a rule (35岁以下).
 *
 * @param tail text behind the number, @param lead text before it, up to the last mark
 * @param isBesideFact whether it stands alone in its clause, or right behind a degree, where other facts are told (本科，33)
 */
export function readAge(
  numeral: Numeral,
  tail: string,
  lead: string,
  isBesideFact = false,
): AgeRead | null {
  const early = /^出头/u.exec(tail);
  if (early !== null && numeral.min >= 20) {
    return { min: numeral.min, max: numeral.min + 3, length: 2 };
  }
  const years = /^(?:周?岁| ?years? old)(出头|左右|上下|多)?/u.exec(tail);
  if (years === null) return readBareAge(numeral, tail, lead, isBesideFact);
  if (numeral.max > OLDEST || RULE_AFTER.test(tail.slice(years[0].length))) return null;
  const isBirthday = tail.slice(years[0].length).startsWith("生日");
  const limits = isBirthday ? atBirthday(numeral, lead) : aroundAge(numeral, lead, years[1]);
  return limits === null ? null : { ...limits, length: years[0].length };
}

/** 刚过36岁生日 is that very age; 快过 and 还没过 are a year less. */
function atBirthday({ min, max }: Numeral, lead: string): { min: number; max: number } {
  if (/(?:没|未|不到)过?$/u.test(lead)) return { min: min - 1, max: max - 1 };
  return /(?:快|要|马上|将|就)(?:要|快)?过?$/u.test(lead) ? { min: min - 1, max } : { min, max };
}

/** 不到45岁, 虚岁30, 35岁左右: the ages that the words around a number leave. */
function aroundAge(
  { min, max }: Numeral,
  lead: string,
  behind: string | undefined,
): { readonly min: number; readonly max: number } | null {
  if (DIFFERENCE.test(lead)) return null;
  if (COUNTED_FROM_BIRTH.test(lead)) return { min: min - 2, max: max - 1 };
  if (NOT_YET.test(lead)) return { min: 0, max: Math.max(0, max - 1) };
  if (PAST.test(lead) || REACHED.test(lead)) return { min, max: OLDEST };
  if (!JUST.test(lead) && !ALMOST.test(lead) && RULE.test(lead)) return null;
  if (behind === "出头") return { min, max: min + 3 };
  if (behind === "左右" || behind === "上下") return { min: min - 2, max: max + 2 };
  if (behind === "多") return { min, max: min + 9 };
  if (ALMOST.test(lead)) return { min: min - 2, max };
  return { min, max };
}

/** 我今年24, 快35了, 虚岁三十, I am 30: an age without 岁, where nothing else can be counted. */
function readBareAge(
  numeral: Numeral,
  tail: string,
  lead: string,
  isBesideFact: boolean,
): AgeRead | null {
  if (numeral.min < BARE_YOUNGEST || numeral.max > BARE_OLDEST) return null;
  if (
    !/^(?:了|啦|虚|$|[,，。;；!！?？]| (?:with|and|now|this year)(?![a-z]))/u.test(tail) &&
    !(isBesideFact && /^[ 他她在]/u.test(tail))
  )
    return null;
  const isSaid =
    /(?:(?:^|我)(?:今年|现在|年龄)?(?:都|也|已经|才|刚|刚满|快|快到|就|老大不小|老大)?|我年近|^年近|虚岁|虚龄|周岁|实岁|年龄|年龄是|年纪|(?:^|[^a-z])i(?:'m| am)(?: just| only| already| now| almost| nearly)? |aged )$/u.test(
      lead,
    );
  // A number alone answers something, and what was asked is not known here.
  if (!(isSaid && lead !== "") && !isBesideFact) return null;
  const limits = aroundAge(numeral, lead, undefined);
  return limits === null ? null : { ...limits, length: 0 };
}
