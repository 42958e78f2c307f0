import { parserSteps, type Parser } from "../../src/nlu/parse.js";
import { finish } from "../../src/shared/steps.js";
import { readNluCorpus } from "./nlu-corpus.js";

let parser: Parser | undefined;

/** The parser on the repository's own data, built once for all tests of a worker. */
export function repositoryParser(): Parser {
  parser ??= finish(parserSteps(readNluCorpus()));
  return parser;
}
