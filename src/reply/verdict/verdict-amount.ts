import type { VerdictView } from "../types.js";
import type { Speaker } from "../wordings.js";

/** From here sums are said in ten thousands, where they are whole ones. */
const TEN_THOUSAND = 10_000;

/** A sum as people say it: 3万元, 800元; CNY 30,000. */
export function saySum(speaker: Speaker, amount: number): string {
  if (speaker.language === "en") {
    return speaker.say("verdict-amount", { amount: amount.toLocaleString("en-US") });
  }
  return amount >= TEN_THOUSAND && amount % TEN_THOUSAND === 0
    ? speaker.say("verdict-amount-wan", { count: amount / TEN_THOUSAND })
    : speaker.say("verdict-amount", { amount: String(amount) });
}

/** 1万元、3万元或10万元 */
function saySums(speaker: Speaker, sums: readonly number[]): string {
  const said = sums.map((sum) => saySum(speaker, sum));
  const most = said.slice(0, -1).join(speaker.say("comma"));
  return [most, said.at(-1) ?? ""].filter((part) => part !== "").join(speaker.say("criterion-or"));
}

/** The sum alone: certain, one of several, between two, or at most; empty when no source gives one. */
function plainAmount(speaker: Speaker, verdict: VerdictView): string {
  const { amountCny, amountRangeCny: range, amountOptionsCny: options } = verdict;
  if (amountCny !== undefined) return saySum(speaker, amountCny);
  if (range === undefined) return "";
  const max = saySum(speaker, range.max);
  if (range.min === range.max) return max;
  if (options !== undefined) return saySums(speaker, options);
  return range.min === 0
    ? speaker.say("verdict-amount-ceiling", { max })
    : speaker.say("verdict-amount-range", { min: saySum(speaker, range.min), max });
}

/** The sum with how much of it a year; empty when no source gives one, or when it would not be paid. */
export function yearlyAmount(speaker: Speaker, verdict: VerdictView): string {
  const { perYearCny, years, outcome } = verdict;
  if (outcome === "ineligible" || outcome === "not-covered") return "";
  const plain = plainAmount(speaker, verdict);
  return plain === "" || perYearCny === undefined || years === undefined
    ? plain
    : speaker.say("verdict-per-year", {
        amount: plain,
        year: saySum(speaker, perYearCny),
        count: years,
      });
}

/** The same, with "if the conditions are met" where that is not settled. */
export function shortAmount(speaker: Speaker, verdict: VerdictView): string {
  const amount = yearlyAmount(speaker, verdict);
  return amount === "" || verdict.outcome === "eligible"
    ? amount
    : speaker.say("verdict-amount-if", { amount });
}

/** The sum in words, with how it is paid. */
export function sayAmount(speaker: Speaker, verdict: VerdictView): string {
  const amount = shortAmount(speaker, verdict);
  return amount === "" || verdict.paid === undefined
    ? amount
    : speaker.say("verdict-paid", { amount, paid: verdict.paid });
}
