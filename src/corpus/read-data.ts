import type { z } from "zod";
import type { Checked, Problem } from "./problems.js";
import {
  channelsFile,
  districtsFile,
  repliesFile,
  serviceFile,
  slotsFile,
} from "./schemas-knowledge.js";
import type {
  ChannelsFile,
  DistrictsFile,
  RepliesFile,
  ServiceFile,
  SlotsFile,
} from "./schemas-knowledge.js";
import { policyFile } from "./schemas-policies.js";
import type { PolicyFile } from "./schemas-policies.js";
import { fillersFile, intentFile, synonymsFile, voiceFile } from "./schemas-intents.js";
import type { FillersFile, IntentFile, SynonymsFile, VoiceFile } from "./schemas-intents.js";
import { sourceFile } from "./schemas-seeds.js";
import type { SourceFile } from "./schemas-seeds.js";
import { faqFile, talksFile } from "./schemas-faq.js";
import type { FaqFile, TalksFile } from "./schemas-faq.js";
import { officesFile, topicFile } from "./schemas-topics.js";
import type { OfficesFile, TopicFile } from "./schemas-topics.js";
import { id } from "./schemas.js";
import { salvage } from "./salvage.js";

/** Everything that was read, file by file, as far as it could be understood. */
export interface Draft {
  readonly sources: Checked<SourceFile>[];
  readonly services: Checked<ServiceFile>[];
  readonly policies: Checked<PolicyFile>[];
  readonly topics: Checked<TopicFile>[];
  readonly offices: Checked<OfficesFile>[];
  readonly faq: Checked<FaqFile>[];
  readonly talks: Checked<TalksFile>[];
  readonly channels: Checked<ChannelsFile>[];
  readonly districts: Checked<DistrictsFile>[];
  readonly slots: Checked<SlotsFile>[];
  readonly replies: Checked<RepliesFile>[];
  readonly intents: Checked<IntentFile>[];
  readonly voices: Checked<VoiceFile>[];
  readonly synonyms: Checked<SynonymsFile>[];
  readonly fillers: Checked<FillersFile>[];
}

export const emptyDraft = (): Draft => ({
  sources: [],
  services: [],
  policies: [],
  topics: [],
  offices: [],
  faq: [],
  talks: [],
  channels: [],
  districts: [],
  slots: [],
  replies: [],
  intents: [],
  voices: [],
  synonyms: [],
  fillers: [],
});

/** One file, checked by itself. */
export interface ReadFile {
  readonly problems: readonly Problem[];
  /** Puts what is right of it into the draft. */
  readonly addTo: (draft: Draft) => void;
}

/** A kind of data file: where it stands, what it must look like, where it goes. */
interface FileKind {
  readonly place: RegExp;
  readonly read: (file: string, data: unknown) => ReadFile;
}

const kind = <Schema extends z.ZodType>(
  place: RegExp,
  schema: Schema,
  into: (draft: Draft) => Checked<z.output<Schema>>[],
): FileKind => ({
  place,
  read: (file, data) => {
    const { value, problems } = salvage(schema, file, data);
    const addTo = (draft: Draft): void => {
      if (value !== null) into(draft).push({ file, value: value.data });
    };
    return { problems, addTo };
  },
});

const KINDS: readonly FileKind[] = [
  kind(/^seeds\/[^/]+\.yaml$/u, sourceFile, (draft) => draft.sources),
  kind(/^knowledge\/services\/[^/]+\/[^/]+\.yaml$/u, serviceFile, (draft) => draft.services),
  kind(/^knowledge\/policies\/[^/]+\.yaml$/u, policyFile, (draft) => draft.policies),
  kind(/^knowledge\/topics\/[^/]+\.yaml$/u, topicFile, (draft) => draft.topics),
  kind(/^knowledge\/faq\/[^/]+\.yaml$/u, faqFile, (draft) => draft.faq),
  kind(/^knowledge\/talks\/[^/]+\.yaml$/u, talksFile, (draft) => draft.talks),
  kind(/^knowledge\/offices\.yaml$/u, officesFile, (draft) => draft.offices),
  kind(/^knowledge\/channels\.yaml$/u, channelsFile, (draft) => draft.channels),
  kind(/^knowledge\/districts\.yaml$/u, districtsFile, (draft) => draft.districts),
  kind(/^knowledge\/slots\.yaml$/u, slotsFile, (draft) => draft.slots),
  kind(/^knowledge\/replies\.yaml$/u, repliesFile, (draft) => draft.replies),
  kind(/^intents\/(?:topics|acts|talk|none)\/[^/]+\.yaml$/u, intentFile, (draft) => draft.intents),
  kind(/^intents\/voices\/[^/]+\.yaml$/u, voiceFile, (draft) => draft.voices),
  kind(/^intents\/(?:synonyms|moves)\.yaml$/u, synonymsFile, (draft) => draft.synonyms),
  kind(/^intents\/fillers\.yaml$/u, fillersFile, (draft) => draft.fillers),
];

/** Keys that would reach into the program's own objects. */
const PROTOTYPE_KEYS = ["__proto__", "constructor", "prototype"];

function prototypeKeys(
  file: string,
  value: unknown,
  path: readonly (string | number)[] = [],
): readonly Problem[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => prototypeKeys(file, item, [...path, index]));
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(PROTOTYPE_KEYS.includes(key)
      ? [{ file, path, key, message: `the key "${key}" is not allowed: choose another name` }]
      : []),
    ...prototypeKeys(file, inner, [...path, key]),
  ]);
}

/** The last part of a path without its ending; ids are file names. */
const nameOf = (file: string): string =>
  file.slice(file.lastIndexOf("/") + 1).replace(/\.yaml$/u, "");

/** Files that hold one thing carry its id as their name. */
function wrongName(file: string, data: unknown): readonly Problem[] {
  const isOneThing =
    /^(?:seeds\/|knowledge\/(?:services|policies|topics|faq|talks)\/|intents\/[^/]+\/)/u.test(file);
  if (!isOneThing || typeof data !== "object" || data === null || !("id" in data)) return [];
  if (typeof data.id !== "string" || data.id === nameOf(file)) return [];
  // An id that cannot be one is reported as such.
  if (!id.safeParse(data.id).success) return [];
  return [
    {
      file,
      path: ["id"],
      message: `id "${data.id}" is not the file's name: rename the file to ${data.id}.yaml, or write id: ${nameOf(file)}`,
    },
  ];
}

const refused = (file: string, message: string): ReadFile => ({
  problems: [{ file, path: [], message }],
  addTo: () => undefined,
});

/**
 * Checks the shape of one parsed file. Of a file with faults, what is right can still be put into the draft, so that
 * the checks over all files see it.
 */
export function readData(file: string, data: unknown): ReadFile {
  const found = KINDS.find(({ place }) => place.test(file));
  if (found === undefined) {
    return refused(
      file,
      "no data file belongs here: see the README of this folder for its place and name",
    );
  }
  if (data === null || data === undefined) {
    return refused(file, "is empty: write the data, or remove the file");
  }
  const forbidden = prototypeKeys(file, data);
  if (forbidden.length > 0) return { problems: forbidden, addTo: () => undefined };
  const { problems, addTo } = found.read(file, data);
  return { problems: [...wrongName(file, data), ...problems], addTo };
}
