export { createParser } from "./parse.js";
export { toTraditional } from "./traditional.js";
export type {
  Entity,
  Intent,
  IntentAxis,
  NluCorpus,
  ParsedQuestion,
  ParseResult,
  Ranked,
  Reference,
  SearchableService,
  ServiceMatch,
  Synonyms,
} from "./types.js";
