import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { parse } from "yaml";
import { z } from "zod";

import { damageKinds, damageRows } from "./eval/damage-rows.js";
import { confusions, firstOfEach, judgePredictions, predict, timeClassify, train } from "./eval/eval-classifier.js";
import { readLabelled } from "./eval/read-rows.js";

const USAGE = `npm run --silent eval -- --train F --test F [--per-class N] [--damage all] [--json]
  F: JSON lines {"text", "label"}; the label "oos" means out of scope. --train can be given more than once.`;

/** `intents/fillers.yaml`, which the bot uses too. */
function readFillers(): string[] {
  const file = new URL("../../intents/fillers.yaml", import.meta.url);
  return z.object({ fillers: z.array(z.string()) }).parse(parse(readFileSync(file, "utf8"))).fillers;
}

function percent(value: number | null): string {
  return value === null ? "–" : (value * 100).toFixed(2);
}

function evalClassifier(options: {
  readonly train: readonly string[];
  readonly test: string;
  readonly perClass: number | null;
  readonly damage: boolean;
}): { readonly report: Record<string, unknown>; readonly lines: string[] } {
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
    ...confused.map(({ label, said, rows: count }) => `  ${label} taken for ${said}: ${String(count)}`),
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
      const accuracy = judgePredictions(predict(classifier, damageRows(test, damage))).inScopeAccuracy;
      byKind[kind] = accuracy;
      lines.push(`damage ${kind}: in-scope accuracy ${percent(accuracy)} %`);
    }
    const values = Object.values(byKind).map((value) => value ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    lines.push(`damage, mean of ${String(values.length)} kinds: ${percent(mean)} %`);
    report["damage"] = { ...byKind, mean };
  }
  return { report, lines };
}

function main(): number {
  const { values } = parseArgs({
    options: {
      train: { type: "string", multiple: true },
      test: { type: "string" },
      "per-class": { type: "string" },
      damage: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  if (values.train === undefined || values.test === undefined) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const perClass = values["per-class"] === undefined ? null : Number(values["per-class"]);
  const { report, lines } = evalClassifier({
    train: values.train,
    test: values.test,
    perClass,
    damage: values.damage !== undefined,
  });
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : `${lines.join("\n")}\n`);
  return 0;
}

process.exitCode = main();
