/** Mainland identity number: 17 digits and a check digit or X. */
const IDENTITY = /\d{17}[\dXx]/gu;
/** Mainland mobile number, with or without country code, spaces or hyphens. */
const MOBILE = /(?:\+?86[-\s]?)?1[3-9]\d(?:[-\s]?\d{4}){2}/gu;
const EMAIL = /[\p{L}\d._%+-]+@[\p{L}\d.-]+\.[\p{L}]{2,}/gu;
/** Bank cards have 15 to 19 digits, often in groups; an identity number with gaps looks the same. */
const CARD = /\d(?:[\s-]?\d){14,18}/gu;
const FULL_WIDTH_DIGIT = /[\uFF10-\uFF19]/gu;
const NAME = /(我叫|我的名字是|我是叫|姓名[:：]?)\s*[\p{Script=Han}·]{2,4}/gu;
const ENGLISH_NAME = /\b(my name is|i am called)\s+\p{L}+(?:\s+\p{Lu}\p{L}+)?/giu;

/**
 * A text without what could name a person: identity numbers, mobile numbers, e-mail, bank cards, and the
 * name after "my name is". Full-width digits are folded first. For the log of unanswered questions.
 */
export function maskPersonal(text: string): string {
  return text
    .replace(FULL_WIDTH_DIGIT, (digit) => String(digit.charCodeAt(0) - 0xff10))
    .replace(EMAIL, "[e-mail]")
    .replace(IDENTITY, "[id]")
    .replace(CARD, "[card]")
    .replace(MOBILE, "[mobile]")
    .replace(NAME, "$1[name]")
    .replace(ENGLISH_NAME, "$1 [name]");
}
