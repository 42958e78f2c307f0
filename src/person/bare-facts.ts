import type { LocalDate } from "../shared/dates.js";
import type { Profile, SlotForm } from "../eligibility/index.js";
import type { ParsedQuestion } from "../nlu/index.js";
import { findDates } from "../values/dates.js";
import { findNumerals } from "../values/numerals.js";
import type { FactTools } from "./person-facts.js";

/** Who tells a degree and a year beside it was born in the one, or graduated in the other. */
const STUDY = "degree";
const GRADUATED = "graduatedOn";
const BORN = "birthDate";
const AGE = "age";

/** Nobody has a degree at an earlier age, and few come for work at a later one. */
const LEAST_AGE = 18;
const MOST_AGE = 65;

/** What a year or a number without a word beside it may be added to: of whom no degree is known it says nothing. */
export const isOpenTo = (known: Profile): string =>
  known[STUDY] === undefined
    ? ""
    : [GRADUATED, BORN, AGE].filter((slot) => known[slot] === undefined).join();

interface BareTools extends Pick<FactTools, "forms"> {
  readonly today: LocalDate;
  /** Whether what is of this type is no answer to the question that was put. */
  readonly isFor: (type: SlotForm["type"]) => boolean;
}

/** Grammar: 96年, 我是95年的: a year of two digits and nothing else, which people tell of their birth. */
const ONLY_YOUNG_YEAR = /^(?:我|我是|本人|是)?(\d{2})年(?:的|生|生的|吧|呀|啊)*$/u;
/** Who was born in a later year tells that of the graduation so. */
const LEAST_AGE_TOLD = 21;
const MOST_AGE_TOLD = 66;

/**
 * The year of birth, told where the day of the graduation was asked for (95年的, 96年); `null` for any other answer. Who told how old
 * they are before means the graduation.
 */
export function bornInstead(utterance: string, known: Profile, today: LocalDate): Profile | null {
  const text = utterance.replace(/[\s,，。.!！~]+/gu, "");
  const year = ONLY_YOUNG_YEAR.exec(text)?.[1];
  if (year === undefined || known[BORN] !== undefined || known[AGE] !== undefined) return null;
  const [date] = findDates([...`${year}年`], today);
  const age = Number(today.slice(0, 4)) - Number(date?.value ?? NaN);
  const isTold = age >= LEAST_AGE_TOLD && age <= MOST_AGE_TOLD;
  return date !== undefined && isTold ? { [BORN]: date.value } : null;
}

/** Marks between the parts of an answer. */
const BETWEEN = /[,，、;；。/\s]+/u;

/** A part that is a year, or a month of one, and nothing else. */
const ONLY_DATE =
  /^(?:(?:19|20)?\d{2}年|(?:19|20)\d{2}|今年|去年|前年|大前年|this year|last year)(?:的|年?\s*(?:1[0-2]|0?[1-9])月(?:份)?(?:的)?)?$/iu;

/** A part that is a number of two digits and nothing else. */
const ONLY_NUMBER = /^\d{2}岁?$/u;

/**
 * Facts told without the word that names them, beside a degree (硕士，今年; 97年，本科; bachelor, 2023) or after one was told (2024; 28): a
 * year long past is that of birth, any other that of graduation, a number of two digits the age.
 *
 * @param known what is known with the rest of the message
 */
export function unplacedFacts(
  utterance: string,
  questions: readonly ParsedQuestion[],
  known: Profile,
  { today, forms, isFor }: BareTools,
): Profile {
  const open = isOpenTo(known).split(",");
  const [person] = questions.map((question) => question.person);
  if (open.join("") === "" || person?.holder === "other" || person?.isTerm === true) return {};
  const read = questions.flatMap(({ normalized, statements }) =>
    statements.map(({ start, end }) => [...normalized].slice(start, end).join("")),
  );
  const isRead = (part: string): boolean => read.some((words) => words.includes(part));
  const parts = [
    ...new Set([utterance.trim(), ...utterance.split(/[,，、;；]/u), ...utterance.split(BETWEEN)]),
  ]
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== "" && !isRead(part));
  const year = Number(today.slice(0, 4));
  const facts: Record<string, string | number> = {};
  for (const part of parts) {
    if (isFor("date") && ONLY_DATE.test(part)) {
      const [date] = findDates([...part], today);
      const value = /^\d{4}$/u.test(part)
        ? part
        : date === undefined || date.kind === "span"
          ? relativeYear(part, year)
          : date.value;
      if (value === null || value > today) continue;
      const slot = year - Number(value.slice(0, 4)) >= LEAST_AGE ? BORN : GRADUATED;
      if (open.includes(slot) && (slot !== BORN || open.includes(AGE)) && forms.has(slot))
        facts[slot] ??= value;
    } else if (isFor("number") && ONLY_NUMBER.test(part)) {
      const [numeral] = findNumerals([...part]);
      const age = numeral?.min ?? 0;
      const isAge = age >= LEAST_AGE && age <= MOST_AGE && numeral?.max === age;
      if (isAge && open.includes(AGE) && open.includes(BORN) && forms.has(AGE)) facts[AGE] ??= age;
    }
  }
  return facts;
}

/** 今年, last year. */
function relativeYear(part: string, year: number): string | null {
  if (/^(?:今年|this year)/iu.test(part)) return String(year);
  if (/^(?:去年|last year)/iu.test(part)) return String(year - 1);
  return part.startsWith("前年") ? String(year - 2) : null;
}
