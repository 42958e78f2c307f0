import { addMonths, type LocalDate } from "../shared/dates.js";
import { readParameter } from "./dated.js";
import type { Screening } from "./screen.js";
import type { Deadline, Policy, Profile } from "./types.js";
import { addDays, daysOf } from "./values.js";

/** One thing to do. */
export interface Step {
  readonly policy: string;
  /** From when on it can be done. */
  readonly from: LocalDate;
  /** The last day on which it can be done; `null` when no source sets one. */
  readonly lastDay: LocalDate | null;
  /** Policies of the list that come first. */
  readonly after: readonly string[];
  /** What the last day and the order rest on; empty when neither stands in a source. */
  readonly facts: readonly string[];
}

/** The earliest day on which a deadline can run out, whatever is not known exactly; `null` when it cannot be told. */
function dayOf(
  policy: Policy,
  deadline: Deadline,
  profile: Profile,
  from: LocalDate,
): LocalDate | null {
  const name = deadline.yearly ?? deadline.param ?? "";
  const values = readParameter(policy, name, profile, from)?.values ?? [];
  if (deadline.yearly !== undefined) {
    const [day] = values;
    if (typeof day !== "string") return null;
    const year = Number(from.slice(0, 4));
    const thisYear = `${String(year)}-${day}`;
    return thisYear >= from ? thisYear : `${String(year + 1)}-${day}`;
  }
  const months = values.filter((value) => typeof value === "number");
  const days = deadline.slot === undefined ? null : daysOf(profile, deadline.slot, from);
  if (days === null || months.length === 0) return null;
  return addMonths(days.from, Math.min(...months));
}

/** The end of the rule in force, when it is known. */
const endOfRule = (policy: Policy, from: LocalDate) =>
  policy.rules.find((rule) => rule.from > from && rule.value === null);

const earliest = (days: readonly (LocalDate | null)[]): LocalDate | null =>
  days.filter((day) => day !== null).toSorted()[0] ?? null;

function stepOf(
  policy: Policy,
  profile: Profile,
  from: LocalDate,
  listed: ReadonlySet<string>,
): Step {
  const after = policy.relations.filter(
    (relation) => relation.kind === "after" && listed.has(relation.policy ?? ""),
  );
  const end = endOfRule(policy, from);
  return {
    policy: policy.id,
    from,
    lastDay: earliest([
      ...policy.deadlines.map((deadline) => dayOf(policy, deadline, profile, from)),
      end === undefined ? null : addDays(end.from, -1),
    ]),
    after: after.flatMap((relation) => relation.policy ?? []),
    facts: [...policy.deadlines, ...after, ...(end === undefined ? [] : [end])].flatMap(
      ({ facts }) => facts,
    ),
  };
}

/** By the day that closes first, then by the day that opens first; what has no last day comes last. */
const byUrgency = (a: Step, b: Step): number =>
  (a.lastDay ?? "9999").localeCompare(b.lastDay ?? "9999") || a.from.localeCompare(b.from);

/** Puts each step behind those that come before it; the order is kept otherwise. */
function inOrder(steps: readonly Step[]): readonly Step[] {
  const rest = steps.toSorted(byUrgency);
  const done: Step[] = [];
  while (rest.length > 0) {
    const isReady = (step: Step): boolean =>
      step.after.every((id) => done.some(({ policy }) => policy === id));
    // Steps that wait for each other are listed as they are.
    const index = Math.max(0, rest.findIndex(isReady));
    done.push(...rest.splice(index, 1));
  }
  return done;
}

/** What to do in which order: for all that can be had now or soon, with last days. */
export function orderOfSteps(
  screening: Screening,
  policies: readonly Policy[],
  profile: Profile,
  today: LocalDate,
): readonly Step[] {
  const days = new Map([
    ...screening.now.map(({ policy }) => [policy, today] as const),
    ...screening.soon.map(({ assessment, when }) => [assessment.policy, when] as const),
  ]);
  const listed = new Set(days.keys());
  return inOrder(
    policies.flatMap((policy) => {
      const from = days.get(policy.id);
      return from === undefined ? [] : [stepOf(policy, profile, from, listed)];
    }),
  );
}
