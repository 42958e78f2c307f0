/**
 * What a number counts, as far as a text says it. Numbers of two different units never support each other
 * (three years are not three months); `unknown` goes with every unit, `count` is any measure word without a
 * unit of its own, `uncounted` a numeral that is probably part of a word.
 */
export type Unit =
  | "year"
  | "month"
  | "week"
  | "day"
  | "workday"
  | "hour"
  | "minute"
  | "age"
  | "percent"
  | "cny"
  | "usd"
  | "eur"
  | "times"
  | "discount"
  | "square-metre"
  | "mu"
  | "kilometre"
  | "count"
  /** 第二次, 第三类: only tells things of one text apart; 第三届 and 第三批 name one and are `unknown`. */
  | "ordinal"
  | "unknown"
  | "uncounted";

/** Longest first where one begins with another; the text right after the number decides. */
const AFTER: readonly (readonly [RegExp, Unit])[] = [
  [/^\s*(?:%|个?百分点)/u, "percent"],
  [/^\s*个?工作日/u, "workday"],
  [/^\s*个?月/u, "month"],
  [/^\s*个?(?:小时|钟头)/u, "hour"],
  [/^\s*分钟/u, "minute"],
  [/^\s*(?:周岁|岁)/u, "age"],
  [/^\s*(?:个?星期|周(?![年末边]))/u, "week"],
  [/^\s*(?:年(?![级轻龄薪])|周年)/u, "year"],
  [/^\s*(?:天|日(?!报|常))/u, "day"],
  [/^\s*(?:美元|美金)/u, "usd"],
  [/^\s*欧元/u, "eur"],
  [/^\s*(?:元|块钱|人民币)/u, "cny"],
  [/^\s*倍/u, "times"],
  [/^\s*折(?!腾|扣)/u, "discount"],
  [/^\s*(?:平方米|平米|㎡|平方(?!公里))/u, "square-metre"],
  [/^\s*亩/u, "mu"],
  [/^\s*公里/u, "kilometre"],
];

const ENGLISH_AFTER: readonly (readonly [RegExp, Unit])[] = [
  [/^[\s-]*(?:percentage points?|per ?cent)\b/iu, "percent"],
  [/^[\s-]*years?[\s-]+(?:old|of age)\b/iu, "age"],
  [/^[\s-]*(?:years?|yrs?)\b/iu, "year"],
  [/^[\s-]*months?\b/iu, "month"],
  [/^[\s-]*weeks?\b/iu, "week"],
  [/^[\s-]*(?:working|business) days?\b/iu, "workday"],
  [/^[\s-]*days?\b/iu, "day"],
  [/^[\s-]*hours?\b/iu, "hour"],
  [/^[\s-]*minutes?\b/iu, "minute"],
  [/^[\s-]*(?:yuan|rmb|cny)\b/iu, "cny"],
  [/^[\s-]*(?:us )?dollars?\b|^[\s-]*usd\b/iu, "usd"],
  [/^[\s-]*(?:square|sq\.?) (?:met(?:er|re)s?|m)\b/iu, "square-metre"],
  [/^[\s-]*times\b/iu, "times"],
  [/^[\s-]*mu\b/iu, "mu"],
  [/^[\s-]*(?:kilomet(?:er|re)s?|km)\b/iu, "kilometre"],
];

/** Measure words after which a Chinese numeral is a statement (四家企业), single characters first. */
const MEASURES = [
  [..."个名人家项次笔套间张种类条款位所座处场期届批轮户台辆件份步级档层区镇街村支门栋幢"],
  [..."园院校组对双层宗例只度"],
].flat();

/** After these the character before is part of another word: 三成员, 一次性, 一级建造师 stays a count. */
const NOT_MEASURED = /^(?:次性|度假|级别|项目|人才|对一|对接)/u;

/** 四成 is 40 %; 三成员 and 二成果 are not. */
const TENTHS = /^成(?![员为果立功长本就熟效都人型])/u;

const MONEY_BEFORE: readonly (readonly [RegExp, Unit])[] = [
  [/(?:[¥￥]|\b(?:rmb|cny|yuan))\s*$/iu, "cny"],
  [/(?:\$|\busd)\s*$/iu, "usd"],
  [/(?:€|\beur)\s*$/iu, "eur"],
];

const firstOf = (table: readonly (readonly [RegExp, Unit])[], text: string): Unit | undefined =>
  table.find(([expression]) => expression.test(text))?.[1];

/** The unit that Chinese text right after a number gives it; `undefined` when it gives none. */
export function unitAfter(text: string): Unit | undefined {
  return firstOf(AFTER, text) ?? (isCountedAfter(text) ? "count" : undefined);
}

/** The unit that English text right after a number gives it; `undefined` when it gives none. */
export function englishUnitAfter(text: string): Unit | undefined {
  return firstOf(ENGLISH_AFTER, text);
}

/** The currency sign or word right before a number. */
export function moneyBefore(text: string): Unit | undefined {
  return firstOf(MONEY_BEFORE, text);
}

/** Whether a measure word without a unit of its own follows. */
export function isCountedAfter(text: string): boolean {
  return MEASURES.includes(text.trimStart().charAt(0)) && !NOT_MEASURED.test(text.trimStart());
}

/** What 第 and a number make together with the word that follows. */
export function ordinalUnitAfter(text: string): Unit {
  return /^[次步类种个笔]/u.test(text) ? "ordinal" : "unknown";
}

/** Whether the number before counts in tenths (四成 = 40 %). */
export function isTenthsAfter(text: string): boolean {
  return TENTHS.test(text);
}

/** Whether a number of one unit can support a statement in the other. */
export function isCompatible(stated: Unit, held: Unit): boolean {
  const loose: readonly Unit[] = ["unknown", "uncounted"];
  if (stated === held || loose.includes(stated)) return true;
  if (held === "uncounted") return stated === "count";
  return held === "unknown";
}
