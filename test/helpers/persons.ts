import type { Policy, SlotSpec } from "../../src/eligibility/index.js";
import type { Person } from "./second-judge.js";

/** Small, fast and seeded: the same seed makes the same persons. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pick = <T>(random: () => number, items: readonly T[]): T => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
};

const pad = (value: number): string => String(value).padStart(2, "0");

const shifted = (day: string, months: number, days: number): string => {
  const [y = 0, m = 1, d = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(y, m - 1 + months + 1, 0)).getUTCDate();
  const date = new Date(Date.UTC(y, m - 1 + months, Math.min(d, last) + days));
  return `${String(date.getUTCFullYear())}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
};

/** Days on which something begins, ends or is argued about. */
export const DAYS = [
  "2019-12-31",
  "2020-02-24",
  "2020-06-01",
  "2021-02-28",
  "2021-10-14",
  "2021-10-15",
  "2023-02-14",
  "2023-04-09",
  "2023-04-10",
  "2023-05-07",
  "2023-05-08",
  "2023-12-22",
  "2024-01-01",
  "2024-02-29",
  "2024-03-01",
  "2024-03-26",
  "2024-03-30",
  "2024-03-31",
  "2024-05-08",
  "2024-05-09",
  "2024-05-13",
  "2024-05-20",
  "2024-06-05",
  "2024-07-31",
  "2025-01-01",
  "2025-01-31",
  "2025-02-17",
  "2025-12-31",
  "2026-01-31",
  "2026-02-28",
  "2026-06-30",
  "2026-09-23",
  "2026-09-30",
  "2026-11-21",
  "2026-11-21",
  "2026-11-21",
  "2026-11-30",
  "2027-02-28",
  "2027-03-01",
  "2027-04-10",
  "2027-04-11",
  "2027-07-24",
  "2027-07-25",
  "2028-02-29",
] as const;

/** Numbers near which judgements turn: every limit of the tables, and one on each side. */
const NEAR = [
  0, 1, 3, 5, 6, 7, 10, 12, 13, 15, 24, 30, 34, 35, 36, 44, 45, 48, 50, 55, 60, 100, 1000,
];
const MONTHS = [
  0,
  1,
  6,
  12,
  18,
  24,
  36,
  60,
  72,
  84,
  12 * 35,
  12 * 36,
  12 * 45,
  12 * 46,
  12 * 50,
  12 * 56,
];

function someNumber(random: () => number, spec: SlotSpec): number | { min: number; max: number } {
  const within = (value: number): number =>
    Math.max(spec.min ?? 0, Math.min(spec.max ?? 1_000_000, value));
  const one = within(pick(random, NEAR) + pick(random, [-1, 0, 0, 1]));
  if (random() > 0.15) return one;
  const other = within(one + Math.floor(random() * 12));
  return { min: Math.min(one, other), max: Math.max(one, other) };
}

function someDate(random: () => number, spec: SlotSpec, today: string): string {
  const months = spec.id === "birthDate" ? MONTHS.slice(-6) : MONTHS.slice(0, 10);
  const day = shifted(today, -pick(random, months), pick(random, [-1, 0, 0, 1, -200, 150]));
  const precision = random();
  return precision < 0.15 ? day.slice(0, 4) : precision < 0.35 ? day.slice(0, 7) : day;
}

/** An invented person, of whom more or less is known. */
export function somePerson(random: () => number, slots: Iterable<SlotSpec>, today: string): Person {
  const share = pick(random, [0.3, 0.6, 0.9, 1]);
  const person: Record<string, Person[string]> = {};
  for (const spec of slots) {
    if (random() > share) continue;
    if (spec.values.length > 0) person[spec.id] = pick(random, spec.values);
    else if (spec.type === "date") person[spec.id] = someDate(random, spec, today);
    else person[spec.id] = someNumber(random, spec);
  }
  return person;
}

/** Slots that a policy looks at; the others cannot matter to it. */
export function slotsOf(policy: Policy): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if ((key === "slot" || key === "by") && typeof inner === "string") found.add(inner);
      else visit(inner);
    }
  };
  visit(policy.rules);
  visit(policy.parameters);
  if (found.has("age")) found.add("birthDate");
  if (found.has("graduated")) found.add("graduatedOn").add("employment");
  if (found.has("graduatedOn")) found.add("studying");
  return found;
}
