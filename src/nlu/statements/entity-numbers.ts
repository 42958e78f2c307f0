import { dayRange } from "../../shared/dates.js";
import { findDates, type DateMention } from "../../values/dates.js";
import { findDurations } from "../../values/durations.js";
import type { EntityText } from "./entity-text.js";
import { findNumerals, type Numeral } from "../../values/numerals.js";
import { readAge } from "./entity-ages.js";
import type { Entity } from "../types.js";
import { overlaps, type Group } from "../vocabulary.js";
import { clauseAround } from "./slot-words.js";

const REACH = 8;
/** Words of letters are longer. */
const LATIN_REACH = 26;
const MONTHS_A_YEAR = 12;
const MARK = /^[,，。;；?？!！]$/u;

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
  const age = readAge(numeral, tail, lead.join(""), isBesideFact(numeral, text));
  if (age !== null) return [make("age", age.length, { ...numeral, min: age.min, max: age.max })];
  if (/^[%％]/u.test(tail) || lead.join("").endsWith("百分之"))
    return has("share-word") || isOwnShare(lead.join(""), text)
      ? [make("sharePercent", /^[%％]/u.test(tail) ? 1 : 0)]
      : [];
  // 占四成
  if (
    /^成(?!都|本|立|功|人|果|绩|为|年|品|交|员)/u.test(tail) &&
    (has("share-word") || isOwnShare(lead.join(""), text))
  )
    return [make("sharePercent", 1, { ...numeral, min: numeral.min * 10, max: numeral.max * 10 })];
  if (
    /^(?:多?(?:个人|人|个员工|名员工|个职工)| (?:people|employees|staff|workers|person)(?![a-z]))/u.test(
      tail,
    )
  )
    return isStaffOf(lead, vocabulary) || isCompanyOf(points, numeral, text)
      ? [make("employerSize", 1)]
      : [];
  const money = /^(?:块钱|块|元|人民币)/u.exec(tail);
  if (isWageAt(numeral, lead, text) && numeral.min >= 100) {
    const factor = isPerYear(numeral, text) ? 1 / MONTHS_A_YEAR : 1;
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

/** What may stand between a yearly pay and its sum, besides other words: 收入去年是43万, a salary of 300k a year. */
const YEARLY_BEHIND = /^.{0,3}?(?:一年|每年|年薪|\/年| ?(?:a|per|each) year(?![a-z])| annually)/u;
/** From so much a month on nobody means a month who does not say so. */
const RARELY_MONTHLY = 100_000;
const MONTHLY = /月|(?<![a-z])(?:month|monthly)(?![a-z])/u;

/** 年薪30万, 去年收入43万, 300k a year: pay of a year; of a sum that large also when nothing says so. */
function isPerYear(numeral: Numeral, { points, vocabulary }: EntityText): boolean {
  const clause = clauseAround(points, numeral);
  const tail = points.slice(numeral.end, numeral.end + 14).join("");
  const from = Math.max(0, numeral.start - LATIN_REACH);
  const mark = points.slice(from, numeral.start).findLastIndex((point) => MARK.test(point));
  const lead = points.slice(from + mark + 1, numeral.start);
  if (MONTHLY.test(tail.slice(0, 8)) || /月[^,，。]{0,4}$/u.test(lead.join(""))) return false;
  if (vocabulary.has("yearly-word", lead) || YEARLY_BEHIND.test(tail)) return true;
  if (/(?:去年|前年|一年|每年|全年)[^,，。]{0,10}$/u.test(lead.join(""))) return true;
  return numeral.min >= RARELY_MONTHLY && !MONTHLY.test(clause.join(""));
}

/** A sum beside a word of pay: before it, or told of a year or month right behind it (300k a year). */
function isWageAt(
  { start, end }: Numeral,
  lead: readonly string[],
  { points, vocabulary }: EntityText,
): boolean {
  // 注册资本 and 启动资金 are a firm's.
  if (/(?:资本|资金|注册资|融资|资助|补贴|贷款|奖励)[^,，。]{0,4}$/u.test(lead.join("")))
    return false;
  if (vocabulary.findAll("wage-word", lead).length > 0) return true;
  const far = points.slice(Math.max(0, start - 14), start);
  const mark = far.findLastIndex((point) => MARK.test(point));
  const near = far.slice(mark + 1);
  const isEnglish = points[start - 1] === " " || points[end] === " ";
  return isEnglish && vocabulary.has("wage-word", near);
}

/** The end of a clause that a number of years may close: 本科36, and a number that is a clause of its own. */
function isBesideFact(numeral: Numeral, { points, vocabulary }: EntityText): boolean {
  if (
    numeral.min !== numeral.max ||
    !/^\d{2}$|^[二三四五六]十[一二三四五六七八九]?$/u.test(
      points.slice(numeral.start, numeral.end).join(""),
    )
  )
    return false;
  const clause = clauseAround(points, numeral);
  const text = clause.join("").trim();
  const own = points.slice(numeral.start, numeral.end).join("");
  const isTold = FACTS_BESIDE.some((group) => vocabulary.has(group, points));
  if (!isTold || own.length === points.length) return false;
  if (text.replace(/[了岁啦]+$/u, "") === own) return true;
  const lead = points.slice(0, numeral.start);
  const isApart = lead.at(-1) === " " ? lead.slice(0, -1) : lead;
  const last = vocabulary.findAll("degree", isApart).some(({ end }) => end === isApart.length);
  return (
    last &&
    /^(?:$|[,，。;；!！?？了他她在]| 在)/u.test(points.slice(numeral.end, numeral.end + 2).join(""))
  );
}

/** Beside one of these a bare number can be an age. */
const FACTS_BESIDE: readonly Group[] = [
  "degree",
  "nationality",
  "hukou",
  "employment",
  "talent-class",
  "graduation-word",
  "insurance-word",
  "slot:professionalTitle:words",
  "slot:skillLevel:words",
];

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
  /^(?:规模|人数|员工|职工|一共|总共|大概|大约|差不多|将近|不到|不足|超过|没到|目前|现在|里|才|就|只|也|都|共|有|约|近|快|是|在|has|have|of|about|around|over|nearly|with|under|some|more than|less than| )*$/u;

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
  const between = /^(?:左右|以上|以下|上下|规模)?的?[^,，。;；!！?？的在有和招0-9]{0,6}$/u;
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

/** 交多少钱一个月: a price for each month, and no length. */
const PRICED = /多少|几块|几百|几千|[\d百千万]块|元/u;

/** Grammar: 社保一个月最低交多少, 社保一个月一千二: what is paid each month, or asked for. */
const RATE =
  /^[^,，。;；?？!！没]{0,6}?(?:多少|几块|几百|几千|要几|\d{3,}|[一二三四五六七八九两\d]+[百千万])/u;
/** Grammar: 合同三年, 三年合同: the length of something else stands right beside it. */
const CONTRACT_BEFORE = /(?:合同|合约|协议)(?:签了|签的是|签的|签|是|为|期限|期|期是|有)*$/u;
const CONTRACT_BEHIND = /^(?:期)?(?:的)?(?:固定期限)?(?:的)?(?:劳动|聘用|用工)?(?:合同|合约)/u;
/** Grammar: 来杭两年后交的社保, 毕业一年才交社保: it began then. */
const BEGUN_THEN = /^多?(?:了?才|以后|之后|后|时)/u;

/** A length of time that tells of something else than how long was paid. */
function isNotPaidFor(
  { start, end, min, max }: { start: number; end: number; min: number; max: number },
  points: readonly string[],
): boolean {
  const lead = points.slice(Math.max(0, start - 10), start).join("");
  const tail = points.slice(end, end + 14).join("");
  if (CONTRACT_BEFORE.test(lead) || CONTRACT_BEHIND.test(tail)) return true;
  if (BEGUN_THEN.test(tail)) return true;
  return min === 1 && max === 1 && RATE.test(tail);
}

/** Whether what stands between the insurance and the time says that it was paid for so long. */
function isPaidBetween(between: string, isInsuranceFirst: boolean): boolean {
  if (PRICED.test(between)) return false;
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

/** Who began so few months ago tells that it goes on: as a number of months it would refuse what is only not yet. */
const JUST_BEGUN = 3;

/** 从2025年9月交到现在, since September 2025: months up to today, the first one counted or not. */
function sinceDay(
  points: readonly string[],
  words: readonly { readonly start: number; readonly end: number }[],
  today: EntityText["today"],
): Entity | null {
  const now = dayRange(today)?.to;
  const [word] = words;
  const dates = findDates(points, today);
  // Of several dates the one beside the insurance is meant.
  const near = dates.filter(
    (one) =>
      word !== undefined &&
      Math.min(Math.abs(one.start - word.end), Math.abs(word.start - one.end)) <= REACH,
  );
  const [date, ...others] = dates.length > 1 ? near : dates;
  if (now === undefined || word === undefined || date === undefined || others.length > 0)
    return null;
  const tail = points.slice(date.end, date.end + 12).join("");
  const lead = points.slice(Math.max(0, date.start - 8), date.start).join("");
  const isPaid = /^(?:份)?(?:就)?(?:开始|起)?(?:一直|连续)?(?:在)?(?:交|缴|参保)/u.test(tail);
  const isLed = /(?:从|自|打|since )$/u.test(lead);
  const isGoingOn = /到(?:现在|今天|如今|目前)|至今|开始|起|一直/u.test(tail);
  // 社保去年9月开始交 says the same without 从.
  const isBegun = /^(?:份)?(?:就|才|刚)?(?:开始|起)(?:在[^,，。]{0,4})?(?:交|缴|参保|有|上)/u.test(
    tail,
  );
  // A month that is still to come, or only named, counts nothing.
  if (date.from > now || date.value.length < 7 || /下|明年|打算|准备|要|将/u.test(lead.slice(-4)))
    return null;
  if (!isBegun) {
    if (date.to > now || !(isLed && (isPaid || lead.endsWith("since ")))) return null;
    if (!isGoingOn && !lead.endsWith("since ")) return null;
  }
  const months = (day: string): number =>
    (Number(now.slice(0, 4)) - Number(day.slice(0, 4))) * 12 +
    Number(now.slice(5, 7)) -
    Number(day.slice(5, 7));
  const [min, max] = [Math.max(0, months(date.to)), months(date.from) + 1];
  if (isBegun && max < JUST_BEGUN) return null;
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

const PAID_BY =
  /(?:我|他|她|自己|本人)(?:自己)?(?:才|只|就|也|都|已经|已|刚|一共)*(?:交|缴)(?:了|满|过|够)?$/u;

/** 同学社保交了8个月，我才交了2个月: the insurance was named before, and who pays is named here. */
function paidAgain(
  points: readonly string[],
  words: readonly { readonly start: number; readonly end: number }[],
  { min, max, start, end }: { min: number; max: number; start: number; end: number },
  vocabulary: EntityText["vocabulary"],
): Entity | null {
  const lead = points.slice(Math.max(0, start - 12), start).join("");
  const by = PAID_BY.exec(lead);
  const word = words.findLast((one) => one.end <= start);
  if (by === null || word === undefined || start - word.end > 24) return null;
  const between = points.slice(word.end, start);
  if (vocabulary.has("paid-otherwise", between) || /[要须得满]/u.test(lead)) return null;
  const from = start - by[0].length;
  const [least, most] = [Math.floor(min), Math.floor(max)];
  return {
    slot: "socialInsuranceMonths",
    value: least,
    ...(least !== most && { range: { min: least, max: most } }),
    text: points.slice(from, end).join(""),
    start: from,
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
    if (isNotPaidFor(duration, points)) return [];
    const paid = paidAgain(points, words, duration, vocabulary);
    if (paid !== null) return [paid];
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
