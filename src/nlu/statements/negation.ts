import type { Vocabulary } from "../vocabulary.js";

/** How many code points before a word a negation of it may begin. */
const NEGATION_REACH = 24;

/** What may stand between a negation and what it denies: 没读过研究生, do not have a master. */
const BRIDGE =
  /^(?:是|有|什么|读|上|念|拿|考|当|做|过|到|取得|一个|任何|在|被|住|的|an?|the|any|have|hold|got|been|in|at|from|of|yet|ever|my|own|such|to|live|living|work|working|based|anymore| )*$/u;

/** 不是博士, 没有硕士: a negation that ends where the word begins, or has only words like 是 and 有 behind it. */
export function isNegated(
  points: readonly string[],
  start: number,
  vocabulary: Vocabulary,
): boolean {
  const lead = points.slice(Math.max(0, start - NEGATION_REACH), start);
  const last = vocabulary.find("negation", lead).at(-1);
  return last !== undefined && BRIDGE.test(lead.slice(last.end).join(""));
}
