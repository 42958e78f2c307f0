import { parseArgs } from "node:util";

import { OUT_OF_SCOPE_LABEL } from "../nlu/classifier/index.js";
import { damageKinds, damageRows } from "./eval/damage-rows.js";
import {
  confusions,
  firstOfEach,
  judgePredictions,
  predict,
  timeClassify,
  train,
} from "./eval/eval-classifier.js";
import { evalSearch } from "./eval/eval-search.js";
import { macroF1, share } from "./eval/measures.js";
import { classifyWithBayes } from "./eval/peer-bayes.js";
import { readFillers } from "./eval/read-lists.js";
import { readDocuments, readLabelled, readQueries } from "./eval/read-rows.js";

const USAGE = `npm run --silent eval -- --train F --test F [--per-class N] [--damage all] [--with natural-bayes] [--json]
  F: JSON lines {"text", "label"}; the label "oos" means out of scope. --train can be given more than once.
npm run --silent eval -- --documents F --queries F [--json]
  F: JSON lines {"id", "text"} and {"text", "relevant": [ids]}.`;

function percent(value: number | null): string {
  return value === null ? "–" : (value * 100).toFixed(2);
}

interface Report {
  readonly report: Record<string, unknown>;
  readonly lines: readonly string[];
}

const isInScope = ({ label }: { readonly label: string }): boolean => label !== OUT_OF_SCOPE_LABEL;

function reportClassifier(options: {
  readonly train: readonly string[];
  readonly test: string;
  readonly perClass: number | null;
  readonly damage: boolean;
  /** Also measure natural's Bayes alone. */
  readonly withBayes: boolean;
}): Report {
  const all = options.train.flatMap(readLabelled);
  const rows = options.perClass === null ? all : firstOfEach(all, options.perClass);
  const test = readLabelled(options.test);
  const { classifier, trainSeconds, modelBytes } = train(rows, readFillers());
  const predictions = predict(classifier, test);
  const figures = judgePredictions(predictions);
  const times = timeClassify(classifier, test);
  const confused = confusions(predictions).slice(0, 15);
  const lines = [
    `training rows ${String(rows.length)}, labels ${String(classifier.labels.length)}, test rows ${String(figures.rows)}`,
    `accuracy ${percent(figures.accuracy)} %, macro F1 ${percent(figures.macroF1)} %`,
    `in scope: accuracy ${percent(figures.inScopeAccuracy)} % nothing rejected, ${percent(figures.inScopeAccuracyAtThreshold)} % at the threshold`,
    `out of scope: recall ${percent(figures.outOfScopeRecall)} % at the threshold, ${percent(figures.outOfScopeRecallKeeping95)} % keeping 95 % of in-scope, AUROC ${percent(figures.auroc)} %`,
    `expected calibration error ${percent(figures.calibrationError)} %`,
    `training ${trainSeconds.toFixed(2)} s, classify p50 ${times.p50.toFixed(0)} µs p99 ${times.p99.toFixed(0)} µs, model ${String(modelBytes)} bytes`,
    ...confused.map(
      ({ label, said, rows: count }) => `  ${label} taken for ${said}: ${String(count)}`,
    ),
  ];
  const report: Record<string, unknown> = {
    trainingRows: rows.length,
    labels: classifier.labels.length,
    ...figures,
    trainSeconds,
    microsecondsPerQuery: times,
    modelBytes,
    confusions: confused,
  };
  if (options.damage) {
    const byKind: Record<string, number | null> = {};
    for (const [kind, damage] of damageKinds()) {
      const accuracy = judgePredictions(
        predict(classifier, damageRows(test, damage)),
      ).inScopeAccuracy;
      byKind[kind] = accuracy;
      lines.push(`damage ${kind}: in-scope accuracy ${percent(accuracy)} %`);
    }
    const values = Object.values(byKind).map((value) => value ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    lines.push(`damage, mean of ${String(values.length)} kinds: ${percent(mean)} %`);
    report["damage"] = { ...byKind, mean };
  }
  if (options.withBayes) {
    const said = classifyWithBayes(
      rows,
      test.map(({ text }) => text),
    );
    const inside = test.map(({ label }, at) => ({ label, said: said[at] ?? "" })).filter(isInScope);
    const accuracy = share(inside, (row) => row.label === row.said);
    lines.push(
      `natural's Bayes alone: in-scope accuracy ${percent(accuracy)} %, macro F1 ${percent(macroF1(inside))} %`,
    );
    report["naturalBayes"] = { inScopeAccuracy: accuracy, macroF1: macroF1(inside) };
  }
  return { report, lines };
}

function reportSearch(documents: string, queries: string): Report {
  const figures = evalSearch(readDocuments(documents), readQueries(queries));
  const { p50, p99 } = figures.microsecondsPerQuery;
  return {
    report: { ...figures },
    lines: [
      `documents ${String(figures.documents)}, queries ${String(figures.queries)}`,
      `recall at 1 ${percent(figures.recallAt1)} %, at 3 ${percent(figures.recallAt3)} %, at 10 ${percent(figures.recallAt10)} %`,
      `mean reciprocal rank ${figures.meanReciprocalRank.toFixed(4)}`,
      `build ${figures.buildSeconds.toFixed(2)} s, ${figures.megabytes.toFixed(0)} MB, search p50 ${p50.toFixed(0)} µs p99 ${p99.toFixed(0)} µs`,
    ],
  };
}

function readArguments() {
  return parseArgs({
    options: {
      train: { type: "string", multiple: true },
      test: { type: "string" },
      "per-class": { type: "string" },
      damage: { type: "string" },
      with: { type: "string" },
      documents: { type: "string" },
      queries: { type: "string" },
      json: { type: "boolean", default: false },
    },
  }).values;
}

/** What was asked for; `null` when the arguments ask for nothing that can be done. */
function report(values: ReturnType<typeof readArguments>): Report | null {
  if (values.documents !== undefined && values.queries !== undefined) {
    return reportSearch(values.documents, values.queries);
  }
  if (values.train === undefined || values.test === undefined) return null;
  return reportClassifier({
    train: values.train,
    test: values.test,
    perClass: values["per-class"] === undefined ? null : Number(values["per-class"]),
    damage: values.damage !== undefined,
    withBayes: values.with === "natural-bayes",
  });
}

function main(): number {
  const values = readArguments();
  const made = report(values);
  if (made === null) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  process.stdout.write(
    values.json ? `${JSON.stringify(made.report, null, 2)}\n` : `${made.lines.join("\n")}\n`,
  );
  return 0;
}

process.exitCode = main();
