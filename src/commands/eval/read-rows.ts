import { readFileSync } from "node:fs";

import { z } from "zod";

import type { LabelledText } from "../../nlu/classifier/index.js";
import { isLocalDate } from "../../shared/dates.js";

const labelled = z.object({ text: z.string(), label: z.string() });
const document = z.object({ id: z.string(), text: z.string() });
const words = z.array(z.string());
const judgedTalk = z.object({
  id: z.union([z.string(), z.number()]),
  turns: words.min(1),
  today: z.string().refine(isLocalDate, "must be a day, YYYY-MM-DD").optional(),
  expect: z
    .object({
      any: words.optional(),
      mustSay: words.optional(),
      mustNotSay: words.optional(),
      disposition: z.union([words, z.string().transform((one) => [one])]).optional(),
    })
    .default({}),
});

/** A talk, and how its last reply must be. */
export type JudgedTalk = z.infer<typeof judgedTalk>;

const query = z.object({ text: z.string(), relevant: z.array(z.string()) });

/**
 * Reads JSON lines; empty lines are skipped.
 *
 * @throws Error naming file and line when a line is not what it should be
 */
function readLines<Row>(file: string, schema: z.ZodType<Row>): Row[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line, index) => {
      if (line.trim() === "") return [];
      try {
        return [schema.parse(JSON.parse(line))];
      } catch (cause) {
        throw new Error(`${file}:${String(index + 1)}: not a line of the kind that is expected`, {
          cause,
        });
      }
    });
}

export function readLabelled(file: string): LabelledText[] {
  return readLines(file, labelled);
}

export function readDocuments(file: string): z.infer<typeof document>[] {
  return readLines(file, document);
}

export function readQueries(file: string): z.infer<typeof query>[] {
  return readLines(file, query);
}

export function readJudgedTalks(file: string): JudgedTalk[] {
  return readLines(file, judgedTalk);
}
