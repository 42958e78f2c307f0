import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parse,
  parseDocument,
  visit,
  YAMLParseError,
} from "yaml";
import type { Document } from "yaml";

/** A place in a file; both 1-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A path into parsed data: keys and list positions. */
export type DataPath = readonly (string | number)[];

/** Something that makes a file unreadable or is forbidden in it. */
export interface YamlProblem extends Position {
  readonly message: string;
}

export type YamlResult =
  | { readonly ok: true; readonly data: unknown }
  | {
      readonly ok: false;
      readonly problems: readonly YamlProblem[];
      /** What the file holds all the same, when its only fault is a key that stands twice. */
      readonly data?: unknown;
    };

/** What could be an anchor, an alias or a tag; a cheap look before the slow one. */
const MAY_REFER = /(?:^|[\s[{,])[&*!]\S/mu;

/** Brackets or list marks one in the other, on one line: the parser would need seconds to refuse them. */
const TOO_DEEP = /(?:[[{] *){20}|(?:- ){20}/u;

const HINTS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: "the same key stands twice in one map: keep one of them",
  TAB_AS_INDENT: "a tab is used for indentation: use spaces",
  BAD_ALIAS:
    "anchors and aliases are not allowed: write the value out; quote a text that begins with & or *",
  MULTIPLE_DOCS: "one document a file: remove the line ---",
  MISSING_CHAR: "a quote, bracket or comma is missing: close it, or quote the whole text",
  MULTILINE_IMPLICIT_KEY:
    "a key goes over several lines: is a colon missing, or a quote not closed?",
  BLOCK_AS_IMPLICIT_KEY:
    "a text that holds a colon and a space must be quoted; otherwise check the indentation",
  BAD_INDENT: "the indentation does not fit the lines above",
  UNEXPECTED_TOKEN: "this does not fit here: quote the text, or check the indentation",
  RESOURCE_EXHAUSTION: "the nesting is too deep",
};

const FULL_WIDTH_COLON = /^\s*(?:- )?\s*(["']?[A-Za-z_][\w-]*["']?)：/u;

/** `id：x` is read as a text without a key, and the parser then blames another line. */
function fullWidthHint(lines: readonly string[], line: number): YamlProblem | null {
  for (const number of [line, line - 1, line - 2]) {
    const match = FULL_WIDTH_COLON.exec(lines[number - 1] ?? "");
    if (match === null) continue;
    const column = match[0].length;
    return { line: number, column, message: colonMessage(match[1] ?? "") };
  }
  return null;
}

const colonMessage = (key: string): string =>
  `full-width colon after "${key}": write "${key}: " with a half-width colon and a space`;

/**
 * Keys of the data format that are followed by a full-width colon although the file can be read:
 * the line then became part of a text.
 */
export function findFullWidthColons(
  text: string,
  keys: ReadonlySet<string>,
): readonly YamlProblem[] {
  if (!/[\w"']：/u.test(text)) return [];
  return text.split("\n").flatMap((line, index) => {
    const match = FULL_WIDTH_COLON.exec(line);
    const key = (match?.[1] ?? "").replace(/["']/gu, "");
    if (match === null || !keys.has(key)) return [];
    return [{ line: index + 1, column: match[0].length, message: colonMessage(key) }];
  });
}

/** Too deep a nesting overflows the parser; a fault like others. */
function problemsOf(text: string): readonly YamlProblem[] {
  try {
    return findProblems(text);
  } catch (error) {
    const reason = error instanceof RangeError ? "the nesting is too deep" : String(error);
    return [{ line: 1, column: 1, message: `cannot be read: ${reason}` }];
  }
}

function findProblems(text: string): readonly YamlProblem[] {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const lines = text.split("\n");
  const at = (offset: number): Position => {
    const { line, col } = counter.linePos(Math.min(offset, text.length));
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems = [...document.errors, ...document.warnings].map((error): YamlProblem => {
    const position = at(error.pos[0]);
    const hint = HINTS[error.code];
    return (
      fullWidthHint(lines, position.line) ?? {
        ...position,
        message: hint === undefined ? error.message : `${hint} (${error.message})`,
      }
    );
  });
  visit(document, {
    Node: (_key, node) => {
      const anchor = isAlias(node) ? node.source : "anchor" in node ? node.anchor : undefined;
      const offset = node.range?.[0];
      if (anchor !== undefined) {
        problems.push({ ...at(offset ?? 0), message: HINTS["BAD_ALIAS"] ?? "" });
      } else if (node.tag !== undefined && text.charAt(tagOffset(text, offset ?? 0)) === "!") {
        problems.push({ ...at(offset ?? 0), message: "tags (!…) are not allowed: quote the text" });
      }
    },
  });
  const unique = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...unique.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** A tag stands before its value on the same line. */
function tagOffset(text: string, offset: number): number {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  return text.slice(lineStart, offset).search(/(?<=^|\s)!/u) + lineStart;
}

/**
 * Reads one YAML 1.2 document as plain data; dates stay text. Anchors, aliases and tags are refused, so a small
 * file cannot unfold into a large one.
 */
export function parseYaml(text: string): YamlResult {
  const deep = TOO_DEEP.exec(text);
  if (deep !== null) {
    const before = text.slice(0, deep.index).split("\n");
    const place = { line: before.length, column: (before.at(-1) ?? "").length + 1 };
    return {
      ok: false,
      problems: [{ ...place, message: "the nesting is too deep: at most 6 levels are needed" }],
    };
  }
  if (MAY_REFER.test(text)) {
    const problems = problemsOf(text);
    if (problems.length > 0) return { ok: false, problems };
  }
  try {
    const data: unknown = parse(text, { prettyErrors: false, maxAliasCount: 0, logLevel: "error" });
    return { ok: true, data };
  } catch (error) {
    const problems = problemsOf(text);
    if (problems.length === 0) {
      const message = error instanceof YAMLParseError ? error.message : String(error);
      return { ok: false, problems: [{ line: 1, column: 1, message }] };
    }
    const data = dataWithLastKeys(text);
    return data === undefined ? { ok: false, problems } : { ok: false, problems, data };
  }
}

/** Of keys that stand twice the last one counts, so that the rest of the file can still be checked. */
function dataWithLastKeys(text: string): unknown {
  try {
    return parse(text, {
      prettyErrors: false,
      maxAliasCount: 0,
      logLevel: "error",
      uniqueKeys: false,
    });
  } catch {
    return undefined;
  }
}

/** Finds places in a file by paths of its data; parses once, for files that have a fault. */
export interface Locator {
  /**
   * Where the value at the path stands; the nearest place above it when there is none.
   *
   * @param options.key points at the key instead of the value
   * @param options.find points at these words inside the value, where they can be found
   */
  locate(path: DataPath, options?: { readonly key?: string; readonly find?: string }): Position;
}

function keyOffset(document: Document, path: DataPath, key: string): number | undefined {
  const parent = path.length === 0 ? document.contents : document.getIn(path, true);
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
  return isPair(pair) && isNode(pair.key) ? pair.key.range?.[0] : undefined;
}

export function createLocator(text: string): Locator {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const rangeAt = (path: DataPath): readonly number[] | undefined => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return node.range;
    }
    return document.contents?.range ?? undefined;
  };
  return {
    locate: (path, { key, find } = {}) => {
      const range = rangeAt(path);
      let offset = range?.[0] ?? 0;
      if (key !== undefined) offset = keyOffset(document, path, key) ?? offset;
      if (find !== undefined) {
        const inside = text.slice(offset, range?.[1] ?? offset).indexOf(find);
        if (inside > 0) offset += inside;
      }
      const { line, col } = counter.linePos(offset);
      return { line: Math.max(line, 1), column: Math.max(col, 1) };
    },
  };
}
