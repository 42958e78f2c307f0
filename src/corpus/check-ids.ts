import { ACTS, FACETS } from "../shared/acts.js";
import { nearest } from "./nearest.js";
import type { Checked, Problem } from "./problems.js";
import type { Draft } from "./read-data.js";
import type { DataPath } from "./yaml.js";

/** Something with an id, and where it is defined. */
interface Definition {
  readonly id: string;
  readonly file: string;
  readonly path: DataPath;
}

/** Ids of one kind that exist, or that a file with faults seems to hold. */
interface Known {
  readonly what: string;
  readonly ids: ReadonlySet<string>;
}

const definitions = <Value>(
  files: readonly Checked<Value>[],
  list: (value: Value) => readonly { readonly id: string }[],
  path: (index: number) => DataPath,
): readonly Definition[] =>
  files.flatMap(({ file, value }) =>
    list(value).map((item, index) => ({ id: item.id, file, path: path(index) })),
  );

/** Every id by its kind; ids of one kind must differ. */
function allDefinitions(draft: Draft) {
  const services = draft.services.flatMap(({ file, value }) => [
    { id: value.id, file, path: ["id"] },
    ...value.covers.map((covered, index) => ({
      id: covered.id,
      file,
      path: ["covers", index, "id"],
    })),
  ]);
  return {
    source: definitions(
      draft.sources,
      (value) => [value],
      () => ["id"],
    ),
    fact: definitions(
      draft.sources,
      ({ facts }) => facts,
      (index) => ["facts", index, "id"],
    ),
    service: services,
    policy: definitions(
      draft.policies,
      (value) => [value],
      () => ["id"],
    ),
    channel: definitions(
      draft.channels,
      (v) => v.channels,
      (index) => ["channels", index, "id"],
    ),
    district: definitions(
      draft.districts,
      (v) => v.districts,
      (index) => ["districts", index, "id"],
    ),
    slot: definitions(
      draft.slots,
      (value) => value.slots,
      (index) => ["slots", index, "id"],
    ),
    intent: definitions(
      draft.intents,
      (value) => [value],
      () => ["id"],
    ),
    voice: definitions(
      draft.voices,
      (value) => [value],
      () => ["id"],
    ),
  };
}

function twice(kind: string, items: readonly Definition[]): readonly Problem[] {
  const first = new Map<string, Definition>();
  return items.flatMap((item): readonly Problem[] => {
    const before = first.get(item.id);
    if (before === undefined) {
      first.set(item.id, item);
      return [];
    }
    const { file, path } = item;
    return [
      {
        file,
        path,
        message: `${kind} "${item.id}" exists already in ${before.file}: choose another id`,
      },
    ];
  });
}

/**
 * Ids that stand twice, and ids that are named and exist nowhere.
 *
 * @param mentioned words of files that could not be read whole: an id among them may exist, so it is not reported
 */
export function checkIds(draft: Draft, mentioned: ReadonlySet<string>): readonly Problem[] {
  const defined = allDefinitions(draft);
  const problems: Problem[] = Object.entries(defined).flatMap(([kind, items]) =>
    twice(kind, items),
  );
  const known = (what: string, items: readonly Definition[]): Known => ({
    what,
    ids: new Set(items.map((item) => item.id)),
  });
  const refer = (file: string, path: DataPath, id: string, { what, ids }: Known): void => {
    if (ids.has(id) || mentioned.has(id)) return;
    const near = nearest(id, ids);
    const hint = near === null ? "write one that exists, or add it" : `did you mean "${near}"?`;
    problems.push({ file, path, message: `"${id}" is no ${what}: ${hint}` });
  };
  const referAll = (file: string, path: DataPath, ids: readonly string[], among: Known): void => {
    ids.forEach((id, index) => {
      refer(file, [...path, index], id, among);
    });
  };

  const facts = known("fact of seeds/", defined.fact);
  const services = known("service of knowledge/services/", defined.service);
  const channels = known("channel of knowledge/channels.yaml", defined.channel);
  const districts = known("district of knowledge/districts.yaml", defined.district);
  const intents = known("intent of intents/", defined.intent);
  const slots = known("slot of knowledge/slots.yaml", defined.slot);
  const inFolder = (folder: string): readonly Definition[] =>
    defined.intent.filter(({ file }) => file.startsWith(`intents/${folder}/`));
  const topics = known("topic of intents/topics/", inFolder("topics"));

  const talks = known("intent of intents/talk/", inFolder("talk"));
  const others = known("intent of intents/none/", inFolder("none"));

  for (const { file, value } of draft.sources) {
    value.facts.forEach((fact, index) => {
      referAll(file, ["facts", index, "conflicts"], fact.conflicts, facts);
      referAll(file, ["facts", index, "replaces"], fact.replaces, facts);
      referAll(file, ["facts", index, "confirms"], fact.confirms, facts);
    });
  }
  for (const { file, value } of draft.services) {
    refer(file, ["district"], value.district, districts);
    if (value.partOf !== undefined) refer(file, ["partOf"], value.partOf, services);
    referAll(file, ["topics"], value.topics, topics);
    referAll(file, ["channels"], value.channels, channels);
    const parts: Known = {
      what: "entry of this service's covers",
      ids: new Set([value.id, ...value.covers.map((covered) => covered.id)]),
    };
    for (const facet of FACETS) {
      value.claims[facet].forEach((claim, index) => {
        const path = ["claims", facet, index];
        referAll(file, [...path, "facts"], claim.facts, facts);
        if (claim.of !== undefined) refer(file, [...path, "of"], claim.of, parts);
      });
    }
  }
  for (const { file, value } of draft.channels) {
    value.channels.forEach((channel, index) => {
      const path = ["channels", index];
      referAll(file, [...path, "districts"], channel.districts, districts);
      referAll(file, [...path, "topics"], channel.topics, topics);
      referAll(file, [...path, "facts"], channel.facts, facts);
    });
  }
  for (const { file, value } of draft.districts) {
    value.districts.forEach(({ parent }, index) => {
      if (parent !== undefined) refer(file, ["districts", index, "parent"], parent, districts);
    });
  }
  const acts: Known = { what: "act (the acts are fixed)", ids: new Set(ACTS) };
  for (const { file, value } of draft.intents) {
    if (file.startsWith("intents/acts/")) refer(file, ["id"], value.id, acts);
    value.not.forEach(({ belongs }, index) => {
      refer(file, ["not", index, "belongs"], belongs, intents);
    });
    // Slots arrive with the rules; until then their file may be absent.
    if (draft.slots.length > 0) referAll(file, ["slots"], value.slots, slots);
  }
  for (const { file, value } of draft.voices) {
    value.says.forEach(({ topic, act, talk, none }, index) => {
      const path = ["says", index];
      if (topic !== undefined) refer(file, [...path, "topic"], topic, topics);
      if (act !== undefined) refer(file, [...path, "act"], act, acts);
      if (talk !== undefined) refer(file, [...path, "talk"], talk, talks);
      if (none !== undefined) refer(file, [...path, "none"], none, others);
    });
  }
  return problems;
}
