import {
  assess,
  assessAll,
  nextQuestion,
  toSlotSpec,
  type Profile,
  type SlotSpec,
  type SlotValue,
} from "../../eligibility/index.js";
import { loadCorpus } from "../../corpus/load.js";
import { addMonths, type LocalDate } from "../../shared/dates.js";
import { short, spreadOf, table, type Spread } from "./table.js";

const PERSONS = 1000;

/** Everything is timed so many times, and the quickest counts: a machine busy with something else says nothing. */
const TIMES = 5;

/** Milliseconds. */
interface EligibilityTimes {
  readonly policies: number;
  readonly judgement: Spread;
  readonly screening: Spread;
  readonly question: Spread;
  /** All persons, one after the other. */
  readonly all: number;
}

/** The same sequence in every run (a linear congruential generator, constants of Numerical Recipes); from 0 to under 1. */
function sequence(): () => number {
  let state = 20261121;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A date of the last fifty years for a birth, of the last six for all else; every fourth one by its year only. */
function someDate(random: () => number, { id }: SlotSpec, today: LocalDate): string {
  const months = Math.floor(random() * (id === "birthDate" ? 600 : 72));
  const day = addMonths(today, -months);
  return random() < 0.25 ? day.slice(0, 4) : day;
}

function someValue(random: () => number, spec: SlotSpec, today: LocalDate): SlotValue {
  if (spec.type === "date") return someDate(random, spec, today);
  if (spec.type === "number") return Math.floor(random() * Math.min(spec.max ?? 100, 100));
  return spec.values[Math.floor(random() * spec.values.length)] ?? true;
}

/** Invented persons of whom from nothing to everything is known. */
function inventPersons(slots: Iterable<SlotSpec>, today: LocalDate): readonly Profile[] {
  const random = sequence();
  const specs = [...slots];
  return Array.from({ length: PERSONS }, (_, index): Profile => {
    const share = index / (PERSONS - 1);
    const known = specs.filter(() => random() < share);
    return Object.fromEntries(known.map((spec) => [spec.id, someValue(random, spec, today)]));
  });
}

/** The quickest of several times for each person, in milliseconds. */
function timesOf(persons: readonly Profile[], work: (person: Profile) => unknown): Spread {
  const time = (person: Profile): number => {
    const started = performance.now();
    work(person);
    return performance.now() - started;
  };
  for (const person of persons.slice(0, 200)) work(person);
  return spreadOf(
    persons.map((person) => Math.min(...Array.from({ length: TIMES }, () => time(person)))),
  );
}

/**
 * Judging, screening and asking with the project's own rules, in process.
 *
 * @param dir the folder that holds knowledge/
 * @throws Error when the data there has faults
 */
export async function measureEligibility(dir: string, today: LocalDate): Promise<EligibilityTimes> {
  const loaded = await loadCorpus(dir);
  if (!loaded.ok) throw new Error("the data has faults; npm run validate names them");
  const { policies, slots: forms } = loaded.corpus.data;
  const book = new Map(policies.map((policy) => [policy.id, policy]));
  const slots = new Map(forms.map((form) => [form.id, toSlotSpec(form)]));
  const persons = inventPersons(slots.values(), today);
  const judgeAll = timesOf(persons, (person) => {
    for (const policy of policies) assess(policy, person, today, book);
  });
  const screening = timesOf(persons, (person) => assessAll(policies, person, today, slots));
  const question = timesOf(persons, (person) => nextQuestion(policies, person, today, slots));
  const all = Array.from({ length: TIMES }, () => {
    const started = performance.now();
    for (const person of persons) assessAll(policies, person, today, slots);
    return performance.now() - started;
  });
  return {
    policies: policies.length,
    // One judgement is too short for the clock: all of them are timed together.
    judgement: { p50: judgeAll.p50 / policies.length, p99: judgeAll.p99 / policies.length },
    screening,
    question,
    all: Math.min(...all),
  };
}

/** What was measured, as lines. */
export function formatEligibility(times: EligibilityTimes): string {
  const row = (name: string, { p50, p99 }: Spread, asked: string): readonly string[] => [
    name,
    short(p50),
    short(p99),
    asked,
  ];
  return [
    `Eligibility in process, ${PERSONS} invented persons, ${times.policies} policies`,
    table([
      ["", "p50 ms", "p99 ms", "asked for"],
      row("one judgement", times.judgement, "≤ 1"),
      row("one person, all policies", times.screening, "≤ 2"),
      row("next question", times.question, "≤ 5"),
    ]),
    table([
      ["", "ms", "asked for"],
      [`${PERSONS} persons, all policies`, short(times.all), "< 1000"],
    ]),
  ].join("\n");
}
