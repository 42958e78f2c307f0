export { findDurations } from "./durations.js";
export { findNumerals } from "./numerals.js";
export { parserSteps, trainParserModels } from "./parse.js";
export type { IntentModels } from "./intent-classifiers.js";
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
export { isNamed } from "./is-named.js";
