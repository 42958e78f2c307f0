import { createParser, type Parser } from "../../src/nlu/parse.js";
import { readNluCorpus } from "./nlu-corpus.js";

let parser: Parser | undefined;

/** The parser on the repository's own data, built once for all tests of a worker. */
export function repositoryParser(): Parser {
  parser ??= createParser(readNluCorpus());
  return parser;
}
