import { addMonths, dayRange } from "../../shared/dates.js";
import type { DateMention } from "../../values/dates.js";
import { daysAgo, findDurations, type DurationMention } from "../../values/durations.js";
import type { EntityText } from "./entity-text.js";
import { clauseAround } from "./slot-words.js";
import type { Entity } from "../types.js";
import type { Group } from "../vocabulary.js";

/** How many code points may stand between a date and the word that says what it dates. */
const REACH = 5;
/** The same for a word that only names of dates part from its date. */
const LONG_REACH = 16;
const TOO_OLD_TO_GRADUATE_YEARS = 60;

/** Dates with the slot that the words around them give; the rest are plain `date`. */
export function readDateSlots(text: EntityText, dates: readonly DateMention[]): Entity[] {
  const { points } = text;
  const graduations = dates.filter((date) => ISSUED.test(behind(date, points)));
  const dated = dates.flatMap((date): Entity[] => {
    const slot =
      isOfSomethingElse(date, text, graduations) &&
      !isDegreeOf(date, text) &&
      slotOf(date, text) === "graduatedOn"
        ? null
        : slotOf(date, text);
    if (slot === null && date.kind === "month-alone") return [];
    const entity: Entity = {
      slot: slot ?? "date",
      value: date.value,
      ...(date.kind === "span" && { range: { min: date.from, max: date.to } }),
      ...(slot === "graduatedOn" && untilToday(date, text)),
      text: points.slice(date.start, date.end).join(""),
      start: date.start,
      end: date.end,
      negated: false,
    };
    return [entity];
  });
  return [
    ...withoutDiplomas(dated, points),
    ...sinceGraduation(text, dates),
    ...agoGraduation(text),
    ...generations(text),
  ];
}

/** Grammar: 24年是拿到学位证, 学位证24年3月: the day of the second paper; 硕士学位证 is that of another degree. */
const DIPLOMA_BEHIND =
  /^(?:份)?(?:\d{1,2}[号日])?(?:是|才|就)?(?:拿到?|领到?|发|补)?(?:了|的)?学位证/u;
const DIPLOMA_BEFORE = /(?<![士科硕博])学位证(?:书)?(?:上)?(?:写的|写着)?(?:是|在|才|拿的是)?$/u;

/** 23年毕业，24年拿到学位证: of the two days the one of the graduation counts. */
function withoutDiplomas(
  entities: readonly Entity[],
  points: readonly string[],
): readonly Entity[] {
  const isOfDiploma = ({ slot, start, end }: Entity): boolean =>
    slot === "graduatedOn" &&
    (DIPLOMA_BEHIND.test(points.slice(end, end + 12).join("")) ||
      DIPLOMA_BEFORE.test(points.slice(0, start).join("")));
  const isOther = (one: Entity): boolean => one.slot === "graduatedOn" && !isOfDiploma(one);
  return entities.some(isOther) ? entities.filter((one) => !isOfDiploma(one)) : entities;
}

/** Right behind a date: it is the date of the graduation that follows. */
const ISSUED = /^(?:份)?(?:的|就|才|刚|从)?[^,，。;；!！?？]{0,8}毕业/u;
/** What a date is of when somebody comes, begins or pays then: 22年来的杭州, 7月入职. */
const ARRIVED =
  /^(?:份|\d{1,2}[号日])?(?:的时候)?(?:才|就|刚|再|又|从[^,，。]{1,6})?(?:来|到|入职|进|签|去|回|跳|换|搬|落户|开始|交|缴|认定|结婚|生|买|辞|离职|注册|创业|上班|工作|来杭)/u;
/** Today, said by the way. */
const TODAY_SAID = /(?:今天|今日|现在|目前)(?:是|都|已经)?(?:都)?$/u;

const behind = ({ end }: DateMention, points: readonly string[]): string =>
  points.slice(end, end + 14).join("");

/** Grammar: 毕业证23年6月, 毕业时间是2023年. */
const ON_THE_PAPER = /毕业(?:证书?|时间|日期|年月)(?:上)?(?:写的|写着)?(?:是|为|在|:|：)*$/u;

/** A date that is told of an arrival, or of today, though a graduation stands before it. */
function isOfSomethingElse(
  date: DateMention,
  { points }: EntityText,
  graduations: readonly DateMention[],
): boolean {
  if (TODAY_SAID.test(points.slice(Math.max(0, date.start - 6), date.start).join(""))) return true;
  if (graduations.includes(date)) return false;
  if (ON_THE_PAPER.test(points.slice(0, date.start).join(""))) return false;
  return ARRIVED.test(behind(date, points)) || graduations.some((one) => one.end <= date.start);
}

function slotOf(date: DateMention, text: EntityText): string | null {
  const { points, vocabulary } = text;
  const own = points.slice(date.start, date.end).join("");
  const tail = beforeMark(points.slice(date.end, date.end + REACH + 2));
  const lead = points.slice(Math.max(0, date.start - REACH), date.start);
  const far = points.slice(Math.max(0, date.start - LONG_REACH), date.start);
  const has = (group: Group, part: readonly string[]): boolean => vocabulary.has(group, part);
  // The day of another calendar is not this one.
  if (LUNAR.test(far.join(""))) return null;
  if (isDayOfBirth(date, far.join(""), tail.join(""))) return "birthDate";
  if (
    has("birth-word", tail.slice(0, 4)) ||
    (has("birth-word", far.slice(-8)) && own.length === 4 && !has("graduation-word", tail)) ||
    (has("birth-word", lead) && !has("graduation-word", tail))
  )
    return "birthDate";
  if (isBornBesideDegree(date, text)) return "birthDate";
  if (isDegreeOf(date, text)) return isPossibleGraduation(date, text) ? "graduatedOn" : null;
  if (date.kind === "year-alone" && tail[0] === "的" && isBirthYear(date, text)) return "birthDate";
  if (date.kind === "year-alone" && !own.endsWith("届") && isYearOfBirth(date, text))
    return "birthDate";
  if (has("company-word", lead) || has("company-word", tail)) return "companyFoundedOn";
  if (/(?:公司|企业)(?:是|于|在)?$/u.test(lead.join("")) && FOUNDED.test(tail.join("")))
    return "companyFoundedOn";
  if (FOUNDED_COMPANY.test(points.slice(date.end, date.end + 12).join("")))
    return "companyFoundedOn";
  if (
    own.endsWith("届") ||
    AWARDED.test(points.slice(date.end, date.end + 16).join("")) ||
    has("graduation-word", tail) ||
    has("graduation-word", lead.slice(-3)) ||
    isLedByGraduation(far, text)
  ) {
    return isPossibleGraduation(date, text) ? "graduatedOn" : null;
  }
  return null;
}

/** What may stand between a degree and its day: 博士是2017年的, 硕士2023年6月拿的, PhD (Zhejiang University, July 2025). */
const DEGREE_BRIDGE = /^(?:学位|学历|毕业证|是|在|于|就是|证书|证)*$/u;
const DEGREE_PAREN = /^ ?\([^()]{0,40}$/u;
const OF_DEGREE = /^(?:份)?(?:\d{1,2}[号日])?(?:的|拿的|读完|念完|拿到|取得|毕业?)(?!时候)/u;
/** Right behind a day: the certificate that was given then (23年6月30号的证, 去年拿了双证). */
const CERTIFIED =
  /^(?:份)?(?:的|发的?|拿的?|拿到的?|拿了|领的?|领到的?)(?:学位|毕业|学历|学位毕业|硕士|博士|本科|双)?(?:证|证书)(?!的?(?:公司|单位))/u;
/** 今年读完了非全研究生: what was finished then. */
const FINISHED = /^(?:份|初|底)?(?:就|才|刚|刚刚)?(?:读完|念完|修完)了?/u;
const OTHER_PAPERS = /居住证|电工|技能|职业资格|职称|教师资格|驾驶|房产|营业执照|上岗/u;

/** A day that a degree or its certificate is said to be of. */
function isDegreeOf(date: DateMention, { points, vocabulary }: EntityText): boolean {
  if (date.kind === "month-alone") return false;
  const tail = points.slice(date.end, date.end + 16).join("");
  const clause = clauseAround(points, date).join("");
  if (OTHER_PAPERS.test(clause)) return false;
  if (CERTIFIED.test(tail)) return true;
  if (FINISHED.test(tail) && vocabulary.has("degree", clauseAround(points, date))) return true;
  const next = points.slice(date.end, date.end + 8);
  const isNext = vocabulary
    .findAll("degree", next)
    .some(({ start }) => start === 1 && next[0] === "的");
  if (isNext && !OF_RULES.test(clause) && !/补贴|级/u.test(clause)) return true;
  const lead = points.slice(Math.max(0, date.start - 44), date.start);
  const degree = vocabulary.findAll("degree", lead).at(-1);
  if (degree === undefined) return false;
  const between = lead.slice(degree.end).join("");
  if (DEGREE_PAREN.test(between)) return /^\)|^,? ?\)/u.test(tail);
  return DEGREE_BRIDGE.test(between) && (OF_DEGREE.test(tail) || /^的?$/u.test(tail));
}

/** 今年读完了: it is over, so that of this year only the days up to today are left. */
function untilToday(date: DateMention, { points, today }: EntityText): Pick<Entity, "range"> {
  const now = dayRange(today)?.to;
  const tail = points.slice(date.end, date.end + 16).join("");
  const isOver = FINISHED.test(tail) || CERTIFIED.test(tail);
  if (now === undefined || !isOver || date.from > now || date.to <= now) return {};
  return { range: { min: date.from, max: now } };
}

/** Grammar: 公司2025年3月成立, 去年注册的公司. */
const FOUNDED = /^(?:份)?(?:才|刚|就)?(?:成立|注册|开办|开的|办的)/u;
const FOUNDED_COMPANY =
  /^(?:份)?(?:才|刚|就)?(?:成立|注册|开|办)(?:了|的)?(?:一?家)?(?:自己的)?公司/u;
/** Grammar: 2025年7月取得硕士学历. */
const AWARDED = /^(?:份)?(?:就|才|刚)?(?:取得|获得|拿到|拿了)了?[^,，。]{0,8}(?:学位|学历|毕业证)/u;
const LUNAR = /(?:农历|阴历|旧历|lunar )[^,，。]{0,6}$/u;
/** Grammar: 1996年3月生, 生日1996-03-12. 生活 and 生效 are other words. */
const BORN_BEHIND = /^(?:的)?生(?!活|效|源|产|意|态|物|涯|前|肖|娃|孩|日会|的孩|了)|^ ?出生/u;
const BORN_BEFORE =
  /(?:生日|出生日期|出生年月|生辰|出生时间|dob|birthday|date of birth|born on|born)(?:是|为|:|：|在|于| is| in| on|, )* ?$/u;

/** A day or month of birth, said right before or behind the date, and long enough ago to be one. */
function isDayOfBirth(date: DateMention, lead: string, tail: string): boolean {
  return (
    date.kind !== "month-alone" &&
    (BORN_BEHIND.test(tail) || (date.value.length > 4 && BORN_BEFORE.test(lead)))
  );
}

/** What may stand between a word of graduation and its date: 毕业时间是, 毕业证上写的是, graduated in. */
const GRADUATION_BRIDGE =
  /^(?:证书|证|时间|日期|年份|上面|上|写的|写着|写|大概|大约|应该|可能|是|为|在|于|的|时|:|：|,| |in|on)*$/u;

function isLedByGraduation(lead: readonly string[], { vocabulary }: EntityText): boolean {
  const word = vocabulary.findAll("graduation-word", lead).at(-1);
  return word !== undefined && GRADUATION_BRIDGE.test(lead.slice(word.end).join(""));
}

function beforeMark(points: readonly string[]): readonly string[] {
  const mark = points.findIndex((point) => /^[,，。;?!]$/u.test(point));
  return mark === -1 ? points : points.slice(0, mark);
}

/** 97年，本科; 我95年，在余杭上班: a year that is a clause of its own, in which nobody graduates who asks. */
function isYearOfBirth(date: DateMention, { points, today }: EntityText): boolean {
  const clause = clauseAround(points, date).join("").trim();
  const own = points.slice(date.start, date.end).join("");
  const before = clause.slice(0, clause.indexOf(own));
  const after = clause.slice(clause.indexOf(own) + own.length);
  return (
    clause.length < points.length &&
    isWorkingAge(date, today) &&
    /^(?:我|本人|我是|本人是|是)?$/u.test(before) &&
    /^(?:的|生)?$/u.test(after)
  );
}

/** Younger people tell the year of their graduation so, and older ones neither. */
const YOUNGEST_WORKER = 21;
const OLDEST_WORKER = 66;

const TWO_DIGITS = /^(?:\d{2}|[零〇一二三四五六七八九]{2}) ?年$/u;
/** Grammar: what says that the year is the one of a course or of its end, beside a degree. */
const STUDY_TOLD = /毕业|届|级|入学|考|读|念|修|上的|拿|取得|获得|发证|的证|证书|学位证/u;
/** Grammar: 95年的, 95年生 at the end of its clause, or where something of another kind is told next. */
const BORN_THEN =
  /^(?:的|生的?|出生的?)?(?:$|[,，。;；!！?？]|男|女|海归|在|现在|目前|想|能|可以|未婚|已婚|单身)/u;

/**
 * 本科93年, 有本科学历95年的, 95年本科: the year of birth, said in two digits beside the degree. Who graduated so long ago says
 * that they did (本科93年毕业).
 */
function isBornBesideDegree(date: DateMention, { points, vocabulary, today }: EntityText): boolean {
  const own = points.slice(date.start, date.end).join("");
  if (date.kind !== "year-alone" || !TWO_DIGITS.test(own)) return false;
  if (!isWorkingAge(date, today)) return false;
  const clause = clauseAround(points, date).join("");
  if (STUDY_TOLD.test(clause) || OTHER_PAPERS.test(clause) || OF_RULES.test(clause)) return false;
  const lead = points.slice(0, date.start);
  const tail = points.slice(date.end);
  const isLed = vocabulary.findAll("degree", lead).some(({ end }) => {
    return /^(?:学历|文凭|毕业生)?[,，。;；]?(?:我|我是|本人)?$/u.test(lead.slice(end).join(""));
  });
  if (isLed && BORN_THEN.test(tail.join(""))) return true;
  const next = tail[0] === "的" ? tail.slice(1) : tail;
  return vocabulary.findAll("degree", next.slice(0, 8)).some(({ start }) => start === 0);
}

/** Grammar: 95年本科的政策 is of a rule, and of nobody. */
const OF_RULES = /政策|规定|标准|名单|(?<![统自])招/u;

/** Whether somebody of that year of birth may work. */
function isWorkingAge({ value }: Pick<DateMention, "value">, today: EntityText["today"]): boolean {
  const age = Number(today.slice(0, 4)) - Number(value.slice(0, 4));
  return age >= YOUNGEST_WORKER && age <= OLDEST_WORKER;
}

/** 95年的: somebody of 14 to 80. A younger year dates something else. */
function isBirthYear(date: DateMention, text: EntityText): boolean {
  const age = Number(text.today.slice(0, 4)) - Number(date.value.slice(0, 4));
  return age >= 14 && age <= 80;
}

function isPossibleGraduation(date: DateMention, text: EntityText): boolean {
  return (
    Number(text.today.slice(0, 4)) - Number(date.value.slice(0, 4)) <= TOO_OLD_TO_GRADUATE_YEARS
  );
}

/** Grammar: 毕业一年多才来的杭州, 毕业两年后换了工作, 毕业一年就结婚: the span goes from the graduation to what is told next, not up to today. */
const FROM_THERE = /^多?(?:左右)?(?:了?才|就|之?后|时|的时候|那年|那会)/u;

/** 毕业两年了, 毕业满一年, 毕业不到半年: the days on which that can have been. */
function sinceGraduation(text: EntityText, dates: readonly DateMention[]): Entity[] {
  const { points, vocabulary } = text;
  const today = dayRange(text.today)?.to;
  if (today === undefined) return [];
  return findDurations(points).flatMap((duration): Entity[] => {
    const lead = points.slice(Math.max(0, duration.start - REACH), duration.start);
    const word = vocabulary.findAll("graduation-word", lead).at(-1);
    const next = points.slice(duration.end, duration.end + 1).join("");
    if (
      word === undefined ||
      dates.some((date) => date.start < duration.end && duration.start < date.end)
    )
      return [];
    if (/^[内以前]/u.test(next) || FROM_THERE.test(points.slice(duration.end).join(""))) return [];
    const between = lead.slice(word.end).join("");
    if (
      !/^(?:已经|都|才|也|就|了|有|刚|快|满|不到|没到|超过|大概|差不多|将近|不满)*$/u.test(between)
    )
      return [];
    const range = rangeOf(duration, between, today);
    return [
      {
        slot: "graduatedOn",
        value: range.max.slice(0, 7),
        range,
        text: points.slice(duration.start - lead.length + word.start, duration.end).join(""),
        start: duration.start - lead.length + word.start,
        end: duration.end,
        negated: false,
      },
    ];
  });
}

/** 半年前毕业, graduated two years ago: about then. */
function agoGraduation({ points, vocabulary, today }: EntityText): Entity[] {
  const now = dayRange(today)?.to;
  if (now === undefined) return [];
  return findDurations(points).flatMap((duration): Entity[] => {
    const tail = points.slice(duration.end, duration.end + 12);
    const ago = /^(?:多|左右)?(?:以前|之前|前)(?:就|才|刚|从.{2,8})?| ago/u.exec(tail.join(""));
    const lead = points.slice(Math.max(0, duration.start - 14), duration.start);
    const isLed = vocabulary.find("graduation-word", lead).at(-1)?.end;
    const isBehind =
      ago !== null &&
      vocabulary.findAll("graduation-word", tail).some(({ start }) => start <= ago[0].length);
    const isBefore =
      isLed !== undefined && /^(?:是|在|about|around| )*$/u.test(lead.slice(isLed).join(""));
    if (ago === null || ago.index !== 0 || !(isBehind || isBefore)) return [];
    const range = daysAgo(duration, now);
    const text = points.slice(duration.start, duration.end).join("");
    const { start, end } = duration;
    return [
      {
        slot: "graduatedOn",
        value: range.max.slice(0, 7),
        range,
        text,
        start,
        end,
        negated: false,
      },
    ];
  });
}

/** "Two years ago" means two years and up to one more; "not yet two" anything less; 快 a little less. */
function rangeOf(
  duration: DurationMention,
  between: string,
  today: string,
): { min: string; max: string } {
  if (/不到|没到|不满/u.test(between))
    return { min: addMonths(today, -Math.ceil(duration.max)), max: today };
  if (/快|将近|差不多|大概/u.test(between)) {
    return {
      min: addMonths(today, -Math.ceil(duration.max)),
      max: addMonths(today, -Math.max(0, Math.floor(duration.min) - 3)),
    };
  }
  if (/超过/u.test(between)) {
    return {
      min: addMonths(today, -TOO_OLD_TO_GRADUATE_YEARS * 12),
      max: addMonths(today, -Math.floor(duration.min)),
    };
  }
  const more =
    duration.min >= 12 && duration.min === duration.max && duration.min % 12 === 0 ? 12 : 1;
  return {
    min: addMonths(today, -Math.ceil(duration.max) - more),
    max: addMonths(today, -Math.floor(duration.min)),
  };
}

const CHINESE_DIGITS = "零一二三四五六七八九〇";

/** 95后, 00后, 九零后: the five or ten years that begin there. */
function generations(text: EntityText): Entity[] {
  const joined = text.points.join("");
  const year = Number(text.today.slice(0, 4));
  return [
    ...joined.matchAll(
      /(?<![\d零一二三四五六七八九十])([0-9][05]|[零〇五六七八九][零〇五])后(?!年|天|面|来)/gu,
    ),
  ].map((match): Entity => {
    const value = Number(
      match[1]?.replace(/[^\d]/gu, (digit) => String(CHINESE_DIGITS.indexOf(digit) % 10)),
    );
    const first = 2000 + value <= year ? 2000 + value : 1900 + value;
    const last = first + (value % 10 === 0 ? 9 : 4);
    return {
      slot: "birthDate",
      value: String(first),
      range: { min: String(first), max: String(last) },
      text: match[0],
      start: match.index,
      end: match.index + match[0].length,
      negated: false,
    };
  });
}
