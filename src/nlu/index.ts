export { findDurations } from "../values/durations.js";
export { findNumerals } from "../values/numerals.js";
export { parserSteps, trainParserModels } from "./parse.js";
export type { IntentModels } from "./subject/intent-classifiers.js";
export { toTraditional } from "../text/traditional.js";
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
export { isNamed } from "./names/is-named.js";
