import type { Found } from "../../text/trie.js";
import type { Entity } from "../types.js";
import type { EntityText } from "./entity-text.js";

/** Grammar around the name of a country: what says that somebody is of it. */
const OF_IT_BEHIND =
  /^(?:人(?!才|民|口|均|工|寿|家)|籍|国籍|的?护照|公民| (?:citizens?|nationals?|passport|nationality)(?![a-z]))/u;
const OF_IT_BEFORE =
  /(?:(?<![a-z])(?:i'm|i am|we're|we are|he's|he is|she's|she is|is|come|comes|originally) from|^ ?from|, ?from|(?:citizen|national) of|passport (?:of|from)) ?$/u;
/** 我来自英国, and nothing of a school behind it. */
const COME_FROM = /(?:来自|我是从)$/u;
const ENDS = /^(?:$|[,，。;；!！?？]|的[,，。;；!！?？]|的$)/u;
/** 德国工程师 */
const WHO = /^(?:工程师|专家|外教|员工|设计师|厨师|教练|教师)/u;
/** I'm German, my husband is Indian: the word ends there, or says what they do. */
const IS =
  /(?:(?<![a-z])(?:i'm|i am|we're|we are|is|are|both|he's|she's)(?: an?| the| also| both)? |^ ?|, ?)$/u;
const DEMONYM_ENDS =
  /^(?:$|[,.;!?]| (?:and|but|citizens?|nationals?|passport|here|with|working|living|engineers?|programmers?|teachers?|designers?|researchers?|doctors?|scientists?|guy|man|woman|in|by)(?![a-z]))/u;

/** 英国一年制硕士, 在日本读的: a course of study right behind the country. */
const STUDIED_BEHIND =
  /^(?!人|籍|国籍|护照|公民)(?:的)?((?:(?!公司|企业|工作|上班|户口|护照|客户|旅游|出差|项目)[^,，。;；!！?？]){0,7}?)(?:一年制|两年制|授课型|硕士|硕|博士|本科|本硕|研究生|读研|读博|读书|读的|读了|念的|念书|留学(?!中介|机构|签证|生|咨询|费)|留过学|毕业|学历|学位|文凭)/u;
/** With these the same clause must tell of a degree, too: 曼彻斯特大学 alone is a place. */
const LED_BY_STUDY =
  /(?:毕业于|就读于|学历是|学历在|学位是|硕士在|硕士是|本科在|本科是|博士在|博士是|研究生在|大学在|留学)$/u;
const BACK = /^(?:那边)?(?:刚)?(?:回来|回国|归来|归国)/u;
const CERTIFIED = /学历认证|留服|留学|海归/u;
const STUDIED_IN =
  /(?<![a-z])(?:degrees?|diploma|master'?s?|bachelor'?s?|ph\.?d|m\.?sc|b\.?sc|mba|doctorate|graduated?|studied|study|studying|university|education)(?![a-z])(?:(?! (?:work|working|live|living|job|in|at|from) )[^,.;!?]){0,24}? (?:in|from|at) $/u;
const DEGREE_BEHIND =
  /^(?: (?:master'?s?|bachelor'?s?|ph\.?d|m\.?sc|degree|diploma|graduate|uni|university graduate))(?![a-z])/u;

/** Of which country somebody is, and whether a degree was earned in one. */
export function readCountries({ points, vocabulary }: EntityText): Entity[] {
  const text = points.join("");
  // What is outside the basic plane moves the places.
  if (text.length !== points.length) return [];
  const isChinese = vocabulary.find("nationality", points).some(({ value }) => value === "cn");
  const entity = (
    slot: string,
    value: string | boolean,
    { start, end }: Found<string>,
  ): Entity => ({
    slot,
    value,
    text: text.slice(start, end),
    start,
    end,
    negated: false,
  });
  const countries = vocabulary.find("country", points).flatMap((found): Entity[] => {
    const lead = text.slice(0, found.start);
    const tail = text.slice(found.end);
    const isOfIt =
      found.value === "abroad" &&
      !isChinese &&
      (OF_IT_BEHIND.test(tail) ||
        OF_IT_BEFORE.test(lead) ||
        WHO.test(tail) ||
        (COME_FROM.test(lead) && ENDS.test(tail)));
    const isStudied =
      STUDIED_BEHIND.test(tail) ||
      LED_BY_STUDY.test(lead) ||
      STUDIED_IN.test(lead) ||
      DEGREE_BEHIND.test(tail) ||
      (BACK.test(tail) && CERTIFIED.test(text));
    return [
      ...(isOfIt ? [entity("nationality", "foreign", found)] : []),
      ...(isStudied ? [entity("overseasDegree", true, found)] : []),
    ];
  });
  const people = vocabulary.find("demonym", points).flatMap((found): Entity[] => {
    const lead = text.slice(0, found.start);
    const tail = text.slice(found.end);
    const isOfIt = !isChinese && IS.test(lead) && DEMONYM_ENDS.test(tail);
    return [
      ...(isOfIt ? [entity("nationality", "foreign", found)] : []),
      ...(DEGREE_BEHIND.test(tail) ? [entity("overseasDegree", true, found)] : []),
    ];
  });
  return [...countries, ...people];
}
