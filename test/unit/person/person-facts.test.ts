// How to read the rows: the head of person-facts.yaml.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { createPolicyShelf } from "../../../src/person/policy-book.js";
import { readTurn, type SaidInTurn } from "../../../src/person/recall.js";
import type { AnswerTools } from "../../../src/person/slot-answer.js";
import { loadCorpus } from "../../../src/corpus/load.js";
import { createSpeaker } from "../../../src/reply/index.js";
import type { Profile } from "../../../src/eligibility/index.js";
import { dayRange } from "../../../src/shared/dates.js";
import { realEngine } from "../../helpers/collecting-channel.js";
import { repositoryRoot } from "../../helpers/repository-root.js";

const TODAY = "2026-11-21";

/** Share of rows that must be read in full; what is missed only makes the assistant ask. */
const LEAST_READ = 0.98;

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
  known: slots.default({}),
  reads: slots,
  may: slots.default({}),
  any: z.array(z.string()).default([]),
  of: z.enum(["self", "other", "any"]).default("self"),
  answer: z.enum(["skip", "none"]).optional(),
});

type Row = z.infer<typeof row>;
type Value = z.infer<typeof value>;

const rows = z
  .array(row)
  .parse(parse(readFileSync(join(repositoryRoot, "test/unit/person/person-facts.yaml"), "utf8")));

async function openTools(): Promise<AnswerTools> {
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

const tools = await openTools();

const read = ({ say, asked, known }: Row): SaidInTurn =>
  readTurn(say, tools.parse(say, TODAY).questions, asked ?? null, TODAY, tools, known as Profile);

/** Least and most that a value can be, so that two of them compare; numbers as fixed-width texts. */
function limitsOf(slot: string, told: Value): readonly [string, string] {
  const form = tools.forms.get(slot);
  const say = (one: number | string | undefined, end: "from" | "to"): string => {
    if (one === undefined) return say(end === "from" ? (form?.min ?? 0) : (form?.max ?? 1e9), end);
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

/** What counts as a fact of the person of whom the row speaks. */
function factsOf({ of }: Row, said: SaidInTurn): SaidInTurn["facts"] {
  return of !== "other" && (said.isOther || said.isAnyone) ? {} : said.facts;
}

describe("what is read of a person", () => {
  it.each(rows)("$say", (one) => {
    const said = read(one);
    const facts = factsOf(one, said);
    const wrong = Object.entries(facts).filter(
      ([slot, reading]) =>
        !one.any.includes(slot) && !isWithin(slot, reading, one.reads[slot] ?? one.may[slot]),
    );
    expect(Object.fromEntries(wrong), "read, and not said").toEqual({});
    if (one.of === "other" && Object.keys(facts).length > 0) {
      expect(said.isOther || said.isAnyone, "no fact of the speaker").toBe(true);
    }
    if (one.answer !== undefined) expect(said.answer.kind, "answers").toBe(one.answer);
  });

  it("is nearly all that is said", () => {
    const missed = rows.filter((one) => {
      const facts = factsOf(one, read(one));
      return Object.keys(one.reads).some((slot) => facts[slot] === undefined);
    });
    const share = 1 - missed.length / rows.length;
    expect(share, missed.map(({ say }) => say).join("\n")).toBeGreaterThanOrEqual(LEAST_READ);
  });

  it("is never more when the words are only wished", () => {
    for (const wish of ["我打算去余杭上班", "我想认定E类", "我准备读硕士", "我计划自己开公司"]) {
      const said = read({ say: wish, reads: {}, may: {}, known: {}, any: [], of: "self" });
      expect([wish, said.facts]).toEqual([wish, {}]);
    }
  });
});
