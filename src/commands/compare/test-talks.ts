import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { parseYaml } from "../../corpus/yaml.js";

/** What is said to both programs: a talk, or one sentence as the first of a talk. */
export interface TestTalk {
  /** File and place in it; unique. */
  readonly id: string;
  readonly turns: readonly string[];
  readonly today: string;
  /** Of the questions that judge: their words are printed nowhere, so that nobody tunes on them. */
  readonly isUnseen: boolean;
}

/** The day on which the tests are written. */
const TODAY = "2026-11-21";

/** A row about a person is said in the middle of a form, where it is read as a statement. */
const OPENING = "我能领生活补贴吗";

const talk = z.object({
  name: z.string(),
  today: z.string().optional(),
  turns: z.array(z.object({ user: z.string() })).min(1),
});
const question = z.object({ text: z.string() });
const statement = z.object({ say: z.string() });
const sentence = z.union([z.string(), question.transform(({ text }) => text)]);
const matrix = z.object({
  today: z.string(),
  rows: z.array(
    z.object({ opening: z.array(z.string()).min(1), cells: z.record(z.string(), z.unknown()) }),
  ),
});

function readYaml(file: string): unknown {
  const read = parseYaml(readFileSync(file, "utf8"));
  if (read.ok) return read.data;
  const [first] = read.problems;
  throw new Error(`${file}:${String(first?.line ?? 1)}: ${first?.message ?? "no YAML"}`);
}

/** A kind of test file, and how what is said in it is found; the first whose name fits reads the file. */
interface Reader {
  readonly files: RegExp;
  readonly read: (data: unknown) => readonly { turns: readonly string[]; today?: string }[];
}

const READERS: readonly Reader[] = [
  {
    files: /^conversations\/follow-up-matrix\//u,
    read: (data) => {
      const { today, rows } = matrix.parse(data);
      return rows.flatMap(({ opening, cells }) =>
        Object.keys(cells).map((words) => ({ turns: [...opening, words], today })),
      );
    },
  },
  {
    files: /^conversations\//u,
    read: (data) =>
      z
        .array(talk)
        .parse(data)
        .map(({ turns, today }) => ({
          turns: turns.map(({ user }) => user),
          ...(today !== undefined && { today }),
        })),
  },
  {
    files: /^nlu\/(?:questions|unseen)\//u,
    read: (data) =>
      z
        .array(question)
        .parse(data)
        .map(({ text }) => ({ turns: [text] })),
  },
  {
    // Tables of what is read of a person: the rows are answers and statements.
    files: /\/[^/]*(?:person|statement|fact)[^/]*\.yaml$/u,
    read: (data) =>
      z
        .array(statement)
        .parse(data)
        .map(({ say }) => ({ turns: [OPENING, say] })),
  },
  {
    // Tables of questions, sorted by what they are: lists of sentences under a heading each.
    files: /\/(?:anything-asked|overview)\.yaml$/u,
    read: (data) =>
      Object.values(z.record(z.string(), z.array(sentence)).parse(data))
        .flat()
        .map((text) => ({ turns: [text] })),
  },
];

/** Other tables of `test/unit/` hold no sentences, or hold them beside what only their own test knows. */
const FOLDERS = ["conversations", "nlu", "unit", "dialogue"];

/**
 * All that the tests of a source tree say, in the order of the files: talks, own questions, and tables of statements and questions.
 *
 * @throws Error naming file and line when a file is no YAML or not of its kind
 */
export function readTestTalks(root: string): readonly TestTalk[] {
  const test = path.join(root, "test");
  const files = readdirSync(test, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".yaml") && FOLDERS.includes(name.split("/")[0] ?? ""))
    .sort();
  return files.flatMap((name) => {
    const reader = READERS.find(({ files: fits }) => fits.test(name));
    if (reader === undefined) return [];
    const data = readYaml(path.join(test, name));
    return reader.read(data).map(({ turns, today }, index) => ({
      id: `${name}#${String(index + 1)}`,
      turns,
      today: today ?? TODAY,
      isUnseen: name.startsWith("nlu/unseen/"),
    }));
  });
}
