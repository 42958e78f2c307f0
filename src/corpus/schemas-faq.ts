import type { z } from "zod";
import { both, claim } from "./schemas-knowledge.js";
import { id, ids, listOf, strict, text, texts } from "./schemas.js";

/** Sentences below which too few ways of asking are known. */
const LEAST_ASKED = 4;

/** Statements of an answer; more are read by nobody. */
const MAX_ANSWER = 3;

const entry = strict({
  id,
  services: ids,
  guide: id.exactOptional(),
  district: id.exactOptional(),
  standsFor: ids,
  asked: listOf(text).min(LEAST_ASKED, {
    error: `holds fewer than ${String(LEAST_ASKED)} sentences: write how people ask it, in different words`,
  }),
  follows: texts,
  after: listOf(strict({ before: text, said: text })).default([]),
  needs: listOf(
    listOf(text).min(1, { error: "is empty: write at least one word, or leave it out" }),
  ).default([]),
  answer: listOf(claim.omit({ of: true, label: true }).extend({ en: text }))
    .max(MAX_ANSWER, {
      error: `holds more than ${String(MAX_ANSWER)} statements: keep those that answer`,
    })
    .default([]),
  silent: both.exactOptional(),
  offices: listOf(id).min(1, { error: "names nobody to ask: write at least one office" }),
}).superRefine(({ answer, silent, services, guide }, context) => {
  if (answer.length === 0 && silent === undefined) {
    const message = "answers nothing: write an answer, or what no source says (silent)";
    context.addIssue({ code: "custom", message });
  }
  if (answer.length > 0 || services.length > 0 || guide !== undefined) return;
  const message = "is about nothing: write the services or the guide that it is about";
  context.addIssue({ code: "custom", message });
});

/** A file of `knowledge/faq/`. */
export const faqFile = strict({
  id,
  questions: listOf(entry).min(1, { error: "holds no question" }),
});

export type FaqFile = z.output<typeof faqFile>;

/** One person's side of a talk: what was said, turn after turn, and the known questions that it asks, the likeliest first. */
const talk = listOf(strict({ said: text, asks: ids })).min(1, { error: "holds no turn" });

/** A file of `knowledge/talks/`. */
export const talksFile = strict({
  id,
  talks: listOf(talk).min(1, { error: "holds no talk" }),
});

export type TalksFile = z.output<typeof talksFile>;
