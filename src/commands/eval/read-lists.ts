import { readFileSync } from "node:fs";

import { z } from "zod";

import { parseYaml } from "../../corpus/yaml.js";

/**
 * Reads a YAML file of the repository by a schema.
 *
 * @param path from the repository's root
 * @throws Error when the file is not as the schema says
 */
function readYaml<Data>(path: string, schema: z.ZodType<Data>): Data {
  const file = new URL(`../../../${path}`, import.meta.url);
  const read = parseYaml(readFileSync(file, "utf8"));
  if (!read.ok)
    throw new Error(`${path}: ${read.problems.map(({ message }) => message).join("; ")}`);
  return schema.parse(read.data);
}

/** Polite words that the bot takes off a question. */
export function readFillers(): readonly string[] {
  return readYaml("intents/fillers.yaml", z.object({ fillers: z.array(z.string()) })).fillers;
}

/** What is put around a question to see whether it does harm; not the list above. */
export function readDamageFillers(): {
  readonly before: readonly string[];
  readonly after: readonly string[];
} {
  const schema = z.object({ before: z.array(z.string()), after: z.array(z.string()) });
  return readYaml("test/nlu/damage-fillers.yaml", schema);
}
