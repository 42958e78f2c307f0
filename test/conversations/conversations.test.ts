// Every talk of test/conversations/<trouble>/*.yaml, said to the real assistant on a fixed day.
// How to write one: test/conversations/README.md
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import type { Answer, Reply } from "../../src/reply/index.js";
import { openCollectingChannel } from "../helpers/collecting-channel.js";
import { repositoryRoot } from "../helpers/repository-root.js";

const names = z.array(z.string());

const expectation = z.strictObject({
  disposition: z.union([z.string(), names]).optional(),
  act: z.string().optional(),
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
  /** Slot that the reply asks for. */
  asks: z.string().optional(),
  /** The day of this turn and of those after it, when time passes in the talk. */
  today: z.string().optional(),
  /** The reply is not the sentence said just before. */
  differs: z.boolean().optional(),
});

const file = z.array(
  z.strictObject({
    name: z.string(),
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
  if (wanted.act !== undefined) expect(answer?.understanding.act, "act").toBe(wanted.act);
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
  if (wanted.differs === true) expect(reply.text).not.toBe(before?.text);
}

const folder = join(repositoryRoot, "test/conversations");

const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".yaml"))
  .sort();

describe.each(files)("%s", (name) => {
  const talks = file.parse(parse(readFileSync(join(folder, name), "utf8")));
  it.each(talks)("$name", async ({ today, turns }) => {
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
      } catch (fault) {
        if (fault instanceof Error)
          fault.message = `“${wanted.user}”: ${fault.message}\n${reply.text}`;
        throw fault;
      }
    }
  });
});
