import type { LocalDate } from "../../../shared/dates.js";
import type { OutlookRule } from "../../../assistant/types.js";
import type { Standing } from "../../../reply/types.js";
import type { SeenRule, WatchRecord } from "./watch-record.js";

/** So many days before a last day it is told, the nearest first. */
const STAGES = [3, 14] as const;

const DAY_MS = 86_400_000;

/** Something to be told, once. */
export type Due =
  | {
      readonly kind: "last-day";
      readonly id: string;
      readonly rule: OutlookRule;
      readonly lastDay: LocalDate;
      readonly left: number;
    }
  | {
      readonly kind: "changed";
      readonly id: string;
      readonly rule: OutlookRule;
      readonly before: SeenRule;
    }
  | { readonly kind: "new"; readonly id: string; readonly rule: OutlookRule }
  | {
      readonly kind: "gone";
      readonly id: string;
      readonly policy: string;
      readonly before: SeenRule;
    };

/** The policy that something due is about. */
export const policyOf = (due: Due): string => (due.kind === "gone" ? due.policy : due.rule.policy);

const daysUntil = (day: LocalDate, today: LocalDate): number =>
  Math.round((Date.parse(day) - Date.parse(today)) / DAY_MS);

const lastDayId = (policy: string, lastDay: LocalDate, stage: number): string =>
  `last ${policy} ${lastDay} ${String(stage)}`;

/** How near a last day is; `null` when it is far, or over. */
function nearness({ lastDay }: OutlookRule, today: LocalDate) {
  if (lastDay === null || lastDay < today) return null;
  const left = daysUntil(lastDay, today);
  const stage = STAGES.find((each) => left <= each);
  return stage === undefined ? null : { lastDay, left, stage };
}

/** The id of what would be told of a last day at this moment, for who has just seen it; `null` when it is far. */
export function nearId(rule: OutlookRule, today: LocalDate): string | null {
  const near = nearness(rule, today);
  return near === null ? null : lastDayId(rule.policy, near.lastDay, near.stage);
}

/** Sums count where they are had; what would be paid if all were otherwise is no news. */
const isHad = ({ state }: Standing): boolean => state === "eligible" || state === "not-yet";

const isAlike = (one: Standing, other: Standing): boolean =>
  one.state === other.state && (!isHad(one) || (one.min === other.min && one.max === other.max));

/** An edit that leaves the verdict as it is, and a verdict that only the day has changed, are no news. */
const isNews = (before: SeenRule, rule: OutlookRule): boolean =>
  before.version !== rule.version && !isAlike(before.standing, rule.standing);

function ruleDue(record: WatchRecord, rule: OutlookRule, today: LocalDate): readonly Due[] {
  const before = record.rules[rule.policy];
  if (before === undefined) {
    const isWanted = record.isAll && !record.not.includes(rule.policy);
    return isWanted && rule.standing.state === "eligible"
      ? [{ kind: "new", id: `new ${rule.policy} ${rule.version}`, rule }]
      : [];
  }
  const near = nearness(rule, today);
  return [
    ...(isNews(before, rule)
      ? [
          {
            kind: "changed" as const,
            id: `rule ${rule.policy} ${rule.version} ${rule.standing.state}`,
            rule,
            before,
          },
        ]
      : []),
    ...(near === null
      ? []
      : [
          {
            kind: "last-day" as const,
            id: lastDayId(rule.policy, near.lastDay, near.stage),
            rule,
            lastDay: near.lastDay,
            left: near.left,
          },
        ]),
  ];
}

/** What is to be told on a day and was not told yet. Pure. */
export function dueOf(
  record: WatchRecord,
  rules: readonly OutlookRule[],
  today: LocalDate,
): readonly Due[] {
  if (today > record.until) return [];
  const held = new Set(rules.map(({ policy }) => policy));
  const gone = Object.entries(record.rules)
    .filter(([policy]) => !held.has(policy))
    .map(([policy, before]) => ({
      kind: "gone" as const,
      id: `gone ${policy} ${before.version}`,
      policy,
      before,
    }));
  return [...rules.flatMap((rule) => ruleDue(record, rule, today)), ...gone].filter(
    ({ id }) => !record.told.includes(id),
  );
}

/** Notes that something was told. */
export const withTold = (record: WatchRecord, id: string): WatchRecord => ({
  ...record,
  told: [...new Set([...record.told, id])],
});

const isLastDay = (id: string): boolean => id.startsWith("last ");

/** Whether the last day of an id is over, so that nothing can come of it any more. */
const isOver = (id: string, today: LocalDate): boolean => (id.split(" ")[2] ?? "") < today;

/**
 * The rules as they stand now, once everything due of them was told: what they are compared with the next time. What changed
 * by the day alone is taken over silently.
 */
export function afterLook(
  record: WatchRecord,
  rules: readonly OutlookRule[],
  today: LocalDate,
  nameOf: (policy: string) => string,
): WatchRecord {
  const wanted = rules.filter(
    ({ policy }) =>
      Object.hasOwn(record.rules, policy) || (record.isAll && !record.not.includes(policy)),
  );
  return {
    ...record,
    rules: Object.fromEntries(
      wanted.map(({ policy, version, standing }) => [
        policy,
        { version, standing, name: nameOf(policy) },
      ]),
    ),
    // With these rules to compare with, no change of before is seen again; the same one may come once more.
    told: record.told.filter((id) => isLastDay(id) && !isOver(id, today)),
  };
}
