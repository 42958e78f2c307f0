import { dayRange } from "../../shared/dates.js";
import { findDates, type DateMention } from "../../values/dates.js";
import { findDurations } from "../../values/durations.js";
import type { EntityText } from "./entity-text.js";
import { findNumerals, type Numeral } from "../../values/numerals.js";
import { readAge } from "./entity-ages.js";
import type { Entity } from "../types.js";
import { overlaps, type Group } from "../vocabulary.js";

const REACH = 8;
/** Words of letters are longer. */
const LATIN_REACH = 26;
const MONTHS_A_YEAR = 12;

/** Ages, months of insurance, wages, staff, shares and amounts; whatever stands as a number with its unit. */
export function readNumberSlots(text: EntityText, dates: readonly DateMention[]): Entity[] {
  const free = findNumerals(text.points).filter(
    (numeral) => !dates.some((date) => overlaps(date, numeral)),
  );
  const read = free.flatMap((numeral) => readNumeral(numeral, text));
  // 周岁35虚岁36: the full years are meant.
  const isFull = ({ slot, start }: Entity): boolean =>
    slot === "age" && /(?:周岁|实岁)(?:是|了)?$/u.test(text.points.slice(0, start).join(""));
  const ages = read.some(isFull) ? read.filter((one) => one.slot !== "age" || isFull(one)) : read;
  return [...ages, ...insuranceMonths(text)];
}

function readNumeral(numeral: Numeral, text: EntityText): Entity[] {
  const { points, vocabulary } = text;
  const tail = points.slice(numeral.end, numeral.end + 10).join("");
  const lead = beforeNumber(points, numeral.start);
  const has = (group: Group): boolean => vocabulary.findAll(group, lead).length > 0;
  const make = (slot: string, length: number, limits: Numeral = numeral): Entity => ({
    slot,
    value: limits.min,
    ...(limits.min !== limits.max && { range: { min: limits.min, max: limits.max } }),
    text: points.slice(numeral.start, numeral.end + length).join(""),
    start: numeral.start,
    end: numeral.end + length,
    negated: false,
  });
  const age = readAge(numeral, tail, lead.join(""));
  if (age !== null) return [make("age", age.length, { ...numeral, min: age.min, max: age.max })];
  if (/^[%％]/u.test(tail) || lead.join("").endsWith("百分之"))
    return has("share-word") || isOwnShare(lead.join(""), text)
      ? [make("sharePercent", /^[%％]/u.test(tail) ? 1 : 0)]
      : [];
  if (/^(?:多?个?人| (?:people|employees|staff|workers)(?![a-z]))/u.test(tail))
    return isStaffOf(lead, vocabulary) || isCompanyOf(points, numeral, text)
      ? [make("employerSize", 1)]
      : [];
  const money = /^(?:块钱|块|元|人民币)/u.exec(tail);
  if (has("wage-word") && numeral.min >= 100) {
    const perYear = has("yearly-word") || /^.{0,2}(?:一年|每年)/u.test(tail);
    const factor = perYear ? 1 / MONTHS_A_YEAR : 1;
    return [
      make("monthlyWageCny", money?.[0].length ?? 0, {
        ...numeral,
        min: Math.round(numeral.min * factor),
        max: Math.round(numeral.max * factor),
      }),
    ];
  }
  if (money !== null || numeral.min >= 10_000) return [make("amount", money?.[0].length ?? 0)];
  return [];
}

/** The words before a number up to the last mark or the last other number. */
function beforeNumber(points: readonly string[], start: number): readonly string[] {
  const reach = points[start - 1] === " " ? LATIN_REACH : REACH;
  const lead = points.slice(Math.max(0, start - reach), start);
  const mark = lead.findLastIndex((point) => /^[,，。;?!\d]$/u.test(point));
  return lead.slice(mark + 1);
}

/** 占51%, where the text speaks of a company. */
const isOwnShare = (lead: string, { points }: EntityText): boolean =>
  /(?:占|占了|控股)$/u.test(lead) && /公司|合伙|股/u.test(points.join(""));

/** What may stand between a company and the number of its people. */
const STAFF_BRIDGE =
  /^(?:规模|人数|员工|一共|总共|大概|大约|差不多|将近|不到|不足|超过|没到|目前|现在|里|才|就|只|也|都|共|有|约|近|快|是|在|has|have|of|about|around|over|nearly|with|under|some|more than|less than| )*$/u;

/** 我们公司大概300人, 员工不足50人; 公司招了3个人 counts somebody else. */
function isStaffOf(lead: readonly string[], vocabulary: EntityText["vocabulary"]): boolean {
  const word = vocabulary.find("size-word", lead).at(-1);
  return word !== undefined && STAFF_BRIDGE.test(lead.slice(word.end).join(""));
}

/** 200人的公司 */
function isCompanyOf(
  points: readonly string[],
  numeral: Numeral,
  { vocabulary }: EntityText,
): boolean {
  const tail = points.slice(numeral.end, numeral.end + 14);
  const between =
    /^(?:左右|以上|以下|上下|规模)?的?(?:小|大|上市|创业|互联网|外贸|科技|民营|国有|初创|外资|制造|贸易|软件)*$/u;
  return vocabulary.findAll("company-kind", tail).some((word) => {
    const lead = tail.slice(0, word.start).join("");
    // 一人公司 is a kind of company.
    if (numeral.max < 2 && lead === "人") return false;
    return /^(?:多?个?人| people| employees)/u.test(lead)
      ? between.test(lead.replace(/^(?:多?个?人)/u, ""))
      : false;
  });
}

/** 已经满, 快满, 没交满: how far it has come, and no rule. */
const REACHING = /^(?:已经|已|都|也|交|缴|了|连续|刚|才|快|快要|马上|就|还|没|没有|不|够)*满$/u;
/** 没断过, 交了10个月: the same insurance goes on behind the mark. */
const GOING_ON =
  /^[^,，。;?!医保公积金]*[,，](?:已经|都|也|一直|连续|才|刚|前后)*(?:交|缴)(?:纳)?(?:了|满|够|过|着)?$/u;

/** Whether what stands between the insurance and the time says that it was paid for so long. */
function isPaidBetween(between: string, isInsuranceFirst: boolean): boolean {
  if (REACHING.test(between)) return true;
  if (isInsuranceFirst && GOING_ON.test(between)) return true;
  return !/[,，。;?!毕]/u.test(between) && !/[要须得]|满(?!了)/u.test(between.replace("满了", ""));
}

/** 连续交了10个月 says insurance without its name, when nothing else is paid. */
const PAID_ON = /连续(?:已经)?(?:交|缴)(?:纳|费)?(?:了|满|过|够)?/gu;

function paidWords(
  points: readonly string[],
  vocabulary: EntityText["vocabulary"],
): readonly { readonly start: number; readonly end: number }[] {
  const words = vocabulary.find("insurance-word", points);
  if (words.length > 0 || vocabulary.has("paid-otherwise", points)) return words;
  const text = points.join("");
  return [...text.matchAll(PAID_ON)].map(({ index, 0: said }) => ({
    start: index,
    end: index + said.length,
  }));
}

/** 从2025年9月交到现在, since September 2025: months up to today, the first one counted or not. */
function sinceDay(
  points: readonly string[],
  words: readonly { readonly start: number; readonly end: number }[],
  today: EntityText["today"],
): Entity | null {
  const now = dayRange(today)?.to;
  const [word] = words;
  const [date, ...others] = findDates(points, today);
  if (now === undefined || word === undefined || date === undefined || others.length > 0)
    return null;
  const tail = points.slice(date.end, date.end + 12).join("");
  const lead = points.slice(Math.max(0, date.start - 8), date.start).join("");
  const isPaid = /^(?:份)?(?:就)?(?:开始|起)?(?:一直|连续)?(?:在)?(?:交|缴|参保)/u.test(tail);
  const isLed = /(?:从|自|打|since )$/u.test(lead);
  const isGoingOn = /到(?:现在|今天|如今|目前)|至今|开始|起|一直/u.test(tail);
  if (date.to > now || date.value.length < 7 || !(isLed && (isPaid || lead.endsWith("since "))))
    return null;
  if (!isGoingOn && !lead.endsWith("since ")) return null;
  const months = (day: string): number =>
    (Number(now.slice(0, 4)) - Number(day.slice(0, 4))) * 12 +
    Number(now.slice(5, 7)) -
    Number(day.slice(5, 7));
  const [min, max] = [Math.max(0, months(date.to)), months(date.from) + 1];
  const start = Math.min(word.start, date.start);
  const end = Math.max(word.end, date.end);
  const text = points.slice(start, end).join("");
  return {
    slot: "socialInsuranceMonths",
    value: min,
    range: { min, max },
    text,
    start,
    end,
    negated: false,
  };
}

/**
 * 社保交了半年, 交了6个月社保: unbroken months, so nothing when it says that they were interrupted.
 * Numbers of a rule (社保要交多久, 需要6个月社保) are not the person's.
 */
function insuranceMonths({ points, vocabulary, today }: EntityText): Entity[] {
  const spared = vocabulary.find("interrupted-not", points);
  const isInterrupted = vocabulary
    .find("interrupted", points)
    .some((word) => !spared.some((other) => overlaps(other, word)));
  if (isInterrupted) return [];
  const unpaid = vocabulary.find("insurance-none", points);
  // 没交满一年 says how long it was paid.
  const last = unpaid.findLast(({ end }) => !/^[满够到过]/u.test(points[end] ?? ""));
  if (last !== undefined) {
    // 试用期没交社保，转正后交了4个月: something was paid after all.
    if (findDurations(points).length > 0) return [];
    const at = { start: last.start, end: last.end };
    const said = points.slice(at.start, at.end).join("");
    return [{ slot: "socialInsuranceMonths", value: 0, text: said, ...at, negated: false }];
  }
  const words = paidWords(points, vocabulary);
  const since = sinceDay(points, words, today);
  if (since !== null) return [since];
  return findDurations(points).flatMap((duration): Entity[] => {
    const before = words.findLast(
      (word) => word.end <= duration.start && duration.start - word.end <= REACH,
    );
    const after = words.find(
      (word) =>
        word.start >= duration.end &&
        word.start - duration.end <= (points[duration.end] === " " ? 12 : 3),
    );
    const word = before ?? after;
    if (word === undefined) return [];
    const between =
      before === undefined
        ? points.slice(duration.end, word.start)
        : points.slice(word.end, duration.start);
    const lead = points
      .slice(
        Math.max(0, Math.min(word.start, duration.start) - 3),
        Math.min(word.start, duration.start),
      )
      .join("");
    if (!isPaidBetween(between.join(""), before !== undefined)) return [];
    if (/[要须得]$|(?:最少|至少|起码|最低)[交缴]?$/u.test(lead.replace("要是", ""))) return [];
    const [min, max] = [Math.floor(duration.min), Math.floor(duration.max)];
    const start = Math.min(word.start, duration.start);
    const end = Math.max(word.end, duration.end);
    return [
      {
        slot: "socialInsuranceMonths",
        value: min,
        ...(min !== max && { range: { min, max } }),
        text: points.slice(start, end).join(""),
        start,
        end,
        negated: false,
      },
    ];
  });
}
