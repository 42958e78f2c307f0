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

/**
 * A file of `intents/voices/`: what one kind of person types. A part says what its sentences are about, what they ask, or both; small
 * talk and matters of others stand alone.
 */
export const voiceFile = strict({
  id,
  who: text,
  says: listOf(
    strict({
      topic: id.optional(),
      act: id.optional(),
      talk: id.optional(),
      none: id.optional(),
      utterances: listOf(text).min(1, {
        error: "holds no utterance: write some, or remove the part",
      }),
    }).refine(
      ({ topic, act, talk, none }) => {
        const alone = [talk, none].filter((one) => one !== undefined).length;
        const ours = topic !== undefined || act !== undefined;
        return alone === 0 ? ours : alone === 1 && !ours;
      },
      { error: "names what it says: a topic, an act or both; or talk alone; or none alone" },
    ),
  ).min(1, { error: "holds nothing: write what this voice says" }),
});

export type VoiceFile = z.output<typeof voiceFile>;

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
