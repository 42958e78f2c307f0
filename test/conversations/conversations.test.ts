// Every talk of test/conversations/<trouble>/*.yaml, said to the real assistant on a fixed day.
// How to write one: test/conversations/README.md
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import type { Answer, Reply } from "../../src/reply/index.js";
import { openCollectingChannel, realEngine } from "../helpers/collecting-channel.js";
import { repositoryRoot } from "../helpers/repository-root.js";

const names = z.array(z.string());

const expectation = z.strictObject({
  disposition: z.union([z.string(), names]).optional(),
  act: z.union([z.string(), names]).optional(),
  topic: z.string().optional(),
  districts: names.optional(),
  /** The first service of the answer. */
  service: z.string().optional(),
  /** All of these are among the services, in any order. */
  services: names.optional(),
  /** None of these is among the services. */
  notServices: names.optional(),
  missing: names.optional(),
  notice: names.optional(),
  /** Judged so, in any order; others may stand beside them. */
  verdicts: z
    .array(
      z.strictObject({
        service: z.string(),
        outcome: z.string(),
        amountCny: z.number().optional(),
      }),
    )
    .optional(),
  /** Ids of sources that the first service shows. */
  cites: names.optional(),
});

const turn = expectation.extend({
  user: z.string(),
  /** How many questions were found. */
  questions: z.number().optional(),
  /** One expectation for each question, in order. */
  each: z.array(expectation).optional(),
  /** Words that stand, or do not stand, in the reply; only where the wording is the law. */
  says: names.optional(),
  saysNot: names.optional(),
  /** Labels of choices that are offered. */
  choices: names.optional(),
  /** One of these stands in the reply. */
  saysAny: names.optional(),
  /** Slot that the reply asks for. */
  asks: z.string().optional(),
  /** The reply asks for a slot, or for none. */
  isAsking: z.boolean().optional(),
  /** It does not ask for this slot. */
  asksNot: z.string().optional(),
  /** Read from this message, and so; others may stand beside them. */
  reads: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  /** Slots that are not read from this message. */
  readsNot: names.optional(),
  /** What counts of the person after this turn, at least. */
  knows: z.record(z.string(), z.unknown()).optional(),
  /** Slots of which nothing counts after this turn. */
  knowsNot: names.optional(),
  /** No verdict is a yes that rests on what was said. */
  notYes: z.literal(true).optional(),
  locale: z.string().optional(),
  /** The day of this turn and of those after it, when time passes in the talk. */
  today: z.string().optional(),
  /** The reply is not the sentence said just before. */
  differs: z.boolean().optional(),
});

const file = z.array(
  z.strictObject({
    name: z.string(),
    /** Does not hold yet; a talk that holds fails until this is removed. */
    todo: z.literal(true).optional(),
    today: z.string().default("2026-11-21"),
    turns: z.array(turn).min(1),
  }),
);

type Expectation = z.infer<typeof expectation>;

function checkAnswer(answer: Answer | undefined, wanted: Expectation): void {
  const services = answer?.services.map((service) => service.id) ?? [];
  if (wanted.disposition !== undefined) {
    expect([wanted.disposition].flat(), "disposition").toContain(answer?.disposition);
  }
  if (wanted.act !== undefined) {
    expect([wanted.act].flat(), "act").toContain(answer?.understanding.act);
  }
  if (wanted.topic !== undefined) {
    expect(answer?.understanding.topics[0], "topic").toBe(wanted.topic);
  }
  if (wanted.districts !== undefined) {
    expect(answer?.understanding.districts, "districts").toEqual(wanted.districts);
  }
  if (wanted.service !== undefined) expect(services[0], "first service").toBe(wanted.service);
  if (wanted.services !== undefined) {
    expect(services, "services").toEqual(expect.arrayContaining(wanted.services));
  }
  for (const id of wanted.notServices ?? []) expect(services, "services").not.toContain(id);
  if (wanted.missing !== undefined) expect(answer?.missing, "missing").toEqual(wanted.missing);
  if (wanted.notice !== undefined) {
    expect(answer?.notice, "notice").toEqual(expect.arrayContaining(wanted.notice));
  }
  for (const verdict of wanted.verdicts ?? []) {
    const found = answer?.verdicts.find(({ service }) => service === verdict.service);
    expect(found, `verdict on ${verdict.service}`).toMatchObject(verdict);
    expect(found?.because.length, "criteria").toBeGreaterThan(0);
    expect(
      found?.because.every(({ source }) => source !== ""),
      "sources",
    ).toBe(true);
  }
  if (wanted.cites !== undefined) {
    const sources = answer?.services[0]?.sources.map((source) => source.id);
    expect(sources, "sources").toEqual(expect.arrayContaining(wanted.cites));
  }
}

function checkTurn(reply: Reply, before: Reply | undefined, wanted: z.infer<typeof turn>): void {
  if (wanted.questions !== undefined) {
    expect(reply.answers.length, "number of questions").toBe(wanted.questions);
  }
  checkAnswer(reply.answers[0], wanted);
  for (const [index, each] of (wanted.each ?? []).entries()) {
    checkAnswer(reply.answers[index], each);
  }
  for (const words of wanted.says ?? []) expect(reply.text).toContain(words);
  for (const words of wanted.saysNot ?? []) expect(reply.text).not.toContain(words);
  for (const label of wanted.choices ?? []) {
    expect(reply.choices.map((choice) => choice.label)).toContain(label);
  }
  if (wanted.saysAny !== undefined) {
    const said = wanted.saysAny.some((words) => reply.text.includes(words));
    expect(said, `says one of ${wanted.saysAny.join(", ")}`).toBe(true);
  }
  const asked = reply.blocks.flatMap((block) =>
    block.kind === "paragraph" && block.asks !== undefined ? [block.asks] : [],
  );
  if (wanted.isAsking !== undefined) {
    expect(asked.length > 0, `asks ${asked.join(", ")}`).toBe(wanted.isAsking);
  }
  if (wanted.asksNot !== undefined) expect(asked).not.toContain(wanted.asksNot);
  const read = Object.fromEntries(
    reply.answers.flatMap(({ understanding }) => Object.entries(understanding.profile)),
  );
  if (wanted.reads !== undefined) expect(read, "reads").toMatchObject(wanted.reads);
  for (const slot of wanted.readsNot ?? []) expect(read, "reads").not.toHaveProperty(slot);
  if (wanted.notYes === true) {
    const yes = reply.answers
      .flatMap(({ verdicts }) => verdicts)
      .filter(({ outcome, because }) => {
        return outcome === "eligible" && because.some(({ yours }) => yours !== undefined);
      });
    expect(
      yes.map(({ name }) => name),
      "yes to",
    ).toEqual([]);
  }
  if (wanted.locale !== undefined) expect(reply.locale, "language").toBe(wanted.locale);
  if (wanted.differs === true) expect(reply.text).not.toBe(before?.text);
}

const folder = join(repositoryRoot, "test/conversations");

const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  // The matrix has cells instead of talks, and a test of its own.
  .filter((name) => name.endsWith(".yaml") && !name.startsWith("follow-up-matrix"))
  .sort();

type Talk = z.infer<typeof file>[number];

/** Says a talk and checks each of its turns. */
async function sayTalk({ today, turns }: Talk): Promise<void> {
  const channel = await openCollectingChannel(today);
  let day = today;
  for (const wanted of turns) {
    const before = channel.replies.at(-1);
    day = wanted.today ?? day;
    const reply = await channel.say(wanted.user, day);
    try {
      checkTurn(reply, before, wanted);
      if (wanted.asks !== undefined) {
        expect((await channel.judging())?.asking, "slot asked for").toBe(wanted.asks);
      }
      const known = await channel.facts(day);
      if (wanted.knows !== undefined) expect(known, "knows").toMatchObject(wanted.knows);
      for (const slot of wanted.knowsNot ?? []) expect(known, "knows").not.toHaveProperty(slot);
    } catch (fault) {
      if (fault instanceof Error) {
        fault.message = `“${wanted.user}”: ${fault.message}\n${reply.text}`;
      }
      throw fault;
    }
  }
}

/** `TODO=faults` prints why talks do not hold that are still to do. */
const tellsFaults = process.env["TODO"] === "faults";

// Building the engine takes longer than a talk may.
beforeAll(realEngine);

describe.each(files)("%s", (name) => {
  const talks = file.parse(parse(readFileSync(join(folder, name), "utf8")));
  const open = talks.filter(({ todo }) => todo === true).length;

  afterAll(() => {
    if (open > 0) console.info(`${name}: ${String(open)} of ${String(talks.length)} still to do`);
  });

  it.each(talks)("$name", async (talk) => {
    if (talk.todo !== true) {
      await sayTalk(talk);
      return;
    }
    const fault = await sayTalk(talk).then(
      () => null,
      (error: unknown) => String(error),
    );
    if (tellsFaults && fault !== null) console.info(`${talk.name}: ${fault}`);
    expect(fault, "it holds now: remove the flag todo").not.toBeNull();
  });
});
