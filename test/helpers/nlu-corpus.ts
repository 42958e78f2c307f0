import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import type {
  Intent,
  IntentAxis,
  NluCorpus,
  SearchableService,
  Synonyms,
  Voice,
} from "../../src/nlu/types.js";
import { repositoryRoot } from "./repository-root.js";

/** The data of the repository as the understanding needs it, read plainly: its checking is tested elsewhere. */
export function readNluCorpus(root: string = repositoryRoot): NluCorpus {
  return {
    intents: readIntents(root),
    voices: readVoices(root),
    synonyms: readYaml(path.join(root, "intents/synonyms.yaml")) as Synonyms,
    lexicon: readFileSync(path.join(root, "intents/lexicon.txt"), "utf8")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#")),
    fillers: (readYaml(path.join(root, "intents/fillers.yaml")) as { fillers: string[] }).fillers,
    services: yamlFiles(path.join(root, "knowledge/services")).map((file) =>
      toService(readYaml(file) as Draft),
    ),
    districts: readDistricts(root),
    slots: (readYaml(path.join(root, "knowledge/slots.yaml")) as { slots: NluCorpus["slots"] })
      .slots,
  };
}

const AXES: Readonly<Record<string, IntentAxis>> = {
  topics: "topic",
  acts: "act",
  talk: "talk",
  none: "none",
};

function readIntents(root: string): Intent[] {
  return Object.entries(AXES).flatMap(([folder, axis]) =>
    yamlFiles(path.join(root, "intents", folder)).map((file) => ({
      ...(readYaml(file) as Omit<Intent, "axis">),
      axis,
    })),
  );
}

function readVoices(root: string): Voice[] {
  const folder = path.join(root, "intents/voices");
  return existsSync(folder) ? yamlFiles(folder).map((file) => readYaml(file) as Voice) : [];
}

function readYaml(file: string): unknown {
  return parse(readFileSync(file, "utf8"));
}

function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => path.join(folder, name));
}

function readDistricts(root: string): NluCorpus["districts"] {
  const read = readYaml(path.join(root, "knowledge/districts.yaml")) as {
    districts: {
      id: string;
      name: string;
      aliases?: string[];
      served?: boolean;
      parent?: string;
    }[];
  };
  return read.districts.map(({ id, name, aliases = [], served = true, parent }) => ({
    id,
    name,
    aliases,
    served,
    ...(parent !== undefined && { parent }),
  }));
}

interface DraftClaim {
  text: string;
  en?: string;
  label?: string;
}

interface Draft {
  id: string;
  district: string;
  topics: string[];
  relevance: number;
  name: string;
  aliases?: string[];
  mistakes?: string[];
  terms?: string[];
  asked?: string[];
  audience?: string;
  covers?: { id: string; name: string; aliases?: string[] }[];
  en?: { name: string; what: string };
  claims?: Record<string, DraftClaim[]>;
}

function toService(draft: Draft): SearchableService {
  const claims = Object.values(draft.claims ?? {}).flat();
  return {
    id: draft.id,
    district: draft.district,
    topics: draft.topics,
    relevance: draft.relevance,
    name: draft.name,
    aliases: draft.aliases ?? [],
    mistakes: draft.mistakes ?? [],
    terms: draft.terms ?? [],
    asked: draft.asked ?? [],
    ...(draft.audience !== undefined && { audience: draft.audience }),
    covers: (draft.covers ?? []).map(({ id, name, aliases = [] }) => ({ id, name, aliases })),
    ...(draft.en !== undefined && { englishName: draft.en.name }),
    body: claims.map((claim) => `${claim.label ?? ""}${claim.text}`).join("\n"),
    englishBody: [draft.en?.what ?? "", ...claims.map((claim) => claim.en ?? "")].join(" "),
  };
}
