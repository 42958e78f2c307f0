import { createHash } from "node:crypto";
import type { Topic } from "../knowledge/types.js";
import type { Intent, IntentAxis, Synonyms, Voice } from "../nlu/types.js";
import type { Fact, Source } from "../shared/provenance.js";
import type { CorpusFile } from "./files.js";
import type { Draft } from "./read-data.js";
import type { SourceFile } from "./schemas-seeds.js";
import type { CorpusData } from "./types.js";

const AXIS_BY_FOLDER: Readonly<Record<string, IntentAxis>> = {
  topics: "topic",
  acts: "act",
  talk: "talk",
  none: "none",
};

/** The publication without its facts, which stand in a list of their own. */
function sourceOf(file: SourceFile): Source {
  const source: Partial<SourceFile> & Source = { ...file };
  delete source.facts;
  return source;
}

/** Facts with their source and date; a disagreement stated on one side holds for both. */
function factsOf(draft: Draft): readonly Fact[] {
  const conflicts = new Map<string, Set<string>>();
  const disagree = (one: string, other: string): void => {
    conflicts.set(one, (conflicts.get(one) ?? new Set()).add(other));
  };
  for (const fact of draft.sources.flatMap(({ value }) => value.facts)) {
    for (const other of fact.conflicts) {
      disagree(fact.id, other);
      disagree(other, fact.id);
    }
  }
  return draft.sources.flatMap(({ value: source }) =>
    source.facts.map((fact) => ({
      ...fact,
      source: source.id,
      asOf: fact.asOf ?? source.date,
      conflicts: [...(conflicts.get(fact.id) ?? [])],
    })),
  );
}

function intentsOf(draft: Draft): readonly Intent[] {
  return draft.intents.flatMap(({ file, value }) => {
    const axis = AXIS_BY_FOLDER[file.split("/").at(1) ?? ""];
    return axis === undefined ? [] : [{ ...value, axis }];
  });
}

/** Voices in the order of their files, so that the same files teach the same. */
function voicesOf(draft: Draft): readonly Voice[] {
  return draft.voices.map(({ value: { id, says } }) => ({
    id,
    says: says.map(({ topic, act, talk, none, utterances }) => ({
      ...(topic !== undefined && { topic }),
      ...(act !== undefined && { act }),
      ...(talk !== undefined && { talk }),
      ...(none !== undefined && { none }),
      utterances,
    })),
  }));
}

/** Domain words, one a line; what follows a space is for editors, as are lines that begin with #. */
function lexiconOf(files: readonly CorpusFile[]): readonly string[] {
  const text = files.find((file) => file.path === "intents/lexicon.txt")?.text ?? "";
  const words = text
    .split(/\r?\n/u)
    .filter((line) => !line.startsWith("#"))
    .map((line) => line.trim().split(" ")[0] ?? "")
    .filter((word) => word !== "");
  return [...new Set(words)];
}

/** The city's guides before those of its districts: what is said of no district is meant first. */
function topicsOf(draft: Draft): readonly Topic[] {
  const topics = draft.topics.map(({ value }) => value);
  const isCity = (topic: Topic): boolean => topic.district === undefined;
  return [...topics.filter(isCity), ...topics.filter((topic) => !isCity(topic))];
}

/** One hash over all files: paths and bytes. */
export function versionOf(files: readonly CorpusFile[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file.path}\n${file.digest}\n`);
  return hash.digest("hex").slice(0, 16);
}

/** The checked files as one corpus; call only when there is no fault. */
export function assemble(draft: Draft, files: readonly CorpusFile[]): CorpusData {
  const [channels] = draft.channels;
  return {
    version: versionOf(files),
    sources: draft.sources.map(({ value }) => sourceOf(value)),
    facts: factsOf(draft),
    services: draft.services.map(({ value }) => value),
    channels: channels?.value.channels ?? [],
    topics: topicsOf(draft),
    offices: draft.offices.flatMap(({ value }) => value.offices),
    faq: draft.faq.flatMap(({ value }) => value.questions),
    talks: draft.talks.flatMap(({ value }) => value.talks),
    hosts: channels?.value.hosts ?? [],
    notOfficial: channels?.value.notOfficial ?? [],
    districts: draft.districts.flatMap(({ value }) => value.districts),
    slots: draft.slots.flatMap(({ value }) => value.slots),
    policyIds: draft.policies.map(({ value }) => value.id),
    policies: draft.policies.map(({ value }) => value),
    replies: draft.replies[0]?.value ?? {},
    intents: intentsOf(draft),
    voices: voicesOf(draft),
    synonyms: Object.assign({}, ...draft.synonyms.map(({ value }) => value)) as Synonyms,
    lexicon: lexiconOf(files),
    fillers: draft.fillers.flatMap(({ value }) => value.fillers),
  };
}
