import type { LocalDate } from "../shared/dates.js";
import { amountFor } from "./amount.js";
import { entryOn } from "./dated.js";
import { silentCriteria, slotsNeeded, standingOf, trailOf, truthOf } from "./evaluate.js";
import { narrowRule, standingOfNarrowed } from "./narrow.js";
import { ASKABLE, MET, SILENT, UNMET, type Case, type Standing } from "./test-slot.js";
import type {
  Amount,
  Assessment,
  Condition,
  Dated,
  Not,
  Outcome,
  Policy,
  Profile,
  Rule,
  Test,
  TrailEntry,
} from "./types.js";

/** Policies by id, for a rule that draws another one's amount. */
export type PolicyBook = ReadonlyMap<string, Policy>;

/** The rule of a day, or why there is none. */
type RuleOn =
  | { readonly kind: "rule"; readonly rule: Rule; readonly from: LocalDate }
  | { readonly kind: "ended" | "before-first"; readonly entry: Dated<unknown> };

const cache = new WeakMap<Policy, Map<LocalDate, RuleOn>>();

function findRule(policy: Policy, day: LocalDate): RuleOn {
  const entry = entryOn(policy.rules, day);
  if (entry === null) {
    const [first] = policy.rules;
    return { kind: "before-first", entry: first ?? { from: day, value: null, facts: [] } };
  }
  if (entry.value === null) return { kind: "ended", entry };
  // A repealed sum or limit ends the programme as a repealed rule does.
  for (const parameter of Object.values(policy.parameters)) {
    const current = entryOn(parameter.values, day);
    if (current?.value === null) return { kind: "ended", entry: current };
  }
  return { kind: "rule", rule: entry.value, from: entry.from };
}

/** Looked up again and again for one day while searching and asking. */
function ruleOn(policy: Policy, day: LocalDate): RuleOn {
  const days = cache.get(policy) ?? new Map<LocalDate, RuleOn>();
  cache.set(policy, days);
  const known = days.get(day);
  if (known !== undefined) return known;
  // A search over many days must not grow without end.
  if (days.size > 64) days.clear();
  const found = findRule(policy, day);
  days.set(day, found);
  return found;
}

const testOf = (doubt: Test | Not): Test => (doubt.kind === "not" ? doubt.of : doubt);

const opposite = (doubt: Test | Not): Condition =>
  doubt.kind === "not" ? doubt.of : { kind: "not", of: doubt };

/**
 * Whether a doubt hangs on something that was said too roughly: then it is asked more exactly, since a yes would rest on
 * what is unknown. What was not spoken of at all is only a caution.
 */
const isRough = (doubt: Test | Not, item: Case): boolean =>
  isSaid(doubt, item) && truthOf(doubt, item) === "unknown";

function isSaid(doubt: Test | Not, { profile }: Case): boolean {
  const { slot } = testOf(doubt);
  return (slot === "graduated" ? "graduatedOn" : slot) in profile;
}

/** The conditions with the doubts that are known to hold, which no source settles, and those that have to be cleared. */
function withDoubts(rule: Rule, item: Case): Condition {
  const doubts = rule.doubts.flatMap((doubt): readonly Condition[] => {
    if (isRough(doubt, item)) return [opposite(doubt)];
    const { slot, because, facts } = testOf(doubt);
    return truthOf(doubt, item) === "met" ? [{ kind: "open", slot, because, facts }] : [];
  });
  return doubts.length === 0 ? rule.conditions : { kind: "all", of: [rule.conditions, ...doubts] };
}

const OUTCOMES = {
  [UNMET]: "ineligible",
  [SILENT]: "not-covered",
  [ASKABLE]: "needs-more",
  [MET]: "eligible",
} as const;

/** What a doubt leaves possible: one that holds no source settles, one said too roughly has to be cleared first. */
function standingOfDoubt(doubt: Test | Not, item: Case): Standing {
  const truth = truthOf(doubt, item);
  if (truth === "met") return SILENT;
  return truth === "unknown" && isSaid(doubt, item) ? ASKABLE : MET;
}

/** How a rule stands; the same as its conditions with the doubts among them, without writing them down. */
function standingOfRule({ conditions, doubts }: Rule, item: Case): Standing {
  let standing = standingOf(conditions, item);
  for (const doubt of doubts) {
    if (standing === UNMET) break;
    const limit = standingOfDoubt(doubt, item);
    if (limit < standing) standing = limit;
  }
  return standing;
}

/** The outcome alone; for searching, where thousands of persons are judged. Agrees with `assess`. */
export function outcomeOf(policy: Policy, profile: Profile, today: LocalDate): Outcome {
  const found = ruleOn(policy, today);
  if (found.kind !== "rule") return found.kind === "ended" ? "ineligible" : "not-covered";
  return OUTCOMES[standingOfRule(found.rule, { policy, profile, today })];
}

/**
 * The outcome for persons who differ in one slot alone; the same as `outcomeOf` for each of them, but what does not hang on
 * the slot is judged once.
 *
 * @returns takes what is known with another value of the slot
 */
export function outcomesBySlot(
  policy: Policy,
  profile: Profile,
  today: LocalDate,
  slot: string,
): (profile: Profile) => Outcome {
  const found = ruleOn(policy, today);
  if (found.kind !== "rule") return () => outcomeOf(policy, profile, today);
  const left = narrowRule(found.rule, { policy, profile, today }, slot, standingOfDoubt);
  return (other) => OUTCOMES[standingOfNarrowed(left, { policy, profile: other, today })];
}

/** Slots whose knowledge may settle it, in asking order; the same as `assess` says, without the rest of it. */
export function neededFor(policy: Policy, profile: Profile, today: LocalDate): readonly string[] {
  const found = ruleOn(policy, today);
  if (found.kind !== "rule") return [];
  const item = { policy, profile, today, judged: new Map<Condition, Standing>() };
  if (standingOfRule(found.rule, item) !== ASKABLE) return [];
  return inAskingOrder(policy, slotsNeeded(withDoubts(found.rule, item), item));
}

/** Sums of the rule in force, whatever the outcome; for weighing questions and choices. */
export function amountOf(
  policy: Policy,
  profile: Profile,
  today: LocalDate,
  book: PolicyBook,
): Amount | null {
  const found = ruleOn(policy, today);
  if (found.kind !== "rule") return null;
  const { amount, amountOf: other } = found.rule;
  const lender = other === undefined ? undefined : book.get(other);
  if (lender !== undefined) return amountOf(lender, profile, today, book);
  return amount === undefined ? null : amountFor({ policy, profile, today }, amount);
}

const inAskingOrder = (policy: Policy, slots: readonly string[]): readonly string[] => {
  const place = (slot: string): number => {
    const index = policy.ask.indexOf(slot === "birthDate" ? "age" : slot);
    return index === -1 ? policy.ask.length : index;
  };
  return slots.toSorted((a, b) => place(a) - place(b));
};

/** No rule on that day: said with the day and the facts of the version that shows it. */
function withoutRule(
  policy: Policy,
  today: LocalDate,
  { kind, entry }: { kind: "ended" | "before-first"; entry: Dated<unknown> },
): Assessment {
  const trail: TrailEntry = {
    criterion: kind,
    outcome: kind === "ended" ? "unmet" : "unknown",
    slot: null,
    op: "version",
    yours: null,
    rule: entry.from,
    from: entry.from,
    facts: entry.facts,
  };
  return {
    policy: policy.id,
    outcome: kind === "ended" ? "ineligible" : "not-covered",
    reason: kind,
    today,
    ruleFrom: null,
    trail: [trail],
    needed: [],
    silent: [],
    doubts: [],
    amount: null,
    facts: entry.facts,
  };
}

/**
 * Judges a policy for a person as on a day. Pure. A yes is said only when every condition is met by what is known; what
 * is unknown makes it `needs-more`, and what no source settles makes it `not-covered`.
 *
 * @param book all policies, for a rule that draws another one's amount
 */
export function assess(
  policy: Policy,
  profile: Profile,
  today: LocalDate,
  book: PolicyBook = new Map(),
): Assessment {
  const found = ruleOn(policy, today);
  if (found.kind !== "rule") return withoutRule(policy, today, found);
  const { rule, from } = found;
  const item = { policy, profile, today, judged: new Map() };
  const condition = withDoubts(rule, item);
  const outcome = OUTCOMES[standingOf(condition, item)];
  const trail = trailOf(condition, item, from);
  const amount = amountOf(policy, profile, today, book);
  const facts = new Set<string>();
  for (const entry of trail) for (const fact of entry.facts) facts.add(fact);
  for (const fact of amount?.facts ?? []) facts.add(fact);
  return {
    policy: policy.id,
    outcome,
    reason: outcome === "not-covered" ? "silent" : "judged",
    today,
    ruleFrom: from,
    trail,
    needed: outcome === "needs-more" ? inAskingOrder(policy, slotsNeeded(condition, item)) : [],
    silent: outcome === "not-covered" ? silentCriteria(condition, item) : [],
    doubts: rule.doubts
      .filter((doubt) => truthOf(doubt, item) === "unknown" && !isRough(doubt, item))
      .map((doubt) => testOf(doubt).because),
    amount,
    facts: [...facts],
  };
}

/**
 * The condition that would have to hold for a yes on a day: the rule's own, without the situations of the person that
 * sources do not speak of. `null` when no rule holds that day.
 */
export function conditionFor(policy: Policy, profile: Profile, today: LocalDate): Condition | null {
  const found = ruleOn(policy, today);
  if (found.kind !== "rule") return null;
  const { conditions, doubts } = found.rule;
  const item = { policy, profile, today };
  const held = doubts.filter((doubt) => isRough(doubt, item) || truthOf(doubt, item) === "met");
  return held.length === 0 ? conditions : { kind: "all", of: [conditions, ...held.map(opposite)] };
}
