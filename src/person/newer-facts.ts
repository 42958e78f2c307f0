import { dayRange, type LocalDate } from "../shared/dates.js";
import { impossible, type Profile, type SlotValue } from "../eligibility/index.js";

const same = (a: SlotValue, b: SlotValue): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Of 2024 and 2024-06 the more precise one; `null` when two values do not agree. */
export function agreed(values: readonly SlotValue[]): SlotValue | null {
  const [first, ...others] = values;
  if (first === undefined) return null;
  return others.reduce<SlotValue | null>((kept, value) => {
    if (kept === null || same(kept, value)) return kept;
    if (typeof kept !== "string" || typeof value !== "string") return null;
    if (value.startsWith(`${kept}-`)) return value;
    return kept.startsWith(`${value}-`) ? kept : null;
  }, first);
}

/** A value that somebody says is not theirs. */
export interface DeniedValue {
  readonly slot: string;
  readonly value: SlotValue;
}

/** Facts of one life that exclude each other: the newer one is right. */
const RIVALS: readonly (readonly [string, string])[] = [["age", "birthDate"]];

/**
 * Earlier facts with newer ones: the newest wins, and what it contradicts goes.
 *
 * @param denied values that the newer words deny: 我不在余杭上班
 */
export function withNewer(
  before: Profile,
  newer: Profile,
  today: LocalDate,
  denied: readonly DeniedValue[] = [],
): { readonly profile: Profile; readonly replaced: readonly string[] } {
  const profile = new Map<string, SlotValue>(Object.entries(before));
  const replaced: string[] = [];
  const drop = (slot: string): void => {
    if (newer[slot] === undefined && profile.delete(slot)) replaced.push(slot);
  };
  for (const [slot, value] of Object.entries(newer)) {
    const old = before[slot];
    if (old !== undefined && !same(old, value) && agreed([old, value]) === null)
      replaced.push(slot);
    profile.set(slot, value);
  }
  for (const { slot, value } of denied) {
    const old = before[slot];
    if (old !== undefined && same(old, value)) drop(slot);
  }
  for (const [one, other] of RIVALS) {
    if (newer[one] !== undefined) drop(other);
    if (newer[other] !== undefined) drop(one);
  }
  if (newer["studying"] === true) {
    if (hasPassed(before["graduatedOn"], today)) drop("graduatedOn");
    drop("degree");
  }
  if (hasPassed(newer["graduatedOn"], today) && before["studying"] === true) drop("studying");
  // What cannot be true beside what is known is not taken over.
  // A child is protected whatever else was said.
  const refused = isChild(newer, today) ? [] : impossible(Object.fromEntries(profile), today);
  for (const { field } of refused) if (newer[field] !== undefined) profile.delete(field);
  return { profile: Object.fromEntries(profile), replaced };
}

const hasPassed = (value: SlotValue | undefined, today: LocalDate): boolean => {
  const last = typeof value === "object" ? value.max : value;
  return typeof last === "string" && (dayRange(last)?.to ?? "9999") <= today;
};

/** Below this age nothing is kept. */
const CHILD = 14;
/** Who only says to be younger than this is taken for grown up. */
const GROWN = 25;

/** Whether the person is certainly or possibly a child by what they said of their age. */
export function isChild(profile: Profile, today: LocalDate): boolean {
  const { age, birthDate } = profile;
  const least = typeof age === "object" ? (age.min ?? 0) : age;
  const most = typeof age === "object" ? (age.max ?? Infinity) : age;
  // 不到45岁 leaves childhood open in form only.
  if (typeof least === "number" && least < CHILD && typeof most === "number" && most < GROWN) {
    return true;
  }
  const latest = typeof birthDate === "object" ? birthDate.max : birthDate;
  const day = typeof latest === "string" ? (dayRange(latest)?.to ?? "") : "";
  return day > `${String(Number(today.slice(0, 4)) - CHILD)}${today.slice(4)}`;
}
