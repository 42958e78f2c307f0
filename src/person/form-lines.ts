import { readProfile, type Profile, type SlotForm, type SlotValue } from "../eligibility/index.js";
import { toSimplified } from "../nlu/index.js";

/** What an utterance says in lines of a form, and the rest of it. */
export interface FormLines {
  readonly facts: Profile;
  /** The utterance without these lines; the utterance itself when it has none, or nothing else. */
  readonly rest: string;
}

/** A line of a form is no longer, in UTF-16 units. */
const LONGEST = 140;

const COLON = /[:：]/u;

/** Name and value of a line; `null` for one that is no line of a form. */
function splitLine(line: string): readonly [string, string] | null {
  const at = line.length > LONGEST ? -1 : line.search(COLON);
  return at < 0 ? null : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

/** A date as the form or a reply writes it: 2024, 2024-06, 2024年6月15日. */
const DATE = /^(\d{4})(?:\D{1,2}(\d{1,2})(?:\D{1,2}(\d{1,2}))?)?\D?$/u;

const NUMBER = /\d+(?:\.\d+)?/gu;

const isSame = (text: string, words: readonly string[]): boolean =>
  words.includes(text) || words.includes(toSimplified(text));

type Forms = ReadonlyMap<string, SlotForm>;

/** Slots by name, in both languages and both scripts; the forms are the same in every turn. */
const named = new WeakMap<Forms, ReadonlyMap<string, SlotForm>>();

function byName(forms: Forms): ReadonlyMap<string, SlotForm> {
  const known = named.get(forms);
  if (known !== undefined) return known;
  const names = new Map(
    [...forms.values()].flatMap((form) =>
      [form.name.zh, form.name.en].map((name) => [name, form] as const),
    ),
  );
  named.set(forms, names);
  return names;
}

function dateIn(text: string): string | null {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (year === undefined) return null;
  return [year, month?.padStart(2, "0"), day?.padStart(2, "0")]
    .filter((part) => part !== undefined)
    .join("-");
}

/** The value of a slot as a form writes it; `null` when it cannot be one. */
function valueIn(form: SlotForm, text: string): SlotValue | null {
  const choice = form.choices.find(({ zh, en }) => isSame(text, [zh, en]));
  if (choice !== undefined) return choice.range ?? choice.value ?? null;
  const numbers = text.match(NUMBER) ?? [];
  const value =
    form.type === "date"
      ? dateIn(text)
      : form.type === "number" && numbers.length === 1
        ? Number(numbers[0])
        : null;
  return value === null
    ? null
    : (readProfile({ [form.id]: value }, new Map([[form.id, form]])).profile[form.id] ?? null);
}

/**
 * Reads lines such as `学历：硕士`, which the form of the page sends and `/profile` shows: the name of a slot, a colon and
 * its value, each on a line of its own. They say exactly one thing, so that nothing has to be understood of them; a line
 * that fits no slot stays in the rest. Pure.
 */
export function readFormLines(utterance: string, forms: Forms): FormLines {
  if (!COLON.test(utterance)) return { facts: {}, rest: utterance };
  const facts: Record<string, SlotValue> = {};
  const rest: string[] = [];
  for (const line of utterance.split("\n")) {
    const [name, said] = splitLine(line) ?? ["", ""];
    const form = byName(forms).get(toSimplified(name));
    const value = form === undefined ? null : valueIn(form, said);
    if (form === undefined || value === null) rest.push(line);
    else facts[form.id] = value;
  }
  const around = rest.join("\n").trim();
  return { facts, rest: Object.keys(facts).length === 0 || around === "" ? utterance : around };
}
