import { parseArgs } from "node:util";

import { modelsKey } from "../assistant/models-key.js";
import { nluCorpusOf } from "../assistant/nlu-corpus.js";
import { loadCorpus } from "../corpus/load.js";
import { formatFault } from "../corpus/types.js";
import { loadTraditional, parserSteps, strangeTo, trainParserModels } from "../nlu/index.js";
import { readModels } from "../run/models.js";
import { DataError } from "../shared/errors.js";
import { finish } from "../shared/steps.js";
import { damageKinds, damageRows } from "./eval/damage-rows.js";
import {
  confusions,
  firstOfEach,
  judgePredictions,
  predict,
  timeClassify,
  train,
} from "./eval/eval-classifier.js";
import { evalFaq } from "./eval/eval-faq.js";
import { evalSearch } from "./eval/eval-search.js";
import { evalTalks } from "./eval/eval-talks.js";
import { loadPeers, PEER_NAMES } from "./eval/peers/index.js";
import type { Peer } from "./eval/peers/types.js";
import { readFillers } from "./eval/read-lists.js";
import { readDocuments, readJudgedTalks, readLabelled, readQueries } from "./eval/read-rows.js";
import { evalPeerClassifier, evalPeerSearch } from "./eval/report-peers.js";
import { openEngine, OWN_CORPUS_DIR } from "../run/open-engine.js";

const USAGE = `npm run --silent eval -- --train F --test F [--per-class N] [--damage all] [--with PEERS] [--json]
  F: JSON lines {"text", "label"}; the label "oos" means out of scope. --train can be given more than once.
npm run --silent eval -- --documents F --queries F [--with PEERS] [--json]
  F: JSON lines {"id", "text"} and {"text", "relevant": [ids]}.
npm run --silent eval -- --talks F [--json]
  F: JSON lines {"id", "turns", "expect": {"any", "mustSay", "mustNotSay", "disposition"}, "today"?}; the last reply is judged.
npm run --silent eval -- --faq [--json]
  Known questions of knowledge/faq/: every fifth sentence is held back and looked for by what the others teach. Reading all sentences
  takes about 20 s, learning from them another 20 s.
PEERS: packages measured beside it, a comma between them: ${PEER_NAMES.join(", ")}.`;

function percent(value: number | null): string {
  return value === null ? "–" : (value * 100).toFixed(2);
}

interface Report {
  readonly report: Record<string, unknown>;
  readonly lines: readonly string[];
}

async function reportClassifier(options: {
  readonly train: readonly string[];
  readonly test: string;
  readonly perClass: number | null;
  readonly damage: boolean;
  readonly peers: readonly Peer[];
}): Promise<Report> {
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
    await loadTraditional();
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
  const peers = [];
  for (const peer of options.peers) {
    const measured = await evalPeerClassifier(peer, rows, test, options.damage);
    peers.push({ ...measured, name: peer.name });
    lines.push(
      measured === null
        ? `${peer.name}: does not classify`
        : `${peer.name}: in-scope accuracy ${percent(measured.accuracy)} %, macro F1 ${percent(measured.macroF1)} %, ` +
            `damaged ${percent(measured.damaged)} %, training ${measured.trainSeconds.toFixed(2)} s, ` +
            `p50 ${measured.microsecondsPerQuery.p50.toFixed(0)} µs p99 ${measured.microsecondsPerQuery.p99.toFixed(0)} µs`,
    );
  }
  if (peers.length > 0) report["peers"] = peers;
  return { report, lines };
}

function reportSearch(documentFile: string, queryFile: string, peers: readonly Peer[]): Report {
  const documents = readDocuments(documentFile);
  const queries = readQueries(queryFile);
  const figures = evalSearch(documents, queries);
  const { p50, p99 } = figures.microsecondsPerQuery;
  const report: Record<string, unknown> = { ...figures };
  const lines = [
    `documents ${String(figures.documents)}, queries ${String(figures.queries)}`,
    `recall at 1 ${percent(figures.recallAt1)} %, at 3 ${percent(figures.recallAt3)} %, at 10 ${percent(figures.recallAt10)} %`,
    `mean reciprocal rank ${figures.meanReciprocalRank.toFixed(4)}`,
    `build ${figures.buildSeconds.toFixed(2)} s, ${figures.megabytes.toFixed(0)} MB, search p50 ${p50.toFixed(0)} µs p99 ${p99.toFixed(0)} µs`,
  ];
  const measured = peers.map((peer) => ({
    ...evalPeerSearch(peer, documents, queries),
    name: peer.name,
  }));
  for (const { name, recallAt1, recallAt10, buildSeconds, microsecondsPerQuery } of measured) {
    lines.push(
      microsecondsPerQuery === undefined
        ? `${name}: does not search`
        : `${name}: recall at 1 ${percent(recallAt1 ?? null)} %, at 10 ${percent(recallAt10 ?? null)} %, ` +
            `build ${(buildSeconds ?? 0).toFixed(2)} s, search p50 ${microsecondsPerQuery.p50.toFixed(0)} µs p99 ${microsecondsPerQuery.p99.toFixed(0)} µs`,
    );
  }
  if (measured.length > 0) report["peers"] = measured;
  return { report, lines };
}

async function reportTalks(file: string): Promise<Report> {
  const talks = readJudgedTalks(file);
  const engine = await openEngine(process.env["CORPUS_DIR"] ?? OWN_CORPUS_DIR);
  const figures = await evalTalks(talks, engine);
  const lines = [
    ...figures.misses.map(({ id, said, why }) => `${String(id)} ${said}: ${why.join("; ")}`),
    `${String(figures.passed)} passed of ${String(figures.talks)}`,
  ];
  return { report: { ...figures }, lines };
}

/** Known questions, read by the classifiers that the build left, or by new ones where it left none that fit. */
async function reportFaq(): Promise<Report> {
  const loaded = await loadCorpus(process.env["CORPUS_DIR"] ?? OWN_CORPUS_DIR);
  if (!loaded.ok) throw new DataError(loaded.faults.map(formatFault));
  await loadTraditional();
  const { data } = loaded.corpus;
  const { faq = [], ...others } = nluCorpusOf(data);
  const built = await readModels();
  const models = built?.key === modelsKey(data) ? built.models : trainParserModels(others);
  const parser = finish(parserSteps(others, { models }));
  const figures = evalFaq(
    faq,
    (sentence) => parser.parse(sentence, READ_ON).questions,
    strangeTo(others),
  );
  const lines = [
    `entries ${String(figures.entries)}, sentences learnt ${String(figures.learnt)}, held back ${String(figures.heldBack)}`,
    `found first ${percent(figures.first)} %, among the first three ${percent(figures.firstThree)} %`,
    ...figures.surest.map(
      ({ answered, right }) =>
        `only the surest ${(answered * 100).toFixed(0)} % answered: ${percent(right)} % right`,
    ),
  ];
  return { report: { ...figures }, lines };
}

/** The day as on which the sentences are read: any day will do, and it must not change. */
const READ_ON = "2026-01-01";

function readArguments() {
  return parseArgs({
    options: {
      train: { type: "string", multiple: true },
      test: { type: "string" },
      "per-class": { type: "string" },
      damage: { type: "string" },
      with: { type: "string" },
      talks: { type: "string" },
      documents: { type: "string" },
      queries: { type: "string" },
      faq: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  }).values;
}

/** What was asked for; `null` when the arguments ask for nothing that can be done. */
async function report(values: ReturnType<typeof readArguments>): Promise<Report | null> {
  if (values.faq) return reportFaq();
  if (values.talks !== undefined) return reportTalks(values.talks);
  const peers = values.with === undefined ? [] : await loadPeers(values.with);
  if (values.documents !== undefined && values.queries !== undefined) {
    return reportSearch(values.documents, values.queries, peers);
  }
  if (values.train === undefined || values.test === undefined) return null;
  return reportClassifier({
    train: values.train,
    test: values.test,
    perClass: values["per-class"] === undefined ? null : Number(values["per-class"]),
    damage: values.damage !== undefined,
    peers,
  });
}

async function main(): Promise<number> {
  const values = readArguments();
  const made = await report(values);
  if (made === null) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  process.stdout.write(
    values.json ? `${JSON.stringify(made.report, null, 2)}\n` : `${made.lines.join("\n")}\n`,
  );
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
