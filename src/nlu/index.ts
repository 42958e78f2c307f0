export { parserSteps, trainParserModels } from "./parse.js";
export type { IntentModels } from "./subject/intent-classifiers.js";
export { toTraditional } from "../text/traditional.js";
export { personAt, personsIn, type PersonMention } from "./statements/holders.js";
export { isTerm } from "./statements/standing.js";
export { hasWord, vocabularyOf, wordsIn } from "./vocabulary.js";
export type { Group, Vocabulary } from "./vocabulary.js";
export type {
  AskedPerson,
  Entity,
  Holder,
  Intent,
  IntentAxis,
  NluArea,
  NluCorpus,
  ParsedQuestion,
  ParseResult,
  PlaceMention,
  PlaceRole,
  Ranked,
  Reference,
  SearchableService,
  ServiceMatch,
  Standing,
  Statement,
  Synonyms,
} from "./types.js";
export { isNamed } from "./names/is-named.js";
