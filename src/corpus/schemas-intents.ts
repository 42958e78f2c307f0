import { z } from "zod";
import { id, listOf, slotId, strict, text } from "./schemas.js";

/** A file of `intents/topics/`, `acts/`, `talk/` or `none/`. */
export const intentFile = strict({
  id,
  title: text,
  en: text,
  utterances: listOf(text).min(1, { error: "holds no utterance: write 10 to 40" }),
  not: listOf(strict({ text, belongs: id })).default([]),
  slots: listOf(slotId).default([]),
});

export type IntentFile = z.output<typeof intentFile>;

/** `intents/synonyms.yaml`: groups of values and the ways to say them. */
export const synonymsFile = z.record(
  z
    .string()
    .regex(/^[a-z][A-Za-z0-9-]*$/u, { error: "a group's name holds only letters, digits and -" }),
  listOf(strict({ value: text, words: listOf(text).min(1, { error: "holds no word" }) })),
  { error: "must be a map: group: [{ value: …, words: […] }]" },
);

export type SynonymsFile = z.output<typeof synonymsFile>;

/** `intents/fillers.yaml`: words that carry no meaning in a question. */
export const fillersFile = strict({ fillers: listOf(text) });

export type FillersFile = z.output<typeof fillersFile>;
