import type { LocalDate } from "../shared/dates.js";
import type { Dated, ParameterValue, Policy, Profile, Scalar } from "./types.js";

/** The newest entry that holds on a day; `null` before the first one. The list is in order of days. */
export function entryOn<Value>(
  entries: readonly Dated<Value>[],
  day: LocalDate,
): Dated<Value> | null {
  return entries.findLast((entry) => entry.from <= day) ?? null;
}

/** A parameter's possible values for a person: several when the slot that it goes by is unknown. */
export interface ParameterReading {
  readonly values: readonly Scalar[];
  readonly from: LocalDate;
  readonly facts: readonly string[];
}

const isMap = (value: ParameterValue): value is Readonly<Record<string, number | string>> =>
  typeof value === "object";

/**
 * What a parameter is worth on a day for a person. `null` when it is not held that day, was repealed, or has no value
 * for what the person is.
 */
export function readParameter(
  policy: Policy,
  name: string,
  profile: Profile,
  day: LocalDate,
): ParameterReading | null {
  const parameter = policy.parameters[name];
  const entry = parameter === undefined ? null : entryOn(parameter.values, day);
  if (parameter === undefined || entry === null || entry.value === null) return null;
  const { value, from, facts } = entry;
  if (!isMap(value)) return { values: [value], from, facts };
  const key = parameter.by === undefined ? undefined : profile[parameter.by];
  if (typeof key !== "string") return { values: Object.values(value), from, facts };
  const own = Object.hasOwn(value, key) ? value[key] : undefined;
  return own === undefined ? null : { values: [own], from, facts };
}
