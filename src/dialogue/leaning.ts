import type { ParsedQuestion } from "../nlu/types.js";
import type { Frame } from "./types.js";

/** Whether a talk has something that it is about, on which a question can lean. */
export const isAboutSomething = (frame: Frame): boolean =>
  frame.services.length > 0 ||
  frame.topics.length > 0 ||
  frame.guide !== null ||
  frame.overview !== undefined;

/**
 * A question that leans on what is spoken of and has no matter of its own (哪个更划算, What about Yuhang?): its wording as a whole
 * resembles some topic, but no word of it says so. What it resembles is not what it is about. Any other question, and one
 * that has nothing to lean on, is given back as it is.
 */
export function leaning(question: ParsedQuestion, frame: Frame): ParsedQuestion {
  const isLean =
    question.reference.kind !== "none" &&
    question.focus.length === 0 &&
    question.overview === undefined &&
    question.elsewhere.length === 0 &&
    question.services.every(({ how }) => how === "content") &&
    (isAboutSomething(frame) || frame.form !== null);
  return isLean ? { ...question, topics: [], services: [] } : question;
}

/** Grammar: what somebody has or has done (居住证有, 居住证去年办的, 已经领过); a wish or a question is none of it. */
const HAD =
  /(?:有了?|办了|办过了?|交了|交过了?|缴了|领过了?|拿过了?|(?:办|交|缴|领|拿|签|买|租|评|落)的|没有|没办|没交)[。！!~～]*$/u;
const WISHED = /想|要|怎么|能不能|申请|[吗么呢?？]|哪|多少|什么|还有|有没有|改成|不是/u;

/** Whether it only tells what somebody has or has done, whatever the words name beside. */
export const tellsOfHad = ({ normalized }: ParsedQuestion): boolean =>
  HAD.test(normalized) &&
  !WISHED.test(normalized) &&
  !/^(?:有|没有?)[。！!~～]*$/u.test(normalized);

/** Grammar: what is told and no subject: of the speaker, of what was and is not, of what somebody said. */
const TOLD =
  /^(?:没|还没|还不|还在|不|已经|之前|以前|本来|目前|就是?|只有|我们?(?!想|要|问|说)|在|家里|公司|单位|老板|人事|房东|中介|他们|系统|人家|(?:学校|学历|户口|户籍|学籍|房子|社保|公积金|孩子|小孩|老婆|老公|爸妈|父母|朋友)(?:在|是|没|不|还|已|说|都)|no\b|not\b|yes\b|i(?:'m| )|it |my |we |they |he |she |still|already|maybe|just)|[的了过]$/iu;
const ASKED_FOR =
  /想|要|找|问|查|办理|申请|求|介绍|补贴$|政策$|i (?:want|need|mean|meant)|looking for/iu;

/** Whether a message that asks nothing tells something that no fact is read from (没买房, 公司说不知道, not from a Chinese university). */
export const tellsAside = ({ normalized, kind }: ParsedQuestion): boolean =>
  (kind !== "talk" || NOT_DONE.test(normalized)) &&
  TOLD.test(normalized) &&
  !ASKED_FOR.test(normalized);

/** Grammar: 还没买, 没注册 are told, and no small talk. */
const NOT_DONE = /^(?:还没|没|已经)\p{Script=Han}{1,4}$/u;
