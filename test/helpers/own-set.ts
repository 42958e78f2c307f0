import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { Engine } from "../../src/assistant/engine.js";
import { newTracker } from "../../src/dialogue/index.js";
import { ACTS } from "../../src/shared/acts.js";
import { repositoryRoot } from "./repository-root.js";

const oneOrMore = <Value extends z.ZodType>(value: Value) =>
  z.union([z.array(value).min(1), value.transform((one) => [one])]);

const row = z.strictObject({
  text: z.string().min(1),
  /** Topic ids that are right; `none` = not ours; `talk:<id>` = small talk. */
  topic: oneOrMore(z.string()),
  act: oneOrMore(z.enum(ACTS)).optional(),
  /** Services that may stand first. With the topic `none`: naming it and saying that nothing is known is right too. */
  service: oneOrMore(z.string()).optional(),
  /** False: ours, but no source says it. */
  known: z.boolean().optional(),
  part: z.enum(["a", "b", "c"]),
  kind: z.string(),
});

/** One question of our own set; how the fields are meant: test/nlu/README.md. */
export type OwnRow = z.infer<typeof row>;

/** All rows of `test/nlu/questions/` (parts a, b) and `test/nlu/unseen/` (part c), in the order of the files. */
export function readOwnSet(): readonly OwnRow[] {
  return ["questions", "unseen"].flatMap((folder) => {
    const path = join(repositoryRoot, "test/nlu", folder);
    return readdirSync(path)
      .filter((name) => name.endsWith(".yaml"))
      .sort()
      .flatMap((name) => z.array(row).parse(parse(readFileSync(join(path, name), "utf8"))));
  });
}

/** What is measured. A row counts only where it states the thing. */
export const MEASURES = ["topic", "act", "service", "declined", "talk", "honest"] as const;

export type Measure = (typeof MEASURES)[number];

/** One row, read by the engine. `null`: the row does not state this. */
interface Judged {
  readonly row: OwnRow;
  readonly got: Readonly<Record<Measure, string>>;
  readonly right: Readonly<Record<Measure, boolean | null>>;
}

const isTalkRow = (one: OwnRow): boolean => one.topic.some((id) => id.startsWith("talk:"));

/** Reads one row as the first message of a talk. */
function judge(engine: Engine, one: OwnRow, today: string): Judged {
  const tracker = newTracker(`${today}T00:00:00Z`);
  const turn = engine.respond({ utterance: one.text, tracker, today });
  // A polite word before the question may be answered too; the question itself is what counts.
  const at = turn.decisions.findIndex((decision) => decision.kind !== "talk");
  const index = at < 0 || isTalkRow(one) ? 0 : at;
  const decision = turn.decisions[index];
  const question = decision?.question;
  const answer = turn.reply.answers.find((each) => each.question === question?.text);
  const disposition = answer?.disposition ?? "";
  // A known question of another office's matter, of which only the gap and the office are named, is declined, too.
  const declined =
    decision?.kind === "decline" || (decision?.kind === "faq" && disposition === "decline");
  // A wish that cannot be met (the director's number) is refused in talk, and was understood.
  const isRefused = decision?.kind === "talk" && disposition === "decline";
  const talk = !isRefused && ["talk", "handoff", "repeat"].includes(decision?.kind ?? "");
  const topic = answer?.understanding.topics[0] ?? question?.topics[0]?.id ?? "none";
  const said = declined ? "none" : talk ? `talk:${question?.talk ?? ""}` : topic;
  const parsed = question?.services[0]?.id;
  const shown = answer?.services[0]?.id;
  const act = answer?.understanding.act ?? question?.acts[0]?.id ?? "";
  const admits =
    disposition === "partial" && shown !== undefined && one.service?.includes(shown) === true;
  const ours = one.topic[0] !== "none" && !isTalkRow(one);
  const service = one.service;
  return {
    row: one,
    got: {
      topic: talk ? said : topic,
      act,
      service: parsed ?? shown ?? "nothing",
      declined: said,
      talk: said,
      honest: disposition,
    },
    right: {
      topic: ours ? !talk && one.topic.includes(topic) : null,
      act: one.act === undefined ? null : one.act.some((id) => id === act),
      service:
        service === undefined || !ours
          ? null
          : [parsed, shown].some((id) => id !== undefined && service.includes(id)),
      // A complaint about the neighbours is sent to those who deal with it.
      declined:
        one.topic[0] === "none"
          ? declined || isRefused || ["smalltalk", "handoff"].includes(disposition) || admits
          : null,
      talk: isTalkRow(one) ? one.topic.includes(said) : null,
      honest: one.known === false ? disposition !== "answer" : null,
    },
  };
}

/** Share of right rows (0–1) of each measure; 1 where no row states it. */
export type Figures = Readonly<Record<Measure, number>>;

export interface Report {
  readonly rows: number;
  readonly figures: Figures;
  /** How often one was taken for another: `expected → got`, most frequent first. No texts. */
  readonly confusions: readonly {
    readonly measure: Measure;
    readonly pair: string;
    readonly times: number;
  }[];
  /** The rows that went wrong, for reading; empty for part c. */
  readonly misses: readonly {
    readonly measure: Measure;
    readonly text: string;
    readonly got: string;
  }[];
}

const wanted = (one: OwnRow, measure: Measure): string => {
  if (measure === "act") return one.act?.[0] ?? "";
  if (measure === "service") return one.service?.[0] ?? "";
  if (measure === "honest") return "not answered";
  return one.topic[0] ?? "";
};

function reportOf(judged: readonly Judged[]): Report {
  const wrong = MEASURES.flatMap((measure) =>
    judged.filter(({ right }) => right[measure] === false).map((one) => ({ measure, one })),
  );
  const pairs = new Map<string, { measure: Measure; pair: string; times: number }>();
  for (const { measure, one } of wrong) {
    const pair = `${wanted(one.row, measure)} → ${one.got[measure]}`;
    const key = `${measure} ${pair}`;
    pairs.set(key, { measure, pair, times: (pairs.get(key)?.times ?? 0) + 1 });
  }
  const share = (measure: Measure): number => {
    const stated = judged.filter(({ right }) => right[measure] !== null);
    const hits = stated.filter(({ right }) => right[measure] === true).length;
    return stated.length === 0 ? 1 : hits / stated.length;
  };
  return {
    rows: judged.length,
    figures: {
      topic: share("topic"),
      act: share("act"),
      service: share("service"),
      declined: share("declined"),
      talk: share("talk"),
      honest: share("honest"),
    },
    confusions: [...pairs.values()].sort((left, right) => right.times - left.times),
    misses: wrong
      .filter(({ one }) => one.row.part !== "c")
      .map(({ measure, one }) => ({ measure, text: one.row.text, got: one.got[measure] })),
  };
}

/** How many rows of each class went wrong, by measure and what was wanted (`act amount`), over all parts. No texts. */
export function wrongByClass(reports: ReturnType<typeof scoreOwnSet>): Record<string, number> {
  const wrong = new Map<string, number>();
  for (const { confusions } of Object.values(reports)) {
    for (const { measure, pair, times } of confusions) {
      const name = `${measure} ${pair.split(" → ")[0] ?? ""}`;
      wrong.set(name, (wrong.get(name) ?? 0) + times);
    }
  }
  return Object.fromEntries([...wrong].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Figures of the parts a, b (for tuning) and c (the judge), each on its own. */
export function scoreOwnSet(
  engine: Engine,
  rows: readonly OwnRow[],
  today: string,
): Readonly<Record<OwnRow["part"], Report>> {
  const judged = rows.map((one) => judge(engine, one, today));
  const of = (part: OwnRow["part"]) => reportOf(judged.filter(({ row: one }) => one.part === part));
  return { a: of("a"), b: of("b"), c: of("c") };
}

/** The report as lines: figures of each part, then confusions, then (with `misses`) the texts of parts a and b. */
export function formatOwnSet(
  reports: ReturnType<typeof scoreOwnSet>,
  options: { readonly misses: boolean },
): string {
  const lines = [`part  rows  ${MEASURES.map((measure) => measure.padStart(8)).join(" ")}`];
  for (const part of ["a", "b", "c"] as const) {
    const { rows, figures } = reports[part];
    const shares = MEASURES.map((measure) => (figures[measure] * 100).toFixed(1).padStart(8));
    lines.push(`${part.padEnd(5)} ${String(rows).padStart(4)}  ${shares.join(" ")}`);
  }
  for (const part of ["a", "b", "c"] as const) {
    lines.push(`confusions of part ${part}:`);
    for (const { measure, pair, times } of reports[part].confusions.slice(0, 40)) {
      lines.push(`  ${String(times).padStart(3)}  ${measure.padEnd(8)} ${pair}`);
    }
  }
  if (options.misses) {
    for (const part of ["a", "b"] as const) {
      for (const { measure, text, got } of reports[part].misses) {
        lines.push(`  ${part} ${measure.padEnd(8)} ${text} → ${got}`);
      }
    }
  }
  return lines.join("\n");
}
