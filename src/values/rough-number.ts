import type { SlotValue } from "../eligibility/index.js";

/** Grammar around a number: less than it, more than it, near it, almost it. Each stands before or after. */
const LESS =
  /(?:不到|没到|不足|不满|未满|没满|没交满|没缴满|没有满|少于|低于|less than|under)[^,，。]{0,4}$/u;
const LESS_AFTER = /^[^,，。]{0,2}(?:不到|都不到)/u;
const AT_MOST = /^[^,，。]{0,2}(?:以下|以内|之内)/u;
const MORE =
  /(?:超过|不止|多于|高于|至少|交满|缴满|交够|缴够|已满|满了|满|够|over|more than|at least)[^,，。]{0,4}$/u;
const MORE_AFTER = /^[^,，。]{0,2}(?:以上|多|往上)/u;
/** A little more, and not as much as the next whole one. */
const BIT_MORE = /^[^,，。]{0,2}(?:出头|挂零|零点|多一点|多点)/u;
const ALMOST = /(?:快|将近|接近|近|马上|即将|almost|nearly)[^,，。]{0,4}$/u;
const ABOUT = /(?:大概|大约|差不多|约|可能|应该|about|around)[^,，。]{0,4}$/u;
const ABOUT_AFTER = /^[^,，。]{0,2}(?:左右|上下|的样子|吧|来)/u;

/** How far off a rough number may be, in its unit, or as a share of it when that is more. */
const SLACK = 2;
const SLACK_SHARE = 0.1;

/**
 * A number as the words around it mean it: 不到6个月 is at most 5, 6个月以上 at least 6, 大概6个月 something near it. What is
 * rough becomes a range, so that nothing is concluded at an edge.
 *
 * @param before text up to the number, @param after text behind it
 * @param least the smallest value that there can be
 * @param step how far the next smaller value is; shares of a company are also said in hundredths
 */
export function asMeant(
  limits: { readonly min: number; readonly max: number },
  before: string,
  after: string,
  least: number,
  step = 1,
): SlotValue {
  const { min, max } = limits;
  const below = Math.round((max - step) * 100) / 100;
  const slack = Math.max(SLACK, Math.ceil(max * SLACK_SHARE));
  const wide = (from: number, to: number): SlotValue => ({
    min: Math.max(least, from),
    max: Math.max(least, to),
  });
  if (LESS.test(before) || LESS_AFTER.test(after)) return wide(least, below > least ? below : max);
  if (AT_MOST.test(after)) return wide(least, max);
  if (BIT_MORE.test(after)) return wide(min, max + Math.max(1, Math.floor(max * SLACK_SHARE)));
  if (ALMOST.test(before)) return wide(min - slack, max);
  if (ABOUT.test(before) || ABOUT_AFTER.test(after)) return wide(min - slack, max + slack);
  if (MORE.test(before) || MORE_AFTER.test(after)) return { min };
  return min === max ? min : { min, max };
}
