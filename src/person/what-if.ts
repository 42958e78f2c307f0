import { addMonths, dateParts, type LocalDate } from "../shared/dates.js";
import { hasWord, type ParsedQuestion, type Synonyms } from "../nlu/index.js";
import { findDurations } from "../values/durations.js";

/** Grammar: a question that only asks how it would be then. */
const HOW_THEN = /呢[?？!！。~～]*$|^(?:and )?(?:what|how) (?:if|about)\b/u;

/** The same, or whether it would be so then. */
const THEN = /[呢吗么][?？!！。~～]*$|^(?:and )?(?:what|how) (?:if|about)\b|^and /u;

/** Rules of so distant a day are nobody's to tell. */
const MOST_YEARS = 5;

/** 明年, 半年后, 2027年3月: the day asked for, later than today; `null` when none is. */
export function laterDay(question: ParsedQuestion, today: LocalDate): LocalDate | null {
  const { entities, normalized } = question;
  const facts = entities.filter(({ slot }) => slot !== "date");
  if (facts.length > 0 || !THEN.test(normalized.trim())) return null;
  const date = entities.find(({ slot }) => slot === "date")?.value;
  const day = typeof date === "string" ? dayOf(date, today) : dayAfter(normalized, today);
  return day !== null && day > today && day <= addMonths(today, MOST_YEARS * 12) ? day : null;
}

/** A year means the same day of that year, a month its first day. */
function dayOf(date: string, today: LocalDate): LocalDate | null {
  const parts = dateParts(date);
  if (parts === null) return null;
  const { year, month, day } = parts;
  if (month === undefined) return addMonths(today, (year - Number(today.slice(0, 4))) * 12);
  return day === undefined ? `${date.slice(0, 7)}-01` : date;
}

/** Grammar: 后, 之后, 以后, later behind a length of time. */
const AFTER = /(?:之|以)?后| (?:later|from now)/u;

/** 半年后: so many months after today. */
function dayAfter(normalized: string, today: LocalDate): LocalDate | null {
  const at = normalized.search(AFTER);
  if (at === -1) return null;
  const points = [...normalized.slice(0, at)];
  const [duration, ...others] = findDurations(points);
  if (duration === undefined || others.length > 0 || duration.end !== points.length) return null;
  return duration.min === duration.max ? addMonths(today, duration.min) : null;
}

/**
 * Whether an utterance in a talk about a person only supposes something: 如果我是博士呢, 换成余杭呢, 明年呢. What it says is no
 * fact of the person and is not remembered.
 *
 * @param today the day on which it is said
 */
export function isWhatIf(
  questions: readonly ParsedQuestion[],
  today: LocalDate,
  synonyms: Synonyms,
): boolean {
  const [question, ...others] = questions;
  if (question === undefined || others.length > 0) return false;
  const { normalized, reference } = question;
  return (
    hasWord(normalized, synonyms, "supposed") ||
    (reference.kind === "swap" && HOW_THEN.test(normalized.trim())) ||
    laterDay(question, today) !== null
  );
}
