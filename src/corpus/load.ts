import { assemble } from "./assemble.js";
import { checkChannels } from "./check-channels.js";
import { checkClaims } from "./check-claims.js";
import { checkIds } from "./check-ids.js";
import { checkMarks } from "./check-marks.js";
import { checkNames } from "./check-names.js";
import { checkPolicies } from "./check-policies.js";
import { uncitedSources } from "./check-sources.js";
import { checkFaq } from "./check-faq.js";
import { checkTopics } from "./check-topics.js";
import { findWarnings } from "./check-warnings.js";
import {
  checkActs,
  checkGroups,
  checkReplies,
  checkSlotWords,
  checkSynonyms,
  checkUtterances,
  checkVoices,
} from "./check-wordings.js";
import { readCorpusFiles } from "./files.js";
import type { CorpusFile } from "./files.js";
import { indexCorpus } from "./index-corpus.js";
import { parseFiles, readParseCache, writeParseCache } from "./parse-cache.js";
import type { ParsedByDigest } from "./parse-cache.js";
import type { Problem } from "./problems.js";
import { emptyDraft, readData } from "./read-data.js";
import type { Draft, ReadFile } from "./read-data.js";
import type { Fault, LoadResult } from "./types.js";
import { createLocator, findFullWidthColons } from "./yaml.js";
import type { YamlResult } from "./yaml.js";

/** What one loading can hand to the next, so that only changed files are read and parsed again. */
export interface LoadMemory {
  readonly files: Map<string, CorpusFile>;
  readonly parsed: ParsedByDigest;
  /** Files checked by themselves, with the data they were checked from. */
  readonly read: Map<string, { readonly data: unknown; readonly file: ReadFile }>;
}

export const newMemory = (): LoadMemory => ({
  files: new Map(),
  parsed: new Map(),
  read: new Map(),
});

export interface LoadOptions {
  /** A folder of the program's own for parsed files; without it every start parses all of them. */
  readonly cacheDir?: string;
  /** Another one, only read: what a build left there. */
  readonly builtCacheDir?: string;
  /** Filled and used by several loadings of one process. */
  readonly memory?: LoadMemory;
}

/** Keys of the data format, to tell `id：x` from a text that holds such a colon. */
const KEYS = new Set(
  (
    "id title en utterances not text belongs slots value words fillers publisher publisherEn date dateInferred " +
    "retrieved url trust reposts " +
    "facts about says figures values asOf confidence conflicts replaces confirms cites docNo note name aliases mistakes terms asked " +
    "audience covers partOf district kind topics relevance status channels claims what who amount how where when " +
    "materials contact label of until hosts notOfficial phone address districts general parent served zh " +
    "parameters description unit by values from source rules conditions doubts all any open op param because amount " +
    "per paid cases total perYear years min criteria ask relations deadlines cautions apply offices checked " +
    "intents lead ways for service out group silent talk none act topic unwritten " +
    "questions guide standsFor asked follows after before said needs answer offices"
  ).split(" "),
);

/** So many files are checked before other work is let through; a few milliseconds. */
const FILES_A_SLICE = 50;

/** Files without which the program does not run. */
const REQUIRED = [
  "intents/synonyms.yaml",
  "knowledge/channels.yaml",
  "knowledge/districts.yaml",
  "knowledge/replies.yaml",
];

function checkRequired(present: ReadonlySet<string>): readonly Problem[] {
  const missing = REQUIRED.filter((file) => !present.has(file));
  const message = "is missing: see the README of its folder";
  return [...missing.map((file) => ({ file, path: [], message })), ...checkActs(present)];
}

/** A tab never helps: YAML forbids it in indentation, and in a text it looks like a space. */
function findTabs({ path, text }: CorpusFile): readonly Fault[] {
  if (!text.includes("\t")) return [];
  return text.split("\n").flatMap((line, index) => {
    const column = line.indexOf("\t") + 1;
    return column === 0
      ? []
      : [{ file: path, line: index + 1, column, message: "holds a tab: use spaces" }];
  });
}

/** Every word that could be an id, of files that could not be read whole; and the names of those files. */
function wordsOf(
  paths: ReadonlySet<string>,
  files: ReadonlyMap<string, CorpusFile>,
): ReadonlySet<string> {
  return new Set(
    [...paths].flatMap((path) => [
      ...(files.get(path)?.text.match(/[A-Za-z0-9-]+/gu) ?? []),
      path.replace(/^.*\//u, "").replace(/\.yaml$/u, ""),
    ]),
  );
}

/** Gives problems their line and column; each file concerned is parsed once. */
function locateAll(
  problems: readonly Problem[],
  files: ReadonlyMap<string, CorpusFile>,
): readonly Fault[] {
  const locators = new Map<string, ReturnType<typeof createLocator>>();
  return problems.map(({ file, path, message, key, find }) => {
    const text = files.get(file)?.text;
    if (text === undefined) return { file, line: 1, column: 1, message };
    const locator = locators.get(file) ?? createLocator(text);
    locators.set(file, locator);
    const place = locator.locate(path, {
      ...(key !== undefined && { key }),
      ...(find !== undefined && { find }),
    });
    return { file, ...place, message };
  });
}

const inReadingOrder = (a: Fault, b: Fault): number =>
  a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column;

/** One line a place and message. */
const unique = (faults: readonly Fault[]): readonly Fault[] => [
  ...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values(),
];

/** Lets other work through between two steps of a reload. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Checks each file by itself; unchanged ones keep their result. */
async function readAll(
  results: ReadonlyMap<string, YamlResult>,
  { read }: LoadMemory,
): Promise<{ readonly draft: Draft; readonly problems: readonly Problem[] }> {
  const draft = emptyDraft();
  const problems: Problem[] = [];
  let count = 0;
  for (const [path, result] of results) {
    if (!result.ok && result.data === undefined) continue;
    const known = read.get(path);
    const file =
      known?.data === result.data && known !== undefined ? known.file : readData(path, result.data);
    read.set(path, { data: result.data, file });
    problems.push(...file.problems);
    file.addTo(draft);
    if ((count += 1) % FILES_A_SLICE === 0) await breathe();
  }
  for (const path of read.keys()) if (!results.has(path)) read.delete(path);
  return { draft, problems };
}

async function readParsed(
  dir: string,
  { cacheDir, builtCacheDir }: LoadOptions,
  memory: LoadMemory,
) {
  const folders = [builtCacheDir, cacheDir].filter((folder) => folder !== undefined);
  for (const folder of memory.parsed.size === 0 ? folders : []) {
    for (const [digest, data] of await readParseCache(folder)) memory.parsed.set(digest, data);
  }
  const { files, faults } = await readCorpusFiles(dir, memory.files);
  const yaml = files.filter((file) => file.path.endsWith(".yaml"));
  const isNew = yaml.some((file) => !memory.parsed.has(file.digest));
  const results = await parseFiles(yaml, memory.parsed);
  // What no file holds any more is forgotten, or every edit would be kept for good.
  const current = new Set(yaml.map((file) => file.digest));
  for (const digest of memory.parsed.keys()) if (!current.has(digest)) memory.parsed.delete(digest);
  memory.files.clear();
  for (const file of files) memory.files.set(file.path, file);
  if (cacheDir !== undefined && isNew) await writeParseCache(cacheDir, memory.parsed);
  return { files, faults, results };
}

/** The checks over all files, to be run one after the other. */
function checksOver(
  draft: Draft,
  mentioned: ReadonlySet<string>,
  present: ReadonlySet<string>,
): readonly (() => readonly Problem[])[] {
  return [
    () => checkRequired(present),
    () => checkIds(draft, mentioned),
    () => checkNames(draft),
    () => checkChannels(draft),
    () => checkClaims(draft),
    () => checkPolicies(draft, mentioned),
    () => checkMarks(draft.policies),
    () => checkTopics(draft, mentioned),
    () => checkFaq(draft, mentioned),
    () => checkUtterances(draft),
    () => checkVoices(draft),
    () => checkReplies(draft),
    () => checkSynonyms(draft),
    () => checkGroups(draft),
    () => checkSlotWords(draft),
  ];
}

/**
 * Reads and checks intents/, knowledge/ and seeds/. Finds all faults in one run: what is wrong in one place does
 * not hide what is wrong in another.
 *
 * @param dir the folder that holds the three
 * @returns the corpus with warnings, or every fault, in order of files and lines; never rejects for what the files hold
 */
export async function loadCorpus(dir: string, options: LoadOptions = {}): Promise<LoadResult> {
  const { memory = newMemory() } = options;
  const { files, faults: fileFaults, results } = await readParsed(dir, options, memory);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const { draft, problems: fileProblems } = await readAll(results, memory);
  const faults: Fault[] = [
    ...fileFaults,
    ...files.flatMap(findTabs),
    ...files.flatMap(({ path: file, text }) =>
      findFullWidthColons(text, KEYS).map((problem) => ({ file, ...problem })),
    ),
    ...[...results].flatMap(([file, result]) =>
      result.ok ? [] : result.problems.map((problem) => ({ file, ...problem })),
    ),
  ];
  const broken = new Set([...faults, ...fileProblems].map(({ file }) => file));
  const mentioned = wordsOf(broken, byPath);
  const problems = [...fileProblems];
  for (const check of checksOver(draft, mentioned, new Set([...byPath.keys(), ...broken]))) {
    problems.push(...check());
    await breathe();
  }
  const weak = [...findWarnings(draft), ...uncitedSources(draft, mentioned)];
  const warnings = locateAll(weak, byPath).toSorted(inReadingOrder);
  faults.push(...locateAll(problems, byPath));
  if (faults.length > 0) {
    return { ok: false, faults: unique(faults.toSorted(inReadingOrder)), warnings };
  }
  return { ok: true, corpus: indexCorpus(assemble(draft, files)), warnings };
}
