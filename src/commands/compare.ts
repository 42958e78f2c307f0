// npm run compare -- BUILD [--show N] [--kind K] [--json]
// Says all that the tests say to this source tree and to another folder that was built, and prints what differs, by kind.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { differencesOf, KINDS, type Difference, type Kind } from "./compare/differences.js";
import { sayTalks } from "./compare/say-talks.js";
import { readTestTalks, type TestTalk } from "./compare/test-talks.js";

const USAGE = `npm run compare -- BUILD [--show N] [--kind K] [--json]
  BUILD: a folder of this project in which "npm run build" was run.
  --show N: so many examples of each kind (5).  --kind K: only this kind: ${KINDS.join(", ")}.`;

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A turn whose replies differ. */
interface Changed {
  readonly talk: TestTalk;
  /** Place of the turn in its talk, from 0. */
  readonly turn: number;
  readonly differences: readonly Difference[];
}

interface Options {
  readonly build: string;
  readonly show: number;
  readonly kinds: readonly Kind[];
  readonly json: boolean;
}

function readOptions(): Options | null {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      show: { type: "string", default: "5" },
      kind: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const [build] = positionals;
  const kinds = KINDS.filter((kind) => values.kind === undefined || values.kind === kind);
  const show = Number(values.show);
  const isRight = build !== undefined && kinds.length > 0 && Number.isInteger(show) && show >= 0;
  return isRight ? { build: path.resolve(build), show, kinds, json: values.json } : null;
}

/** What was said up to a turn. Words of the unseen questions are not told. */
const saidTo = ({ talk, turn }: Changed): string =>
  talk.isUnseen ? "(unseen)" : talk.turns.slice(0, turn + 1).join(" / ");

/** An example of one kind. What an unseen question was answered with would give it away, so only counts are told of those. */
function exampleOf(changed: Changed, kind: Kind) {
  const difference = changed.differences.find((one) => one.kind === kind);
  const isTold = !changed.talk.isUnseen || (kind !== "text" && kind !== "choices");
  return {
    talk: changed.talk.id,
    turn: changed.turn + 1,
    said: saidTo(changed),
    before: isTold ? (difference?.before ?? "") : "(unseen)",
    after: isTold ? (difference?.after ?? "") : "(unseen)",
  };
}

const indented = (sign: string, text: string): string =>
  `      ${sign} ${text === "" ? "(nothing)" : text.replaceAll("\n", `\n      ${sign} `)}`;

async function compare({ build, show, kinds, json }: Options): Promise<string> {
  const talks = readTestTalks(ROOT);
  const [before, after] = await Promise.all([
    sayTalks(build, "built", talks),
    sayTalks(ROOT, "source", talks),
  ]);
  const changed = talks.flatMap((talk) =>
    talk.turns.flatMap((_, turn): Changed[] => {
      const differences = differencesOf(before.get(talk.id)?.[turn], after.get(talk.id)?.[turn]);
      return differences.length === 0 ? [] : [{ talk, turn, differences }];
    }),
  );
  const ofKind = (kind: Kind): readonly Changed[] =>
    changed.filter(({ differences }) => differences.some((one) => one.kind === kind));
  const report = {
    talks: talks.length,
    turns: talks.reduce((sum, { turns }) => sum + turns.length, 0),
    differ: changed.length,
    textAlone: changed.filter(({ differences }) => differences.every(({ kind }) => kind === "text"))
      .length,
    kinds: Object.fromEntries(kinds.map((kind) => [kind, ofKind(kind).length])),
    examples: kinds.flatMap((kind) =>
      ofKind(kind)
        .slice(0, show)
        .map((one) => ({ kind, ...exampleOf(one, kind) })),
    ),
  };
  if (json) return JSON.stringify(report, null, 2);
  const sections = kinds.flatMap((kind) => {
    const examples = report.examples.filter((one) => one.kind === kind);
    return [
      `${kind} ${String(report.kinds[kind] ?? 0)}`,
      ...examples.flatMap((one) => [
        `  ${one.talk} turn ${String(one.turn)}: ${one.said}`,
        indented("-", one.before),
        indented("+", one.after),
      ]),
    ];
  });
  return [
    `${String(report.talks)} talks, ${String(report.turns)} turns: ${String(report.differ)} replies differ, ${String(report.textAlone)} of them in the text alone`,
    ...sections,
  ].join("\n");
}

async function main(): Promise<number> {
  const options = readOptions();
  if (options === null) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  process.stdout.write(`${await compare(options)}\n`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
