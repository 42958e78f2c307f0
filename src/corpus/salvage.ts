import type { z } from "zod";
import type { Problem } from "./problems.js";
import type { DataPath } from "./yaml.js";

/** Each round takes away what is wrong; what then misses a part goes in the next one. */
const ROUNDS = 6;

type Container = Record<string, unknown> | unknown[];

const isContainer = (value: unknown): value is Container =>
  typeof value === "object" && value !== null;

const step = (value: unknown, key: string | number): unknown =>
  isContainer(value) ? Reflect.get(value, key) : undefined;

const valueAt = (data: unknown, path: DataPath): unknown => path.reduce(step, data);

/** Removes the value at the path, or the map around it when the value is not there. */
function removeAt(data: unknown, path: DataPath): boolean {
  if (path.length === 0) return false;
  const parentPath = path.slice(0, -1);
  const parent = valueAt(data, parentPath);
  const key = path.at(-1);
  if (!isContainer(parent) || key === undefined || !Object.hasOwn(parent, key)) {
    return removeAt(data, parentPath);
  }
  // A hole keeps the positions of the others right until the round is over.
  if (Array.isArray(parent)) parent[Number(key)] = HOLE;
  else Reflect.deleteProperty(parent, key);
  return true;
}

const HOLE = Symbol("removed");

function closeHoles(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== HOLE).map(closeHoles);
  if (!isContainer(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, closeHoles(inner)]));
}

const plainPath = (path: readonly PropertyKey[]): DataPath =>
  path.map((part) => (typeof part === "symbol" ? String(part) : part));

/** An issue of a union holds one list for each member: the member that came furthest knows best. */
function toProblem(file: string, issue: z.core.$ZodIssue): Problem {
  const path = plainPath(issue.path);
  const [key] = issue.code === "unrecognized_keys" ? issue.keys : [];
  const message =
    issue.code === "invalid_key" ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  const last = path.at(-1);
  if (key !== undefined) return { file, path, key, message };
  if (issue.code === "invalid_key" && typeof last === "string") {
    return { file, path: path.slice(0, -1), key: last, message };
  }
  const name = path.filter((part) => typeof part === "string").at(-1);
  return { file, path, message: name === undefined ? message : `${name}: ${message}` };
}

export interface Salvaged<Value> {
  /** The value without its wrong parts; `null` when nothing could be kept. */
  readonly value: { readonly data: Value } | null;
  readonly problems: readonly Problem[];
}

/**
 * Parses data by a schema. On faults it reports them all and then drops the wrong parts (an unknown key, a claim
 * without date), so that what is right in the file is still compared with other files in the same run.
 */
export function salvage<Schema extends z.ZodType>(
  schema: Schema,
  file: string,
  data: unknown,
): Salvaged<z.output<Schema>> {
  const first = schema.safeParse(data);
  if (first.success) return { value: { data: first.data }, problems: [] };
  const problems = first.error.issues.map((issue) => toProblem(file, issue));
  let rest: unknown = structuredClone(data);
  let result: z.ZodSafeParseResult<z.output<Schema>> = first;
  for (let round = 0; round < ROUNDS && !result.success; round += 1) {
    for (const issue of result.error.issues) {
      const path = plainPath(issue.path);
      if (issue.code === "unrecognized_keys") {
        for (const key of issue.keys) removeAt(rest, [...path, key]);
      } else if (!removeAt(rest, path)) {
        return { value: null, problems };
      }
    }
    rest = closeHoles(rest);
    result = schema.safeParse(rest);
  }
  return { value: result.success ? { data: result.data } : null, problems };
}
