import { LOCALES, type Locale } from "../../../shared/acts.js";
import { isLocalDate, type LocalDate } from "../../../shared/dates.js";
import type { OutlookRule } from "../../../assistant/types.js";
import type { Standing } from "../../../reply/types.js";

/** One rule as it stood when it was looked at last. */
export interface SeenRule {
  readonly version: string;
  readonly standing: Standing;
  /** Kept so that a rule that is gone can still be named. */
  readonly name: string;
}

/** What a chat asked to be told of. */
export interface WatchRecord {
  readonly version: 1;
  readonly chatId: number;
  readonly locale: Locale;
  /** The day it was asked for, and the last day on which anything is told. */
  readonly since: LocalDate;
  readonly until: LocalDate;
  /** What the person agreed to have kept, and the day it was told. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly on: LocalDate;
  /** Rules that come later are watched, too. */
  readonly isAll: boolean;
  /** By the id of the policy. */
  readonly rules: Readonly<Record<string, SeenRule>>;
  /** Policies that are no longer wanted of all. */
  readonly not: readonly string[];
  /** Ids of what was told, or was there to be seen when it was asked for; see `due.ts`. */
  readonly told: readonly string[];
  /** What is on its way: whether it arrived nobody knows as long as this stands here. */
  readonly sending?: Sending;
}

/** A message on its way, and the newest id of a message that was known before it; 0: none was. */
export interface Sending {
  readonly id: string;
  readonly policy: string;
  readonly after: number;
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
const sum = (value: unknown): number | null => (typeof value === "number" ? value : null);
const day = (value: unknown): LocalDate | null =>
  typeof value === "string" && isLocalDate(value) ? value : null;

const STATES: readonly Standing["state"][] = [
  "eligible",
  "ineligible",
  "needs-more",
  "not-covered",
  "not-yet",
  "ended",
];

function readRule(value: unknown): SeenRule | null {
  if (!isFields(value) || !isFields(value["standing"])) return null;
  const { version, name } = value;
  const state = STATES.find((each) => each === (value["standing"] as Fields)["state"]);
  if (typeof version !== "string" || typeof name !== "string" || state === undefined) return null;
  const { min, max } = value["standing"];
  return { version, name, standing: { state, min: sum(min), max: sum(max) } };
}

function readSending(value: unknown): Sending | null {
  if (!isFields(value)) return null;
  const { id, policy, after } = value;
  if (typeof id !== "string" || typeof policy !== "string") return null;
  return { id, policy, after: sum(after) ?? 0 };
}

/** A record as it was kept; `null` for what is none: then nothing is sent. */
export function readWatch(kept: unknown): WatchRecord | null {
  if (!isFields(kept) || kept["version"] !== 1) return null;
  const { chatId, facts, rules } = kept;
  const [since, until, on] = [day(kept["since"]), day(kept["until"]), day(kept["on"])];
  if (typeof chatId !== "number" || since === null || until === null || on === null) return null;
  const sending = readSending(kept["sending"]);
  const seen = Object.entries(isFields(rules) ? rules : {}).flatMap(([id, value]) => {
    const rule = readRule(value);
    return rule === null ? [] : [[id, rule] as const];
  });
  return {
    version: 1,
    chatId,
    locale: LOCALES.find((each) => each === kept["locale"]) ?? "zh-CN",
    since,
    until,
    facts: isFields(facts) ? facts : {},
    on,
    isAll: kept["isAll"] === true,
    rules: Object.fromEntries(seen),
    not: texts(kept["not"]),
    told: texts(kept["told"]),
    ...(sending !== null && { sending }),
  };
}

/** The same without what is on its way. */
export const withoutSending = ({ sending: _, ...record }: WatchRecord): WatchRecord => record;

/** The record without one policy. */
export const withoutRule = (record: WatchRecord, policy: string): WatchRecord => ({
  ...record,
  rules: Object.fromEntries(Object.entries(record.rules).filter(([id]) => id !== policy)),
  not: record.isAll ? [...new Set([...record.not, policy])] : [],
});

/** A rule as it stands now. */
export const seenRule = ({ version, standing }: OutlookRule, name: string): SeenRule => ({
  version,
  standing,
  name,
});
