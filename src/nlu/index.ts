export { parserSteps, strangeTo, trainFaqModels, trainParserModels } from "./parse.js";
export type { FaqModels } from "./faq/faq-finder.js";
export type { IntentModels } from "./subject/intent-classifiers.js";
export { toSimplified } from "../text/simplify.js";
export { isTraditionalLoaded, loadTraditional, toTraditional } from "../text/traditional.js";
export { cardIn, type CardAsked, type CardKind } from "./moves/cards.js";
export { requestIn, requestsOf, type Request } from "./moves/requests.js";
export { personsIn, speaksForFirm } from "./statements/holders.js";
export { asksOfTerm } from "./statements/standing.js";
export { hasWord, vocabularyOf, wordsIn } from "./vocabulary.js";
export type {
  AskedPerson,
  Entity,
  FaqMatch,
  HeardTalk,
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
  Voice,
} from "./types.js";
export { isNamed } from "./names/is-named.js";
export { LEANS_ON } from "./faq/faq-finder.js";
