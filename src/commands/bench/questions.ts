import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { parseYaml } from "../../corpus/yaml.js";

const rows = z.array(z.object({ text: z.string().min(1) }));

/** The utterances of our own questions, each once, in the order of the files. */
export function readQuestions(root: string): readonly string[] {
  const folder = join(root, "test/nlu/questions");
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .flatMap((name) => {
      const parsed = parseYaml(readFileSync(join(folder, name), "utf8"));
      return rows.parse(parsed.ok ? parsed.data : null).map(({ text }) => text);
    });
  return [...new Set(texts)];
}
