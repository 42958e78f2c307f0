import type { LocalDate } from "../shared/dates.js";
import {
  impossible,
  readProfile,
  type Profile,
  type SlotForm,
  type SlotValue,
} from "../eligibility/index.js";
import {
  wordsIn,
  type ParsedQuestion,
  type ParseResult,
  type Statement,
  type Synonyms,
} from "../nlu/index.js";
import { agreed, type DeniedValue } from "./newer-facts.js";

export { wordsIn } from "../nlu/index.js";
export { isChild, withNewer } from "./newer-facts.js";

/** What facts are read with. */
export interface FactTools {
  readonly parse: (utterance: string, today: LocalDate) => ParseResult;
  readonly synonyms: Synonyms;
  readonly forms: ReadonlyMap<string, SlotForm>;
}

/** Facts that one utterance states, and of whom. */
export interface StatedFacts {
  readonly facts: Profile;
  /** Of somebody else, or only supposed. */
  readonly isOther: boolean;
  /** Only supposed (如果我是博士呢): the speaker with one thing changed. */
  readonly isSupposed: boolean;
  /** Of nobody in particular (硕士有补贴吗): nothing of it is the speaker's. */
  readonly isAnyone: boolean;
  /** Slots of which it says two things at once, or what cannot be: nothing follows from either. */
  readonly unclear: readonly string[];
  /** What it says is not so (我不在余杭上班), when nothing follows from that but an end of what was said before. */
  readonly denied: readonly DeniedValue[];
}

/** 不是全日制: the other of two values; of more than two a denial tells nothing that rules use. */
function otherThan(form: SlotForm, value: SlotValue): SlotValue | null {
  const stored = form.choices.flatMap(({ value: one }) =>
    typeof one === "string" || typeof one === "boolean" ? [one] : [],
  );
  const [other, ...more] = stored.filter((one) => one !== value);
  return stored.includes(value as string) && more.length === 0 ? (other ?? null) : null;
}

/** The value of a statement as a profile holds it; `null` when it is none that the slot can have. */
export function valueOf(
  { slot, value: said, standing }: Pick<Statement, "slot" | "value" | "standing">,
  forms: FactTools["forms"],
): SlotValue | null {
  const form = forms.get(slot);
  const value = form === undefined || standing !== "denied" ? said : otherThan(form, said);
  if (form === undefined || value === null) return null;
  return readProfile({ [slot]: value }, forms).profile[slot] ?? null;
}

/**
 * 19年本科毕业，今年读完了研究生: of several degrees that one person holds the highest counts, and of several days of graduation the
 * latest one.
 */
function highestOf(
  slot: string,
  values: readonly SlotValue[],
  forms: FactTools["forms"],
): SlotValue | null {
  if (slot === "graduatedOn") {
    const lastDay = (value: SlotValue): string =>
      String(typeof value === "object" ? (value.max ?? "") : value);
    return values.toSorted((a, b) => lastDay(a).localeCompare(lastDay(b))).at(-1) ?? null;
  }
  if (slot !== "degree") return null;
  const order = forms.get(slot)?.choices.map(({ value }) => value) ?? [];
  return (
    values.toSorted((a, b) => order.indexOf(a as string) - order.indexOf(b as string)).at(-1) ??
    null
  );
}

/** Whether a message names several others; a spouse is one, however called. */
function areSeveral(questions: readonly ParsedQuestion[], synonyms: Synonyms): boolean {
  const text = questions.map(({ normalized }) => normalized).join("，");
  const spouses = new Set(wordsIn(text, synonyms, "household"));
  const others = new Set(
    wordsIn(text, synonyms, "other-person").map((word) => (spouses.has(word) ? "" : word)),
  );
  return others.size > 1;
}

const COUNTS: ReadonlySet<Statement["standing"]> = new Set(["held", "supposed", "denied"]);

/**
 * What an utterance states of the person whom it asks about. Somebody else's facts (我老公是博士，他能领吗) count for that
 * question alone; the speaker's own stand apart.
 */
export function readFacts(
  questions: readonly ParsedQuestion[],
  today: LocalDate,
  { forms, synonyms }: Pick<FactTools, "forms" | "synonyms">,
): StatedFacts {
  const person = questions[0]?.person;
  const isOther = person?.holder === "other";
  const about = questions
    .flatMap(({ statements }) => statements)
    .filter(({ holder }) => holder === (person?.holder ?? "speaker"));
  const found = new Map<string, SlotValue[]>();
  for (const statement of about.filter(({ standing }) => COUNTS.has(standing))) {
    const value = valueOf(statement, forms);
    if (value !== null) found.set(statement.slot, [...(found.get(statement.slot) ?? []), value]);
  }
  const facts: Record<string, SlotValue> = {};
  const unclear: string[] = [];
  // 我没房但老婆有一套: a home somewhere, which may be here.
  for (const { slot, value } of about.filter(({ isUnplaced }) => isUnplaced === true))
    found.get(slot)?.push(value);
  // 博士能拿10万吗，本科和硕士呢 names degrees and holds none; who tells when or how they studied tells of themselves.
  const isLifeTold = found.has("graduatedOn") || found.has("studyMode");
  for (const [slot, values] of found) {
    const value = agreed(values) ?? (isLifeTold ? highestOf(slot, values, forms) : null);
    if (value === null) unclear.push(slot);
    else facts[slot] = value;
  }
  // Who still studies for a degree does not hold it yet.
  if (facts["studying"] === true && facts["degree"] !== undefined) {
    delete facts["degree"];
    unclear.push("degree");
  }
  const refused = impossible(facts, today).map(({ field }) => field);
  unclear.push(...refused);
  // 老婆没工作，孩子4岁: of two others nobody knows whose a fact is, and none of it is one person's.
  if (isOther && areSeveral(questions, synonyms)) {
    return {
      facts: {},
      isOther: true,
      isSupposed: false,
      isAnyone: false,
      unclear: [...found.keys()],
      denied: [],
    };
  }
  return {
    facts: Object.fromEntries(Object.entries(facts).filter(([slot]) => !refused.includes(slot))),
    isOther: isOther || person?.isSupposed === true,
    isSupposed: person?.isSupposed === true,
    isAnyone: person?.holder === "anyone",
    unclear,
    denied:
      !isOther && person?.isTold === true
        ? about.flatMap(({ slot, value, standing }) =>
            standing === "denied" && typeof value !== "object" ? [{ slot, value }] : [],
          )
        : [],
  };
}
