// Tables of what people say and what is read of it: how a row is written, and how a reading is compared with it.
// The head of test/unit/person/person-facts.yaml says what the fields of a row mean.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { createPolicyShelf } from "../../src/person/policy-book.js";
import { readTurn, type SaidInTurn } from "../../src/person/recall.js";
import type { AnswerTools } from "../../src/person/slot-answer.js";
import { loadCorpus } from "../../src/corpus/load.js";
import { createSpeaker } from "../../src/reply/index.js";
import type { Profile } from "../../src/eligibility/index.js";
import { dayRange } from "../../src/shared/dates.js";
import { realEngine } from "./collecting-channel.js";
import { repositoryRoot } from "./repository-root.js";

const TODAY = "2026-11-21";

export const tablesFolder = join(repositoryRoot, "test/unit/person");

const limit = z.union([z.number(), z.string()]);
const value = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.strictObject({ min: limit.optional(), max: limit.optional() }),
]);
const slots = z.record(z.string(), value);

const row = z.strictObject({
  say: z.string(),
  asked: z.string().optional(),
  /** What is known before. */
  known: slots.default({}),
  reads: slots,
  may: slots.default({}),
  any: z.array(z.string()).default([]),
  of: z.enum(["self", "other", "any"]).default("self"),
  answer: z.enum(["skip", "none"]).optional(),
});

export type StatementRow = z.infer<typeof row>;
type Value = z.infer<typeof value>;

export function loadRows(file: string): readonly StatementRow[] {
  return z.array(row).parse(parse(readFileSync(join(tablesFolder, file), "utf8")));
}

/** What statements are read with: the project's own data. */
export async function openTools(): Promise<AnswerTools> {
  const [engine, loaded] = await Promise.all([realEngine(), loadCorpus(repositoryRoot)]);
  if (!loaded.ok) throw new Error("the data has faults");
  const { data } = loaded.corpus;
  const { forms } = createPolicyShelf(data, engine.base);
  const speakers = (["zh-CN", "en"] as const).map((locale) => createSpeaker(data.replies, locale));
  return {
    forms,
    synonyms: data.synonyms,
    parse: (utterance, today) => engine.parse(utterance, today),
    words: (key) => speakers.flatMap((speaker) => speaker.all(key)),
  };
}

/** One reading of a row, compared with what the row says of it. */
export interface RowResult {
  readonly said: SaidInTurn;
  /** What counts as a fact of the person of whom the row speaks. */
  readonly facts: SaidInTurn["facts"];
  /** Slots that the row says and the reading has not. */
  readonly missed: readonly string[];
  /** Slots that the reading has and the row does not say, or not so. */
  readonly wrong: readonly string[];
  /** Whether facts of somebody else were taken for the speaker's. */
  readonly isMistakenForSpeaker: boolean;
  readonly isAnswerRight: boolean;
}

interface RowReader {
  /** Slots that a row names and that nobody keeps: a slip of the row's writer. */
  readonly unknownSlots: (one: StatementRow) => readonly string[];
  readonly compare: (one: StatementRow) => RowResult;
}

export async function openRowReader(): Promise<RowReader> {
  const tools = await openTools();

  /** Least and most that a value can be, so that two of them compare; numbers as fixed-width texts. */
  function limitsOf(slot: string, told: Value): readonly [string, string] {
    const form = tools.forms.get(slot);
    const say = (one: number | string | undefined, end: "from" | "to"): string => {
      if (one === undefined)
        return say(end === "from" ? (form?.min ?? 0) : (form?.max ?? 1e9), end);
      if (typeof one === "number") return one.toFixed(2).padStart(15, "0");
      return dayRange(one)?.[end] ?? one;
    };
    if (typeof told === "boolean") return [String(told), String(told)];
    const { min, max } = typeof told === "object" ? told : { min: told, max: told };
    return [say(min, "from"), say(max, "to")];
  }

  /** Whether a reading leaves open all that the words leave open. */
  function isWithin(slot: string, reading: Value, told: Value | undefined): boolean {
    if (told === undefined) return false;
    const [from, to] = limitsOf(slot, reading);
    const [least, most] = limitsOf(slot, told);
    return from <= least && most <= to;
  }

  function compare(one: StatementRow): RowResult {
    const { questions } = tools.parse(one.say, TODAY);
    const said = readTurn(
      one.say,
      questions,
      one.asked ?? null,
      TODAY,
      tools,
      one.known as Profile,
    );
    const isOfOther = said.isOther || said.isAnyone;
    const facts = one.of !== "other" && isOfOther ? {} : said.facts;
    return {
      said,
      facts,
      missed: Object.keys(one.reads).filter((slot) => facts[slot] === undefined),
      wrong: Object.entries(facts)
        .filter(
          ([slot, reading]) =>
            !one.any.includes(slot) && !isWithin(slot, reading, one.reads[slot] ?? one.may[slot]),
        )
        .map(([slot]) => slot),
      isMistakenForSpeaker: one.of === "other" && Object.keys(facts).length > 0 && !isOfOther,
      isAnswerRight: one.answer === undefined || said.answer.kind === one.answer,
    };
  }

  function unknownSlots({ asked, reads, may, any }: StatementRow): readonly string[] {
    const named = [...Object.keys(reads), ...Object.keys(may), ...any, ...(asked ? [asked] : [])];
    return named.filter((slot) => !tools.forms.has(slot));
  }

  return { compare, unknownSlots };
}
